//! Where a problem is.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Where a problem is. Spans are half-open and count bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nowhere in particular.
    Nowhere,
    /// A file as a whole.
    File(Arc<str>),
    /// A span of a text file.
    Text {
        /// The file's name as the person gave it.
        file: Arc<str>,
        /// Bytes from the beginning of the file.
        span: Range<usize>,
    },
    /// A cell of a workbook.
    Cell {
        /// The file's name as the person gave it.
        file: Arc<str>,
        /// The sheet's name.
        sheet: Arc<str>,
        /// The address, such as `C7`.
        cell: String,
    },
    /// A line of a file of data, which is too large to be held as a text.
    Line {
        /// The file's name as the person gave it.
        file: Arc<str>,
        /// The line, from 1.
        line: u64,
    },
    /// Something a person gave on the command line or through the interface, such as `--set cac`.
    Argument(Arc<str>),
}

impl Place {
    /// A span of a text file.
    pub fn text(file: impl Into<Arc<str>>, span: Range<usize>) -> Self {
        Place::Text { file: file.into(), span }
    }

    /// A cell of a workbook.
    ///
    /// ```
    /// use tolok_diagnostics::Place;
    /// assert_eq!(Place::cell("ads.xlsx", "2026", "A14").to_string(), "ads.xlsx!2026!A14");
    /// ```
    pub fn cell(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, cell: impl Into<String>) -> Self {
        Place::Cell { file: file.into(), sheet: sheet.into(), cell: cell.into() }
    }

    /// A line of a file of data.
    ///
    /// ```
    /// use tolok_diagnostics::Place;
    /// assert_eq!(Place::line("ads.csv", 7).to_string(), "ads.csv:7");
    /// ```
    pub fn line(file: impl Into<Arc<str>>, line: u64) -> Self {
        Place::Line { file: file.into(), line }
    }

    /// The file the place is in.
    pub fn file(&self) -> Option<&Arc<str>> {
        match self {
            Place::File(file) | Place::Text { file, .. } | Place::Cell { file, .. } | Place::Line { file, .. } => Some(file),
            Place::Nowhere | Place::Argument(_) => None,
        }
    }

    pub(crate) fn order(&self) -> (usize, usize, String) {
        match self {
            Place::Text { span, .. } => (span.start, span.end, String::new()),
            Place::Line { line, .. } => (usize::try_from(*line).unwrap_or(usize::MAX), 0, String::new()),
            other => (0, 0, other.to_string()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Nowhere => Ok(()),
            Place::File(file) | Place::Text { file, .. } => formatter.write_str(file),
            Place::Cell { file, sheet, cell } => write!(formatter, "{file}!{sheet}!{cell}"),
            Place::Line { file, line } => write!(formatter, "{file}:{line}"),
            Place::Argument(argument) => formatter.write_str(argument),
        }
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset in a text; an offset beyond the end is the end.
    ///
    /// ```
    /// use tolok_diagnostics::Position;
    /// let text = "a = 1\nłza = 2\n";
    /// let position = Position::of(text, text.find('2').unwrap_or(0));
    /// assert_eq!((position.line, position.column), (2, 7));
    /// ```
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_text = before.get(start..).unwrap_or("");
        // A byte-order mark is no character that a person counts.
        let line_text = if start == 0 { line_text.trim_start_matches('\u{feff}') } else { line_text };
        Self { line: before.bytes().filter(|byte| *byte == b'\n').count() + 1, column: line_text.chars().count() + 1 }
    }
}
