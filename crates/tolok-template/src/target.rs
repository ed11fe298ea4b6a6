//! A cell that is set as a whole.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::{Date, ErrorKind, Value};
use tolok_xlsx::{Address, CellError, Content, Epoch, is_date_format, is_time_of_day};

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
    TimesOfDay,
    /// Numbers or texts, by a format that a person chose.
    Others,
}

impl Shows {
    pub(crate) fn of(number_format: &str) -> Self {
        match number_format {
            format if is_date_format(format) => Shows::Dates,
            format if is_time_of_day(format) => Shows::TimesOfDay,
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
        Value::Number(number) => return self::number(number.to_f64(), answer.format.as_deref(), shows, place),
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

/// A number in a cell for dates would be shown as some day of 1900.
fn number(number: f64, format: Option<&str>, shows: Shows, place: &Place) -> Filling {
    let what = match shows {
        Shows::Dates => "dates",
        Shows::TimesOfDay => "times of day",
        Shows::Anything => return Filling { content: Content::Number(number), format: format.map(str::to_owned), warning: None },
        Shows::Others | Shows::Words => return Content::Number(number).into(),
    };
    let Some(format) = format.filter(|format| !is_date_format(format)) else { return Content::Number(number).into() };
    let message = format!("the cell shows {what}, and a number is no date, so it got the number format `{format}`");
    let warning = Diagnostic::new(&codes::NUMBER_AS_DATE, message).at(place.clone()).help("give the cell a number format of your own");
    Filling { content: Content::Number(number), format: Some(format.to_owned()), warning: Some(warning) }
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
        Shows::Others | Shows::TimesOfDay | Shows::Words => {
            ("stands in a cell whose format shows no dates", Some("give the cell a date format"))
        }
    };
    let message = format!("the date {day} {reason}, so it was written as text");
    let warning = Diagnostic::new(&codes::DATE_AS_TEXT, message).at(place.clone());
    let warning = if let Some(help) = help { warning.help(help) } else { warning };
    Filling { content: text(day.to_string().as_str()), format: None, warning: Some(warning) }
}
