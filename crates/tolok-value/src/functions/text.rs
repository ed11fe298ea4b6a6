//! Text in parts, in other cases, from and to numbers.

use super::arguments::{Arguments, Outcome, call};
use crate::format::serial;
use crate::ops;
use crate::reading::read_moment;
use crate::{Locale, Number, NumberError, NumberFormat, Value, ValueError, read_number};

/// `len(text)`: how many characters it has.
pub fn len(arguments: &[Value]) -> Value {
    call("len", arguments, |given| Ok(Number::from(given.text(0)?.chars().count() as u64)))
}

/// `upper(text)`: in capital letters.
pub fn upper(arguments: &[Value]) -> Value {
    call("upper", arguments, |given| Ok(Value::text(given.text(0)?.to_uppercase())))
}

/// `lower(text)`: in small letters.
pub fn lower(arguments: &[Value]) -> Value {
    call("lower", arguments, |given| Ok(Value::text(given.text(0)?.to_lowercase())))
}

/// `trim(text)`: without spaces around it, and with single spaces between words.
pub fn trim(arguments: &[Value]) -> Value {
    call("trim", arguments, |given| {
        let words: Vec<&str> = given.text(0)?.split(' ').filter(|word| !word.is_empty()).collect();
        Ok(Value::text(words.join(" ")))
    })
}

/// `left(text, [count])`: the first characters, one unless said.
pub fn left(arguments: &[Value]) -> Value {
    call("left", arguments, |given| {
        let (text, count) = (given.text(0)?, length(given, 1)?);
        Ok(Value::text(text.chars().take(count).collect::<String>()))
    })
}

/// `right(text, [count])`: the last characters, one unless said.
pub fn right(arguments: &[Value]) -> Value {
    call("right", arguments, |given| {
        let (text, count) = (given.text(0)?, length(given, 1)?);
        let left_out = text.chars().count().saturating_sub(count);
        Ok(Value::text(text.chars().skip(left_out).collect::<String>()))
    })
}

/// `mid(text, start, count)`: characters from a position, the first being 1.
pub fn mid(arguments: &[Value]) -> Value {
    call("mid", arguments, |given| {
        let (text, start) = (given.text(0)?, given.whole(1)?);
        given.value(2)?;
        let count = length(given, 2)?;
        if start < 1 {
            return Err(given.refused("counts characters from 1"));
        }
        let left_out = usize::try_from(start - 1).unwrap_or(usize::MAX);
        Ok(Value::text(text.chars().skip(left_out).take(count).collect::<String>()))
    })
}

/// `concat(…)`: the texts of all arguments one after another, blank as empty.
pub fn concat(arguments: &[Value]) -> Value {
    call("concat", arguments, |given| match given.all().iter().find(|value| value.is_error()) {
        Some(error) => Err(error.clone()),
        None => Ok(ops::joined(given.all())),
    })
}

/// `text(value, format)`: shown by an Excel number format, with English signs and names.
pub fn text(arguments: &[Value]) -> Value {
    call("text", arguments, |given| {
        let (value, format) = (given.value(0)?, given.text(1)?);
        if value.is_error() || value.is_blank() {
            return Err(value.clone());
        }
        match NumberFormat::parse(format) {
            // A date in a format for numbers is the number of its day.
            Ok(format) if !format.is_date() => {
                let day = if let Value::Date(date) = value { serial::of_date(*date).map(Value::from) } else { None };
                Ok(Value::text(format.show(day.as_ref().unwrap_or(value), Locale::English)))
            }
            Ok(format) if format.is_beyond_calendar(value) => Err(given.refused("shows as a date or time only what a calendar has")),
            Ok(format) => Ok(Value::text(format.show(value, Locale::English))),
            Err(error) => Err(Value::error(crate::ErrorKind::Value, error.to_string())),
        }
    })
}

/// `value(text)`: the number that a text is, as a spreadsheet reads it in English: `1,234.5`, `$5`, `12.5%`, `1.5E3`, `1 1/2`. A date is the
/// number of its day, a time the part of a day.
pub fn value(arguments: &[Value]) -> Value {
    call("value", arguments, |given| {
        if let Value::Number(number) = given.value(0)? {
            return Ok(*number);
        }
        let text = given.text(0)?;
        if let Some(moment) = read_moment(text) {
            return Ok(moment);
        }
        if let Some(number) = mixed_fraction(text) {
            return number.map_err(|error| ValueError::from(error).into());
        }
        let reading = read_number(text, Locale::English).map_err(|error| Value::error(crate::ErrorKind::Value, error.to_string()))?;
        // A spreadsheet takes only its own currency sign, and signs only in front.
        let foreign = reading.currency.is_some_and(|currency| currency != "$") || text.trim_end().ends_with(['$', '-', '\u{2212}']);
        match reading.value.filter(|_| !foreign) {
            Some(number) => Ok(number),
            None => Err(given.refused(&format!("finds no number in `{text}`"))),
        }
    })
}

/// `1 1/2` and `0 3/4`: a whole number and a fraction with a space between. Without one, a spreadsheet sees a date.
fn mixed_fraction(text: &str) -> Option<Result<Number, NumberError>> {
    let text = text.trim();
    let (negative, size) = text.strip_prefix('-').map_or((false, text), |size| (true, size));
    let (whole, fraction) = size.split_once(' ')?;
    let (above, below) = fraction.trim_start().split_once('/')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![whole, above, below].into_iter().all(digits) {
        return None;
    }
    let read = || {
        let size = Number::parse(whole)?.add(Number::parse(above)?.divide(Number::parse(below)?)?)?;
        Ok(if negative { size.negate() } else { size })
    };
    Some(read())
}

/// A count of characters, one unless said.
fn length(given: Arguments<'_>, position: usize) -> Outcome<usize> {
    let count = given.whole_or(position, 1)?;
    if count < 0 {
        return Err(given.refused("cannot take a negative number of characters"));
    }
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
