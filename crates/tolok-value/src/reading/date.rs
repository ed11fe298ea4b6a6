//! Dates from text: year first always, day first where the language writes so.

use jiff::civil::Date;

use super::{ReadError, quoted};
use crate::Locale;

/// Reads a date: `2026-01-31` in every language; `31/01/2026`, `31.01.2026` and `31-01-2026` in Indonesian and Polish; in English only
/// where day and month cannot be taken for each other.
///
/// ```
/// use tolok_value::{Locale, read_date};
/// assert_eq!(read_date("31.01.2026", Locale::Polish).unwrap().to_string(), "2026-01-31");
/// assert!(read_date("01/02/2026", Locale::English).is_err());
/// ```
///
/// # Errors
/// For any other text, for a day that the calendar does not have, and for one that could be two.
pub fn read_date(text: &str, locale: Locale) -> Result<Date, ReadError> {
    let unreadable = || {
        let example = match locale {
            Locale::English => "`2026-01-31`",
            Locale::Indonesian | Locale::Polish => "`2026-01-31` or `31.01.2026`",
        };
        ReadError::new(format!("{} is not a date; write it as {example}", quoted(text)))
    };
    let [first, second, third] = parts(text.trim()).ok_or_else(unreadable)?;
    let date = |year: Part, month: Part, day: Part| {
        let (month, day) = (i8::try_from(month.value).ok()?, i8::try_from(day.value).ok()?);
        Date::new(i16::try_from(year.value).ok()?, month, day).ok()
    };
    if first.digits == 4 && second.digits <= 2 && third.digits <= 2 {
        return date(first, second, third).ok_or_else(unreadable);
    }
    if third.digits != 4 || first.digits > 2 || second.digits > 2 {
        return Err(unreadable());
    }
    let day_first = date(third, second, first);
    if locale != Locale::English {
        return day_first.ok_or_else(unreadable);
    }
    match (day_first, date(third, first, second)) {
        (Some(one), Some(other)) if one != other => {
            Err(ReadError::new(format!("{} could be {one} or {other}; write it as one of these", quoted(text))))
        }
        (Some(date), _) | (None, Some(date)) => Ok(date),
        (None, None) => Err(unreadable()),
    }
}

#[derive(Clone, Copy)]
struct Part {
    digits: usize,
    value: u32,
}

/// Three numbers with one sign between them.
fn parts(text: &str) -> Option<[Part; 3]> {
    let sign = text.chars().find(|character| !character.is_ascii_digit()).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let part = |text: &str| {
        let digits = text.len();
        let valid = (1..=4).contains(&digits) && text.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| text.parse().ok()).flatten().map(|value| Part { digits, value })
    };
    let mut rest = text.split(sign);
    let three = [part(rest.next()?)?, part(rest.next()?)?, part(rest.next()?)?];
    rest.next().is_none().then_some(three)
}
