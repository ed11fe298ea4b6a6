//! Where a value stands in a row or column of values.

use std::cmp::Ordering;

use super::comparison::{order_numbers, order_texts};
use super::pattern::Pattern;
use crate::Value;

/// How a value is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// The first one that is equal; a text may have wildcards.
    Exact,
    /// The first one that is equal; a text has no wildcards.
    Literal,
    /// The last one that is not larger, in values that ascend.
    NotLarger,
    /// The last one that is not smaller, in values that descend.
    NotSmaller,
}

/// The place of a value among others; the inner option is none if it is not there, the outer one if what Excel finds is not known.
pub(super) fn find(wanted: &Value, values: &[Value], search: Search) -> Option<Option<usize>> {
    match search {
        Search::Exact | Search::Literal => exact(wanted, values, search),
        Search::NotLarger => in_order(wanted, values, Ordering::Less),
        Search::NotSmaller => in_order(wanted, values, Ordering::Greater),
    }
}

fn exact(wanted: &Value, values: &[Value], search: Search) -> Option<Option<usize>> {
    let pattern = match wanted {
        Value::Text(text) if text.is_empty() => return None,
        // A literal text with wildcards in it is rare, and not looked for.
        Value::Text(text) if search == Search::Literal && text.contains(['*', '?', '~']) => return None,
        Value::Text(text) => Some(Pattern::read(text)?),
        _ => None,
    };
    for (index, value) in values.iter().enumerate() {
        let is_it = match (wanted, value) {
            (Value::Number(wanted), Value::Number(value)) => {
                // Whether numbers that differ in their last digits are equal here is not known.
                if wanted != value && order_numbers(*wanted, *value)?.is_eq() {
                    return None;
                }
                wanted == value
            }
            (Value::Text(_), Value::Text(text)) => pattern.as_ref()?.matches(text)?,
            (Value::Bool(wanted), Value::Bool(value)) => wanted == value,
            // A blank is looked for as zero, or is not found.
            (Value::Blank, Value::Number(0.0)) => return None,
            (Value::Blank, Value::Text(text)) if text.is_empty() => return None,
            _ => false,
        };
        if is_it {
            return Some(Some(index));
        }
    }
    Some(None)
}

/// In values that are in order, `before` is how each stands to those behind it. Excel halves the values again and again, and so what it
/// finds in others depends on how many there are.
fn in_order(wanted: &Value, values: &[Value], before: Ordering) -> Option<Option<usize>> {
    let order = |one: &Value, other: &Value| match (one, other) {
        (Value::Number(one), Value::Number(other)) => order_numbers(*one, *other).filter(|order| order.is_ne() || one == other),
        (Value::Text(one), Value::Text(other)) => order_texts(one, other),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        _ => None,
    };
    let same_kind = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(wanted);
    if *wanted == Value::Blank && before == Ordering::Less {
        // Whether it is zero or nothing, all others are larger.
        let larger = |value: &Value| match value {
            Value::Number(number) => *number > 0.0,
            Value::Text(text) => !text.is_empty(),
            _ => true,
        };
        return values.iter().all(larger).then_some(None);
    }
    if matches!(wanted, Value::Blank | Value::Error(_)) {
        return None;
    }
    let first = values.iter().position(same_kind);
    let last = values.iter().rposition(same_kind);
    let (Some(first), Some(last)) = (first, last) else { return Some(None) };
    let (mut found, mut previous) = (None, None);
    // What is of another kind may stand above, such as a heading, and below, but not in between.
    for (index, value) in values.iter().enumerate().take(last + 1).skip(first) {
        if !same_kind(value) || previous.is_some_and(|previous| order(previous, value).is_none_or(|order| order == before.reverse())) {
            return None;
        }
        previous = Some(value);
        if order(value, wanted)? != before.reverse() {
            found = Some(index);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[f64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::Number).collect()
    }

    #[test]
    fn the_last_one_that_is_not_larger_is_found_in_order() {
        let values = numbers(&[10.0, 20.0, 20.0, 30.0]);
        for (wanted, expected) in [(25.0, Some(2)), (20.0, Some(2)), (5.0, None), (30.0, Some(3)), (99.0, Some(3))] {
            assert_eq!(find(&Value::Number(wanted), &values, Search::NotLarger), Some(expected), "{wanted}");
        }
        let down = numbers(&[30.0, 20.0, 10.0]);
        assert_eq!(find(&Value::Number(15.0), &down, Search::NotSmaller), Some(Some(1)));
        assert_eq!(find(&Value::Number(35.0), &down, Search::NotSmaller), Some(None));
    }

    #[test]
    fn what_is_found_without_order_is_not_known() {
        assert_eq!(find(&Value::Number(15.0), &numbers(&[30.0, 10.0, 20.0]), Search::NotLarger), None);
        let mut values = numbers(&[1.0, 2.0]);
        values.insert(1, Value::Text("x".into()));
        assert_eq!(find(&Value::Number(2.0), &values, Search::NotLarger), None);
        values.swap(0, 1);
        assert_eq!(find(&Value::Number(2.0), &values, Search::NotLarger), Some(Some(2)));
    }

    #[test]
    fn nearly_equal_numbers_are_not_decided() {
        assert_eq!(find(&Value::Number(0.3), &numbers(&[0.1 + 0.2]), Search::Exact), None);
        assert_eq!(find(&Value::Number(0.3), &numbers(&[0.3, 0.1 + 0.2]), Search::Exact), Some(Some(0)));
        assert_eq!(find(&Value::Blank, &numbers(&[1.0]), Search::Exact), Some(None));
        assert_eq!(find(&Value::Blank, &numbers(&[1.0]), Search::NotLarger), Some(None));
        assert_eq!(find(&Value::Blank, &numbers(&[-1.0]), Search::NotLarger), None);
        assert_eq!(find(&Value::Blank, &numbers(&[0.0]), Search::Exact), None);
    }
}
