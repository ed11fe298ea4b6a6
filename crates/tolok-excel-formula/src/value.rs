//! What a cell holds, as a formula sees it.

use std::sync::Arc;

/// What a cell holds, as a formula sees it. Days and times are numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// A number.
    Number(f64),
    /// A text, which may be empty and is not blank then.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error.
    Error(CellError),
}

/// An error that a cell can hold (ECMA-376, part 1, section 18.18.11, `e`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellError {
    /// `#DIV/0!`
    DivisionByZero,
    /// `#N/A`
    NotAvailable,
    /// `#NAME?`
    Name,
    /// `#NULL!`
    Null,
    /// `#NUM!`
    Number,
    /// `#REF!`
    Reference,
    /// `#VALUE!`
    Value,
}

impl CellError {
    const ALL: [CellError; 7] = [
        CellError::DivisionByZero,
        CellError::NotAvailable,
        CellError::Name,
        CellError::Null,
        CellError::Number,
        CellError::Reference,
        CellError::Value,
    ];

    /// The error as the cell shows it.
    ///
    /// ```
    /// assert_eq!(tolok_excel_formula::CellError::DivisionByZero.text(), "#DIV/0!");
    /// ```
    pub fn text(self) -> &'static str {
        match self {
            CellError::DivisionByZero => "#DIV/0!",
            CellError::NotAvailable => "#N/A",
            CellError::Name => "#NAME?",
            CellError::Null => "#NULL!",
            CellError::Number => "#NUM!",
            CellError::Reference => "#REF!",
            CellError::Value => "#VALUE!",
        }
    }

    /// The error that a cell shows so.
    ///
    /// ```
    /// use tolok_excel_formula::CellError;
    /// assert_eq!(CellError::parse("#N/A"), Some(CellError::NotAvailable));
    /// assert_eq!(CellError::parse("#SPILL!"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.text().eq_ignore_ascii_case(text))
    }
}
