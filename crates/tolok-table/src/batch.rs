//! Rows as Arrow arrays: so many at a time, only the columns that are wanted.

use arrow_array::ArrayRef;
use tolok_value::Value;

use crate::Kind;

/// A column that is wanted, and what it is to be read as.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Its place among the columns of the table.
    pub column: usize,
    /// What its cells are read as.
    pub kind: Kind,
}

/// Some rows of a table.
///
/// Numbers are `Decimal128(38, s)`, `Float64` where all cells are doubles of a workbook, or `Decimal256(76, 28)` where no single scale
/// of 38 digits holds them all; the type may be another in the next batch. Texts are `Utf8`, dates `Date32`, truths `Boolean`. Columns
/// of data frames stay as they lie in memory. A null is a blank.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The first row, counted over all rows of the table.
    pub first_row: u64,
    /// How many rows.
    pub row_count: usize,
    /// One array for each wanted column.
    pub columns: Vec<ArrayRef>,
    /// Cells that are errors; the arrays have nulls there.
    pub errors: Vec<CellError>,
}

/// A cell that is an error.
#[derive(Debug, Clone, PartialEq)]
pub struct CellError {
    /// Its place among the wanted columns.
    pub column: usize,
    /// Its row in the batch.
    pub row: usize,
    /// The error value, whose cause names the cell and its word.
    pub value: Value,
}
