//! A cell that is set as a whole.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::{ErrorKind, Value};
use tolok_xlsx::{Address, CellError, Content, Epoch};

use crate::codes;

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

/// How dates stand in a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dates {
    /// True if the cell's format shows dates.
    pub(crate) are_shown: bool,
    pub(crate) epoch: Epoch,
}

/// What a cell becomes that is worth a value; and a warning where it is not what one would think. `text` makes the content of a text.
pub(crate) fn content(value: &Value, dates: Dates, place: &Place, text: impl Fn(&str) -> Content) -> (Content, Option<Diagnostic>) {
    let content = match value {
        Value::Number(number) => Content::Number(number.to_f64()),
        Value::Text(words) => text(words),
        Value::Bool(truth) => Content::Bool(*truth),
        Value::Blank(_) => Content::Blank,
        Value::Error(error) => Content::Error(match error.kind() {
            ErrorKind::DivisionByZero => CellError::DivisionByZero,
            ErrorKind::NotAvailable => CellError::NotAvailable,
            ErrorKind::Value => CellError::Value,
            ErrorKind::Number => CellError::Number,
        }),
        Value::Date(day) if dates.are_shown && dates.epoch.serial(*day).is_some() => Content::Date(*day),
        Value::Date(day) => {
            let (reason, help) = match dates.are_shown {
                true => ("is before the first day this workbook can show", None),
                false => ("stands in a cell whose format shows no dates", Some("give the cell a date format")),
            };
            let message = format!("the date {day} {reason}, so it was written as text");
            let warning = Diagnostic::new(&codes::DATE_AS_TEXT, message).at(place.clone());
            let warning = if let Some(help) = help { warning.help(help) } else { warning };
            return (text(day.to_string().as_str()), Some(warning));
        }
    };
    (content, None)
}
