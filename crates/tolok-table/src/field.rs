//! What stands in one cell of a row that passes by.

use tolok_diagnostics::Diagnostic;
use tolok_value::{Date, ErrorKind, Value};

use crate::cell::Cell;

/// What stands in one cell of a row that passes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Field<'a> {
    Empty,
    /// A text, which may be a number, a date or a truth as people write it.
    Text(&'a str),
    /// A number as programs write it: `-1.5e3`.
    Exact(&'a str),
    Whole(i128),
    /// A number of so many units of 10^-scale.
    Scaled(i128, i8),
    Number(f64),
    /// A fraction that is shown as a percentage.
    Percent(f64),
    Date(Date),
    Bool(bool),
    /// An error with the cell's own word.
    Error(&'a str),
    Uncomputed,
}

impl<'a> Field<'a> {
    /// A text that stands for no value, or for an error, is one.
    pub(crate) fn of_text(text: &'a str) -> Self {
        let text = text.trim();
        match text.as_bytes() {
            [] | b"-" => Field::Empty,
            [0xe2, ..] if matches!(text, "–" | "—") => Field::Empty,
            [b'n' | b'N', ..] if text.eq_ignore_ascii_case("n/a") => Field::Empty,
            [b'#', ..] if error_kind(text).is_some() => Field::Error(text),
            _ => Field::Text(text),
        }
    }
}

impl<'a> From<&'a Cell> for Field<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Empty => Field::Empty,
            Cell::Text(text) => Field::of_text(text),
            Cell::Number(number) if number.is_nan() => Field::Empty,
            Cell::Number(number) => Field::Number(*number),
            Cell::Percent(fraction) => Field::Percent(*fraction),
            Cell::Date(date) => Field::Date(*date),
            Cell::Bool(truth) => Field::Bool(*truth),
            Cell::Error(word) => Field::Error(word),
            Cell::Uncomputed => Field::Uncomputed,
        }
    }
}

/// A field that is kept when its row has passed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kept {
    Cell(Cell),
    Exact(String),
    Whole(i128),
    Scaled(i128, i8),
}

impl From<Field<'_>> for Kept {
    fn from(field: Field<'_>) -> Self {
        Kept::Cell(match field {
            Field::Exact(text) => return Kept::Exact(text.to_string()),
            Field::Whole(number) => return Kept::Whole(number),
            Field::Scaled(units, scale) => return Kept::Scaled(units, scale),
            Field::Empty => Cell::Empty,
            Field::Text(text) => Cell::Text(text.into()),
            Field::Number(number) => Cell::Number(number),
            Field::Percent(fraction) => Cell::Percent(fraction),
            Field::Date(date) => Cell::Date(date),
            Field::Bool(truth) => Cell::Bool(truth),
            Field::Error(word) => Cell::Error(word.into()),
            Field::Uncomputed => Cell::Uncomputed,
        })
    }
}

impl Kept {
    pub(crate) fn field(&self) -> Field<'_> {
        match self {
            Kept::Cell(cell) => Field::from(cell),
            Kept::Exact(text) => Field::Exact(text),
            Kept::Whole(number) => Field::Whole(*number),
            Kept::Scaled(units, scale) => Field::Scaled(*units, *scale),
        }
    }
}

/// Rows that pass by, one after the other.
pub(crate) trait Rows {
    /// Goes to the next row; false after the last. After an error the row is passed over, and the next can be asked for, unless
    /// [`Stop::End`] says that nothing more can be read.
    fn advance(&mut self) -> Result<bool, Stop>;

    /// What stands in a column of the row; nothing where there is no such column.
    fn field(&self, column: usize) -> Field<'_>;

    /// The line of the file that the row begins in, where rows are lines.
    fn line(&self) -> Option<u64> {
        None
    }
}

/// A row that cannot be read.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Only this one.
    Row(Box<Diagnostic>),
    /// And no other after it.
    End(Box<Diagnostic>),
}

/// Which error a word is. Errors that formulas here do not have are `#N/A`.
pub(crate) fn error_kind(word: &str) -> Option<ErrorKind> {
    Some(match word {
        "#DIV/0!" => ErrorKind::DivisionByZero,
        "#NUM!" => ErrorKind::Number,
        "#VALUE!" => ErrorKind::Value,
        "#N/A" | "#REF!" | "#NAME?" | "#NULL!" | "#GETTING_DATA" | "#SPILL!" | "#CALC!" => ErrorKind::NotAvailable,
        _ => return None,
    })
}

/// The value of an error cell, which remembers its place and its word.
pub(crate) fn error_value(word: &str, place: &tolok_diagnostics::Place) -> Value {
    Value::error(error_kind(word).unwrap_or(ErrorKind::NotAvailable), format!("the cell {place} is {word}"))
}
