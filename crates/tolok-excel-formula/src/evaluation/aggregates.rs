//! Sums, counts and extremes over cells and values.

use super::{Evaluation, Operand, Within, arithmetic, text};
use crate::expression::{Argument, Node, Term};
use crate::{CellError, Value};

/// An aggregate of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregate {
    Sum,
    Product,
    Average,
    Least,
    Most,
}

/// What is kept of values until all have been seen.
#[derive(Debug)]
pub(super) struct Gathered {
    sum: f64,
    product: f64,
    count: u32,
    least: f64,
    most: f64,
    error: Option<Option<CellError>>,
    /// True if there was a text that may be a number in some language.
    unclear: bool,
}

impl Default for Gathered {
    fn default() -> Self {
        Self { sum: 0.0, product: 1.0, count: 0, least: f64::INFINITY, most: f64::NEG_INFINITY, error: None, unclear: false }
    }
}

impl Gathered {
    /// Takes a value; texts and truths count only where they are not in cells.
    pub(super) fn take(&mut self, value: &Value, in_cell: bool) {
        let number = match value {
            Value::Text(_) | Value::Bool(_) if in_cell => return,
            value => text::to_number(value),
        };
        match number {
            Some(Ok(number)) => {
                self.sum += number;
                self.product *= number;
                self.count += 1;
                self.least = self.least.min(number);
                self.most = self.most.max(number);
            }
            Some(Err(other)) => first_error(&mut self.error, other),
            None => self.unclear = true,
        }
    }

    pub(super) fn result(self, aggregate: Aggregate) -> Option<Value> {
        if self.unclear {
            return None;
        }
        if let Some(error) = self.error {
            return error.map(Value::Error);
        }
        Some(match aggregate {
            Aggregate::Sum => arithmetic::checked(self.sum),
            Aggregate::Product => arithmetic::checked(if self.count == 0 { 0.0 } else { self.product }),
            Aggregate::Average if self.count == 0 => Value::Error(CellError::DivisionByZero),
            Aggregate::Average => arithmetic::checked(self.sum / f64::from(self.count)),
            Aggregate::Least => Value::Number(if self.count == 0 { 0.0 } else { self.least }),
            Aggregate::Most => Value::Number(if self.count == 0 { 0.0 } else { self.most }),
        })
    }
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
                        self.cells.each(sheet, area, &mut |_, value| look(value, true))?;
                    }
                }
                // What is in an array counts as what is in cells does.
                Operand::Array(array) => array.values().iter().filter(|value| **value != Value::Blank).for_each(|value| look(value, true)),
                Operand::Value(value) => {
                    // What a function such as IF passes on may be a cell, of which a text would not count.
                    if may_be_passed_on(&argument.term) && !matches!(value, Value::Number(_) | Value::Error(_)) {
                        return None;
                    }
                    look(&value, false);
                }
            }
        }
        Some(())
    }

    pub(super) fn aggregate(&self, aggregate: Aggregate, arguments: &[Argument], within: Within) -> Option<Operand> {
        let mut gathered = Gathered::default();
        self.each_argument(arguments, within, &mut |value, in_cell| gathered.take(value, in_cell))?;
        gathered.result(aggregate).map(Operand::Value)
    }

    /// How many numbers there are; among values that are not in cells, truths and texts of numbers count too.
    pub(super) fn count(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (mut count, mut unclear) = (0_u32, false);
        self.each_argument(arguments, within, &mut |value, in_cell| match value {
            Value::Number(_) => count += 1,
            Value::Bool(_) | Value::Text(_) if !in_cell => match text::to_number(value) {
                Some(number) => count += u32::from(number.is_ok()),
                None => unclear = true,
            },
            _ => {}
        })?;
        (!unclear).then(|| Operand::Value(Value::Number(count.into())))
    }

    /// How many values there are, empty texts and errors among them.
    pub(super) fn count_all(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let mut count = 0_u32;
        self.each_argument(arguments, within, &mut |_, _| count += 1)?;
        Some(Operand::Value(Value::Number(count.into())))
    }

    /// How many cells of an area are blank or hold an empty text.
    pub(super) fn count_blank(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [argument] = arguments else { return None };
        let areas = self.areas(&argument.term, within)?;
        let [(sheet, area)] = areas.as_slice() else { return None };
        let mut held = 0_u64;
        self.cells.each(*sheet, *area, &mut |_, value| held += u64::from(!matches!(value, Value::Text(text) if text.is_empty())))?;
        let blank = (u64::from(area.height()) * u64::from(area.width())).checked_sub(held)?;
        Some(Operand::Value(Value::Number(blank as f64)))
    }
}

/// Functions that give a value that they found, as it is.
const PASSING_ON: &[&str] =
    &["IF", "_XLFN.IFS", "_XLFN.SWITCH", "CHOOSE", "IFERROR", "_XLFN.IFNA", "INDEX", "LOOKUP", "VLOOKUP", "HLOOKUP", "_XLFN.XLOOKUP"];

fn may_be_passed_on(term: &Term) -> bool {
    match &term.node {
        Node::Call { name, .. } => PASSING_ON.iter().any(|function| name.name.eq_ignore_ascii_case(function)),
        Node::Name(_) => true,
        Node::Group(items) => items.iter().any(|item| may_be_passed_on(&item.term)),
        Node::Signed { operand, .. } => may_be_passed_on(operand),
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
