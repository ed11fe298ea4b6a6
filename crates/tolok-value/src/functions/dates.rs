//! Dates from their parts, and their parts.

use super::arguments::{Arguments, Outcome, call};
use crate::time::{days_between, plus_days};
use crate::{Date, ErrorKind, Number, Value};

/// `date(year, month, day)`: months and days beyond their range are carried over; years below 1900 count from 1900, as in a spreadsheet.
pub fn date(arguments: &[Value]) -> Value {
    call("date", arguments, |given| {
        let (year, month, day) = (given.whole(0)?, given.whole(1)?, given.whole(2)?);
        match carried_over(year, month, day) {
            Some(date) => Ok(Value::Date(date)),
            None => Ok(Value::error(ErrorKind::Number, "the calendar of a spreadsheet, 1900 to 9999, has no such date")),
        }
    })
}

/// `year(date)`
pub fn year(arguments: &[Value]) -> Value {
    call("year", arguments, |given| part(given, |date| date.year().into()))
}

/// `quarter(date)`: 1 to 4.
pub fn quarter(arguments: &[Value]) -> Value {
    call("quarter", arguments, |given| part(given, |date| (i32::from(date.month()) - 1) / 3 + 1))
}

/// `month(date)`: 1 to 12.
pub fn month(arguments: &[Value]) -> Value {
    call("month", arguments, |given| part(given, |date| date.month().into()))
}

/// `day(date)`: 1 to 31.
pub fn day(arguments: &[Value]) -> Value {
    call("day", arguments, |given| part(given, |date| date.day().into()))
}

/// `days(end, start)`: the days from start to end.
pub fn days(arguments: &[Value]) -> Value {
    call("days", arguments, |given| Ok(Number::from(days_between(given.date(1)?, given.date(0)?))))
}

fn part(given: Arguments<'_>, of: impl FnOnce(Date) -> i32) -> Outcome<Number> {
    given.date(0).map(|date| Number::from(of(date)))
}

fn carried_over(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = if (0..1900).contains(&year) { year + 1900 } else { year };
    let months = year.checked_mul(12)?.checked_add(month)?.checked_sub(1)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    plus_days(first, day.checked_sub(1)?).filter(|date| date.year() >= 1900)
}
