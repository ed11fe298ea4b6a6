//! The periods of a plan.

use serde::{Deserialize, Serialize};
use tolok_value::{Calendar, Date, Grain};

/// The periods that rows are grouped by, and which of them are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// The length of a period.
    pub over: Grain,
    /// Where weeks and years begin.
    pub calendar: Calendar,
    /// The first and the last day that are shown and totalled; all of the data where nothing is said. What looks back sees the rest too.
    pub shown: Option<(Date, Date)>,
}
