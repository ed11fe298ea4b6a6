//! Texts as numbers, and numbers as texts.

use crate::{CellError, Value};

/// The most characters that a cell holds, in UTF-16 units.
pub(super) const MAX_TEXT: usize = 32_767;

/// The number that a value is in arithmetic, or the error; nothing for a text that may be a number in some language.
pub(super) fn to_number(value: &Value) -> Option<Result<f64, CellError>> {
    match value {
        Value::Blank => Some(Ok(0.0)),
        Value::Number(number) => Some(Ok(*number)),
        Value::Bool(truth) => Some(Ok(f64::from(u8::from(*truth)))),
        Value::Error(error) => Some(Err(*error)),
        Value::Text(text) => read(text),
    }
}

/// What a text is in arithmetic. Dates, times, currencies and thousands go by the language of the program.
fn read(text: &str) -> Option<Result<f64, CellError>> {
    if !text.chars().any(char::is_numeric) {
        return Some(Err(CellError::Value));
    }
    let plain = text.trim_matches(' ');
    let (plain, scale) = plain.strip_suffix('%').map_or((plain, 1.0), |plain| (plain, 100.0));
    let mut rest = plain.strip_prefix(['+', '-']).unwrap_or(plain);
    let mut digits = || {
        let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(end)?;
        rest = behind.strip_prefix(['.', 'e', 'E']).unwrap_or(behind);
        (!digits.is_empty()).then_some(behind)
    };
    let mut behind = digits()?;
    if behind.starts_with('.') {
        behind = digits()?;
    }
    if behind.starts_with(['e', 'E']) {
        let exponent = behind.get(1..)?;
        behind = exponent.strip_prefix(['+', '-']).unwrap_or(exponent).trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
    let counted = plain.bytes().take_while(|byte| !matches!(byte, b'e' | b'E')).filter(u8::is_ascii_digit).count();
    (behind.is_empty() && counted <= 15).then_some(Ok(number / scale))
}

/// Two values as one text.
pub(super) fn joined(left: &Value, right: &Value) -> Option<Value> {
    let joined = format!("{}{}", written(left)?, written(right)?);
    (joined.encode_utf16().count() <= MAX_TEXT).then(|| Value::Text(joined.into()))
}

/// A value as a text.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::Blank => Some(String::new()),
        Value::Number(number) => general(*number),
        Value::Text(text) => Some(text.to_string()),
        Value::Bool(truth) => Some(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        Value::Error(_) => None,
    }
}

/// A number in the format General, with fifteen digits; nothing for the very large and the very small, which have an exponent somewhere.
fn general(number: f64) -> Option<String> {
    if number == 0.0 {
        return Some("0".to_owned());
    }
    let rounded: f64 = format!("{number:.14e}").parse().ok()?;
    (1e-4..1e15).contains(&rounded.abs()).then(|| rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_numbers_everywhere_are_read() {
        let number = |text: &str| read(text);
        for (text, expected) in [
            ("3", 3.0),
            (" 5 ", 5.0),
            ("-42", -42.0),
            ("+7", 7.0),
            ("1e3", 1000.0),
            ("1.5E-3", 0.0015),
            ("12%", 0.12),
            ("12.5%", 0.125),
            ("7.14", 7.14),
        ] {
            assert_eq!(number(text), Some(Ok(expected)), "{text}");
        }
        for text in ["", " ", "abc", "TRUE", "-", "%"] {
            assert_eq!(number(text), Some(Err(CellError::Value)), "{text}");
        }
        for text in ["1,234", "$5", "1/2/2026", "12:00", "1-Jan-24", "--23", "1.5e", "1 2", "1.", ".5", "５", "12%%", "1234567890123456"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_with_fifteen_digits() {
        for (number, expected) in [
            (7.14, Some("7.14")),
            (0.1 + 0.2, Some("0.3")),
            (1.0 / 3.0, Some("0.333333333333333")),
            (200.0 / 3.0, Some("66.6666666666667")),
            (-1234.5, Some("-1234.5")),
            (999_999_999_999_999.0, Some("999999999999999")),
            (1e15, None),
            (1e-5, None),
            (-0.0, Some("0")),
        ] {
            assert_eq!(general(number).as_deref(), expected);
        }
    }
}
