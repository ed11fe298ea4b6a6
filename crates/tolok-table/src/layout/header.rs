//! The header of a table: which row it is, a second row above or below it, and what each column is called.

use std::collections::{BTreeMap, BTreeSet};

use tolok_value::Locale;

use super::terms::Terms;
use super::view::{LOOK, View, is_number, text_of};
use super::when::{When, is_metric, is_value};
use crate::cell::{Cell, Heading};
use crate::names::loosened;

/// The rows of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// A row of headings that each stand above several columns.
    pub upper: Option<usize>,
    pub lower: usize,
}

/// A header and what it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub header: Header,
    /// How many different inputs its headings name.
    pub inputs: usize,
}

/// The row whose cells name most terms; among equals the one with most texts, then the first. Titles, notes and empty rows above it do not
/// matter, since they name less. Where every row has numbers, the first is taken for the header.
pub(super) fn find(view: &View<'_>, terms: &Terms<'_>, locale: Locale) -> Option<Found> {
    let mut best: Option<((usize, usize), usize)> = None;
    for row in
        view.looked().filter(|row| !view.is_blank(*row) && view.filled(*row).all(|column| is_heading(view.get(*row, column), locale)))
    {
        let cells = || view.filled(row).map(|column| view.get(row, column));
        let named: BTreeSet<usize> = cells().filter_map(|cell| terms.first(cell)).collect();
        let asked = cells().filter(|cell| terms.first(cell).is_none() && terms.is_asked(cell)).count();
        // `Metric` and `Value` head a column of labels, whatever the labels are.
        let is_word = |is: fn(&str) -> bool| cells().filter_map(text_of).any(|text| is(&loosened(text)));
        let words = if is_word(is_metric) && is_word(is_value) { 2 } else { 0 };
        let score = (named.len().saturating_add(asked).saturating_add(words), cells().count());
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, row));
        }
    }
    let row = best.map(|(_, row)| row).or_else(|| view.looked().find(|row| !view.is_blank(*row)))?;
    let above = row.checked_sub(1).filter(|above| is_upper(view, *above, row, terms, locale));
    let header = match above {
        Some(above) => Header { upper: Some(above), lower: row },
        None => match row.checked_add(1).filter(|below| is_upper(view, row, *below, terms, locale)) {
            Some(below) => Header { upper: Some(row), lower: below },
            None => Header { upper: None, lower: row },
        },
    };
    let rows = [Some(header.lower), header.upper].into_iter().flatten();
    let cells = rows.flat_map(|row| (0..view.width).map(move |column| (row, column)));
    let inputs: BTreeSet<usize> = cells.filter_map(|(row, column)| terms.input(view.get(row, column))).collect();
    // A row with numbers is none of headings.
    Some(Found { header, inputs: if best.is_some() { inputs.len() } else { 0 } })
}

/// True for what can be a heading: a text that is no number, a date, a year, a truth.
pub(super) fn is_heading(cell: &Cell, locale: Locale) -> bool {
    !is_number(cell) || When::of(cell, locale).is_some()
}

/// True if a row is the upper one of a header of two rows: its headings are merged over several columns, or down into the lower row, or the
/// lower row goes on where it has gaps and names something there.
fn is_upper(view: &View<'_>, upper: usize, lower: usize, terms: &Terms<'_>, locale: Locale) -> bool {
    if lower >= view.height().min(LOOK) || view.is_blank(upper) || view.is_blank(lower) {
        return false;
    }
    let headings = |row: usize| view.filled(row).all(|column| is_heading(view.get(row, column), locale));
    if !headings(upper) || !headings(lower) {
        return false;
    }
    let labels: BTreeSet<String> = view.filled(upper).map(|column| key(view.get(upper, column))).collect();
    let is_merged_across = view.filled(upper).any(|column| view.merged_from(upper, column.saturating_add(1)) == Some((upper, column)));
    let is_merged_down = view.filled(upper).any(|column| view.merged_from(lower, column) == Some((upper, column)));
    // A title that is merged over the whole table is the only one of its row.
    if is_merged_down || is_merged_across && labels.len() > 1 {
        return true;
    }
    let names = |row: usize, column: usize| {
        let cell = view.get(row, column);
        terms.first(cell).is_some() || When::of(cell, locale).is_some() || terms.dimensions_of(cell).next().is_some()
    };
    let below_gaps: Vec<usize> = view.filled(lower).filter(|column| matches!(view.get(upper, *column), Cell::Empty)).collect();
    let below: BTreeSet<String> = view.filled(lower).map(|column| key(view.get(lower, column))).collect();
    let comes_again = below.len() < view.filled(lower).count();
    let goes_on = below_gaps.iter().any(|column| {
        (comes_again || names(lower, *column)) && column.checked_sub(1).is_some_and(|left| spread(view, upper, left) != Cell::Empty)
    });
    labels.len() > 1 && goes_on && view.filled(upper).any(|column| names(upper, column))
}

