//! Which periods a measure is aggregated over, seen from the period of a cell.

use serde::{Deserialize, Serialize};
use tolok_value::Grain;

/// Which periods a measure is aggregated over, seen from the period of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The period itself.
    #[default]
    Period,
    /// So many periods, of which it is the last.
    Rolling(u32),
    /// From the first day of the year, quarter, month or week in which it ends.
    ToDate(Grain),
    /// Everything up to its end.
    Cumulative,
}
