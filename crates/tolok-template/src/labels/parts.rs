//! Rows of members or periods below the name of an input or KPI that has no cells of its own: `Spend`, below it `Email`, `Search` and
//! `Total`. The headings of their columns may stand between: `Spend`, below it `Channel`, `January`, `February`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_xlsx::Address;

use super::behind::Axis;
use super::heading::MemberHeading;
use super::lexicon::{Lexicon, Measure, Member, Moment};
use super::sheet::{Held, View};

/// A row that is about a member or period of what stands above it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The row with the name of the input or KPI.
    pub(super) heading: u32,
    /// What the rows below that name are.
    pub(super) axis: Axis,
    pub(super) about: PartAbout,
}

/// What a row of parts is about.
#[derive(Debug, Clone)]
pub(super) enum PartAbout {
    Member(MemberHeading),
    Moment(Moment, Address),
    Total,
}

/// The rows of members in a column of labels.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    rows: BTreeMap<u32, Part>,
    headings: BTreeSet<u32>,
}

impl Parts {
    /// The parts below the labels of a column. A table whose columns are inputs and KPIs has none.
    ///
    /// `named` are the rows that begin with an input or KPI. Members below a single KPI may as well each begin a table of their own, so rows
    /// count as parts where they stand one below the other or have numbers.
    pub(super) fn of(
        view: View<'_>,
        lexicon: &dyn Lexicon,
        label: u32,
        named: &BTreeMap<u32, Vec<Measure>>,
        all: &BTreeMap<u32, BTreeMap<u32, Vec<Measure>>>,
    ) -> Self {
        let mut parts = Self::default();
        let begins_part = |line: &u32| {
            let below = line.saturating_add(1);
            reading(view, lexicon, below, label).is_some() || is_heading(view, lexicon, below, label)
        };
        // Most columns have none, and then the sheet need not be gone through for each of them.
        if view.is_turned || !named.keys().any(begins_part) {
            return parts;
        }
        let mut filled: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (address, _) in view.sheet.filled().filter(|(address, _)| address.column() >= label) {
            filled.entry(address.row()).or_default().push(address.column());
        }
        // Another name beside it begins another table.
        let is_alone = |line: u32| {
            let next = filled.get(&line)?.iter().find(|place| **place > label);
            Some(next.is_none_or(|next| all.get(next).is_some_and(|named| named.contains_key(&line) && *next > label + 1)))
        };
        let mut is_certain = false;
        for heading in named.keys().copied().filter(|line| is_alone(*line) == Some(true)) {
            let above = heading.checked_sub(1).filter(|above| filled.contains_key(above));
            // Below other rows, the last of a table may as well have no numbers yet.
            let is_title = |above: &u32| !named.contains_key(above) && is_alone(*above) == Some(true);
            let is_apart = above.is_none_or(|above| parts.rows.contains_key(&above) || is_title(&above));
            let below = heading.saturating_add(1);
            let has_headings = is_apart && is_heading(view, lexicon, below, label);
            let first = if has_headings { below.saturating_add(1) } else { below };
            let mut rows: Vec<(u32, Row)> = Vec::new();
            for line in (first..).take_while(|line| filled.contains_key(line) && !named.contains_key(line)) {
                let Some(row) = reading(view, lexicon, line, label) else { break };
                let is_total = matches!(row, Row::Total);
                rows.push((line, row));
                if is_total {
                    break;
                }
            }
            // One row with headings below it is the title of another table.
            let is_title =
                matches!(rows.as_slice(), [(line, _)] if !has_headings && is_heading(view, lexicon, line.saturating_add(1), label));
            let Some(axis) = axis(&rows).filter(|_| !is_title) else { continue };
            let has_number = |line: &u32| {
                let cells = filled.get(line).into_iter().flatten();
                cells.filter(|place| **place > label).any(|place| matches!(view.held(*line, *place), Some(Held::Number(_))))
            };
            is_certain |= has_headings || rows.len() > 1 || rows.iter().any(|(line, _)| has_number(line));
            parts.headings.insert(heading);
            for (line, row) in rows {
                let Some(at) = view.address(line, label) else { continue };
                let about = match row {
                    Row::Member(member) => PartAbout::Member(MemberHeading::known(&member, at)),
                    Row::Moment(moment) => PartAbout::Moment(moment, at),
                    Row::Total => PartAbout::Total,
                };
                parts.rows.insert(line, Part { heading, axis: axis.clone(), about });
            }
        }
        if is_certain { parts } else { Self::default() }
    }

    /// The row as a part.
    pub(super) fn get(&self, line: u32) -> Option<&Part> {
        self.rows.get(&line)
    }

    /// True if a row is but the heading of its parts.
    pub(super) fn is_heading(&self, line: u32) -> bool {
        self.headings.contains(&line)
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The last of the rows.
    pub(super) fn last(&self) -> Option<u32> {
        self.rows.keys().next_back().copied()
    }
}

/// What a row can be about.
enum Row {
    Member(Member),
    Moment(Moment),
    Total,
}

/// What a row is about by its label; nothing if that is anything else.
fn reading(view: View<'_>, lexicon: &dyn Lexicon, line: u32, label: u32) -> Option<Row> {
    if let Some(Held::Date(_, period)) = view.held(line, label) {
        return Some(Row::Moment(Moment::Period(*period)));
    }
    let text = view.text(line, label)?;
    if lexicon.is_total(text) {
        return Some(Row::Total);
    }
    lexicon.only_member(text).map(Row::Member).or_else(|| lexicon.moment(text).map(Row::Moment))
}

/// True for a line that says in front what the rows below it are, and has headings behind.
fn is_heading(view: View<'_>, lexicon: &dyn Lexicon, line: u32, label: u32) -> bool {
    let next = label.saturating_add(1);
    match (view.held(line, label), view.text(line, label)) {
        (None, _) => reading(view, lexicon, line, next).is_some(),
        (_, Some(text)) => lexicon.is_axis(text) && view.held(line, next).is_some(),
        _ => false,
    }
}

/// What all rows are; nothing where they differ, or are nothing but a total.
fn axis(rows: &[(u32, Row)]) -> Option<Axis> {
    let dimensions: BTreeSet<&Arc<str>> =
        rows.iter().filter_map(|(_, row)| if let Row::Member(member) = row { Some(&member.dimension) } else { None }).collect();
    let has_moments = rows.iter().any(|(_, row)| matches!(row, Row::Moment(_)));
    match (dimensions.first(), has_moments) {
        (Some(dimension), false) if dimensions.len() == 1 => Some(Axis::Dimension(Arc::clone(dimension))),
        (None, true) => Some(Axis::Periods),
        _ => None,
    }
}
