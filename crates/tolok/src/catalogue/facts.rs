//! What a catalogue tells of a definition, one fact after the other, for every format alike.

use super::words::{self, Words, words};
use super::{Catalogue, Entry, Formula, Kind, Piece, Report, RollUp};

/// A fact with what it is about.
pub(super) struct Fact {
    pub(super) term: &'static str,
    pub(super) bits: Vec<Bit>,
}

/// A bit of what is told.
pub(super) enum Bit {
    /// Words of the catalogue or of the definitions.
    Words(String),
    /// Words in another language, by its code.
    Foreign(String, String),
    /// Something that is written as it would be in a file or a spreadsheet.
    Code(String),
    /// The label of another definition.
    Link(usize),
    /// The title of something else with its anchor.
    To(String, String),
    /// A name that leads to its definition.
    Named(String, usize),
}

/// A part of the catalogue with a heading of its own.
pub(super) struct Section<'c> {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) entries: Vec<(usize, &'c Entry)>,
}

impl Catalogue {
    pub(super) fn words(&self) -> &'static Words {
        words(self.language)
    }

    /// The title of the whole.
    pub(super) fn title(&self) -> String {
        match self.name.as_str() {
            "" => self.words().title.to_string(),
            name => format!("{}: {name}", self.words().title),
        }
    }

    /// The KPIs by category, then the other kinds.
    pub(super) fn sections(&self) -> Vec<Section<'_>> {
        // The date is one of the dimensions.
        let kind = |entry: &Entry| if entry.kind == Kind::Time { Kind::Dimension } else { entry.kind };
        let mut sections: Vec<Section<'_>> = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let is_alike = |(_, other): &(usize, &Entry)| kind(other) == kind(entry) && other.category == entry.category;
            match sections.last_mut().filter(|section| section.entries.last().is_some_and(is_alike)) {
                Some(section) => section.entries.push((place, entry)),
                None => {
                    let (anchor, title) = self.heading(kind(entry), entry.category.as_deref(), sections.len().saturating_add(1));
                    sections.push(Section { anchor, title, entries: vec![(place, entry)] });
                }
            }
        }
        sections
    }

    /// The anchor and the title of the section with a number.
    fn heading(&self, kind: Kind, category: Option<&str>, number: usize) -> (String, String) {
        let anchor = match kind {
            Kind::Kpi => "kpis",
            Kind::Param => "params",
            Kind::Input => "inputs",
            Kind::Dimension | Kind::Time => "dimensions",
            Kind::Function => "functions",
        };
        match category {
            // A dot is in no anchor of a definition.
            Some(category) => (format!("category.{number}"), words::category(category, self.language)),
            None if kind == Kind::Kpi && number > 1 => (anchor.to_string(), self.words().uncategorised.to_string()),
            None => (anchor.to_string(), words::heading(kind, self.language).to_string()),
        }
    }

    /// Everything by its label, as people look for it: accents, case and signs do not matter.
    pub(super) fn alphabetical(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_cached_key(|entry| {
            (crate::labels::label_key(&entry.label), entry.label.clone(), entry.name.clone(), entry.anchor.clone())
        });
        entries
    }

    /// What is told of a definition besides its label, documentation, formula, members and examples.
    pub(super) fn facts(&self, place: usize, entry: &Entry) -> Vec<Fact> {
        let words = self.words();
        let mut facts: Vec<Fact> = Vec::new();
        let mut add = |term, bits: Vec<Bit>| facts.extend((!bits.is_empty()).then_some(Fact { term, bits }));
        let text = |text: &str| vec![Bit::Words(text.to_string())];
        if let Some(instead) = &entry.deprecated {
            add(words.deprecated, text(instead.as_deref().unwrap_or(words.yes)));
        }
        add(words.aliases, joined(entry.aliases.iter().map(|alias| vec![Bit::Words(alias.clone())])));
        add(words.other_languages, joined(entry.other_labels.iter().map(|(code, label)| foreign(code, label))));
        add(words.unit, entry.unit.iter().map(|unit| Bit::Words(words::unit(unit, self.language))).collect());
        add(words.format, entry.format.iter().map(|format| Bit::Code(format.clone())).collect());
        add(words.better, entry.better.iter().map(|better| Bit::Words(words::better(*better, self.language).to_string())).collect());
        let indicator = entry.indicator.map(|indicator| words::indicator(indicator, self.language).to_string());
        add(words.indicator, indicator.into_iter().map(Bit::Words).collect());
        for aim in &entry.targets {
            let mut bits: Vec<Bit> = Vec::new();
            if let Some((dimension, member)) = &aim.member {
                bits.extend([Bit::Code(format!("{dimension} = \"{member}\"")), Bit::Words(": ".to_string())]);
            }
            bits.extend(formula(&aim.good));
            if let Some(warn) = &aim.warn {
                bits.push(Bit::Words(format!("; {}: ", words.warn.to_lowercase())));
                bits.extend(formula(warn));
            }
            add(words.target, bits);
        }
        add(words.roll_up, entry.roll_up.as_ref().map(|roll_up| rolled_up(roll_up, words)).unwrap_or_default());
        add(words.fill, entry.fill.as_ref().map(formula).unwrap_or_default());
        add(words.category, entry.category.iter().map(|category| Bit::Words(words::category(category, self.language))).collect());
        for (name, said) in &entry.texts {
            let term = match name.as_str() {
                "source" => words.source,
                "owner" => words.owner,
                "cadence" => words.cadence,
                _ => words.since,
            };
            let said = if name == "cadence" { words::cadence(said, self.language) } else { said.clone() };
            add(term, text(&said));
        }
        add(words.groups_of, entry.groups_of.iter().map(labelled).collect());
        add(words.period, entry.grain.iter().map(|grain| Bit::Words(words::period(*grain, self.language).to_string())).collect());
        add(words.tags, joined(entry.tags.iter().map(|tag| vec![Bit::Words(tag.clone())])));
        add(words.variants, joined(entry.variants.iter().map(|place| vec![Bit::Link(*place)])));
        add(words.used_by, joined(entry.used_by.iter().map(|place| vec![Bit::Link(*place)])));
        let sets = self.reports.iter().filter(|report| report.kpis.iter().any(|kpi| kpi.entry == Some(place)));
        add(words.reports, joined(sets.map(|report| vec![Bit::To(report.label.clone(), report.anchor.clone())])));
        facts
    }

    /// What is told of a report besides its title.
    pub(super) fn facts_of_report(&self, report: &Report) -> Vec<Fact> {
        let words = self.words();
        let mut facts = Vec::new();
        if !report.other_labels.is_empty() {
            let others = report.other_labels.iter().map(|(code, label)| foreign(code, label));
            facts.push(Fact { term: words.other_languages, bits: joined(others) });
        }
        let mut by: Vec<Vec<Bit>> = report.by.iter().map(|piece| vec![labelled(piece)]).collect();
        by.extend(report.over.map(|grain| vec![Bit::Words(words::period(grain, self.language).to_string())]));
        if !by.is_empty() {
            facts.push(Fact { term: words.grouped_by, bits: joined(by) });
        }
        facts.extend(report.filters.iter().map(|filter| Fact { term: words.rows, bits: formula(filter) }));
        facts
    }
}

