//! A cell that is filled: what stands in it, and what it becomes.

use std::ops::Range;

use tolok_diagnostics::Diagnostic;
use tolok_value::{ErrorKind, Value};
use tolok_xlsx::{CellError, Content, Epoch, Replacement};

use crate::{Answer, Placeholder, codes};

/// A cell with at least one placeholder.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The position of the sheet in the workbook.
    pub(crate) sheet: usize,
    /// The placeholders in their order, each with the bytes of the cell's text where it stands; one that is alone stands for all of the text.
    pub(crate) placeholders: Vec<(Placeholder, Range<usize>)>,
    /// True if the cell's format shows dates.
    pub(crate) shows_dates: bool,
    pub(crate) epoch: Epoch,
}

impl Slot {
    /// The placeholders, in their order.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.placeholders.iter().map(|(placeholder, _)| placeholder)
    }

    /// What the cell becomes, given the answers to its placeholders in their order; and a warning where it is not what one would think.
    pub(crate) fn content(&self, answers: &[Answer]) -> (Content, Option<Diagnostic>) {
        match (self.placeholders().next(), answers) {
            (Some(placeholder), [answer]) if placeholder.alone => self.value(placeholder, &answer.value),
            _ => (self.text(answers.iter().map(Answer::words)), None),
        }
    }

    /// The cell's text with words in the place of its placeholders.
    fn text<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Content {
        // A cell ends its lines with a line feed alone.
        let text = |words: &str| words.replace("\r\n", "\n");
        let pairs = self.placeholders.iter().zip(words);
        Content::Replaced(pairs.map(|((_, range), words)| Replacement { range: range.clone(), text: text(words) }).collect())
    }

    fn value(&self, placeholder: &Placeholder, value: &Value) -> (Content, Option<Diagnostic>) {
        let content = match value {
            Value::Number(number) => Content::Number(number.to_f64()),
            Value::Text(text) => self.text([text.as_ref()]),
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
                return (self.text([day.to_string().as_str()]), Some(warning));
            }
        };
        (content, None)
    }
}
