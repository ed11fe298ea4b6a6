//! Cells before they are columns: what workbooks and text files hand to the layout, and what the layout hands on.

use std::sync::Arc;

use tolok_value::Date;

use crate::Note;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text; in a text file, everything that is not empty.
    Text(Arc<str>),
    /// A number of a workbook.
    Number(f64),
    /// A number that the workbook shows as a percentage: the fraction.
    Percent(f64),
    /// A date of a workbook, without its time of day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// An error, with the cell's own word such as `#REF!`.
    Error(Arc<str>),
    /// A formula that no program has computed yet.
    Uncomputed,
}

/// A rectangle of cells; rows and columns count from 0, the last ones belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub first_row: u32,
    pub first_column: u32,
    pub last_row: u32,
    pub last_column: u32,
}

/// The cells of a sheet, or of the first rows of a text file.
#[derive(Debug, Clone)]
pub(crate) struct SheetCells {
    pub file: Arc<str>,
    /// Empty for a text file, whose places are lines.
    pub sheet: Arc<str>,
    /// The row of the sheet, from 0, in which `rows` begin; of a text file always 0.
    pub first_row: u32,
    pub first_column: u32,
    /// Rows may differ in length: what is missing is empty.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells, counted as in the sheet. Only the upper left cell holds something.
    pub merged: Vec<Area>,
    /// Lines of a text file, one for each row; empty for a sheet.
    pub lines: Vec<u64>,
}

/// A plain table: a heading above each column, and below them nothing but rows.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub headings: Vec<Heading>,
    pub rows: Vec<Vec<Cell>>,
    pub places: Places,
    /// Where the data lies, headings included.
    pub area: Area,
    /// What was taken where it was not obvious.
    pub notes: Vec<Note>,
    /// True if labels within the cells name the inputs, rather than headings above them.
    pub is_labelled: bool,
}

/// A heading and where it stands, counted from 0 as in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub text: Arc<str>,
    pub row: u32,
    pub column: u32,
}

/// Where the cells of a body stand, counted from 0 as in the sheet (a row of a text file is its place among `SheetCells::rows`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Places {
    /// Each row of the body is a row of the sheet, each column one of its columns.
    Grid { rows: Vec<u32>, columns: Vec<u32> },
    /// Each cell by itself, as row and column.
    Each(Vec<Vec<(u32, u32)>>),
}

impl Places {
    /// Row and column of a cell of the body.
    pub(crate) fn of(&self, row: usize, column: usize) -> Option<(u32, u32)> {
        match self {
            Places::Grid { rows, columns } => Some((*rows.get(row)?, *columns.get(column)?)),
            Places::Each(cells) => cells.get(row)?.get(column).copied(),
        }
    }
}
