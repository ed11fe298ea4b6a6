//! What kind of value something is (ECMA-376, part 1, sections 18.17.7.172 `ISBLANK` to 18.17.7.184 `ISTEXT`).

use super::array::Array;
use super::{Evaluation, Operand, Within};
use crate::expression::{Argument, Node, Term};
use crate::{CellError, Value};

/// What is asked of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    Blank,
    Error,
    /// An error other than `#N/A`.
    OtherError,
    NotAvailable,
    Number,
    Text,
    NoText,
    Truth,
}

impl Question {
    fn answer(self, value: &Value) -> bool {
        match self {
            Self::Blank => *value == Value::Blank,
            Self::Error => matches!(value, Value::Error(_)),
            Self::OtherError => matches!(value, Value::Error(error) if *error != CellError::NotAvailable),
            Self::NotAvailable => *value == Value::Error(CellError::NotAvailable),
            Self::Number => matches!(value, Value::Number(_)),
            Self::Text => matches!(value, Value::Text(_)),
            Self::NoText => !matches!(value, Value::Text(_)),
            Self::Truth => matches!(value, Value::Bool(_)),
        }
    }
}

impl Evaluation<'_> {
    pub(super) fn is(&self, question: Question, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [argument] = arguments else { return None };
        if within.arrays {
            let array = self.array(&argument.term, within)?;
            return Array::together(&[array], |values| Some(Value::Bool(question.answer(values.first()?)))).map(Operand::from);
        }
        let value = self.value(&argument.term, within.piece())?;
        // Whether a blank that a function passed on is one still is not known.
        if value == Value::Blank && question == Question::Blank && !is_plain(&argument.term) {
            return None;
        }
        Some(Operand::Value(Value::Bool(question.answer(&value))))
    }

    /// `N`: errors stay, and a text is 0.
    pub(super) fn as_number(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        Some(Operand::Value(match self.only_value(arguments, within)? {
            Value::Bool(truth) => Value::Number(f64::from(u8::from(truth))),
            Value::Blank | Value::Text(_) => Value::Number(0.0),
            value => value,
        }))
    }

    /// `T`: errors stay, and what is no text is an empty one.
    pub(super) fn as_text(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        Some(Operand::Value(match self.only_value(arguments, within)? {
            Value::Blank | Value::Bool(_) | Value::Number(_) => Value::Text("".into()),
            value => value,
        }))
    }

    /// The value of the only argument, which is no area of several cells: of those, `N` and `T` take the first.
    fn only_value(&self, arguments: &[Argument], within: Within) -> Option<Value> {
        let [argument] = arguments else { return None };
        self.value(&argument.term, within.of_arrays())
    }
}

fn is_plain(term: &Term) -> bool {
    match &term.node {
        Node::Reference(_) | Node::Structured { .. } => true,
        Node::Group(items) => items.iter().all(|item| is_plain(&item.term)),
        _ => false,
    }
}