/// A cell as text under which labels are told apart.
pub(super) fn key(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => loosened(text),
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The heading of an upper row over a column: its own, that of its merged range, or without merged ranges the next to the left.
pub(super) fn spread(view: &View<'_>, row: usize, column: usize) -> Cell {
    if let Some((from_row, from_column)) = view.merged_from(row, column) {
        return view.get(from_row, from_column).clone();
    }
    let left = (0..=column).rev().find(|column| !matches!(view.get(row, *column), Cell::Empty));
    match left {
        // What a merged range shows ends where the range ends.
        Some(left) if left < column && view.merged_from(row, left).is_some() => Cell::Empty,
        Some(left) => view.get(row, left).clone(),
        None => Cell::Empty,
    }
}

impl Header {
    /// The rows from the first to the last of the header.
    pub(super) fn first(self) -> usize {
        self.upper.unwrap_or(self.lower).min(self.lower)
    }

    /// The heading over a column in the upper row.
    pub(super) fn upper(self, view: &View<'_>, column: usize) -> Cell {
        match self.upper {
            // A heading merged down into the lower row stands in no upper one.
            Some(upper) if view.merged_from(self.lower, column) == Some((upper, column)) => Cell::Empty,
            // It is taken for the lower one there.
            Some(_) if matches!(view.get(self.lower, column), Cell::Empty) => Cell::Empty,
            Some(upper) => spread(view, upper, column),
            None => Cell::Empty,
        }
    }

    /// The heading over a column in the lower row, also one that is merged down into it.
    pub(super) fn lower(self, view: &View<'_>, column: usize) -> (Cell, usize) {
        let own = view.get(self.lower, column);
        match self.upper {
            Some(upper) if matches!(own, Cell::Empty) => (view.get(upper, column).clone(), upper),
            _ => (own.clone(), self.lower),
        }
    }

    /// What the columns are called, both rows joined where one does not say enough.
    pub(super) fn headings(self, view: &View<'_>, terms: &Terms<'_>) -> Vec<Heading> {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for column in 0..view.width {
            let times = count.entry(key(&self.lower(view, column).0)).or_default();
            *times = times.saturating_add(1);
        }
        let widest = view.cells.rows.iter().skip(self.lower).map(Vec::len).max().unwrap_or(0).max(view.width);
        let mut headings = Vec::new();
        for column in 0..widest {
            let (lower, row) = self.lower(view, column);
            let upper = self.upper(view, column);
            let is_twice = count.get(&key(&lower)).is_some_and(|count| *count > 1);
            let (own, over) = (shown(&lower), shown(&upper));
            let text = match (own.is_empty(), over.is_empty()) {
                (_, true) => own,
                (true, false) => over,
                (false, false) if terms.first(&lower).is_some() && !is_twice => own,
                // A unit below a name.
                (false, false) if terms.first(&upper).is_some() && terms.first(&lower).is_none() && !self.is_shared(view, column) => over,
                (false, false) => format!("{over} / {own}"),
            };
            let is_empty = text.is_empty()
                && view
                    .cells
                    .rows
                    .iter()
                    .skip(row.saturating_add(1))
                    .all(|row| row.get(column).is_none_or(|cell| !super::view::is_filled(cell)));
            if !is_empty {
                let (row, column) = view.absolute(row, column);
                headings.push(Heading { text: text.into(), row, column });
            }
        }
        headings
    }

    /// True if the upper heading of a column stands over others as well.
    fn is_shared(self, view: &View<'_>, column: usize) -> bool {
        let own = key(&self.upper(view, column));
        (0..view.width).any(|other| other != column && key(&self.upper(view, other)) == own)
    }
}

/// A heading as text.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ")
        }
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) | Cell::Percent(number) => number.to_string(),
        Cell::Bool(truth) => truth.to_string(),
        Cell::Error(word) => word.to_string(),
        Cell::Empty | Cell::Uncomputed => String::new(),
    }
}
