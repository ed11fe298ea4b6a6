//! Dates as columns hold them: each text has one writing, and only the whole column tells whether day or month stands first.
//!
//! A period stands for its last day, so that what is noted for a month is known at its end: `2026-01` and `Jan 2026` are 2026-01-31.
//! A date with a time is the date.

mod months;

pub(crate) use months::month_of;

use tolok_value::{Date, Period, date_of_unix_day};

/// A date text taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateText {
    /// `2026-01-31`, `2026/1/31`.
    YearFirst(Date),
    /// `31/01/2026` or `01/31/2026`, with the sign between.
    Numeric { sign: char, first: u8, second: u8, year: i16 },
    /// `31 Jan 2026`, `January 31, 2026`, `31 stycznia 2026`.
    Named(Date),
    /// `20260131`.
    Compact(Date),
    /// `2026-01`, `Jan 2026`, `2026-Q1`, `2026-W05`, `2026`: the last day.
    Period(Date),
}

/// What stands first in numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// How a date is written; one column has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Writing {
    YearFirst,
    Numeric(char),
    Named,
    Compact,
    Period,
}

impl DateText {
    /// Takes a text apart, if it is a date in some writing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = without_time(text.trim());
        if let Some(date) = iso(text.as_bytes()) {
            return Some(DateText::YearFirst(date));
        }
        if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() > 40 {
            return None;
        }
        if text.len() == 8
            && let Some((year, rest)) = text.split_at_checked(4)
            && let Some((month, day)) = rest.split_at_checked(2)
            && let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day))
        {
            return date(year, month, day).map(DateText::Compact);
        }
        if let Ok(period) = Period::parse(text) {
            return Some(DateText::Period(period.last_day()));
        }
        let sign = text.chars().find(|character| matches!(character, '-' | '/' | '.'));
        if let Some(sign) = sign
            && text.chars().all(|character| character.is_ascii_digit() || character == sign)
        {
            return numeric(text, sign);
        }
        named(text)
    }

    /// The date, where the order of numeric ones is known.
    pub(crate) fn date(self, order: Option<Order>) -> Option<Date> {
        match self {
            DateText::YearFirst(date) | DateText::Named(date) | DateText::Compact(date) | DateText::Period(date) => Some(date),
            DateText::Numeric { first, second, year, .. } => {
                let (day, month) = match order {
                    Some(Order::MonthFirst) => (second, first),
                    Some(Order::DayFirst) => (first, second),
                    None if first == second => (first, second),
                    None => return None,
                };
                Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
            }
        }
    }

    pub(crate) fn writing(self) -> Writing {
        match self {
            DateText::YearFirst(_) => Writing::YearFirst,
            DateText::Numeric { sign, .. } => Writing::Numeric(sign),
            DateText::Named(_) => Writing::Named,
            DateText::Compact(_) => Writing::Compact,
            DateText::Period(_) => Writing::Period,
        }
    }
}

/// True for the name of a month and nothing else.
pub(crate) fn is_month(text: &str) -> bool {
    months::month(text.trim()).is_some()
}

/// The date so many days after 1970-01-01.
pub(crate) fn of_days(days: i64) -> Option<Date> {
    date_of_unix_day(i32::try_from(days).ok()?)
}

/// `2026-01-31`, which most dates are.
fn iso(text: &[u8]) -> Option<Date> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text else { return None };
    let digits = [a, b, c, d, e, f, g, h];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let part =
        |bytes: &[u8]| bytes.iter().fold(0u16, |value, byte| value.wrapping_mul(10).wrapping_add(u16::from(byte.wrapping_sub(b'0'))));
    date(part(&[a, b, c, d]), part(&[e, f]), part(&[g, h]))
}

/// The text before a time of day.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or_default().trim_end_matches(|character: char| character.is_ascii_digit());
    let is_time = |rest: &str| {
        rest.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, ':' | '.' | ',' | '+' | '-' | 'Z' | 'z' | ' ' | '\u{202f}' | 'A' | 'a' | 'P' | 'p' | 'M' | 'm')
        })
    };
    let rest = text.get(before.len()..).unwrap_or_default();
    match before.chars().next_back() {
        Some('T' | 't') if is_time(rest) => before.get(..before.len().saturating_sub(1)).unwrap_or(text),
        Some(space) if space.is_whitespace() && is_time(rest) => before.trim_end().trim_end_matches(','),
        _ => text,
    }
}

fn numeric(text: &str, sign: char) -> Option<DateText> {
    let mut parts = text.split(sign);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let Some(third) = third else {
        // `01/2026`, `2026/01`.
        let (month, year) = match (first.len(), second.len()) {
            (1 | 2, 4) => (number(first)?, second),
            (4, 1 | 2) => (number(second)?, first),
            _ => return None,
        };
        return Period::parse(&format!("{year}-{month:02}")).ok().map(|period| DateText::Period(period.last_day()));
    };
    match (first.len(), second.len(), third.len()) {
        (4, 1 | 2, 1 | 2) => date(number(first)?, number(second)?, number(third)?).map(DateText::YearFirst),
        (1 | 2, 1 | 2, 4) => {
            let (first, second) = (u8::try_from(number(first)?).ok()?, u8::try_from(number(second)?).ok()?);
            let fits = |day: u8, month: u8| (1..=31).contains(&day) && (1..=12).contains(&month);
            let year = i16::try_from(number(third)?).ok()?;
            (fits(first, second) || fits(second, first)).then_some(DateText::Numeric { sign, first, second, year })
        }
        _ => None,
    }
}

/// A date or a month with its name.
fn named(text: &str) -> Option<DateText> {
    let words: Vec<&str> = text.split([' ', '-', '/', '.', ',', '\u{a0}']).filter(|word| !word.is_empty()).take(5).collect();
    let words = match words.as_slice() {
        // Polish: `31 stycznia 2026 r.`
        [rest @ .., "r"] if rest.len() == 3 => rest,
        all => all,
    };
    let year = |word: &str| (word.len() == 4).then(|| number(word)).flatten();
    match *words {
        [first, second, third] => {
            if let (Some(month), Some(year)) = (months::month(second), year(third)) {
                return date(year, month, number(first)?).map(DateText::Named);
            }
            if let (Some(month), Some(year)) = (months::month(first), year(third)) {
                return date(year, month, number(second)?).map(DateText::Named);
            }
            let (year, month) = (year(first)?, months::month(second)?);
            date(year, month, number(third)?).map(DateText::Named)
        }
        [first, second] => {
            let period = match (months::month(first), quarter(first), year(second)) {
                (Some(month), _, Some(year)) => format!("{year:04}-{month:02}"),
                (_, Some(quarter), Some(year)) => format!("{year:04}-Q{quarter}"),
                _ => match (year(first)?, months::month(second), quarter(second)) {
                    (year, Some(month), _) => format!("{year:04}-{month:02}"),
                    (year, _, Some(quarter)) => format!("{year:04}-Q{quarter}"),
                    _ => return None,
                },
            };
            Period::parse(&period).ok().map(|period| DateText::Period(period.last_day()))
        }
        _ => None,
    }
}

fn quarter(word: &str) -> Option<u8> {
    match word.as_bytes() {
        [b'Q' | b'q', digit @ b'1'..=b'4'] => Some(digit.wrapping_sub(b'0')),
        _ => None,
    }
}

fn number(text: &str) -> Option<u16> {
    ((1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests;
