//! Long layouts: inputs named down a column or along the header, with members or periods on the other axis.

use std::collections::{BTreeMap, BTreeSet};

use tolok_diagnostics::Diagnostic;
use tolok_value::Locale;

use super::columns::{Column, Columns};
use super::header::{Header, is_heading};
use super::no_table;
use super::periods::Year;
use super::terms::Terms;
use super::view::{View, is_number, text_of};
use super::when::When;

/// How a long layout is to be read.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub rows: Rows,
    /// The first row that can hold values.
    pub first: usize,
    pub header: Option<Header>,
    pub columns: Vec<(usize, Column)>,
    pub year: Year,
    pub notes: Vec<String>,
}

/// What the rows of a long layout are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// Each row is an input, named in this column.
    Inputs(usize),
    /// An input stands alone in this column, above rows of members or periods.
    Blocks(usize),
    /// Each row is a member or period; the header names the inputs.
    Across,
}

/// How far to the right names of inputs are looked for.
const LABELS: usize = 8;

/// A column that names inputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Down {
    pub label: usize,
    /// How many different inputs it names.
    inputs: usize,
    /// True if it names hardly anything else.
    is_pure: bool,
}

impl Down {
    /// True if the table is read by this column rather than by a header that names so many inputs. Where the header names any, a column of,
    /// say, campaigns may well have a few that are called like inputs.
    pub(super) fn outweighs(self, header: usize) -> bool {
        self.inputs > header && (header == 0 || self.is_pure)
    }
}

/// The column that names most different inputs, the first of several.
pub(super) fn most_inputs(view: &View<'_>, terms: &Terms<'_>) -> Option<Down> {
    let down = |label: usize| {
        let named: Vec<(usize, usize)> = named(view, terms, label).collect();
        let inputs = named.iter().map(|(_, input)| input).collect::<BTreeSet<_>>().len();
        let filled = view.looked().filter(|row| text_of(view.get(*row, label)).is_some()).count();
        Down { label, inputs, is_pure: named.len().saturating_mul(2) >= filled }
    };
    let best = (0..view.width.min(LABELS)).map(down).max_by_key(|down| (down.inputs, std::cmp::Reverse(down.label)))?;
    (best.inputs > 0).then_some(best)
}

/// The rows that name an input in this column: alone, or with a number to its right. A header has neither.
fn named(view: &View<'_>, terms: &Terms<'_>, label: usize) -> impl Iterator<Item = (usize, usize)> {
    let named = view.looked().filter_map(move |row| Some((row, terms.input(view.get(row, label))?)));
    named.filter(move |(row, _)| {
        let mut beside = view.filled(*row).filter(|column| *column != label);
        let is_alone = view.filled(*row).all(|column| column == label);
        is_alone || beside.any(|column| column > label && is_number(view.get(*row, column)))
    })
}

/// The plan of a sheet in which one column names the inputs.
pub(super) fn down(view: &View<'_>, terms: &Terms<'_>, locale: Locale, label: usize) -> Result<Plan, Diagnostic> {
    let named: Vec<usize> = named(view, terms, label).map(|(row, _)| row).collect();
    let Some(first) = named.first().copied() else { return Err(no_table(view.cells)) };
    let is_alone = |row: usize| view.filled(row).all(|column| column == label);
    let is_of_blocks = named.iter().all(|row| is_alone(*row));
    let is_header = |row: &usize| {
        let mut beside = view.filled(*row).filter(|column| *column != label).peekable();
        beside.peek().is_some() && beside.all(|column| is_heading(view.get(*row, column), locale)) && !named.contains(row)
    };
    let below = || (first..view.looked().end).find(is_header).filter(|_| is_of_blocks);
    // The nearest row above that has anything beside the label is the header or there is none.
    let is_input = |row: usize| terms.input(view.get(row, label)).is_some();
    let above = (0..first).rev().find(|row| !is_alone(*row) && !view.is_blank(*row) && !is_input(*row)).filter(is_header);
    let lower = above.or_else(below);
    let upper =
        lower.and_then(|lower| lower.checked_sub(1)).filter(|upper| is_level(view, terms, locale, *upper, label) && !named.contains(upper));
    let header = lower.map(|lower| Header { upper, lower });
    let has_numbers = |row: &usize| view.filled(*row).any(|column| column != label && is_number(view.get(*row, column)));
    let rows = if is_of_blocks { (first..view.looked().end).filter(has_numbers).collect() } else { named };
    let year = Year::around(view, header.map_or(first, Header::first));
    let columns = Columns { view, terms, locale, header, year, label: Some(label), rows };
    let (columns, found) = columns.read()?;
    let mut notes = vec![match is_of_blocks {
        true => "each input stands above its own rows".to_owned(),
        false => "rows name the inputs".to_owned(),
    }];
    notes.extend(found);
    let rows = if is_of_blocks { Rows::Blocks(label) } else { Rows::Inputs(label) };
    // Blocks stand between the header and the first input.
    let first = header.map_or(0, |header| header.lower.saturating_add(1)).min(first);
    Ok(Plan { rows, first, header, columns, year, notes })
}

/// True if a row above a header says more about its columns: it names periods or members, or has several texts.
fn is_level(view: &View<'_>, terms: &Terms<'_>, locale: Locale, row: usize, label: usize) -> bool {
    let beside: Vec<usize> = view.filled(row).filter(|column| *column > label).collect();
    let names = |column: &usize| {
        let cell = view.get(row, *column);
        When::of(cell, locale).is_some() || terms.dimensions_of(cell).next().is_some()
    };
    !beside.is_empty()
        && beside.iter().all(|column| is_heading(view.get(row, *column), locale))
        && (beside.len() > 1 || beside.iter().all(names))
}

/// The plan of a table whose header names inputs several times, told apart by members or periods in a second row; nothing for any other.
pub(super) fn across(view: &View<'_>, terms: &Terms<'_>, locale: Locale, header: Header) -> Result<Option<Plan>, Diagnostic> {
    if header.upper.is_none() {
        return Ok(None);
    }
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for column in 0..view.width {
        let cells = [header.upper(view, column), header.lower(view, column).0];
        let inputs: Vec<usize> = cells.iter().filter_map(|cell| terms.input(cell)).collect();
        let others = cells.iter().any(|cell| terms.input(cell).is_none() && is_heading(cell, locale));
        if let ([input], true) = (inputs.as_slice(), others) {
            let times = times.entry(*input).or_default();
            *times = times.saturating_add(1);
        }
    }
    if times.values().all(|times| *times < 2) {
        return Ok(None);
    }
    let first = header.lower.saturating_add(1);
    let rows = (first..view.looked().end).filter(|row| !view.is_blank(*row)).collect();
    let year = Year::around(view, header.first());
    let columns = Columns { view, terms, locale, header: Some(header), year, label: None, rows };
    let (columns, found) = columns.read()?;
    let mut notes = vec!["the headings name inputs together with members or periods".to_owned()];
    notes.extend(found);
    Ok(Some(Plan { rows: Rows::Across, first, header: Some(header), columns, year, notes }))
}
