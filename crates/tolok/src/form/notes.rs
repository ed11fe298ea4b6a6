//! What stands in the notes of labels: what a number is, how it is computed, and where that is from.

use tolok_model::{Bound, Entity, EntityKind, Rollup, Target};
use tolok_value::Language;

use super::labels::Labels;
use super::words::Words;
use crate::Definitions;
use crate::citation::cited;

/// The note of an input or KPI.
pub(super) fn of(definitions: &Definitions, entity: &Entity, labels: &Labels<'_>, words: &Words, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let description = entity.about.descriptions.get(language.code()).or_else(|| entity.about.descriptions.get(""));
    lines.extend(description.map(ToString::to_string));
    match &entity.kind {
        EntityKind::Metric(metric) => lines.push(format!("{}: {}", words.formula, spoken(definitions, &metric.text, labels))),
        EntityKind::Input(input) => lines.extend(match &input.rollup {
            Some(Rollup::Flow { overlapping: true }) => Some(words.overlapping.to_owned()),
            Some(Rollup::Stock { first: true, .. }) => Some(words.first_stock.to_owned()),
            Some(Rollup::Stock { .. }) => Some(words.stock.to_owned()),
            Some(Rollup::Single) => Some(words.single.to_owned()),
            Some(Rollup::Rate { weight: tolok_plan::Column::Input(key) }) => {
                let weight = definitions.model.find(key).map(|id| labels.called(id));
                weight.map(|weight| format!("{}: {weight}", words.rate))
            }
            _ => None,
        }),
        _ => {}
    }
    lines.extend(definitions.target_text(entity, words, language).map(|target| format!("{}: {target}", words.target)));
    lines.extend(entity.about.texts.get("source").map(|source| format!("{}: {}", words.source, cited(source, language))));
    lines
}

/// A formula with labels for names.
fn spoken(definitions: &Definitions, formula: &str, labels: &Labels<'_>) -> String {
    let mut text = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, text: &mut String| {
        let id = definitions.model.find(word).filter(|id| definitions.model.entity(*id).is_some_and(has_value));
        // A word that is quoted or a function stays what it is.
        match id {
            Some(id) => text.push_str(&labels.called(id)),
            None => text.push_str(word),
        }
        word.clear();
    };
    for letter in formula.chars() {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            flush(&mut word, &mut text);
            text.push(letter);
        }
    }
    flush(&mut word, &mut text);
    text
}

fn has_value(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Metric(_) | EntityKind::Input(_) | EntityKind::Param(_))
}

impl Definitions {
    /// A KPI's target in words of the language, without those of single members.
    fn target_text(&self, entity: &Entity, words: &Words, language: Language) -> Option<String> {
        let target = entity.targets.iter().find(|target| target.member.is_none())?;
        let bound = |bound: &Bound| {
            let alone = Target { member: None, good: bound.clone(), warn: None };
            let text = tolok_eval::target_text(&self.model, &alone);
            let text = match text.strip_prefix("between ").and_then(|ends| ends.split_once(" and ")) {
                Some((low, high)) => format!("{low} – {high}"),
                None => text,
            };
            if language == Language::English { text } else { with_decimal_commas(&text) }
        };
        let good = bound(&target.good);
        Some(match &target.warn {
            Some(warn) => format!("{good}; {}: {}", words.nearly, bound(warn)),
            None => good,
        })
    }
}

/// Numbers as Indonesian and Polish write them.
fn with_decimal_commas(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |place: Option<usize>| place.and_then(|place| letters.get(place)).is_some_and(char::is_ascii_digit);
    let shown = |(place, letter): (usize, &char)| match letter {
        '.' if is_digit(place.checked_sub(1)) && is_digit(place.checked_add(1)) => ',',
        letter => *letter,
    };
    letters.iter().enumerate().map(shown).collect()
}
