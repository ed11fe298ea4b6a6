//! What the operators of a formula do with values. No place in a text is known here; who evaluates a formula adds it.
//!
//! The first error wins, then the first blank; only then are kinds looked at. No text and no truth becomes a number.

use std::cmp::Ordering;

use crate::time::{days_between, plus_days};
use crate::{Arithmetic, Comparison, Date, ErrorKind, Number, NumberError, Value, fold};

/// The value of `left operator right`.
///
/// ```
/// use tolok_value::{Arithmetic, Number, Value, ops};
/// let (two, text) = (Value::from(Number::from(2i64)), Value::text("two"));
/// assert_eq!(ops::arithmetic(Arithmetic::Add, &two, &two), Value::from(Number::from(4i64)));
/// let Value::Error(error) = ops::arithmetic(Arithmetic::Add, &two, &text) else { panic!() };
/// assert_eq!(error.cause(), "cannot add text to a number");
/// ```
pub fn arithmetic(operator: Arithmetic, left: &Value, right: &Value) -> Value {
    match operator {
        Arithmetic::Concat => concat(left, right),
        Arithmetic::Add => add(left, right),
        Arithmetic::Subtract => subtract(left, right),
        Arithmetic::Multiply => multiply(left, right),
        Arithmetic::Divide => divide(left, right),
    }
}

/// `left + right`; a date and whole days are a date.
pub fn add(left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.add(*right).into(),
        (Value::Date(date), Value::Number(days)) | (Value::Number(days), Value::Date(date)) => moved(*date, *days),
        _ => unfit(format!("cannot add {} to {}", right.kind(), left.kind())),
    })
}

/// `left - right`; the difference of two dates is a number of days.
pub fn subtract(left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.subtract(*right).into(),
        (Value::Date(left), Value::Date(right)) => Number::from(days_between(*right, *left)).into(),
        (Value::Date(date), Value::Number(days)) => moved(*date, days.negate()),
        _ => unfit(format!("cannot subtract {} from {}", right.kind(), left.kind())),
    })
}

/// `left * right`.
pub fn multiply(left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.multiply(*right).into(),
        _ => unfit(format!("cannot multiply {} by {}", left.kind(), right.kind())),
    })
}

/// `left / right`.
pub fn divide(left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.divide(*right).into(),
        _ => unfit(format!("cannot divide {} by {}", left.kind(), right.kind())),
    })
}

/// `left ^ right`.
pub fn power(left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match (left, right) {
        (Value::Number(base), Value::Number(exponent)) => match base.power(*exponent) {
            Err(NumberError::Undefined) if base.is_zero() => Value::error(ErrorKind::Number, "zero to the power of zero has no value"),
            Err(NumberError::Undefined) => Value::error(ErrorKind::Number, "a negative number has no power with a fraction as exponent"),
            result => result.into(),
        },
        _ => unfit(format!("cannot raise {} to the power of {}", left.kind(), right.kind())),
    })
}

/// `-value`.
pub fn negate(value: &Value) -> Value {
    passing([value]).unwrap_or_else(|| match value {
        Value::Number(number) => number.negate().into(),
        _ => unfit(format!("cannot change the sign of {}", value.kind())),
    })
}

/// `value %`.
pub fn percent(value: &Value) -> Value {
    passing([value]).unwrap_or_else(|| match value {
        Value::Number(number) => number.divide(Number::HUNDRED).into(),
        _ => unfit(format!("cannot take a percentage of {}", value.kind())),
    })
}

/// `left & right`: the texts of both, blank as empty.
pub fn concat(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Error(_), _) => left.clone(),
        (_, Value::Error(_)) => right.clone(),
        _ => joined([left, right]),
    }
}

/// How many characters a text may have, as in a cell of a spreadsheet.
pub const LONGEST_TEXT: usize = 32_767;

/// Values as one text; `#VALUE!` where it gets longer than a cell could hold.
pub(crate) fn joined<'a>(values: impl IntoIterator<Item = &'a Value>) -> Value {
    let mut text = String::new();
    for value in values {
        text.push_str(&joined_text(value));
        // Bytes bound characters from above, so that only suspicious texts are counted.
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            return Value::error(ErrorKind::Value, format!("the text gets longer than {LONGEST_TEXT} characters"));
        }
    }
    Value::text(text)
}

/// `left = right` and its like. Texts compare by [`fold`], and only values of one kind compare.
pub fn compare(comparison: Comparison, left: &Value, right: &Value) -> Value {
    passing([left, right]).unwrap_or_else(|| match order(left, right) {
        Some(ordering) => comparison.holds(ordering).into(),
        None => unfit(format!("cannot compare {} with {}", left.kind(), right.kind())),
    })
}

/// `not value`.
pub fn not(value: &Value) -> Value {
    passing([value]).unwrap_or_else(|| match value {
        Value::Bool(truth) => Value::Bool(!truth),
        _ => unfit(format!("`not` takes true or false, not {}", value.kind())),
    })
}

/// The order of two values of one kind.
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(fold(left).cmp(&fold(right))),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// A value as `&` takes it: exact digits, `TRUE` as a spreadsheet joins it, an ISO date, nothing for a blank.
pub(crate) fn joined_text(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Bool(true) => "TRUE".to_string(),
        Value::Bool(false) => "FALSE".to_string(),
        Value::Date(date) => date.to_string(),
        Value::Blank(_) => String::new(),
        Value::Error(error) => error.kind().text().to_string(),
    }
}

/// The first error, else the first blank: what passes through an operation untouched.
fn passing<const N: usize>(operands: [&Value; N]) -> Option<Value> {
    let error = operands.iter().find(|operand| operand.is_error());
    error.or_else(|| operands.iter().find(|operand| operand.is_blank())).map(|value| (*value).clone())
}

fn moved(date: Date, days: Number) -> Value {
    if !days.is_integer() {
        return unfit("a date moves by whole days only");
    }
    match days.to_i64().and_then(|days| plus_days(date, days)) {
        Some(date) => Value::Date(date),
        None => Value::error(ErrorKind::Number, "the calendar has no such date"),
    }
}

fn unfit(cause: impl Into<String>) -> Value {
    Value::error(ErrorKind::Value, cause)
}

#[cfg(test)]
mod tests;
