//! Cells put into rows as they come, within the range that is wanted and never more than fit in memory.

use tolok_xlsx::Area;

use crate::cell::Cell;

/// Cells in rows.
#[derive(Debug)]
pub(super) struct Grid {
    area: Area,
    rows: Vec<Vec<Cell>>,
    taken: usize,
    most: usize,
}

/// How many cells are kept: a gigabyte or so of them. Empty cells to the left of a cell count.
const MOST: usize = 50_000_000;

/// The grid has no room for another cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

impl Grid {
    /// Nothing yet of this area.
    pub(super) fn new(area: Area) -> Self {
        Self::with_room(area, MOST)
    }

    fn with_room(area: Area, most: usize) -> Self {
        Self { area, rows: Vec::new(), taken: 0, most }
    }

    pub(super) fn first_row(&self) -> u32 {
        self.area.first().row().saturating_sub(1)
    }

    pub(super) fn first_column(&self) -> u32 {
        self.area.first().column().saturating_sub(1)
    }

    /// Sets a cell, counted from 0 as in the sheet; outside of the area nothing happens.
    ///
    /// # Errors
    /// Where there is no room left.
    pub(super) fn set(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Full> {
        let Some((row, column)) = self.position(row, column) else { return Ok(()) };
        if self.rows.len() <= row {
            // An empty row is not free either.
            self.taken = self.taken.saturating_add(row.saturating_sub(self.rows.len()).saturating_add(1));
            self.rows.resize_with(row.saturating_add(1), Vec::new);
        }
        let width = row.checked_sub(1).and_then(|above| self.rows.get(above)).map_or(0, Vec::len);
        let Some(cells) = self.rows.get_mut(row) else { return Ok(()) };
        if cells.len() <= column {
            self.taken = self.taken.saturating_add(column.saturating_sub(cells.len()).saturating_add(1));
            if self.taken > self.most {
                return Err(Full);
            }
            if cells.capacity() == 0 {
                cells.reserve_exact(width.max(column.saturating_add(1)));
            }
            cells.resize(column, Cell::Empty);
            cells.push(cell);
        } else if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// True if no cell was set.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn into_rows(self) -> Vec<Vec<Cell>> {
        self.rows
    }

    /// The place of a cell in the rows, if it lies in the area.
    fn position(&self, row: u32, column: u32) -> Option<(usize, usize)> {
        let last = self.area.last();
        if row >= last.row() || column >= last.column() {
            return None;
        }
        let row = row.checked_sub(self.first_row())?;
        let column = column.checked_sub(self.first_column())?;
        Some((usize::try_from(row).ok()?, usize::try_from(column).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Area {
        Area::parse(text).unwrap()
    }

    #[test]
    fn cells_go_where_they_are_in_the_area() {
        let mut grid = Grid::new(area("B2:D4"));
        for (row, column) in [(0, 0), (1, 1), (2, 3), (3, 4), (4, 1)] {
            grid.set(row, column, Cell::Bool(true)).unwrap();
        }
        let rows = grid.into_rows();
        assert_eq!(rows, [vec![Cell::Bool(true)], vec![Cell::Empty, Cell::Empty, Cell::Bool(true)]]);
    }

    #[test]
    fn cells_far_to_the_right_are_refused_before_memory_is_full() {
        let mut grid = Grid::with_room(Area::SHEET, 1_000_000);
        let full = (0..1_000_000).find(|row| grid.set(*row, 16_383, Cell::Bool(true)).is_err());
        assert_eq!(full, Some(61));
    }
}
