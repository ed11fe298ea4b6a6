//! A sheet before it is written: headings, rows, and which of them are totals.

use crate::Cell;

/// A sheet of a new workbook.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) kind: SheetKind,
}

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SheetKind {
    /// Values in columns, to filter and to chart.
    Table,
    /// Sentences, to read.
    Notes,
}

/// A column with its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above the column.
    pub heading: String,
    /// What stands above this column and its neighbours of the same group.
    pub group: Option<String>,
    /// True for numbers, whose heading stands to the right.
    pub numeric: bool,
}

/// A row of cells.
#[derive(Debug, Clone)]
pub struct Row {
    /// The cells, one for each column.
    pub cells: Vec<Cell>,
    /// True for a total, which stands out.
    pub is_total: bool,
}

impl Sheet {
    /// A table: the header stays in sight and filters the rows, and totals stand out.
    pub fn table(name: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { name: name.into(), columns, rows, kind: SheetKind::Table }
    }

    /// Sentences to read: a word on what each is about, and the sentence.
    pub fn notes(name: impl Into<String>, notes: impl IntoIterator<Item = (String, String)>) -> Self {
        let rows = notes.into_iter().map(|(about, sentence)| Row::new(vec![Cell::text(about), Cell::text(sentence)])).collect();
        Self { name: name.into(), columns: Vec::new(), rows, kind: SheetKind::Notes }
    }

    /// How many rows of headings there are.
    pub(crate) fn header_rows(&self) -> u32 {
        match (self.kind, self.columns.iter().any(|column| column.group.is_some())) {
            (SheetKind::Notes, _) => 0,
            (SheetKind::Table, true) => 2,
            (SheetKind::Table, false) => 1,
        }
    }

    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).chain([self.columns.len()]).max().unwrap_or(0)
    }
}

impl Column {
    /// A column of texts.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), group: None, numeric: false }
    }

    /// A column of numbers.
    pub fn numeric(heading: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::new(heading) }
    }

    /// The same column below a heading that it shares with its neighbours.
    #[must_use]
    pub fn below(self, group: Option<String>) -> Self {
        Self { group, ..self }
    }
}

impl Row {
    /// A row.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, is_total: false }
    }

    /// A total.
    pub fn total(cells: Vec<Cell>) -> Self {
        Self { cells, is_total: true }
    }
}
