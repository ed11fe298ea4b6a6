//! Tables of a sheet in which one axis names inputs and KPIs, and the other members or periods.

mod about;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_xlsx::Address;

use super::around::Around;
use super::band::Band;
use super::behind;
use super::behind::{Axis, Behind};
use super::group;
use super::heading::{Heading, read};
use super::kind::kind;
use super::lexicon::{Lexicon, Measure};
use super::parts::Parts;
use super::recognised::{AboutPeriod, LabelledCell, Subject, UnreadCell};
use super::section::{Section, Sections};
use super::sheet::{Held, View};

/// What was recognised in a sheet, read one way round.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) cells: Vec<LabelledCell>,
    pub(super) problems: Vec<Diagnostic>,
    /// KPIs below or beside headings that nobody understands.
    pub(super) unread: Vec<UnreadCell>,
    /// The number of the next table.
    pub(super) next: usize,
}

/// Recognises the tables of a sheet whose inputs and KPIs are named down a column; of a turned view, along a row. `first` is the number of
/// the first table.
pub(super) fn recognise(view: View<'_>, lexicon: &dyn Lexicon, file: &Arc<str>, first: usize) -> Blocks {
    let mut measures: BTreeMap<u32, BTreeMap<u32, Vec<Measure>>> = BTreeMap::new();
    let (mut lines, mut places) = (BTreeSet::new(), BTreeSet::new());
    for (address, cell) in view.sheet.filled() {
        let (line, place) = view.position(address);
        lines.insert(line);
        places.insert(place);
        if let Held::Text(text) = &cell.held {
            let named = lexicon.measures(text.trim());
            if !named.is_empty() {
                measures.entry(place).or_default().insert(line, named);
            }
        }
    }
    let sections = Sections::of(view.sheet, lexicon);
    let labels: BTreeSet<u32> = measures.keys().copied().collect();
    let no_titles = BTreeMap::new();
    let mut found = Blocks::default();
    let mut next = first;
    for (label, named) in &measures {
        let parts = Parts::of(view, lexicon, *label, named, &measures);
        let mut rows: BTreeSet<u32> = parts.rows().collect();
        if !view.is_turned {
            rows.extend(behind::shared(view, lexicon, *label, named));
        }
        let others = (!rows.is_empty()).then(|| sections.without(&rows));
        let mut column = Column {
            view,
            lexicon,
            file,
            label: *label,
            named,
            all: &measures,
            titles: if view.is_turned { sections.titles() } else { &no_titles },
            filled: &places,
            lines: &lines,
            labels: &labels,
            sections: others.as_ref().unwrap_or(&sections),
            parts: &parts,
            heading: 0,
            behind: None,
            behind_axis: None,
            next,
            found: &mut found,
        };
        column.read();
        next = column.next;
    }
    found.next = next;
    found
}

/// A column of labels while it is read.
struct Column<'a> {
    view: View<'a>,
    lexicon: &'a dyn Lexicon,
    file: &'a Arc<str>,
    label: u32,
    named: &'a BTreeMap<u32, Vec<Measure>>,
    all: &'a BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>,
    /// The places where titles of tables may stand.
    titles: &'a BTreeMap<u32, bool>,
    /// The places where the sheet holds anything.
    filled: &'a BTreeSet<u32>,
    /// The lines where it holds anything.
    lines: &'a BTreeSet<u32>,
    /// All places of labels.
    labels: &'a BTreeSet<u32>,
    sections: &'a Sections,
    parts: &'a Parts,
    /// The line with the name that the line which is read is about.
    heading: u32,
    /// What stands behind the label of that line.
    behind: Option<Behind>,
    /// What those behind the labels before it are.
    behind_axis: Option<Axis>,
    next: usize,
    found: &'a mut Blocks,
}

/// Lines without a gap, and the places where a table in them can have headings.
#[derive(Default)]
struct Run {
    lines: Range<u32>,
    places: BTreeSet<u32>,
}

