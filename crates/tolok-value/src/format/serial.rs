//! Days as spreadsheets number them: 1 is 1 January 1900, and 60 the 29 February that the year 1900 did not have.

use crate::time::{days_between, plus_days};
use crate::{Date, Number};

/// The day before the first, for numbers after the missing day.
const BEGINNING: Date = Date::constant(1899, 12, 30);

/// The number of the day that never was.
const MISSING: i64 = 60;

/// The last number: 31 December 9999.
const LAST: i64 = 2_958_465;

/// A day of the spreadsheet's calendar: day and month of the missing day cannot be a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: i8,
    /// 0 is Sunday, 6 is Saturday.
    pub(super) weekday: usize,
}

/// The number of a date from 1 March 1900 on, where numbering is regular, or from 1 January 1900.
pub(crate) fn of_date(date: Date) -> Option<Number> {
    let days = days_between(BEGINNING, date);
    let serial = if days <= MISSING { days - 1 } else { days };
    (serial >= 1).then(|| Number::from(serial))
}

/// True for a number after the last day.
pub(super) fn is_beyond(number: Number) -> bool {
    number >= Number::from(LAST + 1)
}

/// The day of a number.
pub(super) fn to_day(serial: i64) -> Option<Day> {
    // As spreadsheets have it: numbers below the missing day are on a weekday one off.
    let weekday = (serial + 6).rem_euclid(7) as usize;
    match serial {
        0 => Some(Day { year: 1900, month: 1, day: 0, weekday }),
        MISSING => Some(Day { year: 1900, month: 2, day: 29, weekday }),
        1..=LAST => {
            let days = if serial < MISSING { serial + 1 } else { serial };
            let date = plus_days(BEGINNING, days)?;
            Some(Day { year: date.year(), month: date.month(), day: date.day(), weekday })
        }
        _ => None,
    }
}
