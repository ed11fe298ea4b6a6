//! One row of a list, as a formula in that row looks at it.

use tolok_model::{EntityId, EntityKind, Rollup};
use tolok_xlsx::Address;

use super::table::{Sort, Table};
use crate::live::{InputCells, Part, Reason};

/// One row of a list.
pub(super) struct Row<'a> {
    pub(super) table: Table<'a>,
    /// The row of the sheet, from 1.
    pub(super) row: u32,
}

impl Row<'_> {
    fn cell(&self, id: EntityId) -> Result<String, Reason> {
        if let Some(cell) = self.table.once(id) {
            return Ok(cell);
        }
        let column = self.table.columns.iter().find(|column| column.held.id() == id);
        let address = column.and_then(|column| Address::new(self.row, column.place));
        address.map(|address| address.to_string()).ok_or_else(|| "needs what has no column".to_owned())
    }
}

impl InputCells for Row<'_> {
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        if self.table.sort(id) != Sort::Number {
            return Err("looks at texts".to_owned());
        }
        let value = Part::number(self.cell(id)?);
        let weight = match self.table.definitions.model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => match &input.rollup {
                Some(Rollup::Rate { weight }) => self.table.definitions.definition_of(weight),
                _ => None,
            },
            _ => None,
        };
        // A rate without its weight is none.
        let Some(weight) = weight else { return Ok(value) };
        let weight = Part::number(self.cell(weight)?).dividing().needs;
        Ok(Part { needs: value.needs.clone().and(weight), ..value })
    }
}
