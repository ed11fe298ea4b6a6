//! What decides: `IF`, `IFS`, `SWITCH`, `CHOOSE`, `IFERROR`, `IFNA`, `AND`, `OR`, `XOR` and `NOT`.

use super::{Evaluation, Operand, Part, Within, comparison, text};
use crate::expression::{Argument, Node, Term};
use crate::{CellError, Value};

impl Evaluation<'_> {
    /// Only the branch that is taken is calculated.
    pub(super) fn choice(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (condition, then, otherwise) = match arguments {
            [condition, then] => (condition, then, None),
            [condition, then, otherwise] => (condition, then, Some(otherwise)),
            _ => return None,
        };
        let taken = match truth(&self.value(&condition.term, within.piece())?) {
            Ok(true) => Some(then),
            Ok(false) => otherwise,
            Err(error) => return Some(Operand::Value(Value::Error(error))),
        };
        taken.map_or(Some(Value::Bool(false)), |branch| self.branch(branch, within)).map(Operand::Value)
    }

    /// `IFS`: what belongs to the first condition that is true.
    pub(super) fn first_true(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (pairs, []) = arguments.as_chunks::<2>() else { return None };
        for [condition, then] in pairs {
            match truth(&self.given(condition, within)?) {
                Ok(true) => return self.branch(then, within).map(Operand::Value),
                Ok(false) => {}
                Err(error) => return Some(Operand::Value(Value::Error(error))),
            }
        }
        Some(Operand::Value(Value::Error(CellError::NotAvailable)))
    }

    /// `SWITCH`: what belongs to the first value that is equal.
    pub(super) fn switched(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (value, rest) = arguments.split_first()?;
        let value = self.value(&value.term, within.piece())?;
        if let Value::Error(error) = value {
            return Some(Operand::Value(Value::Error(error)));
        }
        let (pairs, otherwise) = rest.as_chunks::<2>();
        for [one, then] in pairs {
            let one = self.value(&one.term, within.piece())?;
            // What a blank is equal to here, and what becomes of an error, is not known.
            if value == Value::Blank || matches!(one, Value::Blank | Value::Error(_)) {
                return None;
            }
            if comparison::equal(&value, &one)? {
                return self.branch(then, within).map(Operand::Value);
            }
        }
        match otherwise {
            [otherwise] => self.branch(otherwise, within).map(Operand::Value),
            _ => Some(Operand::Value(Value::Error(CellError::NotAvailable))),
        }
    }

    /// `CHOOSE`: the value at a place in the list.
    pub(super) fn chosen(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (place, choices) = arguments.split_first()?;
        let place = match text::to_number(&self.value(&place.term, within.piece())?)? {
            Ok(place) => place.trunc(),
            Err(error) => return Some(Operand::Value(Value::Error(error))),
        };
        if place < 1.0 || place > choices.len() as f64 {
            return Some(Operand::Value(Value::Error(CellError::Value)));
        }
        self.branch(choices.get(place as usize - 1)?, within).map(Operand::Value)
    }

    /// What a function passes on; what is not there is zero.
    fn branch(&self, argument: &Argument, within: Within) -> Option<Value> {
        match &argument.term.node {
            Node::Empty => Some(Value::Number(0.0)),
            _ => self.passed_on(&argument.term, within),
        }
    }

    /// `IFERROR`, and `IFNA`, which is about one error only.
    pub(super) fn without_error(&self, arguments: &[Argument], within: Within, catches: impl Fn(CellError) -> bool) -> Option<Operand> {
        let [value, otherwise] = arguments else { return None };
        let (value, term) = match self.passed_on(&value.term, within)? {
            Value::Error(error) if catches(error) => (self.passed_on(&otherwise.term, within)?, &otherwise.term),
            found => (found, &value.term),
        };
        // What becomes of a blank cell is documented in one way and done in another. One that a function found shows as zero.
        let shows = within.part != Part::Piece && matches!(term.node, Node::Call { .. });
        (value != Value::Blank || shows).then_some(Operand::Value(value))
    }

    /// A value that a function gives as it is; of several cells it would give them all.
    fn passed_on(&self, term: &Term, within: Within) -> Option<Value> {
        match self.operand(term, within.passed_on())? {
            Operand::Value(value) => Some(value),
            Operand::Array(array) => array.into_single(),
            Operand::Areas(areas) => match areas.as_slice() {
                [(sheet, area)] if area.is_single() => self.cells.value(*sheet, area.first()),
                _ => None,
            },
        }
    }

    pub(super) fn negation(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [argument] = arguments else { return None };
        let truth = truth(&self.value(&argument.term, within.piece())?);
        Some(Operand::Value(truth.map_or_else(Value::Error, |truth| Value::Bool(!truth))))
    }

    /// True if all are, or if any is. Texts and blanks in cells do not count.
    pub(super) fn all_or_any(&self, arguments: &[Argument], within: Within, all: bool) -> Option<Operand> {
        self.decided(arguments, within, &|found, truth| if all { found && truth } else { found || truth })
    }

    /// `XOR`: true if an odd number of them is.
    pub(super) fn odd_number_true(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        self.decided(arguments, within, &|found, truth| found != truth)
    }

    fn decided(&self, arguments: &[Argument], within: Within, both: &dyn Fn(bool, bool) -> bool) -> Option<Operand> {
        let (mut found, mut error, mut other_text) = (None, None, false);
        let known = self.each_argument(arguments, within, &mut |value, in_cell| {
            let counts = !in_cell || matches!(value, Value::Bool(_) | Value::Number(_) | Value::Error(_));
            match truth(value) {
                _ if !counts => {}
                Err(CellError::Value) if matches!(value, Value::Text(_)) => {
                    other_text |= !matches!(value, Value::Text(text) if text.trim().is_empty());
                }
                Ok(truth) => found = Some(found.map_or(truth, |found| both(found, truth))),
                Err(other) => super::aggregates::first_error(&mut error, other),
            }
        });
        known?;
        match error {
            Some(error) => error.map(|error| Operand::Value(Value::Error(error))),
            // An empty text beside truths does not count; of other texts that is not known.
            None if other_text && found.is_some() => None,
            None => Some(Operand::Value(found.map_or(Value::Error(CellError::Value), Value::Bool))),
        }
    }
}

/// What a value decides.
fn truth(value: &Value) -> Result<bool, CellError> {
    match value {
        Value::Blank => Ok(false),
        Value::Number(number) => Ok(*number != 0.0),
        Value::Bool(truth) => Ok(*truth),
        Value::Error(error) => Err(*error),
        Value::Text(text) if text.eq_ignore_ascii_case("TRUE") => Ok(true),
        Value::Text(text) if text.eq_ignore_ascii_case("FALSE") => Ok(false),
        Value::Text(_) => Err(CellError::Value),
    }
}