/// The label of what a piece names, or the piece itself.
pub(super) fn labelled(piece: &Piece) -> Bit {
    match piece.entry {
        Some(place) => Bit::Link(place),
        None => Bit::Code(piece.text.clone()),
    }
}

/// A formula with links.
pub(super) fn formula(formula: &Formula) -> Vec<Bit> {
    let bit = |piece: &Piece| match piece.entry {
        Some(place) => Bit::Named(piece.text.clone(), place),
        None => Bit::Code(piece.text.clone()),
    };
    formula.pieces.iter().map(bit).collect()
}

/// A label with the language it is in.
pub(super) fn foreign(code: &str, label: &str) -> Vec<Bit> {
    match code {
        "" => vec![Bit::Words(label.to_string())],
        code => vec![Bit::Foreign(code.to_string(), label.to_string()), Bit::Words(format!(" ({})", words::language_name(code)))],
    }
}

fn rolled_up(roll_up: &RollUp, words: &Words) -> Vec<Bit> {
    let text = |text: &str| vec![Bit::Words(text.to_string())];
    match roll_up {
        RollUp::Flow => text(words.flow),
        RollUp::Overlapping => text(words.overlapping),
        RollUp::Stock { keys, first, within_period } => {
            let mut bits = text(if *first { words.stock_first } else { words.stock_last });
            if !keys.is_empty() {
                bits.push(Bit::Words(format!("; {} ", words.stock_per)));
                bits.extend(joined(keys.iter().map(|key| vec![labelled(key)])));
            }
            bits.extend(within_period.then(|| Bit::Words(format!("; {}", words.stock_within))));
            bits
        }
        RollUp::Rate { weight } => vec![Bit::Words(format!("{} ", words.rate)), labelled(weight)],
        RollUp::Single => text(words.single),
        RollUp::Constant => text(words.constant),
    }
}

/// With a comma between one and the next, or a semicolon where a comma is part of one.
fn joined(parts: impl IntoIterator<Item = Vec<Bit>>) -> Vec<Bit> {
    let parts: Vec<Vec<Bit>> = parts.into_iter().collect();
    let has_comma = |bit: &Bit| matches!(bit, Bit::Words(text) | Bit::Foreign(_, text) if text.contains(','));
    let sign = if parts.iter().flatten().any(has_comma) { "; " } else { ", " };
    let mut bits = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        bits.extend((place > 0).then(|| Bit::Words(sign.to_string())));
        bits.extend(part);
    }
    bits
}
