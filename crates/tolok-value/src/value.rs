//! What a formula can be worth.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Blank, ErrorKind, Number, NumberError, ValueError};

/// What a formula can be worth.
///
/// As data it is one key and its value: `{"number": "1.5"}`, `{"date": "2026-01-31"}`, `{"blank": {"reason": null}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// An exact decimal.
    Number(Number),
    /// Text.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// A day.
    Date(Date),
    /// No data.
    Blank(Blank),
    /// An error with its cause.
    Error(ValueError),
}

impl Value {
    /// A blank that nothing more is known of.
    pub const BLANK: Value = Value::Blank(Blank::UNSAID);

    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Value::Text(text.into())
    }

    /// An error with its cause in plain words.
    pub fn error(kind: ErrorKind, cause: impl Into<String>) -> Self {
        Value::Error(ValueError::new(kind, cause))
    }

    /// What kind of value it is, as messages say it: "a number", "text", "blank".
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Blank(_) => "blank",
            Value::Error(_) => "an error",
        }
    }

    /// True for a blank.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Blank(_))
    }

    /// True for an error.
    pub fn is_error(&self) -> bool {
        matches!(self, Value::Error(_))
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    /// The exact value: `33.33`, `Email`, `true`, `2026-01-31`, `blank`, `#DIV/0!`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => number.fmt(formatter),
            Value::Text(text) => formatter.write_str(text),
            Value::Bool(truth) => truth.fmt(formatter),
            Value::Date(date) => date.fmt(formatter),
            Value::Blank(_) => formatter.write_str("blank"),
            Value::Error(error) => error.kind().fmt(formatter),
        }
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Value::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

impl From<ValueError> for Value {
    fn from(error: ValueError) -> Self {
        Value::Error(error)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Value::Date(date)
    }
}

impl From<Result<Number, NumberError>> for Value {
    fn from(result: Result<Number, NumberError>) -> Self {
        match result {
            Ok(number) => Value::Number(number),
            Err(error) => Value::Error(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_through_json_and_back() {
        for (value, text) in [
            (Value::from(Number::parse("-0.50").unwrap()), r#"{"number":"-0.5"}"#),
            (Value::text("Surel"), r#"{"text":"Surel"}"#),
            (Value::from(true), r#"{"bool":true}"#),
            (Value::from(jiff::civil::date(2026, 1, 31)), r#"{"date":"2026-01-31"}"#),
            (Value::Blank(Blank::because("`spend` has no value")), r#"{"blank":{"reason":"`spend` has no value"}}"#),
            (
                Value::error(ErrorKind::DivisionByZero, "division by zero"),
                r##"{"error":{"kind":"#DIV/0!","cause":"division by zero","origin":null}}"##,
            ),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), value);
        }
    }

    #[test]
    fn escaped_numbers_are_read_too() {
        assert_eq!(serde_json::from_str::<Number>(r#""1\u002e5""#).unwrap().to_string(), "1.5");
        assert!(serde_json::from_str::<Number>(r#""one""#).is_err());
        assert!(serde_json::from_str::<Number>("1.5").is_err());
    }
}
