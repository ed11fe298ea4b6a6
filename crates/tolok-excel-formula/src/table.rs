//! A table: where it is, and what its columns are called.

use crate::{Address, Area, escaped};

/// A table (ECMA-376, part 1, section 18.5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name that formulas use.
    pub name: String,
    /// All of it, headings and totals included.
    pub area: Area,
    /// The names of its columns, from left to right.
    pub columns: Vec<String>,
    /// True if the first row holds the headings.
    pub has_headings: bool,
    /// True if the last row holds totals.
    pub has_totals: bool,
}

impl Table {
    /// The names of its columns as they stand between the brackets of a formula.
    pub fn columns_in_formulas(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(|name| escaped(name))
    }

    /// True if the cell is a heading of this table.
    pub fn is_heading(&self, cell: Address) -> bool {
        self.has_headings && self.area.contains(cell) && cell.row() == self.area.first().row()
    }

    /// True if the cell is in the totals of this table.
    pub fn is_total(&self, cell: Address) -> bool {
        self.has_totals && self.area.contains(cell) && cell.row() == self.area.last().row()
    }
}
