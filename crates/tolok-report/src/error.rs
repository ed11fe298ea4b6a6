//! Why there is no workbook.

use std::fmt;

/// Why there is no workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookError {
    /// A sheet would have more rows than a worksheet holds.
    TooManyRows {
        /// How many it would have.
        rows: usize,
        /// How many a worksheet holds.
        most: usize,
    },
    /// A sheet would have more columns than a worksheet holds.
    TooManyColumns {
        /// How many it would have.
        columns: usize,
        /// How many a worksheet holds.
        most: usize,
    },
    /// The writer refused, with its own words.
    Refused(String),
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyRows { rows, most } => write!(formatter, "there are {rows} rows, and a worksheet holds {most}"),
            Self::TooManyColumns { columns, most } => write!(formatter, "there are {columns} columns, and a worksheet holds {most}"),
            Self::Refused(words) => formatter.write_str(words),
        }
    }
}

impl std::error::Error for WorkbookError {}

impl From<rust_xlsxwriter::XlsxError> for WorkbookError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Refused(error.to_string())
    }
}
