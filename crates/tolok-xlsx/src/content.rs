//! What a cell is set to.

use std::ops::Range;

use jiff::civil::Date;
use tolok_excel_formula::CellError;

/// What a cell is set to. The cell keeps its style, whatever it becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// A number; not-a-number and the infinities are refused.
    Number(f64),
    /// Text, never a formula whatever it begins with.
    Text(String),
    /// The text that the cell has, with pieces of it replaced. Where the text changes its look within the cell, a new piece looks like the first
    /// character that it stands for, and the rest looks as it did.
    Replaced(Vec<Replacement>),
    /// True or false.
    Bool(bool),
    /// An error.
    Error(CellError),
    /// A day, written as the number that stands for it in this workbook. Whether the cell's format shows it as one is for the caller to see
    /// to.
    Date(Date),
    /// A formula, without its equals sign, and what it shows until a spreadsheet program computes it: anything but another formula.
    Formula(String, Box<Content>),
}

/// A piece of the text of a cell or of a passage, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Bytes of the text as it reads.
    pub range: Range<usize>,
    /// The new piece.
    pub text: String,
}
