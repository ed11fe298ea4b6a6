//! The wide layout: a heading above each column, and rows until the table ends.

use std::collections::BTreeSet;

use tolok_diagnostics::Diagnostic;

use super::header::{Header, key};
use super::terms::Terms;
use super::view::{View, is_filled, is_number, text_of};
use super::{Wide, no_table};
use crate::Note;
use crate::cell::{Area, Body, Cell, Places, SheetCells};
use crate::totals::is_total;

/// The headings and where the body begins.
pub(super) fn wide(view: &View<'_>, terms: &Terms<'_>, header: Header) -> Wide {
    let headings = header.headings(view, terms);
    let mut notes = Vec::new();
    let (row, _) = view.absolute(header.lower, 0);
    let skipped = (0..header.first()).filter(|row| !view.is_blank(*row)).count();
    if skipped > 0 {
        let words = format!("the headings are in row {}; what stands above them is no part of the table", row.saturating_add(1));
        notes.push(Note::expected(words));
    }
    Wide { headings, body: header.lower.saturating_add(1), notes }
}

/// The rows of a sheet below its header, as they are but for empty ones, and without the notes below the table.
pub(super) fn body(wide: Wide, mut cells: SheetCells, terms: &Terms<'_>) -> Result<Body, Vec<Diagnostic>> {
    let (rows, note) = rows(&View::new(&cells), wide.body, wide.headings.len(), terms);
    let columns: Vec<u32> = wide.headings.iter().map(|heading| heading.column).collect();
    let local = |column: &u32| usize::try_from(column.saturating_sub(cells.first_column)).unwrap_or(usize::MAX);
    let positions: Vec<usize> = columns.iter().map(local).collect();
    fill_down(&mut cells, wide.body);
    let absolute = |row: &usize| cells.first_row.saturating_add(u32::try_from(*row).unwrap_or(u32::MAX));
    let places: Vec<u32> = rows.iter().map(absolute).collect();
    let Some((first, last)) = wide.headings.first().zip(places.last().copied()) else { return Err(vec![no_table(&cells)]) };
    let area = Area {
        first_row: wide.headings.iter().map(|heading| heading.row).min().unwrap_or(first.row),
        first_column: first.column,
        last_row: last,
        last_column: columns.last().copied().unwrap_or(first.column),
    };
    let is_plain = positions.iter().enumerate().all(|(index, position)| index == *position);
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(row) = cells.rows.get_mut(row) else { continue };
        if is_plain {
            let mut row = std::mem::take(row);
            row.resize(positions.len(), Cell::Empty);
            taken.push(row);
        } else {
            taken.push(
                positions
                    .iter()
                    .map(|column| row.get_mut(*column).map_or(Cell::Empty, |cell| std::mem::replace(cell, Cell::Empty)))
                    .collect(),
            );
        }
    }
    let mut notes = wide.notes;
    notes.extend(note.map(Note::from));
    Ok(Body {
        file: cells.file,
        sheet: cells.sheet,
        headings: wide.headings,
        rows: taken,
        places: Places::Grid { rows: places, columns },
        area,
        notes,
        is_labelled: false,
    })
}

/// The rows of the table: those that hold something, to where another table begins or only notes follow.
fn rows(view: &View<'_>, first: usize, width: usize, terms: &Terms<'_>) -> (Vec<usize>, Option<String>) {
    let mut rows = Vec::new();
    // Between a gap and the headings of the next table may stand its title.
    let mut after_gap = false;
    for row in (first..view.height()).filter(|row| !view.is_blank(*row)) {
        after_gap |= row.checked_sub(1).is_some_and(|above| row > first && view.is_blank(above));
        after_gap &= !view.filled(row).any(|column| is_number(view.get(row, column)));
        if after_gap {
            let named: BTreeSet<usize> = view.filled(row).filter_map(|column| terms.first(view.get(row, column))).collect();
            if named.len() > 1 && (rows.is_empty() || heads_another(view, row, first, &rows)) {
                let (number, _) = view.absolute(row, 0);
                // Its title is no row of this one.
                while rows.last().is_some_and(|last| is_note(view, *last, first, width)) {
                    rows.pop();
                }
                return (rows, Some(format!("another table begins in row {}, and is not read", number.saturating_add(1))));
            }
        }
        rows.push(row);
    }
    while rows.last().is_some_and(|last| is_note(view, *last, first, width)) {
        rows.pop();
    }
    // A total that nobody has computed says nothing, and its parts are there.
    rows.retain(|row| !is_uncomputed_total(view, *row));
    (rows, None)
}

/// True if a row that names terms can be no row of the table: a heading comes again in its column, or a text stands where numbers do. Where
/// columns hold texts, these may well be called like something.
fn heads_another(view: &View<'_>, row: usize, first: usize, rows: &[usize]) -> bool {
    let Some(heading) = first.checked_sub(1) else { return true };
    view.filled(row).any(|column| {
        let above = view.get(heading, column);
        let of_rows = || rows.iter().map(|known| view.get(*known, column));
        let is_of_numbers = || of_rows().any(is_number) && !of_rows().any(|cell| text_of(cell).is_some());
        matches!(above, Cell::Empty) || key(above) == key(view.get(row, column)) || is_of_numbers()
    })
}

/// True for a row that is called a total and has formulas without results for numbers.
fn is_uncomputed_total(view: &View<'_>, row: usize) -> bool {
    let mut cells = view.filled(row).map(|column| view.get(row, column));
    let is_called_total = cells.next().and_then(text_of).is_some_and(is_total);
    let mut rest = cells.peekable();
    is_called_total && rest.peek().is_some() && rest.all(|cell| *cell == Cell::Uncomputed)
}

/// True if a row at the end is a note: one text, after a gap or one that reads like a note, in a table of more columns.
fn is_note(view: &View<'_>, row: usize, first: usize, width: usize) -> bool {
    let mut filled = view.filled(row);
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let Some(text) = text_of(view.get(row, only)) else { return false };
    let after_gap = row > first && row.checked_sub(1).is_some_and(|above| view.is_blank(above));
    // Several notes may follow one another.
    let reads_like_one =
        text.starts_with(['*', '†', '‡', '(', '[']) || text.ends_with(['.', ':']) || text.contains(": ") || text.chars().count() > 40;
    width > 1 && (after_gap || reads_like_one)
}

/// What a range merged over several rows says, it says for each of them; a number stays a number of the first.
pub(super) fn fill_down(cells: &mut SheetCells, body: usize) {
    for area in &cells.merged {
        let local = |number: u32, first: u32| number.checked_sub(first).and_then(|number| usize::try_from(number).ok());
        let (Some(first), Some(last)) = (local(area.first_row, cells.first_row), local(area.last_row, cells.first_row)) else { continue };
        let Some(column) = local(area.first_column, cells.first_column).filter(|_| area.first_column == area.last_column) else { continue };
        let Some(cell) =
            cells.rows.get(first).and_then(|row| row.get(column)).filter(|cell| matches!(cell, Cell::Text(_) | Cell::Date(_))).cloned()
        else {
            continue;
        };
        let end = last.saturating_add(1).min(cells.rows.len());
        for row in cells.rows.get_mut(first.max(body)..end).unwrap_or_default() {
            // A merged range may go on below the last row that holds something.
            if row.iter().any(is_filled) {
                if row.len() <= column {
                    row.resize(column.saturating_add(1), Cell::Empty);
                }
                if let Some(place @ Cell::Empty) = row.get_mut(column) {
                    *place = cell.clone();
                }
            }
        }
    }
}
