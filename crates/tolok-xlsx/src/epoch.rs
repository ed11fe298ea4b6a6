//! How a workbook counts days.

use jiff::Span;
use jiff::civil::{Date, date};

/// The day a workbook counts its dates from (§18.17.4.1).
///
/// ```
/// use jiff::civil::date;
/// use tolok_xlsx::Epoch;
/// assert_eq!(Epoch::Year1900.serial(date(2026, 1, 31)), Some(46_053));
/// assert_eq!(Epoch::Year1904.serial(date(2026, 1, 31)), Some(44_591));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Epoch {
    /// 1 is 1900-01-01, and 60 is a 29th of February 1900 that never was.
    Year1900,
    /// 0 is 1904-01-01.
    Year1904,
}

impl Epoch {
    /// The number that stands for a day, unless it is before the first day the workbook can hold.
    pub fn serial(self, day: Date) -> Option<i32> {
        let (first, number_of_first) = match self {
            Epoch::Year1900 if day < date(1900, 3, 1) => (date(1900, 1, 1), 1),
            Epoch::Year1900 => (date(1900, 3, 1), 61),
            Epoch::Year1904 => (date(1904, 1, 1), 0),
        };
        let days = day.duration_since(first).as_hours() / 24;
        (days >= 0).then(|| i32::try_from(days).ok()).flatten().map(|days| days.saturating_add(number_of_first))
    }
}

impl Epoch {
    /// The day that a number stands for, its time of day left aside; nothing for one that no workbook shows as a day.
    ///
    /// ```
    /// use tolok_xlsx::Epoch;
    /// assert_eq!(Epoch::Year1900.day(46_053.75).unwrap().to_string(), "2026-01-31");
    /// ```
    pub fn day(self, serial: f64) -> Option<Date> {
        let serial = serial.floor();
        if !(0.0..2_958_466.0).contains(&serial) {
            return None;
        }
        let (first, number_of_first) = match self {
            Epoch::Year1900 if serial < 1.0 => return None,
            Epoch::Year1900 if serial < 60.0 => (date(1900, 1, 1), 1.0),
            // The number 60 stands for a day that never was.
            Epoch::Year1900 if serial < 61.0 => return None,
            Epoch::Year1900 => (date(1900, 3, 1), 61.0),
            Epoch::Year1904 => (date(1904, 1, 1), 0.0),
        };
        first.checked_add(Span::new().days((serial - number_of_first) as i64)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers are what Excel shows for these days.
    #[test]
    fn the_day_that_never_was_is_stepped_over() {
        let cases = [
            (date(1900, 1, 1), Some(1)),
            (date(1900, 2, 28), Some(59)),
            (date(1900, 3, 1), Some(61)),
            (date(1999, 12, 31), Some(36_525)),
            (date(9999, 12, 31), Some(2_958_465)),
            (date(1899, 12, 31), None),
        ];
        for (day, serial) in cases {
            assert_eq!(Epoch::Year1900.serial(day), serial, "{day}");
            assert!(serial.is_none_or(|serial| Epoch::Year1900.day(f64::from(serial)) == Some(day)), "{day}");
        }
    }

    #[test]
    fn the_other_epoch_begins_four_years_later() {
        for (day, serial) in [(date(1904, 1, 1), Some(0)), (date(1904, 1, 2), Some(1)), (date(1903, 12, 31), None)] {
            assert_eq!(Epoch::Year1904.serial(day), serial, "{day}");
            assert!(serial.is_none_or(|serial| Epoch::Year1904.day(f64::from(serial)) == Some(day)), "{day}");
        }
        assert_eq!(Epoch::Year1904.serial(date(9999, 12, 31)), Some(2_957_003));
    }
}
