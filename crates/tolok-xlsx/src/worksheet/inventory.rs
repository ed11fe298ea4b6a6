//! What is on a sheet besides the contents of its cells.

use crate::{Area, Cell, FormulaKind};

/// What is on a sheet besides the contents of its cells.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    /// True if some cell has a formula.
    pub(crate) formulas: bool,
    /// The formulas that are for several cells together.
    pub(crate) joint: Vec<FormulaKind>,
    pub(crate) merged: Vec<Area>,
}

impl Inventory {
    /// Takes down a cell.
    pub(crate) fn cell(&mut self, cell: &Cell<'_>) {
        let Some(formula) = cell.formula() else { return };
        self.formulas = true;
        if matches!(formula.kind, FormulaKind::Array(_) | FormulaKind::DataTable { .. }) {
            self.joint.push(formula.kind);
        }
    }
}
