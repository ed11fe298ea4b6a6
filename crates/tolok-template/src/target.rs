//! A cell that is set as a whole.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::{Date, ErrorKind, Value};
use tolok_xlsx::{Address, CellError, Content, Epoch, is_date_format};

use crate::{Answer, codes};

/// A cell that is set as a whole, whatever it holds.
#[derive(Debug, Clone)]
pub struct Target {
    /// The position of the sheet in the workbook.
    pub sheet: usize,
    /// The cell.
    pub address: Address,
    /// Its number format.
    pub number_format: Arc<str>,
    /// The cell, for messages.
    pub place: Place,
}

/// What a cell's number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Anything: the format is General, and the cell takes the format of its value.
    Anything,
    Dates,
    /// Only texts: it is the heading of a table.
    Words,
    /// Numbers or texts, by a format that a person chose.
    Others,
}

impl Shows {
    pub(crate) fn of(number_format: &str) -> Self {
        match number_format {
            format if is_date_format(format) => Shows::Dates,
            format if format.eq_ignore_ascii_case("general") => Shows::Anything,
            _ => Shows::Others,
        }
    }
}

/// What a cell becomes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filling {
    pub(crate) content: Content,
    /// The number format of a cell in General.
    pub(crate) format: Option<String>,
    /// What is not as one would think.
    pub(crate) warning: Option<Diagnostic>,
}

impl From<Content> for Filling {
    fn from(content: Content) -> Self {
        Self { content, format: None, warning: None }
    }
}

/// The format of a date in a cell of format General.
const DATE: &str = "yyyy-mm-dd";

/// What a cell becomes that is worth an answer; `text` makes the content of a text.
pub(crate) fn filling(answer: &Answer, shows: Shows, epoch: Epoch, place: &Place, text: impl Fn(&str) -> Content) -> Filling {
    let content = match &answer.value {
        Value::Number(number) => {
            let format = answer.format.clone().filter(|_| shows == Shows::Anything);
            return Filling { content: Content::Number(number.to_f64()), format, warning: None };
        }
        Value::Date(day) => return date(*day, answer.format.as_deref(), shows, epoch, place, text),
        Value::Text(words) => text(words),
        Value::Bool(truth) => Content::Bool(*truth),
        Value::Blank(_) => Content::Blank,
        Value::Error(error) => Content::Error(match error.kind() {
            ErrorKind::DivisionByZero => CellError::DivisionByZero,
            ErrorKind::NotAvailable => CellError::NotAvailable,
            ErrorKind::Value => CellError::Value,
            ErrorKind::Number => CellError::Number,
        }),
    };
    content.into()
}

/// A day is a number that only a format for dates shows as a day.
fn date(day: Date, format: Option<&str>, shows: Shows, epoch: Epoch, place: &Place, text: impl Fn(&str) -> Content) -> Filling {
    let (reason, help) = match shows {
        _ if epoch.serial(day).is_none() => ("is before the first day this workbook can show", None),
        Shows::Dates => return Content::Date(day).into(),
        Shows::Anything => {
            let format = format.filter(|format| is_date_format(format)).unwrap_or(DATE);
            return Filling { content: Content::Date(day), format: Some(format.to_owned()), warning: None };
        }
        Shows::Others | Shows::Words => ("stands in a cell whose format shows no dates", Some("give the cell a date format")),
    };
    let message = format!("the date {day} {reason}, so it was written as text");
    let warning = Diagnostic::new(&codes::DATE_AS_TEXT, message).at(place.clone());
    let warning = if let Some(help) = help { warning.help(help) } else { warning };
    Filling { content: text(day.to_string().as_str()), format: None, warning: Some(warning) }
}
