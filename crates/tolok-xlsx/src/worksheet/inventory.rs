//! What is on a sheet besides the contents of its cells.

use super::scanner::{Piece, RowTag};
use super::signs::FormulaSigns;
use super::tour::Visitor;
use super::windows::Window;
use crate::{Area, Cell, FormulaKind, XlsxError};

/// What is on a sheet besides the contents of its cells.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    /// True if some cell has a formula.
    pub(crate) formulas: bool,
    /// The formulas that are for several cells together.
    pub(crate) joint: Vec<FormulaKind>,
    pub(crate) merged: Vec<Area>,
    /// True if a row does not come behind those before it: then there may be two of a number.
    pub(crate) rows_return: bool,
    last_row: u32,
}

impl Inventory {
    /// Takes down a row.
    pub(crate) fn row(&mut self, row: &RowTag<'_>) {
        self.rows_return |= row.number <= self.last_row;
        self.last_row = row.number;
    }

    /// Takes down a cell.
    pub(crate) fn cell(&mut self, cell: &Cell<'_>) {
        let Some(formula) = cell.formula() else { return };
        self.formulas = true;
        if matches!(formula.kind, FormulaKind::Array(_) | FormulaKind::DataTable { .. }) {
            self.joint.push(formula.kind);
        }
    }
}

/// Takes an inventory, and reads no rows but those that may have formulas: just as whoever looks for formulas, so that the two find the same
/// damage.
#[derive(Debug, Default)]
pub(crate) struct Stocktaking {
    signs: FormulaSigns,
    pub(crate) inventory: Inventory,
}

impl Visitor for Stocktaking {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        self.signs.may_be_in(row, inside)
    }

    fn piece(&mut self, piece: Piece<'_>, _: Window<'_>) -> Result<(), XlsxError> {
        match piece {
            Piece::Row(row) => self.inventory.row(&row),
            Piece::Cell(cell) => self.inventory.cell(&cell),
            Piece::Merge(area) => self.inventory.merged.push(area),
            _ => {}
        }
        Ok(())
    }
}
