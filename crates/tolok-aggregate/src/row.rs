//! The values of one row, as expressions look them up.

use std::sync::Arc;

use tolok_plan::{Leaves, Place, evaluate, origin_of};
use tolok_value::{Origin, Value};

use crate::member_table::{MemberTable, NO_ID};
use crate::prepared::{RowFormula, RowLeaf, ViewPlan};
use crate::source::Texts;
use crate::view::{Cells, View};

/// The values of one row of a batch.
pub(crate) struct Row<'b> {
    pub(crate) views: &'b [View],
    pub(crate) plans: &'b [ViewPlan],
    pub(crate) tables: &'b [MemberTable],
    pub(crate) row: usize,
    /// What the measure is called whose expression is computed.
    pub(crate) measure: &'b Arc<str>,
    pub(crate) texts: &'b dyn Texts,
}

impl Row<'_> {
    /// The value of an expression in this row.
    pub(crate) fn evaluate(&mut self, formula: &RowFormula) -> Value {
        evaluate(formula, self)
    }

    /// The number of the member that a column has in this row.
    pub(crate) fn member(&self, view: usize) -> u32 {
        match self.views.get(view).map(|view| &view.cells) {
            Some(Cells::Members(ids)) => ids.get(self.row).copied().unwrap_or(NO_ID),
            _ => NO_ID,
        }
    }

    /// The value of a column in this row.
    pub(crate) fn column(&self, view: usize) -> Value {
        let name = |id: u32| match self.plans.get(view) {
            Some(ViewPlan::Members { table, .. } | ViewPlan::Groups { table, .. }) => {
                self.tables.get(*table).map_or_else(|| "".into(), |table| table.name(id))
            }
            _ => "".into(),
        };
        self.views.get(view).map_or(Value::BLANK, |view| view.value(self.row, &name))
    }
}

impl Leaves<RowLeaf> for Row<'_> {
    fn leaf(&mut self, leaf: &RowLeaf, _: Place) -> Value {
        match leaf {
            RowLeaf::Column(view) => self.column(*view),
            RowLeaf::Value(value) => value.clone(),
            // What needs other rows is computed where they all are.
            RowLeaf::Grouped(_) => Value::BLANK,
        }
    }

    fn origin(&self, place: Place) -> Origin {
        origin_of(self.measure, self.texts.file_name(place.file), place)
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.texts.text(place)
    }
}
