//! Periods of the calendar: days, ISO weeks, months, quarters, years.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Grain;
use crate::time::{days_between, plus_days};

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
}

impl Period {
    /// Reads `2026-01-31`, `2026-W05`, `2026-01`, `2026-Q1` or `2026`.
    ///
    /// # Errors
    /// For any other text, and for what the calendar does not have.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        parse(text).ok_or_else(|| PeriodError { text: text.to_string() })
    }

    /// The period of this grain that a day belongs to, if the calendar has all of it.
    pub fn of(date: Date, grain: Grain) -> Option<Self> {
        let first = match grain {
            Grain::Day => date,
            Grain::Week => plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?,
            Grain::Month => date.first_of_month(),
            Grain::Quarter => Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).ok()?,
            Grain::Year => date.first_of_year(),
        };
        Self::starting(first, grain)
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
        let position = self.position().checked_add(periods)?;
        let month = |position: i64| {
            let (year, month) = (position.div_euclid(12), position.rem_euclid(12) + 1);
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
        };
        let first = match self.grain {
            Grain::Day => plus_days(EPOCH, position)?,
            Grain::Week => plus_days(EPOCH, position.checked_mul(7)?)?,
            Grain::Month => month(position)?,
            Grain::Quarter => month(position.checked_mul(3)?)?,
            Grain::Year => month(position.checked_mul(12)?)?,
        };
        Self::starting(first, self.grain)
    }

    /// How many periods `other` is later than this one, if they are of one grain.
    ///
    /// ```
    /// use tolok_value::Period;
    /// let (first, last) = (Period::parse("2025-Q4").unwrap(), Period::parse("2026-Q1").unwrap());
    /// assert_eq!(first.distance(last), Some(1));
    /// ```
    pub fn distance(self, other: Self) -> Option<i64> {
        (self.grain == other.grain).then(|| other.position() - self.position())
    }

    /// The number of the period among all of its grain.
    fn position(self) -> i64 {
        let months = i64::from(self.first.year()) * 12 + i64::from(self.first.month()) - 1;
        match self.grain {
            Grain::Day => days_between(EPOCH, self.first),
            Grain::Week => days_between(EPOCH, self.first).div_euclid(7),
            Grain::Month => months,
            Grain::Quarter => months.div_euclid(3),
            Grain::Year => months.div_euclid(12),
        }
    }

    fn starting(first: Date, grain: Grain) -> Option<Self> {
        let last = match grain {
            Grain::Day => first,
            Grain::Week => plus_days(first, 6)?,
            Grain::Month => first.last_of_month(),
            Grain::Quarter => Date::new(first.year(), first.month() + 2, 1).ok()?.last_of_month(),
            Grain::Year => first.last_of_year(),
        };
        (first.year() >= 0).then_some(Self { first, last, grain })
    }
}

/// A Monday, from which days and weeks are counted.
const EPOCH: Date = Date::constant(2001, 1, 1);

fn parse(text: &str) -> Option<Period> {
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (number(year, 4)?, Some(rest)),
        None => (number(text, 4)?, None),
    };
    let Some(rest) = rest else {
        return Period::starting(Date::new(year, 1, 1).ok()?, Grain::Year);
    };
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let monday = ISOWeekDate::new(year, number(week, 2)?, Weekday::Monday).ok()?;
        return Period::starting(monday.date(), Grain::Week);
    }
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let quarter: i8 = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Period::starting(Date::new(year, quarter * 3 - 2, 1).ok()?, Grain::Quarter);
    }
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) => (number(month, 2)?, Some(number(day, 2)?)),
        None => (number(rest, 2)?, None),
    };
    let grain = if day.is_some() { Grain::Day } else { Grain::Month };
    Period::starting(Date::new(year, month, day.unwrap_or(1)).ok()?, grain)
}

/// A number of exactly so many digits.
fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        formatter.pad(&match self.grain {
            Grain::Day => format!("{year:04}-{month:02}-{:02}", self.first.day()),
            Grain::Week => {
                let week = self.first.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Year => format!("{year:04}"),
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
