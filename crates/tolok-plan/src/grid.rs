//! The answer to a plan: the values of every measure at every level.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tolok_value::Value;

use crate::MeasureId;

/// The values of a plan's measures, a cell for each combination of members and period that the data has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The cells, in the order they are shown.
    pub cells: Vec<Cell>,
}

/// One cell: where it is, and what the measures are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The level, as a place in the plan's list.
    pub level: usize,
    /// The member of each dimension of that level.
    pub members: Vec<Arc<str>>,
    /// The value of each measure, in the plan's order.
    pub values: Vec<Value>,
}

impl Cell {
    /// The value of a measure.
    pub fn value(&self, measure: MeasureId) -> Option<&Value> {
        self.values.get(measure.0)
    }
}
