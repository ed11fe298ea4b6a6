//! Which of two values is the smaller.

use std::cmp::Ordering;

use crate::Value;
use crate::expression::Operator;

/// What a comparison is worth; nothing if the order of two texts is not known.
pub(super) fn compare(operator: Operator, left: &Value, right: &Value) -> Option<bool> {
    if matches!(operator, Operator::Equal | Operator::NotEqual) {
        return Some(equal(left, right)? == (operator == Operator::Equal));
    }
    let order = order(left, right)?;
    Some(match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    })
}

pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => equal_texts(left, right),
        _ => order(left, right).map(Ordering::is_eq),
    }
}

/// Numbers come before texts, and texts before truths; a blank is whatever the other side makes it.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    let rank = |value: &Value| match value {
        Value::Number(_) => Some(0),
        Value::Text(_) => Some(1),
        Value::Bool(_) => Some(2),
        Value::Blank | Value::Error(_) => None,
    };
    match (left, right) {
        (Value::Blank, Value::Blank) => Some(Ordering::Equal),
        (Value::Blank, other) => order(&like(other)?, other),
        (other, Value::Blank) => order(other, &like(other)?),
        (Value::Number(left), Value::Number(right)) => order_numbers(*left, *right),
        (Value::Text(left), Value::Text(right)) => order_texts(left, right),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        _ => Some(rank(left)?.cmp(&rank(right)?)),
    }
}

/// A blank as a value of the same kind.
fn like(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(Value::Number(0.0)),
        Value::Text(_) => Some(Value::Text("".into())),
        Value::Bool(_) => Some(Value::Bool(false)),
        Value::Blank | Value::Error(_) => None,
    }
}

/// Numbers are compared by fifteen digits.
pub(super) fn order_numbers(left: f64, right: f64) -> Option<Ordering> {
    let apart = (left - right).abs() > 1e-13 * left.abs().max(right.abs());
    if apart {
        return left.partial_cmp(&right);
    }
    let fifteen = |number: f64| format!("{number:.14e}").parse::<f64>().ok();
    fifteen(left)?.partial_cmp(&fifteen(right)?)
}

/// Texts are the same without regard to case; nothing if they differ in characters that Excel may take for the same.
pub(super) fn equal_texts(left: &str, right: &str) -> Option<bool> {
    let (mut left, mut right) = (left.chars().flat_map(char::to_lowercase), right.chars().flat_map(char::to_lowercase));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Some(true),
            (Some(left), Some(right)) if left == right => {}
            (one, other) => {
                let plain = one.is_none_or(is_itself) && other.is_none_or(is_itself);
                return plain.then_some(false);
            }
        }
    }
}

/// True for a character that is never taken for another one: those of ASCII, and the letters of Europe but for ligatures.
fn is_itself(character: char) -> bool {
    (character.is_ascii() && !character.is_ascii_control())
        || (matches!(character, '\u{C0}'..='\u{17F}')
            && !matches!(character, 'ß' | 'æ' | 'ð' | 'þ' | 'œ' | 'ĳ' | 'ŉ' | 'ſ' | '×' | '÷' | 'ŀ' | 'ı'))
}

/// Spaces come before digits and digits before letters; the order of other characters depends on the language.
pub(super) fn order_texts(left: &str, right: &str) -> Option<Ordering> {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ');
    if equal_texts(left, right) == Some(true) {
        return Some(Ordering::Equal);
    }
    (plain(left) && plain(right)).then(|| left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase()))
}
