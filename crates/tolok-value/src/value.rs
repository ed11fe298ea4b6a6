//! What a formula can be worth.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{Blank, ErrorKind, Number, ValueError};

/// What a formula can be worth.
#[derive(Debug, Clone, PartialEq)]
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

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
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
