//! Days as numbers, counted from 1900 (ECMA-376, part 1, section 18.17.4.1), and their parts (sections 18.17.7.73 `DATE` to 18.17.7.350 `YEAR`).

use crate::{CellError, Value};

/// The last day that a cell can hold, the 31st of December 9999.
const LAST: f64 = 2_958_465.0;

/// From the 1st of March 1900 on; before there is a 29th of February that never was.
const FIRST_SURE: i64 = 61;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    year: i64,
    month: i64,
    day: i64,
}

/// How many days a day is behind the 30th of December 1899; the month may be any number from 1 to 12, the day any at all.
/// After Howard Hinnant, "chrono-compatible low-level date algorithms".
fn count(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 693_899
}

fn day_of(serial: f64) -> Option<Result<Day, CellError>> {
    let serial = serial.floor();
    if !(0.0..=LAST).contains(&serial) {
        return Some(Err(CellError::Number));
    }
    let serial = serial as i64;
    if serial < FIRST_SURE {
        return Some(Ok(match serial {
            0 => Day { year: 1900, month: 1, day: 0 },
            60 => Day { year: 1900, month: 2, day: 29 },
            serial if serial > 31 => Day { year: 1900, month: 2, day: serial - 31 },
            serial => Day { year: 1900, month: 1, day: serial },
        }));
    }
    // The same algorithm backwards.
    let days = serial + 693_899;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    Some(Ok(Day { year, month, day: of_year - (153 * shifted + 2) / 5 + 1 }))
}

fn number(serial: i64) -> Option<Value> {
    // Before March 1900 days and numbers go together in a way of their own.
    if serial < FIRST_SURE { None } else { Some(Value::Number(serial as f64)) }
}

fn part(numbers: &[f64], part: fn(Day) -> i64) -> Option<Value> {
    let [serial] = numbers else { return None };
    Some(match day_of(*serial)? {
        Ok(day) => Value::Number(part(day) as f64),
        Err(error) => Value::Error(error),
    })
}

pub(super) fn year(numbers: &[f64]) -> Option<Value> {
    part(numbers, |day| day.year)
}

pub(super) fn month(numbers: &[f64]) -> Option<Value> {
    part(numbers, |day| day.month)
}

pub(super) fn day(numbers: &[f64]) -> Option<Value> {
    part(numbers, |day| day.day)
}

/// `DATE`: months and days may be more or fewer than there are.
pub(super) fn date(numbers: &[f64]) -> Option<Value> {
    let whole = |number: &f64| (number.abs() < 1e6).then_some(number.floor() as i64);
    let [year, month, day] = numbers else { return None };
    let (year, month, day) = (whole(year)?, whole(month)?, whole(day)?);
    if !(0..=9999).contains(&year) {
        return Some(Value::Error(CellError::Number));
    }
    let year = if year < 1900 { year + 1900 } else { year };
    let months = year * 12 + month - 1;
    // In January and February of 1900 a day is counted that never was.
    if months <= 1900 * 12 + 1 {
        return None;
    }
    let serial = count(months.div_euclid(12), months.rem_euclid(12) + 1, day);
    if months >= 10_000 * 12 || serial > LAST as i64 {
        return Some(Value::Error(CellError::Number));
    }
    number(serial)
}

/// `EDATE`, and `EOMONTH`, which takes the last day of the month.
pub(super) fn months_later(numbers: &[f64], last_day: bool) -> Option<Value> {
    let [serial, months] = numbers else { return None };
    let day = match day_of(*serial)? {
        Ok(day) => day,
        Err(error) => return Some(Value::Error(error)),
    };
    if *serial < FIRST_SURE as f64 || months.abs() > 1e5 {
        return None;
    }
    let first = |months: i64| count(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
    let months = day.year * 12 + day.month - 1 + months.trunc() as i64;
    let (same, end) = (first(months) + day.day - 1, first(months + 1) - 1);
    let serial = if last_day { end } else { same.min(end) };
    if serial > LAST as i64 {
        return Some(Value::Error(CellError::Number));
    }
    number(serial)
}

/// `WEEKDAY`: from which day on is counted, and from which number.
pub(super) fn weekday(numbers: &[f64]) -> Option<Value> {
    let (serial, kind) = match numbers {
        [serial] => (*serial, 1.0),
        [serial, kind] => (*serial, kind.trunc()),
        _ => return None,
    };
    if !(0.0..=LAST).contains(&serial.floor()) {
        return Some(Value::Error(CellError::Number));
    }
    // The weekday of 1 is a Sunday, and that of 0 a Saturday.
    let from_sunday = (serial.floor() as i64 - 1).rem_euclid(7);
    let (first, from) = match kind {
        1.0 | 17.0 => (0, 1),
        2.0 | 11.0 => (1, 1),
        3.0 => (1, 0),
        12.0..=16.0 => (kind as i64 - 10, 1),
        _ => return Some(Value::Error(CellError::Number)),
    };
    Some(Value::Number(((from_sunday - first).rem_euclid(7) + from) as f64))
}

/// `DAYS`: how many days one is behind another.
pub(super) fn days(numbers: &[f64]) -> Option<Value> {
    let [end, start] = numbers else { return None };
    let known = |day: &f64| (0.0..=LAST).contains(day);
    (known(end) && known(start)).then(|| Value::Number(end.floor() - start.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of the calendar with Excel's numbers, from its documentation and from Python's `datetime`.
    #[test]
    fn numbers_and_days_belong_together() {
        for (serial, year, month, day) in [
            (61, 1900, 3, 1),
            (25_569, 1970, 1, 1),
            (36_526, 2000, 1, 1),
            (36_585, 2000, 2, 29),
            (45_404, 2024, 4, 22),
            (2_958_465, 9999, 12, 31),
        ] {
            assert_eq!(count(year, month, day), serial);
            assert_eq!(day_of(serial as f64), Some(Ok(Day { year, month, day })));
        }
    }

    #[test]
    fn months_end_where_they_do() {
        let later = |serial: f64, months: f64, end| months_later(&[serial, months], end);
        // The 31st of January 2024, and the 29th of February.
        assert_eq!(later(45_322.0, 1.0, false), Some(Value::Number(45_351.0)));
        assert_eq!(later(45_322.0, 11.0, true), Some(Value::Number(45_657.0)));
        assert_eq!(later(45_322.0, 12.0, true), Some(Value::Number(45_688.0)));
        assert_eq!(later(45_322.0, -2.0, true), Some(Value::Number(45_260.0)));
    }
}
