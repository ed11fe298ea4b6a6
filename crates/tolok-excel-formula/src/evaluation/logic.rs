//! What decides: `IF`, `IFERROR`, `AND`, `OR` and `NOT`.

use super::{Evaluation, Operand, Within};
use crate::expression::{Argument, Node, Term};
use crate::{CellError, Value};

impl Evaluation<'_> {
    /// Only the branch that is taken is calculated.
    pub(super) fn choice(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let (condition, then, otherwise) = match arguments {
            [condition, then] => (condition, then, None),
            [condition, then, otherwise] => (condition, then, Some(otherwise)),
            _ => return None,
        };
        let taken = match truth(&self.value(&condition.term, within.piece())?) {
            Ok(true) => Some(then),
            Ok(false) => otherwise,
            Err(error) => return Some(Value::Error(error)),
        };
        match taken {
            None => Some(Value::Bool(false)),
            Some(Argument { term: Term { node: Node::Empty, .. }, .. }) => Some(Value::Number(0.0)),
            Some(branch) => self.passed_on(&branch.term, within),
        }
    }

    pub(super) fn without_error(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let [value, otherwise] = arguments else { return None };
        let value = match self.passed_on(&value.term, within)? {
            Value::Error(_) => self.passed_on(&otherwise.term, within)?,
            value => value,
        };
        // What becomes of a blank cell is documented in one way and done in another.
        (value != Value::Blank).then_some(value)
    }

    /// A value that a function gives as it is; of several cells it would give them all.
    fn passed_on(&self, term: &Term, within: Within) -> Option<Value> {
        match self.operand(term, within.passed_on())? {
            Operand::Value(value) => Some(value),
            Operand::Areas(areas) => match areas.as_slice() {
                [(sheet, area)] if area.is_single() => self.cells.value(*sheet, area.first()),
                _ => None,
            },
        }
    }

    pub(super) fn negation(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let [argument] = arguments else { return None };
        Some(truth(&self.value(&argument.term, within.piece())?).map_or_else(Value::Error, |truth| Value::Bool(!truth)))
    }

    /// True if all are, or if any is. Texts and blanks in cells do not count.
    pub(super) fn all_or_any(&self, arguments: &[Argument], within: Within, all: bool) -> Option<Value> {
        let (mut found, mut error) = (None, None);
        let known = self.each_argument(arguments, within, &mut |value, in_cell| {
            let counts = !in_cell || matches!(value, Value::Bool(_) | Value::Number(_) | Value::Error(_));
            match truth(value) {
                _ if !counts => {}
                Ok(truth) => found = Some(found.map_or(truth, |found| if all { found && truth } else { found || truth })),
                Err(other) => super::aggregates::first_error(&mut error, other),
            }
        });
        known?;
        match error {
            Some(error) => error.map(Value::Error),
            None => Some(found.map_or(Value::Error(CellError::Value), Value::Bool)),
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
