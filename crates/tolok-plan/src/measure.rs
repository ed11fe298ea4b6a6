//! What is to be aggregated, and at which levels.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tolok_value::{Date, Grain};

use crate::{Members, RowExpression, Timeline, Window};

/// Measures at levels.
///
/// ```
/// use tolok_plan::{Level, Plan};
/// let plan = Plan { levels: vec![Level::default()], ..Plan::default() };
/// assert!(plan.levels[0].dimensions.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The dimensions that rows are grouped by, in the order they were asked for.
    pub dimensions: Vec<Arc<str>>,
    /// At which levels every measure is wanted; each has some of the dimensions.
    pub levels: Vec<Level>,
    /// The measures; a [`MeasureId`] is the place in this list.
    pub measures: Vec<Measure>,
    /// The periods; none where nothing is said of time.
    pub timeline: Option<Timeline>,
    /// Conditions that every row has to meet, whatever it is counted in.
    pub filters: Vec<RowExpression>,
    /// The last day that counts.
    pub as_of: Option<Date>,
    /// Other spellings of members, and groupings.
    pub members: Vec<Members>,
}

/// The place of a measure in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MeasureId(pub usize);

/// A grain: rows are grouped by these dimensions and by this period. Nothing at all is the total of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Level {
    /// The dimensions, in the order they were asked for.
    pub dimensions: Vec<Arc<str>>,
    /// The period.
    pub period: Option<Grain>,
}

/// One aggregation of one row expression over the rows that the filters keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// What people call it: an input's name, or the text of an aggregation.
    pub name: Arc<str>,
    /// How rows become one value.
    pub aggregation: Aggregation,
    /// What is computed for each row.
    pub expression: RowExpression,
    /// Conditions that all have to be true of a row.
    pub filters: Vec<RowExpression>,
    /// Over which periods, at the levels that have one.
    pub window: Window,
    /// The currencies that the value of each row is converted between, at the rate of its date.
    pub conversion: Option<Conversion>,
    /// What stands where there is no value at all.
    pub otherwise: Option<tolok_value::Value>,
}

/// From one currency into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The currency of the rows; none where it is not known.
    pub from: Option<Arc<str>>,
    /// The currency that is wanted.
    pub to: Arc<str>,
}

/// How rows become one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Aggregation {
    /// The exact sum; of nothing, blank.
    Sum,
    /// How many rows have a value; of nothing, 0.
    Count,
    /// How many different values there are.
    CountDistinct,
    /// Sum by count.
    Average,
    /// The middle value.
    Median,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The value of the earliest row.
    First,
    /// The value of the latest row.
    Last,
    /// The last report of each key, summed over keys.
    Stock {
        /// The keys; none means every dimension of the source.
        keys: Vec<Arc<str>>,
        /// Only reports of the period itself.
        within_period: bool,
        /// The first report instead of the last.
        first: bool,
    },
    /// Σ(value · weight) / Σ weight over the rows that have both.
    Weighted {
        /// The weight of a row.
        weight: Box<RowExpression>,
    },
    /// The value of the only row; more than one is `#N/A`.
    Single,
    /// The value of the only row; nothing says how several would be combined, so more than one is a mistake.
    Undecided,
    /// The value that all rows share.
    Constant,
}

impl Measure {
    /// A measure over the period itself, of all rows.
    pub fn new(name: impl Into<Arc<str>>, aggregation: Aggregation, expression: RowExpression) -> Self {
        Self { name: name.into(), aggregation, expression, filters: Vec::new(), window: Window::Period, conversion: None, otherwise: None }
    }

    /// Every expression that is computed for a row.
    pub fn expressions(&self) -> impl Iterator<Item = &RowExpression> {
        let weight = match &self.aggregation {
            Aggregation::Weighted { weight } => Some(weight.as_ref()),
            _ => None,
        };
        std::iter::once(&self.expression).chain(weight).chain(&self.filters)
    }
}
