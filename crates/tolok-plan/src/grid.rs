//! The answer to a plan: the values of every measure at every level.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tolok_value::{Period, Value};

use crate::MeasureId;

/// The values of a plan's measures, a cell for each combination of members and period that the data has.
///
/// Cells stand level by level in the plan's order; in a level the combinations of members in the order of the data, each with all
/// [`periods`](Grid::periods) from the first to the last where the level has periods.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The cells.
    pub cells: Vec<Cell>,
    /// The periods from the first to the last in the data, those without data included.
    pub periods: Vec<Period>,
    /// The last period, if the data stops before it ends.
    pub partial: Option<Period>,
    /// How many of the periods were asked for and come before the first one in the data.
    pub before_data: usize,
}

/// One cell: where it is, and what the measures are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The level, as a place in the plan's list.
    pub level: usize,
    /// The member of each dimension of that level.
    pub members: Vec<Arc<str>>,
    /// The period, where the level has one.
    pub period: Option<Period>,
    /// The value of each measure, in the plan's order.
    pub values: Vec<Value>,
}

/// How a grid calls the member of rows that have none.
pub const NO_MEMBER: &str = "(blank)";

impl Grid {
    /// A grid of one cell: the total of everything.
    pub fn single(values: Vec<Value>) -> Self {
        Self { cells: vec![Cell { values, ..Cell::default() }], ..Self::default() }
    }
}

impl Cell {
    /// The value of a measure.
    pub fn value(&self, measure: MeasureId) -> Option<&Value> {
        self.values.get(measure.0)
    }
}
