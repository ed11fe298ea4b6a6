//! What a surface gives back, in words every surface shares: values are exact text.

use crate::expectation::Severity;
use indexmap::IndexMap;

/// What running a case through a surface gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the surface refused: exit status 1, a raised error, an `Err`.
    pub failed: bool,
    /// The values, absent where there are none: a check, or an error.
    pub results: Option<Results>,
    /// Everything the surface said.
    pub findings: Vec<Finding>,
}

/// The values of a case. A cell is the exact decimal, `blank`, an error such as `#DIV/0!`, text, `true` or `false`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Results {
    /// What `eval` gives: KPIs by name.
    Single(IndexMap<String, String>),
    /// What `run` gives.
    Table {
        /// The groups, in their order.
        rows: Vec<Row>,
        /// The rolled-up rows.
        totals: Vec<Row>,
    },
}

/// One row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Members and period by name; a rolled-up dimension is `None`.
    pub dimensions: IndexMap<String, Option<String>>,
    /// KPIs by name.
    pub kpis: IndexMap<String, String>,
}

/// A diagnostic as a surface shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Error or warning; `None` for what is neither.
    pub severity: Option<Severity>,
    /// The whole code.
    pub code: String,
    /// One line.
    pub message: String,
    /// Where, as a person reads it.
    pub place: String,
    /// The remedy.
    pub help: String,
    /// The file the place is in; absent means the definitions.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<usize>,
    /// The column in that line, from 1.
    pub column: Option<usize>,
}
