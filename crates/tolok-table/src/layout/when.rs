//! Headings that name a period: `2026-01`, `Jan 2026`, `styczeń`, `Kuartal 1 2026`, a date.

pub(super) mod words;

use tolok_value::{Date, Grain, Locale, Period, read_date};

pub(crate) use self::words::{is_metric, is_quarter, is_value, month};
use self::words::{is_week, is_year, roman};
use crate::cell::Cell;
use crate::names::loosened;

/// What a heading says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Period(Period),
    /// A month, from 1, of a year that stands elsewhere.
    Month(i8),
    /// A quarter, from 1, of a year that stands elsewhere.
    Quarter(i8),
}

/// Years that a bare number is taken for.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

impl When {
    /// What a cell says about time, if it says nothing else.
    pub(super) fn of(cell: &Cell, locale: Locale) -> Option<Self> {
        match cell {
            Cell::Date(date) => Period::of(*date, Grain::Day).map(When::Period),
            Cell::Number(number) if number.fract() == 0.0 && (1950.0..=2100.0).contains(number) => year(number.round() as i16),
            Cell::Text(text) => Self::read(text, locale),
            _ => None,
        }
    }

    pub(crate) fn read(text: &str, locale: Locale) -> Option<Self> {
        let text = text.trim();
        // No period is written longer, and headings can be whole sentences.
        if text.len() > 40 {
            return None;
        }
        if let Ok(period) = Period::parse(text) {
            return (period.grain() != Grain::Year || YEARS.contains(&period.first_day().year())).then_some(When::Period(period));
        }
        if let Ok(date) = read_date(text, locale) {
            return Period::of(date, Grain::Day).map(When::Period);
        }
        tokens(text, &parts(text))
    }

    /// The period, if its year is said here or known from elsewhere.
    pub(super) fn period(self, elsewhere: Option<i16>) -> Option<Period> {
        let (year, month, grain) = match self {
            When::Period(period) => return Some(period),
            When::Month(month) => (elsewhere?, month, Grain::Month),
            When::Quarter(quarter) => (elsewhere?, quarter.checked_mul(3)?.checked_sub(2)?, Grain::Quarter),
        };
        Period::of(Date::new(year, month, 1).ok()?, grain)
    }

    /// The year, if the heading is nothing else.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            When::Period(period) if period.grain() == Grain::Year => Some(period.first_day().year()),
            _ => None,
        }
    }
}

/// The years that stand in a running text.
pub(crate) fn years_in(text: &str) -> impl Iterator<Item = i16> {
    let numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| YEARS.contains(year))
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Number { digits: usize, value: i16 },
}

/// Words and numbers of a heading; `Jan26` and `Q1` are both.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|character: char| character.is_ascii_digit() != is_digit || !character.is_alphanumeric());
        let end = end.filter(|end| *end > 0).unwrap_or(if first.is_alphanumeric() { rest.len() } else { first.len_utf8() });
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after;
        if is_digit {
            match part.parse() {
                Ok(value) => parts.push(Part::Number { digits: part.len(), value }),
                Err(_) => return Vec::new(),
            }
        } else if first.is_alphabetic() {
            parts.push(Part::Word(loosened(part)));
        }
    }
    parts
}

fn tokens(text: &str, parts: &[Part]) -> Option<When> {
    use Part::{Number, Word};
    // `Jan 26` may well be a day of January; `Jan-26` and `Jan '26` are how spreadsheets and people write a month.
    let short_years = text.contains(['-', '\'', '’', '/']);
    let full = |digits: usize, value: i16| match digits {
        4 if YEARS.contains(&value) => Some(value),
        2 if short_years => value.checked_add(2000),
        _ => None,
    };
    let of_month = |month: i8, year: i16| Period::of(Date::new(year, month, 1).ok()?, Grain::Month).map(When::Period);
    let of_quarter = |number: i16, year: Option<i16>| {
        let quarter = When::Quarter(i8::try_from(number).ok().filter(|number| (1..=4).contains(number))?);
        match year {
            Some(year) => quarter.period(Some(year)).map(When::Period),
            None => Some(quarter),
        }
    };
    match parts {
        [Word(word)] => month(word).map(When::Month),
        [Word(word), Number { digits, value }] if month(word).is_some() => of_month(month(word)?, full(*digits, *value)?),
        [Number { digits: 4, value }, Word(word)] if month(word).is_some() => of_month(month(word)?, *value),
        [Number { digits: 1..=2, value: day }, Word(word), Number { digits: 4, value }] if month(word).is_some() => {
            let date = Date::new(*value, month(word)?, i8::try_from(*day).ok()?).ok()?;
            Period::of(date, Grain::Day).map(When::Period)
        }
        [Word(word), Number { digits: 4, value }] if is_year(word) => year(*value),
        [Number { digits: 1..=2, value: number }, Number { digits: 4, value }] => of_month(i8::try_from(*number).ok()?, full(4, *value)?),
        [Number { digits: 4, value }, Number { digits: 1..=2, value: number }] => of_month(i8::try_from(*number).ok()?, full(4, *value)?),
        [Word(word), Number { digits: 1, value }] | [Number { digits: 1, value }, Word(word)] if is_quarter(word) => {
            of_quarter(*value, None)
        }
        [Word(word), Number { digits: 1, value: number }, Number { digits, value }]
        | [Number { digits: 1, value: number }, Word(word), Number { digits, value }]
            if is_quarter(word) =>
        {
            // No quarter has days that two digits could be.
            let year = if *digits == 2 { value.checked_add(2000) } else { full(*digits, *value) };
            of_quarter(*number, Some(year?))
        }
        [Number { digits: 4, value }, Word(word), Number { digits: 1, value: number }] if is_quarter(word) => {
            of_quarter(*number, Some(*value))
        }
        [Word(one), Word(other)] => of_quarter(roman_quarter(one, other)?, None),
        [Word(one), Word(other), Number { digits: 4, value }] => of_quarter(roman_quarter(one, other)?, Some(*value)),
        [Word(word), Number { digits: 1..=2, value: number }, Number { digits: 4, value }] if is_week(word) => week(*value, *number),
        [Number { digits: 4, value }, Word(word), Number { digits: 1..=2, value: number }] if is_week(word) => week(*value, *number),
        _ => None,
    }
}

/// `I kwartał`, `Kuartal II`.
fn roman_quarter(one: &str, other: &str) -> Option<i16> {
    match (is_quarter(one), is_quarter(other)) {
        (true, false) => roman(other),
        (false, true) => roman(one),
        _ => None,
    }
}

fn week(year: i16, number: i16) -> Option<When> {
    Period::parse(&format!("{year:04}-W{number:02}")).ok().map(When::Period)
}

fn year(number: i16) -> Option<When> {
    Period::of(Date::new(number, 1, 1).ok()?, Grain::Year).map(When::Period)
}

#[cfg(test)]
mod tests;
