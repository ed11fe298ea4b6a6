//! What a person should know of how values came about.

use std::sync::Arc;

use tolok_diagnostics::Place;
use tolok_plan::MeasureId;
use tolok_value::{Date, Period};

/// What a person should know of how values came about.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A stock has no report of a key in a period, so an earlier one counts.
    Carried {
        /// Which measure.
        measure: MeasureId,
        /// The members of the key.
        key: Vec<Arc<str>>,
        /// The first period in which it is carried.
        period: Period,
        /// The date of the report.
        date: Date,
    },
    /// Rows have no date: they count in totals, and in no period.
    Undated {
        /// The source's name.
        source: Arc<str>,
        /// How many rows.
        rows: u64,
        /// The first of them.
        place: Place,
    },
    /// A condition of the whole run asks for a member that no row has.
    Absent {
        /// The dimension's key.
        dimension: Arc<str>,
        /// The member as it is asked for.
        member: Arc<str>,
        /// The members that there are, in the order of the data.
        known: Vec<Arc<str>>,
        /// Where it is asked for.
        place: tolok_plan::Place,
    },
    /// Rows of a measure were to be combined, and nothing says how.
    Undecided {
        /// Which measure.
        measure: MeasureId,
    },
}
