//! Periods of the calendar: days, ISO weeks, months, quarters, years.

use std::fmt;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::{days_between, plus_days};
use crate::{Calendar, Grain};

/// A day, an ISO week, a month, a quarter or a year, from the year 0 to the year 9999.
///
/// Periods are ordered by their first day, then by their last.
///
/// ```
/// use tolok_value::Period;
/// let month = Period::parse("2026-01").unwrap();
/// assert_eq!(month.last_day().to_string(), "2026-01-31");
/// assert_eq!(month.shift(-1).unwrap().to_string(), "2025-12");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Date,
    last: Date,
    grain: Grain,
    calendar: Calendar,
}

impl Period {
    /// Reads `2026-01-31`, `2026-W05`, `2026-01`, `2026-Q1` or `2026`.
    ///
    /// # Errors
    /// For any other text, and for what the calendar does not have.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        Self::parse_in(text, Calendar::default())
    }

    /// The same, in a calendar whose weeks or years begin on another day.
    ///
    /// # Errors
    /// For any other text, and for what the calendar does not have.
    pub fn parse_in(text: &str, calendar: Calendar) -> Result<Self, PeriodError> {
        parse_in(text, calendar).ok_or_else(|| PeriodError { text: text.to_string() })
    }

    /// The period of this grain that a day belongs to, if the calendar has all of it.
    pub fn of(date: Date, grain: Grain) -> Option<Self> {
        Self::of_in(date, grain, Calendar::default())
    }

    /// The same, in a calendar whose weeks or years begin on another day.
    pub fn of_in(date: Date, grain: Grain, calendar: Calendar) -> Option<Self> {
        let first = match grain {
            Grain::Day => date,
            Grain::Week => {
                let weekday = date.weekday().to_monday_zero_offset();
                plus_days(date, -i64::from((weekday - calendar.weekday_offset()).rem_euclid(7)))?
            }
            Grain::Month => date.first_of_month(),
            Grain::Quarter => first_of_month(month_number(date) - (month_number(date) - calendar.month_offset()).rem_euclid(3))?,
            Grain::Year => first_of_month(month_number(date) - (month_number(date) - calendar.month_offset()).rem_euclid(12))?,
        };
        Self::starting(first, grain, calendar)
    }

    /// The length of the period.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// The first day of the period.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        self.last
    }

    /// True for the days of the period.
    pub fn contains(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// The following period, unless the calendar ends.
    pub fn next(self) -> Option<Self> {
        self.shift(1)
    }

    /// The period before, unless the calendar ends.
    pub fn previous(self) -> Option<Self> {
        self.shift(-1)
    }

    /// The period so many periods later, or earlier where negative, unless the calendar ends.
    pub fn shift(self, periods: i64) -> Option<Self> {
        let months = |count: i64| first_of_month(month_number(self.first).checked_add(periods.checked_mul(count)?)?);
        let first = match self.grain {
            Grain::Day => plus_days(self.first, periods)?,
            Grain::Week => plus_days(self.first, periods.checked_mul(7)?)?,
            Grain::Month => months(1)?,
            Grain::Quarter => months(3)?,
            Grain::Year => months(12)?,
        };
        Self::starting(first, self.grain, self.calendar)
    }

    /// How many periods `other` is later than this one, if they are of one grain and one calendar.
    ///
    /// ```
    /// use tolok_value::Period;
    /// let (first, last) = (Period::parse("2025-Q4").unwrap(), Period::parse("2026-Q1").unwrap());
    /// assert_eq!(first.distance(last), Some(1));
    /// ```
    pub fn distance(self, other: Self) -> Option<i64> {
        (self.grain == other.grain && self.calendar == other.calendar).then(|| other.ordinal() - self.ordinal())
    }

    /// The number of the period among all of its grain: that of the next one is one more.
    pub fn ordinal(self) -> i64 {
        let months = month_number(self.first) - self.calendar.month_offset();
        let days = days_between(EPOCH, self.first);
        match self.grain {
            Grain::Day => days,
            Grain::Week => (days - i64::from(self.calendar.weekday_offset())).div_euclid(7),
            Grain::Month => months,
            Grain::Quarter => months.div_euclid(3),
            Grain::Year => months.div_euclid(12),
        }
    }

    fn starting(first: Date, grain: Grain, calendar: Calendar) -> Option<Self> {
        let last_month = |count: i64| Some(first_of_month(month_number(first) + count)?.last_of_month());
        let last = match grain {
            Grain::Day => first,
            Grain::Week => plus_days(first, 6)?,
            Grain::Month => first.last_of_month(),
            Grain::Quarter => last_month(2)?,
            Grain::Year => last_month(11)?,
        };
        (first.year() >= 0).then_some(Self { first, last, grain, calendar })
    }

    /// The year and the number that a week is called by: those of the year that most of its days lie in, as ISO 8601 has it for weeks
    /// from Monday.
    fn week_name(self) -> (i16, i16) {
        let middle = plus_days(self.first, 3).unwrap_or(self.first);
        (middle.year(), (middle.day_of_year() - 1) / 7 + 1)
    }
}

/// A Monday, from which days and weeks are counted.
const EPOCH: Date = Date::constant(2001, 1, 1);

/// Months since the year 0.
fn month_number(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

fn first_of_month(number: i64) -> Option<Date> {
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

fn parse_in(text: &str, calendar: Calendar) -> Option<Period> {
    let (year, rest): (i16, _) = match text.split_once('-') {
        Some((year, rest)) => (number(year, 4)?, Some(rest)),
        None => (number(text, 4)?, None),
    };
    let january = Date::new(year, 1, 1).ok()?;
    let first_of_year = || first_of_month(month_number(january) + calendar.month_offset());
    let Some(rest) = rest else {
        return Period::starting(first_of_year()?, Grain::Year, calendar);
    };
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let wanted: i16 = number(week, 2)?;
        let first = Period::of_in(Date::new(year, 1, 4).ok()?, Grain::Week, calendar)?;
        let found = first.shift(i64::from(wanted) - i64::from(first.week_name().1))?;
        return (found.week_name() == (year, wanted)).then_some(found);
    }
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let quarter: i8 = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        let first = first_of_month(month_number(first_of_year()?) + i64::from(quarter - 1) * 3)?;
        return Period::starting(first, Grain::Quarter, calendar);
    }
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) => (number(month, 2)?, Some(number(day, 2)?)),
        None => (number(rest, 2)?, None),
    };
    let grain = if day.is_some() { Grain::Day } else { Grain::Month };
    Period::starting(Date::new(year, month, day.unwrap_or(1)).ok()?, grain, calendar)
}

/// A number of exactly so many digits.
fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        // A year that begins in April 2026 is called 2026, and its first quarter 2026-Q1.
        let since_start = month_number(self.first) - self.calendar.month_offset();
        formatter.pad(&match self.grain {
            Grain::Day => format!("{year:04}-{month:02}-{:02}", self.first.day()),
            Grain::Week => {
                let (year, week) = self.week_name();
                format!("{year:04}-W{week:02}")
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{:04}-Q{}", since_start.div_euclid(12), since_start.rem_euclid(12) / 3 + 1),
            Grain::Year => format!("{:04}", since_start.div_euclid(12)),
        })
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Period::parse(&text).map_err(D::Error::custom)
    }
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodError {
    text: String,
}

impl fmt::Display for PeriodError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a period: write `2026`, `2026-Q1`, `2026-01`, `2026-W05` or `2026-01-31`", self.text)
    }
}

impl std::error::Error for PeriodError {}

#[cfg(test)]
mod tests;
