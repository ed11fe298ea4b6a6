//! Dates and times as English spreadsheets read them out of a text: the number of the day, a part of a day for the time.

use crate::format::serial;
use crate::{Date, Number, same};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Two digits stand for a year from 1930 to 2029, as in spreadsheets.
const FIRST_YEAR: i64 = 1930;

/// The number of a date, a time, or a date and a time: `2024-01-31`, `1-Jan-24`, `January 1, 2024`, `13:30`, `1:30 PM`. What could be two
/// days, such as `1/2/2024`, is none.
pub(crate) fn read_moment(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Some(time) = time(text) {
        return Some(time);
    }
    if let Some(date) = date(text) {
        return serial::of_date(date);
    }
    text.match_indices(' ').find_map(|(at, _)| {
        let (day, clock) = (date(text.get(..at)?)?, time(text.get(at..)?.trim_start())?);
        serial::of_date(day)?.add(clock).ok()
    })
}

/// The part of a day: `13:30`, `1:30:15.5 PM`, `1 PM`. More than 24 hours are more than a day.
fn time(text: &str) -> Option<Number> {
    let upper = text.to_ascii_uppercase();
    let half = [("AM", 0), ("PM", 12)].into_iter().find_map(|(mark, hours)| Some((upper.strip_suffix(mark)?.trim_end(), hours)));
    let (clock, after_noon) = half.map_or((upper.as_str(), None), |(clock, hours)| (clock, Some(hours)));
    let mut parts = clock.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || (minutes.is_none() && after_noon.is_none()) {
        return None;
    }
    let hours = match (whole(hours, 4)?, after_noon) {
        (hours, None) => hours,
        (hours @ 0..=12, Some(after_noon)) => hours % 12 + after_noon,
        _ => return None,
    };
    let minutes = minutes.map_or(Some(0), |minutes| whole(minutes, 2)).filter(|minutes| *minutes < 60)?;
    let (second, fraction) = seconds.unwrap_or("0").split_once('.').unwrap_or((seconds.unwrap_or("0"), ""));
    let second = whole(second, 2).filter(|second| *second < 60)?;
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = Number::parse(&format!("0.{fraction}0")).ok().filter(|_| digits)?;
    let seconds = Number::from(hours * 3600 + minutes * 60 + second).add(fraction).ok()?;
    seconds.divide(Number::from(86_400)).ok()
}

/// A day whose year cannot be taken for anything else.
fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let signs: String = text.chars().filter(|character| !character.is_alphanumeric()).collect();
    match (parts.as_slice(), signs.as_str()) {
        ([year, month, day], "--" | "//") if year.len() == 4 => to_date(whole(year, 4)?, whole(month, 2)?, whole(day, 2)?),
        ([day, month, year], "--" | "  " | "//") if named(month).is_some() => to_date(any_year(year)?, named(month)?, whole(day, 2)?),
        ([month, day, year], " , " | ",  " | " ," | ", " | "  " | "--") => {
            let day = whole(day, 2)?;
            to_date(any_year(year)?, named(month)?, day)
        }
        ([month, year], " " | "-") if year.len() == 4 => to_date(whole(year, 4)?, named(month)?, 1),
        _ => None,
    }
}

fn to_date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of a month by its English name or the first three letters of it.
fn named(word: &str) -> Option<i64> {
    let is = |name: &str| same(name, word) || name.get(..3).is_some_and(|short| same(short, word));
    (1..).zip(MONTHS).find(|(_, name)| is(name)).map(|(number, _)| number)
}

fn any_year(digits: &str) -> Option<i64> {
    match (digits.len(), whole(digits, 4)?) {
        (4, year) => Some(year),
        (2, year) => {
            let year = FIRST_YEAR / 100 * 100 + year;
            Some(if year < FIRST_YEAR { year + 100 } else { year })
        }
        _ => None,
    }
}

fn whole(digits: &str, most: usize) -> Option<i64> {
    let valid = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| digits.parse().ok()).flatten()
}
