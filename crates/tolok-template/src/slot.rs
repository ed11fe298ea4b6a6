//! A cell that is filled: what stands in it, and what it becomes.

use tolok_diagnostics::Diagnostic;
use tolok_value::{ErrorKind, Value};
use tolok_xlsx::{CellError, Content, Epoch};

use crate::{Answer, Placeholder, codes};

/// A cell with at least one placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The position of the sheet in the workbook.
    pub(crate) sheet: usize,
    pub(crate) pieces: Vec<SlotPiece>,
    /// True if the cell's format shows dates.
    pub(crate) shows_dates: bool,
    pub(crate) epoch: Epoch,
}

#[derive(Debug, Clone)]
pub(crate) enum SlotPiece {
    Text(String),
    Placeholder(Placeholder),
}

impl Slot {
    /// The placeholders, in their order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            SlotPiece::Placeholder(placeholder) => Some(placeholder),
            SlotPiece::Text(_) => None,
        })
    }

    /// What the cell becomes, given the answers to its placeholders in their order; and a warning where it is not what one would think.
    pub(crate) fn content(&self, answers: &[Answer]) -> (Content, Option<Diagnostic>) {
        match (self.placeholders().next(), answers) {
            (Some(placeholder), [answer]) if placeholder.alone => self.value(placeholder, &answer.value),
            _ => (Content::Text(self.text(answers)), None),
        }
    }

    fn text(&self, answers: &[Answer]) -> String {
        let mut answers = answers.iter();
        let pieces = self.pieces.iter().map(|piece| match piece {
            SlotPiece::Text(text) => text.as_str(),
            SlotPiece::Placeholder(_) => answers.next().map_or("", Answer::words),
        });
        pieces.collect()
    }

    fn value(&self, placeholder: &Placeholder, value: &Value) -> (Content, Option<Diagnostic>) {
        let content = match value {
            Value::Number(number) => Content::Number(number.to_f64()),
            Value::Text(text) => Content::Text(text.to_string()),
            Value::Bool(truth) => Content::Bool(*truth),
            Value::Blank(_) => Content::Blank,
            Value::Error(error) => Content::Error(match error.kind() {
                ErrorKind::DivisionByZero => CellError::DivisionByZero,
                ErrorKind::NotAvailable => CellError::NotAvailable,
                ErrorKind::Value => CellError::Value,
                ErrorKind::Number => CellError::Number,
            }),
            Value::Date(day) if self.shows_dates && self.epoch.serial(*day).is_some() => Content::Date(*day),
            Value::Date(day) => {
                let (reason, help) = match self.shows_dates {
                    true => ("is before the first day this workbook can show", None),
                    false => ("stands in a cell whose format shows no dates", Some("give the cell a date format")),
                };
                let message = format!("the date {day} {reason}, so it was written as text");
                let warning = Diagnostic::new(&codes::DATE_AS_TEXT, message).at(placeholder.place());
                let warning = if let Some(help) = help { warning.help(help) } else { warning };
                return (Content::Text(day.to_string()), Some(warning));
            }
        };
        (content, None)
    }
}
