//! The arguments of a function, taken by kind.

use std::sync::Arc;

use crate::{Date, ErrorKind, Number, Value, ValueError};

/// A result, or the value that takes its place: an error, or a blank that got here.
pub(super) type Outcome<T = Value> = Result<T, Value>;

/// The arguments of the function of this name.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    name: &'static str,
    values: &'a [Value],
}

/// Calls a function, and makes one value of what comes back.
pub(super) fn call<T: Into<Value>>(name: &'static str, values: &[Value], function: impl FnOnce(Arguments<'_>) -> Outcome<T>) -> Value {
    function(Arguments { name, values }).map_or_else(|instead| instead, Into::into)
}

impl<'a> Arguments<'a> {
    /// All of them.
    pub(super) fn all(self) -> &'a [Value] {
        self.values
    }

    /// Those after the first.
    pub(super) fn others(self) -> &'a [Value] {
        self.values.get(1..).unwrap_or_default()
    }

    /// The argument at a position, if it was given.
    pub(super) fn given(self, position: usize) -> Option<&'a Value> {
        self.values.get(position)
    }

    /// The argument at a position.
    pub(super) fn value(self, position: usize) -> Outcome<&'a Value> {
        self.given(position).ok_or_else(|| self.refused("needs another argument"))
    }

    /// A number.
    pub(super) fn number(self, position: usize) -> Outcome<Number> {
        self.to_number(self.value(position)?)
    }

    /// A number, or what it is if it was not given.
    pub(super) fn number_or(self, position: usize, absent: Number) -> Outcome<Number> {
        self.given(position).map_or(Ok(absent), |value| self.to_number(value))
    }

    /// A number without its decimal places, as spreadsheets take counts and digits; far beyond any use where it does not fit.
    pub(super) fn whole(self, position: usize) -> Outcome<i64> {
        self.number(position).and_then(|number| self.truncated(number))
    }

    /// The same, or what it is if it was not given.
    pub(super) fn whole_or(self, position: usize, absent: i64) -> Outcome<i64> {
        self.number_or(position, Number::from(absent)).and_then(|number| self.truncated(number))
    }

    /// A text.
    pub(super) fn text(self, position: usize) -> Outcome<&'a Arc<str>> {
        match self.value(position)? {
            Value::Text(text) => Ok(text),
            other => Err(self.unfit("text", other)),
        }
    }

    /// A date.
    pub(super) fn date(self, position: usize) -> Outcome<Date> {
        match self.value(position)? {
            Value::Date(date) => Ok(*date),
            other => Err(self.unfit("a date", other)),
        }
    }

    /// This value as a number.
    pub(super) fn to_number(self, value: &Value) -> Outcome<Number> {
        match value {
            Value::Number(number) => Ok(*number),
            other => Err(self.unfit("a number", other)),
        }
    }

    /// What stands for a value of the wrong kind.
    pub(super) fn unfit(self, expected: &str, value: &Value) -> Value {
        match value {
            Value::Error(_) | Value::Blank(_) => value.clone(),
            _ => self.refused(&format!("takes {expected}, not {}", value.kind())),
        }
    }

    /// `#VALUE!`, with what the function does not do.
    pub(super) fn refused(self, why: &str) -> Value {
        Value::error(ErrorKind::Value, format!("`{}` {why}", self.name))
    }

    fn truncated(self, number: Number) -> Outcome<i64> {
        let whole = number.round_down(0).map_err(ValueError::from)?;
        Ok(whole.to_i64().unwrap_or(if whole.sign() < 0 { i64::MIN } else { i64::MAX }))
    }
}
