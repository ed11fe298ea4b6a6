//! The cells of a sheet by row and column, merged ones taken into account.

use tolok_diagnostics::Place;
use tolok_value::{Locale, read_number};

use crate::cell::{Cell, SheetCells};

/// How many rows are looked at to find out how a table lies.
pub(super) const LOOK: usize = 50;

/// The cells of a sheet by row and column; what is beyond its edge is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub cells: &'a SheetCells,
    /// The widest of the first rows.
    pub width: usize,
}

static EMPTY: Cell = Cell::Empty;

impl<'a> View<'a> {
    pub(super) fn new(cells: &'a SheetCells) -> Self {
        let width = cells.rows.iter().take(LOOK).map(Vec::len).max().unwrap_or(0);
        Self { cells, width }
    }

    pub(super) fn height(&self) -> usize {
        self.cells.rows.len()
    }

    /// The rows that are looked at.
    pub(super) fn looked(&self) -> std::ops::Range<usize> {
        0..self.height().min(LOOK)
    }

    pub(super) fn get(&self, row: usize, column: usize) -> &'a Cell {
        self.cells.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&EMPTY)
    }

    /// The columns of a row that hold something.
    pub(super) fn filled(&self, row: usize) -> impl Iterator<Item = usize> + use<'a> {
        let cells = self.cells.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.iter().enumerate().filter(|(_, cell)| is_filled(cell)).map(|(column, _)| column)
    }

    pub(super) fn is_blank(&self, row: usize) -> bool {
        self.filled(row).next().is_none()
    }

    /// The row and column as they are in the sheet, from 0.
    pub(super) fn absolute(&self, row: usize, column: usize) -> (u32, u32) {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (self.cells.first_row.saturating_add(number(row)), self.cells.first_column.saturating_add(number(column)))
    }

    /// Where the cell is that a merged range of several columns shows here, if one does.
    pub(super) fn merged_from(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let (at_row, at_column) = self.absolute(row, column);
        let area = self.cells.merged.iter().find(|area| {
            (area.first_row..=area.last_row).contains(&at_row) && (area.first_column..=area.last_column).contains(&at_column)
        })?;
        let row = usize::try_from(area.first_row.checked_sub(self.cells.first_row)?).ok()?;
        let column = usize::try_from(area.first_column.checked_sub(self.cells.first_column)?).ok()?;
        Some((row, column))
    }

    /// The place of a cell for a problem.
    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        let cells = self.cells;
        if let Some(line) = cells.lines.get(row) {
            return Place::line(cells.file.clone(), *line);
        }
        let (row, column) = self.absolute(row, column);
        let address = tolok_xlsx::Address::new(row.saturating_add(1), column.saturating_add(1));
        Place::cell(cells.file.clone(), cells.sheet.clone(), address.map_or_else(String::new, |address| address.to_string()))
    }
}

pub(super) fn text_of(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

pub(super) fn is_filled(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// True for what can be a value of an input: a number, also one that is written as text, and what stands where one should be.
pub(super) fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Percent(_) | Cell::Error(_) | Cell::Uncomputed => true,
        Cell::Text(text) => {
            // In the habits of any language: where the table lies does not hang on how its numbers are read. `c0` and `Q3` are names.
            text.contains(|character: char| character.is_ascii_digit())
                && Locale::ALL.into_iter().any(|locale| read_number(text, locale).is_ok())
        }
        Cell::Empty | Cell::Date(_) | Cell::Bool(_) => false,
    }
}
