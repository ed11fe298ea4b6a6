//! Totals that people typed besides their parts.

use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{EntityId, EntityKind, Rollup};
use tolok_table::codes::TOTAL_DIFFERS;
use tolok_table::is_same_total;
use tolok_value::{ExactSum, Number, Value};

use crate::Definitions;

/// A number that stands for others of the same input, which were typed too and are computed from.
#[derive(Debug, Clone)]
pub(super) struct TypedTotal {
    pub(super) id: EntityId,
    pub(super) stands: Value,
    pub(super) place: Place,
    pub(super) parts: Vec<Value>,
}

impl TypedTotal {
    /// The problem of one that is not the sum. Of what is not added up nobody can tell, and people counted in both of two months are one.
    pub(super) fn problem(&self, definitions: &Definitions) -> Option<Diagnostic> {
        let entity = definitions.model.entity(self.id)?;
        let EntityKind::Input(input) = &entity.kind else { return None };
        let (Some(Rollup::Flow { overlapping: false }), Value::Number(stands)) = (&input.rollup, &self.stands) else { return None };
        let mut sum = ExactSum::new();
        let mut largest = Number::ZERO;
        for part in &self.parts {
            let Value::Number(part) = part else { return None };
            sum.add(*part);
            largest = largest.max(part.abs());
        }
        let total = sum.total().ok()?;
        if is_same_total(*stands, total, largest) {
            return None;
        }
        let words = format!("`{}` is {stands} here, and its parts add up to {total}", entity.name);
        let problem = Diagnostic::new(&TOTAL_DIFFERS, words).at(self.place.clone());
        Some(problem.help("empty this cell, or type in what is missing of its parts"))
    }
}
