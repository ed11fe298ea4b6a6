//! A cell: a value of its own kind, how it is shown, and the tone of a status.

use tolok_value::{Date, ErrorKind, Number};

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What the cell is worth.
    pub value: CellValue,
    /// A spreadsheet's number format; the program's own where there is none.
    pub format: Option<String>,
    /// The value as people read it, which the column is made wide enough for.
    pub shown: String,
    /// How good the value is, shown as the colour of the cell.
    pub tone: Option<Tone>,
}

/// What a cell is worth.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Nothing.
    Blank,
    /// A text, which is never taken for a formula.
    Text(String),
    /// A number, which a workbook holds as the nearest double.
    Number(Number),
    /// A day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// An error.
    Error(ErrorKind),
}

/// How good a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Nearly so.
    Warn,
    /// Not so.
    Bad,
}

impl Cell {
    /// An empty cell.
    pub fn blank() -> Self {
        Self::plain(CellValue::Blank, String::new())
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::plain(CellValue::Text(text.clone()), text)
    }

    /// A number with its number format.
    pub fn number(number: Number, format: impl Into<String>) -> Self {
        Self { format: Some(format.into()), ..Self::plain(CellValue::Number(number), number.to_string()) }
    }

    /// A day with its number format.
    pub fn date(date: Date, format: impl Into<String>) -> Self {
        Self { format: Some(format.into()), ..Self::plain(CellValue::Date(date), date.to_string()) }
    }

    /// True or false.
    pub fn truth(truth: bool) -> Self {
        Self::plain(CellValue::Bool(truth), truth.to_string())
    }

    /// An error.
    pub fn error(kind: ErrorKind) -> Self {
        Self::plain(CellValue::Error(kind), kind.text().to_string())
    }

    /// The same cell, which people read like this.
    #[must_use]
    pub fn shown_as(self, text: impl Into<String>) -> Self {
        Self { shown: text.into(), ..self }
    }

    /// The same cell in another number format.
    #[must_use]
    pub fn formatted(self, format: impl Into<String>) -> Self {
        Self { format: Some(format.into()), ..self }
    }

    /// The same cell in the tone of a status.
    #[must_use]
    pub fn toned(self, tone: Option<Tone>) -> Self {
        Self { tone, ..self }
    }

    fn plain(value: CellValue, shown: String) -> Self {
        Self { value, format: None, shown, tone: None }
    }
}
