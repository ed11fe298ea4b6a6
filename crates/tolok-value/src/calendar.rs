//! Which day a week begins with, and which month a year.

use serde::{Deserialize, Serialize};

/// Which day a week begins with, and which month a year: Monday and January unless said otherwise.
///
/// ```
/// use tolok_value::{Calendar, Grain, Period};
/// let fiscal = Calendar::new(7, 4);
/// let quarter = Period::parse_in("2026-Q1", fiscal).unwrap();
/// assert_eq!((quarter.first_day().to_string(), quarter.last_day().to_string()), ("2026-04-01".into(), "2026-06-30".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Calendar {
    week_starts: u8,
    year_starts: u8,
}

impl Calendar {
    /// A calendar whose weeks begin on this day, from Monday = 1 to Sunday = 7 as ISO 8601 counts them, and whose years begin in this
    /// month, from 1. What is no day or month counts as the first.
    pub fn new(week_starts: u8, year_starts: u8) -> Self {
        let within = |number: u8, most: u8| if (1..=most).contains(&number) { number } else { 1 };
        Self { week_starts: within(week_starts, 7), year_starts: within(year_starts, 12) }
    }

    /// Days from Monday to the first day of the week.
    pub(crate) fn weekday_offset(self) -> i8 {
        // Seven at most.
        i8::try_from(self.week_starts).unwrap_or(1) - 1
    }

    /// Months from January to the first month of the year.
    pub(crate) fn month_offset(self) -> i64 {
        i64::from(self.year_starts) - 1
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new(1, 1)
    }
}
