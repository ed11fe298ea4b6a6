//! Sums, counts and extremes over cells and values.

use super::{Evaluation, Operand, Within, arithmetic, text};
use crate::expression::{Argument, Node, Term};
use crate::{CellError, Value};

/// An aggregate of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Average,
    Least,
    Most,
}

impl Evaluation<'_> {
    /// Shows each value of the arguments; cells that are blank are left out. `look` is told whether the value is in a cell.
    pub(super) fn each_argument(&self, arguments: &[Argument], within: Within, look: &mut dyn FnMut(&Value, bool)) -> Option<()> {
        if arguments.is_empty() {
            return None;
        }
        for argument in arguments {
            match self.operand(&argument.term, within.piece())? {
                Operand::Areas(areas) => {
                    for (sheet, area) in areas {
                        self.cells.each(sheet, area, &mut |value| look(value, true))?;
                    }
                }
                Operand::Value(value) => {
                    // What a function such as IF passes on may be a cell, of which a text would not count.
                    if is_call(&argument.term) && !matches!(value, Value::Number(_) | Value::Error(_)) {
                        return None;
                    }
                    look(&value, false);
                }
            }
        }
        Some(())
    }

    pub(super) fn aggregate(&self, aggregate: Aggregate, arguments: &[Argument], within: Within) -> Option<Value> {
        let (mut sum, mut count, mut least, mut most) = (0.0_f64, 0_u32, f64::INFINITY, f64::NEG_INFINITY);
        let (mut error, mut unclear) = (None, false);
        self.each_argument(arguments, within, &mut |value, in_cell| {
            let number = match value {
                Value::Text(_) | Value::Bool(_) if in_cell => return,
                value => text::to_number(value),
            };
            match number {
                Some(Ok(number)) => {
                    sum += number;
                    count += 1;
                    least = least.min(number);
                    most = most.max(number);
                }
                Some(Err(other)) => first_error(&mut error, other),
                None => unclear = true,
            }
        })?;
        if unclear {
            return None;
        }
        if let Some(error) = error {
            return error.map(Value::Error);
        }
        Some(match aggregate {
            Aggregate::Sum => arithmetic::checked(sum),
            Aggregate::Average if count == 0 => Value::Error(CellError::DivisionByZero),
            Aggregate::Average => arithmetic::checked(sum / f64::from(count)),
            Aggregate::Least => Value::Number(if count == 0 { 0.0 } else { least }),
            Aggregate::Most => Value::Number(if count == 0 { 0.0 } else { most }),
        })
    }

    /// How many numbers there are; among values that are not in cells, truths and texts of numbers count too.
    pub(super) fn count(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let (mut count, mut unclear) = (0_u32, false);
        self.each_argument(arguments, within, &mut |value, in_cell| match value {
            Value::Number(_) => count += 1,
            Value::Bool(_) | Value::Text(_) if !in_cell => match text::to_number(value) {
                Some(number) => count += u32::from(number.is_ok()),
                None => unclear = true,
            },
            _ => {}
        })?;
        (!unclear).then(|| Value::Number(count.into()))
    }

    /// How many values there are, empty texts and errors among them.
    pub(super) fn count_all(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let mut count = 0_u32;
        self.each_argument(arguments, within, &mut |_, _| count += 1)?;
        Some(Value::Number(count.into()))
    }
}

fn is_call(term: &Term) -> bool {
    match &term.node {
        Node::Call { .. } | Node::Name(_) => true,
        Node::Group(items) => items.iter().any(|item| is_call(&item.term)),
        Node::Signed { operand, .. } => is_call(operand),
        _ => false,
    }
}

/// Keeps an error; of two different ones, which comes out is not known.
pub(super) fn first_error(kept: &mut Option<Option<CellError>>, error: CellError) {
    *kept = match kept {
        Some(other) if *other != Some(error) => Some(None),
        _ => Some(Some(error)),
    };
}