impl Column<'_> {
    fn read(&mut self) {
        let lines = self.lines;
        let mut band: Option<Band> = None;
        let end = self.named.keys().next_back().copied().max(self.parts.last()).unwrap_or(0);
        // The line whose name the lines below it share, which have no label and begin with a member as it does.
        let (mut shared, mut is_unknown): (Option<u32>, bool) = (None, false);
        let mut run = Run::default();
        for line in lines.iter().copied() {
            let behind = self.behind(line, band.as_ref());
            let is_said = behind.as_ref().is_some_and(Behind::is_said) && self.view.held(line, self.label).is_none();
            // Behind a gap, or with headings behind, a line begins another table.
            let is_shared =
                is_said && line.checked_sub(1).is_some_and(|above| lines.contains(&above)) && !self.has_headings(line, band.as_ref());
            let heading = self.parts.get(line).map(|part| part.heading).or(shared.filter(|_| is_shared)).unwrap_or(line);
            if heading == line && line > end {
                break;
            }
            if is_unknown && behind.is_some() && self.view.held(line, self.label).is_none() {
                continue;
            }
            is_unknown = false;
            let named = self.named.get(&heading);
            if heading == line {
                shared = named.and(behind.as_ref()).filter(|behind| behind.is_said()).map(|_| line);
            }
            if let Some(named) = named {
                if let Some(Behind::Unknown(at)) = behind.as_ref().filter(|_| self.is_shared_below(line, lines)) {
                    self.tell_unknown(line, *at);
                    is_unknown = true;
                    continue;
                }
                self.behind = behind.filter(Behind::is_said);
                self.heading = heading;
                self.behind_axis = self.behind.as_ref().and_then(Behind::axis).or(self.behind_axis.take());
                if let Some(band) = band.as_mut().filter(|_| !self.parts.is_heading(line)) {
                    band.is_used = true;
                    let section = if self.view.is_turned { self.sections.above(self.label) } else { self.sections.at(line) };
                    self.row(line, named, band, &section);
                }
                continue;
            }
            let labels = self.view.is_turned.then_some(self.all);
            if !run.lines.contains(&line) {
                run = self.run_of(line);
            }
            let around = Around { filled: &run.places, lines: self.lines, titles: self.titles, labels };
            let group = || group::read(self.view, self.lexicon, line, self.label, self.labels, self.filled);
            let heading = group().or_else(|| read(self.view, self.lexicon, line, self.label, self.named, &around));
            if let Some(heading) = heading.filter(|heading| self.begins_here(heading)) {
                let is_next = band.as_ref().is_some_and(|band| self.is_next(band.last_line, line, lines));
                band = Some(Band::stacked(band.filter(|_| is_next), heading, &mut self.next));
            }
        }
    }

    /// The lines without a gap around one, with the places up to the next table beside this one: it has labels in the same lines.
    fn run_of(&self, line: u32) -> Run {
        let is_filled = |line: &u32| self.lines.contains(line);
        let first = (1..line).rev().take_while(is_filled).last().unwrap_or(line);
        let last = (line.saturating_add(1)..).take_while(is_filled).last().unwrap_or(line);
        let named: Vec<u32> = self.named.range(first..=last).map(|(line, _)| *line).collect();
        // Names right beside each other head a table the other way round.
        let is_apart = |line: &u32, place: u32| {
            (self.label.saturating_add(1)..place).any(|between| self.all.get(&between).is_none_or(|named| !named.contains_key(line)))
        };
        let is_beside = |place: u32, other: &BTreeMap<u32, Vec<Measure>>| {
            let both = named.iter().filter(|line| other.contains_key(line) && is_apart(line, place));
            both.count() >= named.len().clamp(1, 2)
        };
        let next = self.all.range(self.label.saturating_add(1)..).find(|(place, other)| is_beside(**place, other));
        let places = self.filled.range(..next.map_or(u32::MAX, |(place, _)| *place)).copied().collect();
        Run { lines: first..last.saturating_add(1), places }
    }

    /// True if a row has headings where others have their numbers. A column may have those of other tables.
    fn has_headings(&self, line: u32, band: Option<&Band>) -> bool {
        if self.view.is_turned {
            return false;
        }
        let places = band.iter().flat_map(|band| &band.levels).flat_map(|level| level.places.keys());
        places
            .filter_map(|place| self.view.held(line, *place))
            .any(|held| kind(held, self.lexicon).is_some() || matches!(held, Held::Text(text) if self.lexicon.aside(text.trim()).is_some()))
    }

    /// True for a cell that holds a period, a member or a total.
    fn is_heading(&self, line: u32, place: u32) -> bool {
        self.view.held(line, place).is_some_and(|held| kind(held, self.lexicon).is_some())
    }

    /// True for a name alone in its row with the members or periods of rows below it, in front of its column: it heads that.
    fn heads_rows(&self, line: u32) -> bool {
        // Right below the name its cells may be told apart.
        let next = line.saturating_add(1);
        let below = if self.is_heading(next, self.label) { next.saturating_add(1) } else { next };
        let is_alone = || self.filled.iter().all(|place| *place == self.label || self.view.held(line, *place).is_none());
        let is_row = |place: u32| self.is_heading(below, place);
        !self.view.is_turned && self.view.held(below, self.label).is_none() && (1..self.label).any(is_row) && is_alone()
    }

    /// True for an empty cell in front of the headings of another table.
    fn is_corner(&self, line: u32, place: u32) -> bool {
        let behind = line.saturating_add(1);
        let is_empty = self.view.held(line, place).is_none();
        self.view.is_turned && !self.named.contains_key(&behind) && is_empty && self.is_heading(behind, place)
    }

    /// True for a row whose label stands below headings of a table in front of it.
    fn is_within_other(&self, line: u32, band: &Band) -> bool {
        let Some(lowest) = band.levels.last().map(|level| level.line).filter(|_| !self.view.is_turned) else { return false };
        self.is_heading(lowest, self.label)
            && self.all.range(..self.label).any(|(_, named)| named.range(lowest.saturating_sub(1)..line).next().is_some())
    }

    /// What stands behind the label of a line, unless there is a heading above it.
    fn behind(&self, line: u32, band: Option<&Band>) -> Option<Behind> {
        let place = Behind::place(self.view, line, self.label);
        let is_headed = band?.levels.iter().any(|level| level.places.contains_key(&place));
        if is_headed || self.parts.get(line).is_some() { None } else { Behind::of(self.view, self.lexicon, line, self.label) }
    }

    /// True if the label of a line stands for the lines below it, too.
    fn is_shared_below(&self, line: u32, lines: &BTreeSet<u32>) -> bool {
        let below = line.saturating_add(1);
        let place = Behind::place(self.view, line, self.label);
        lines.contains(&below) && self.view.held(below, self.label).is_none() && self.view.text(below, place).is_some()
    }

    /// False for what stands further down than the rows of a table do that has its headings here.
    fn begins_here(&self, heading: &Heading) -> bool {
        let first = heading.places.keys().next().copied().unwrap_or(0);
        // Below the names, members or periods may tell their cells apart.
        let last = || self.named.keys().map(|line| Behind::place(self.view, *line, self.label)).max().unwrap_or_default();
        let is_behind = || {
            let mut named = self.named.keys().filter(|line| **line > heading.line);
            named.next().and_then(|line| Behind::of(self.view, self.lexicon, *line, self.label)).is_some_and(|behind| behind.is_said())
        };
        let begins = first == self.label.saturating_add(1) || first == last().saturating_add(1) && is_behind();
        !self.view.is_turned || begins || self.view.held(heading.line, self.label).is_some()
    }

    /// True if a line of headings belongs to the one before it. Beside the rows of a table, columns of something else may stand between.
    fn is_next(&self, before: u32, line: u32, lines: &BTreeSet<u32>) -> bool {
        let mut between = before.saturating_add(1)..line;
        match self.view.is_turned {
            true => between.all(|line| lines.contains(&line) && self.view.held(line, self.label).is_some()),
            false => between.next().is_none(),
        }
    }

    /// The cells of a line that begins with the name of an input or KPI.
    fn row(&mut self, line: u32, named: &[Measure], band: &Band, section: &Section) {
        let after = self.all.range(self.label.saturating_add(1)..).find(|(_, lines)| lines.contains_key(&line));
        let end = after.map_or(u32::MAX, |(place, _)| *place);
        let places: BTreeSet<u32> =
            band.levels.iter().flat_map(|level| level.places.keys().copied()).filter(|place| *place < end).collect();
        if let ([_, _, ..], Some(label)) = (named, self.view.address(line, self.label)) {
            if !places.is_empty() {
                self.found.problems.push(self.ambiguous(named, label));
            }
            return;
        }
        // A line of names is one of headings itself.
        let before = self.label.saturating_sub(1);
        let is_beside_axis = || !self.view.is_turned && self.view.text(line, before).is_some_and(|text| self.lexicon.is_axis(text));
        let is_beside_name = || is_beside_axis() || self.all.get(&before).is_some_and(|named| named.contains_key(&line));
        if is_beside_name() || self.heads_rows(line) || self.has_headings(line, Some(band)) || self.is_within_other(line, band) {
            return;
        }
        let Some(measure) = named.first().filter(|_| !band.is_unclear) else { return };
        self.tell_set_aside(line, measure, band);
        self.tell_scale(line, &places);
        let section = &self.beside(line, band, section.clone());
        if let Some(text) = &section.unread {
            self.leave_unread(line, measure, &places, text);
            return;
        }
        let counted = self.counted_beside(line, &places).or_else(|| section.counted.clone());
        self.tell_counted(counted.as_ref().filter(|_| !places.is_empty()));
        let mut seen: Vec<Subject> = Vec::new();
        let before = self.found.cells.len();
        for place in places {
            let Some(address) = self.view.address(line, place) else { continue };
            if self.view.sheet.merged_at(address).is_some_and(|area| area.first() != address) {
                continue;
            }
            if self.is_corner(line, place) {
                continue;
            }
            let is_certain = band.levels.iter().all(|level| level.is_certain);
            let Some(about) = self.about(band, line, place, section) else {
                self.leave_untold(line, measure, place, band);
                continue;
            };
            let subject = match about {
                Ok(subject) => subject,
                Err(problem) => {
                    // Where nothing is certain and nothing was typed, these may be no headings at all.
                    let holds = self.view.held(line, place);
                    if is_certain || matches!(holds, Some(Held::Number(_) | Held::Percent(_))) {
                        self.found.problems.push(problem);
                    }
                    continue;
                }
            };
            if band.has_unread && seen.iter().any(|known| known.is_same(&subject)) {
                // Nobody can tell the places apart, so none of them is known for what it is.
                self.found.cells.truncate(before);
                return;
            }
            if band.has_unread {
                seen.push(subject.clone());
            }
            let title = (subject.period == AboutPeriod::Unsaid).then(|| section.title(self.lexicon)).flatten();
            let cell = self.cell(address, measure, subject, band.number);
            self.found.cells.push(LabelledCell { is_certain, title, counted: counted.clone(), ..cell });
        }
    }

    fn cell(&self, address: Address, measure: &Measure, subject: Subject, block: usize) -> LabelledCell {
        let cell = self.view.sheet.get(address);
        LabelledCell {
            sheet: self.view.sheet.index,
            sheet_name: Arc::clone(&self.view.sheet.name),
            address,
            measure: measure.clone(),
            label: self.view.address(self.heading, self.label).unwrap_or(address),
            members: subject.members,
            period: subject.period,
            title: None,
            counted: None,
            block,
            held: cell.map_or(Held::Nothing, |cell| cell.held.clone()),
            has_formula: cell.is_some_and(|cell| cell.has_formula),
            is_certain: true,
            number_format: cell.map_or_else(|| "General".into(), |cell| Arc::clone(&cell.number_format)),
        }
    }
}
