//! Days, grains of time, and spans of it.

use std::fmt;

pub use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::same;

/// The length of a period, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// A day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Grain {
    /// All of them, from the finest to the coarsest.
    pub const ALL: [Grain; 5] = [Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year];

    /// The grain of this name, in singular or plural.
    ///
    /// ```
    /// use tolok_value::Grain;
    /// assert_eq!(Grain::parse("months"), Some(Grain::Month));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grain| same(text, grain.name()) || same(text, grain.plural()))
    }

    /// Its name, such as "month".
    pub fn name(self) -> &'static str {
        match self {
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Year => "year",
        }
    }

    /// Its name for several, such as "months".
    pub fn plural(self) -> &'static str {
        match self {
            Grain::Day => "days",
            Grain::Week => "weeks",
            Grain::Month => "months",
            Grain::Quarter => "quarters",
            Grain::Year => "years",
        }
    }

    /// How many of the finer of days and months it always has: weeks are made of days, quarters and years of months.
    fn units(self) -> (Unit, u32) {
        match self {
            Grain::Day => (Unit::Day, 1),
            Grain::Week => (Unit::Day, 7),
            Grain::Month => (Unit::Month, 1),
            Grain::Quarter => (Unit::Month, 3),
            Grain::Year => (Unit::Month, 12),
        }
    }
}

#[derive(PartialEq)]
enum Unit {
    Day,
    Month,
}

impl fmt::Display for Grain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// So many days, weeks, months, quarters or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub grain: Grain,
}

impl Span {
    /// So many of a grain.
    pub fn new(count: u32, grain: Grain) -> Self {
        Self { count, grain }
    }

    /// How many periods of `grain` it is, if that is always the same whole number: a year is twelve months, but no number of weeks.
    ///
    /// ```
    /// use tolok_value::{Grain, Span};
    /// assert_eq!(Span::new(1, Grain::Year).periods(Grain::Month), Some(12));
    /// assert_eq!(Span::new(1, Grain::Month).periods(Grain::Day), None);
    /// ```
    pub fn periods(self, grain: Grain) -> Option<i64> {
        let ((own_unit, own), (unit, size)) = (self.grain.units(), grain.units());
        let units = i64::from(self.count) * i64::from(own);
        let size = i64::from(size);
        (own_unit == unit && units % size == 0).then(|| units / size)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grain = if self.count == 1 { self.grain.name() } else { self.grain.plural() };
        write!(formatter, "{} {grain}", self.count)
    }
}

/// The day of a number of days since 1 January 1970, as Arrow and Unix count them, if the calendar has it.
///
/// ```
/// assert_eq!(tolok_value::date_of_unix_day(-1).map(|date| date.to_string()).as_deref(), Some("1969-12-31"));
/// ```
pub fn date_of_unix_day(day: i32) -> Option<Date> {
    plus_days(UNIX_EPOCH, i64::from(day))
}

/// The number of days since 1 January 1970.
pub fn unix_day(date: Date) -> i32 {
    // All days of the calendar lie within four million of it.
    i32::try_from(days_between(UNIX_EPOCH, date)).unwrap_or(i32::MAX)
}

const UNIX_EPOCH: Date = Date::constant(1970, 1, 1);

/// The days from one date to another, negative if it is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The date so many days later, if the calendar has it.
pub(crate) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn grains_are_ordered_and_read() {
        assert!(Grain::ALL.is_sorted());
        for grain in Grain::ALL {
            assert_eq!(Grain::parse(&grain.to_string()), Some(grain));
            assert_eq!(Grain::parse(&grain.plural().to_uppercase()), Some(grain));
        }
        assert_eq!(Grain::parse("fortnight"), None);
    }

    #[test]
    fn spans_are_whole_numbers_of_periods_or_none() {
        for (count, grain, of, periods) in [
            (2, Grain::Week, Grain::Day, Some(14)),
            (14, Grain::Day, Grain::Week, Some(2)),
            (10, Grain::Day, Grain::Week, None),
            (1, Grain::Year, Grain::Quarter, Some(4)),
            (6, Grain::Month, Grain::Quarter, Some(2)),
            (6, Grain::Month, Grain::Year, None),
            (1, Grain::Year, Grain::Week, None),
            (0, Grain::Month, Grain::Month, Some(0)),
        ] {
            assert_eq!(Span::new(count, grain).periods(of), periods);
        }
        assert_eq!(Span::new(3, Grain::Month).to_string(), "3 months");
        assert_eq!(Span::new(1, Grain::Year).to_string(), "1 year");
    }

    #[test]
    fn days_count_over_leap_days() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2024, 3, 1), date(2024, 2, 28)), -2);
        assert_eq!(plus_days(date(2023, 12, 31), 366), Some(date(2024, 12, 31)));
        assert_eq!(plus_days(Date::MAX, 1), None);
        assert_eq!(plus_days(Date::MIN, -1), None);
        assert_eq!(plus_days(Date::MIN, i64::MAX), None);
        assert_eq!(days_between(Date::MIN, Date::MAX), 7_304_483);
    }
}
