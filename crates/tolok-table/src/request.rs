//! Where the rows of a source come from and how they are read.

use std::sync::Arc;

use tolok_diagnostics::Place;
use tolok_value::Locale;

use crate::File;

/// Where the rows of a source come from and how they are read.
#[derive(Debug, Clone)]
pub struct SourceRequest {
    /// The source's name.
    pub name: Arc<str>,
    /// The files; several are one source, one after the other.
    pub files: Vec<Arc<dyn File>>,
    /// The sheet of a workbook; the first that has a table where none is named.
    pub sheet: Option<Arc<str>>,
    /// `A1:F20`, an Excel table's name or a defined name.
    pub range: Option<Arc<str>>,
    /// How numbers and dates are written.
    pub locale: Locale,
    /// True if a person chose the locale, so that it decides what a date such as `01/02/2026` is.
    pub is_locale_given: bool,
    /// What the definitions say about total rows.
    pub totals: Option<Totals>,
    /// Columns bound by hand.
    pub bindings: Vec<Binding>,
    /// Headings that are asked for by themselves: `source.column` in a formula, a column to group by.
    pub columns: Vec<Arc<str>>,
    /// How the table is laid out.
    pub layout: LayoutChoice,
}

impl SourceRequest {
    /// The rows of one file, everything else as it is unless said.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use tolok_table::{Memory, SourceRequest, Table, Vocabulary};
    /// let file = Arc::new(Memory::new("ads.csv", "channel,spend\nEmail,10\n"));
    /// let table = Table::open(&SourceRequest::new("ads", file), &Vocabulary::default()).unwrap();
    /// assert_eq!(table.row_count(), Some(1));
    /// ```
    pub fn new(name: impl Into<Arc<str>>, file: Arc<dyn File>) -> Self {
        Self { files: vec![file], ..Self::of_memory(name) }
    }

    /// Rows that are in memory, and therefore in no file.
    pub fn of_memory(name: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            files: Vec::new(),
            sheet: None,
            range: None,
            locale: Locale::English,
            is_locale_given: false,
            totals: None,
            bindings: Vec::new(),
            columns: Vec::new(),
            layout: LayoutChoice::Auto,
        }
    }
}

/// What happens to rows that look like totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    /// They are rows like any other.
    Keep,
    /// They are left out.
    Drop,
}

/// A column bound by hand.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The key of the term.
    pub key: Arc<str>,
    /// The heading of its column.
    pub heading: Arc<str>,
    /// Where a person wrote this.
    pub place: Place,
}

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LayoutChoice {
    /// As its cells suggest.
    #[default]
    Auto,
    /// A column for each input.
    Wide,
    /// A row for each input, or a column that names inputs.
    Long,
}
