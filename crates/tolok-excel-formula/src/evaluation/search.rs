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

/// A value that is looked for among others, which are shown one after the other.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    wanted: &'a Value,
    search: Search,
    pattern: Option<Pattern>,
    found: Option<usize>,
    /// The last value of the same kind, and where it stood.
    previous: Option<(usize, Value)>,
    /// True if what Excel finds is not known.
    unclear: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(wanted: &'a Value, search: Search) -> Self {
        let mut finder = Self { wanted, search, pattern: None, found: None, previous: None, unclear: false };
        match (wanted, search) {
            (Value::Error(_), _) | (Value::Blank, Search::NotSmaller) => finder.unclear = true,
            // A literal text with wildcards in it is rare, and not looked for.
            (Value::Text(text), Search::Literal) if text.contains(['*', '?', '~']) => finder.unclear = true,
            (Value::Text(text), Search::Exact | Search::Literal) => {
                finder.pattern = Pattern::read(text).filter(|_| !text.is_empty());
                finder.unclear = finder.pattern.is_none();
            }
            _ => {}
        }
        finder
    }

    /// Takes the value at the next place; places where nothing is may be left out.
    pub(super) fn see(&mut self, place: usize, value: &Value) {
        match self.search {
            Search::Exact | Search::Literal if self.found.is_none() && !self.unclear => match self.is_equal(value) {
                Some(true) => self.found = Some(place),
                Some(false) => {}
                None => self.unclear = true,
            },
            Search::Exact | Search::Literal => {}
            Search::NotLarger => self.see_in_order(place, value, Ordering::Less),
            Search::NotSmaller => self.see_in_order(place, value, Ordering::Greater),
        }
    }

    /// The place; the inner option is none if it is not there, the outer one if what Excel finds is not known.
    pub(super) fn result(self) -> Option<Option<usize>> {
        (!self.unclear).then_some(self.found)
    }

    fn is_equal(&self, value: &Value) -> Option<bool> {
        match (self.wanted, value) {
            // Whether numbers that differ in their last digits are equal here is not known.
            (Value::Number(wanted), Value::Number(value)) => {
                (wanted == value || order_numbers(*wanted, *value)?.is_ne()).then_some(wanted == value)
            }
            (Value::Text(_), Value::Text(text)) => self.pattern.as_ref()?.matches(text),
            (Value::Bool(wanted), Value::Bool(value)) => Some(wanted == value),
            // A blank is looked for as zero, or is not found.
            (Value::Blank, Value::Number(0.0)) => None,
            (Value::Blank, Value::Text(text)) if text.is_empty() => None,
            _ => Some(false),
        }
    }

    /// `before` is how each value stands to those behind it. Excel halves the values again and again, and so what it finds in those that are in
    /// no order depends on how many there are.
    fn see_in_order(&mut self, place: usize, value: &Value, before: Ordering) {
        if *self.wanted == Value::Blank {
            // Whether it is zero or nothing: where all others are larger, it is not there.
            self.unclear |= match value {
                Value::Number(number) => *number <= 0.0,
                Value::Text(text) => text.is_empty(),
                _ => false,
            };
            return;
        }
        // What is of another kind may stand above, such as a heading, and below, but not in between.
        if std::mem::discriminant(value) != std::mem::discriminant(self.wanted) {
            return;
        }
        let in_place = self
            .previous
            .as_ref()
            .is_none_or(|(last, previous)| last + 1 == place && order(previous, value).is_some_and(|order| order != before.reverse()));
        match order(value, self.wanted) {
            Some(order) if in_place => {
                if order != before.reverse() {
                    self.found = Some(place);
                }
            }
            _ => self.unclear = true,
        }
        self.previous = Some((place, value.clone()));
    }
}

/// The order of two values of a kind; nothing for numbers that differ in their last digits only.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => order_numbers(*one, *other).filter(|order| order.is_ne() || one == other),
        (Value::Text(one), Value::Text(other)) => order_texts(one, other),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[f64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::Number).collect()
    }

    fn find(wanted: &Value, values: &[Value], search: Search) -> Option<Option<usize>> {
        let mut finder = Finder::new(wanted, search);
        values.iter().enumerate().for_each(|(place, value)| finder.see(place, value));
        finder.result()
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
    fn nearly_equal_numbers_and_blanks_are_not_decided() {
        assert_eq!(find(&Value::Number(0.3), &numbers(&[0.1 + 0.2]), Search::Exact), None);
        assert_eq!(find(&Value::Number(0.3), &numbers(&[0.3, 0.1 + 0.2]), Search::Exact), Some(Some(0)));
        assert_eq!(find(&Value::Blank, &numbers(&[1.0]), Search::Exact), Some(None));
        assert_eq!(find(&Value::Blank, &numbers(&[0.0]), Search::Exact), None);
        assert_eq!(find(&Value::Blank, &numbers(&[1.0]), Search::NotLarger), Some(None));
        assert_eq!(find(&Value::Blank, &numbers(&[-1.0]), Search::NotLarger), None);
    }
}
