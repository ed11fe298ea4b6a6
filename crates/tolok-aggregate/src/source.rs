//! What rows come from: whoever has them hands them out batch by batch, as often as they are asked for.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_plan::Column;
use tolok_value::Value;

/// A source: which columns it has, and its rows.
pub struct Source<'a> {
    /// What people call it.
    pub name: Arc<str>,
    /// The key that `source.column` names it by.
    pub key: Arc<str>,
    /// Its columns.
    pub columns: Vec<SourceColumn>,
    /// Its rows.
    pub rows: &'a dyn Rows,
}

/// A column of a source, with what a plan calls it: one column may be both an input and `source.column`.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceColumn {
    /// What a plan calls it.
    pub column: Column,
    /// Which of the source's own columns it is.
    pub place: usize,
}

/// The rows of a source.
pub trait Rows: Sync {
    /// All rows, from the first to the last, with these columns of them.
    fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a>;

    /// Where a row's value of a column stands.
    fn place(&self, row: u64, column: usize) -> Place;
}

/// Some rows of a source.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The number of the first row among all of the source.
    pub first_row: u64,
    /// How many rows there are.
    pub row_count: usize,
    /// The wanted columns: numbers as any Arrow integer, float or decimal, texts as any Arrow string, plain or in a dictionary, dates
    /// as `Date32`, conditions as `Boolean`. A blank is a null.
    pub columns: Vec<ArrayRef>,
    /// The cells that hold errors.
    pub errors: Vec<CellError>,
}

impl Batch {
    /// The first rows, and the rest. `rows` is less than there are.
    pub(crate) fn split(self, rows: usize) -> (Batch, Batch) {
        let rest = self.row_count.saturating_sub(rows);
        let (before, after): (Vec<CellError>, Vec<CellError>) = self.errors.into_iter().partition(|error| error.row < rows);
        let after = after.into_iter().map(|error| CellError { row: error.row.saturating_sub(rows), ..error }).collect();
        let first = Batch {
            first_row: self.first_row,
            row_count: rows,
            columns: self.columns.iter().map(|column| column.slice(0, rows.min(column.len()))).collect(),
            errors: before,
        };
        let columns = self.columns.iter().map(|column| column.slice(rows.min(column.len()), rest.min(column.len().saturating_sub(rows))));
        let rest =
            Batch { first_row: self.first_row.saturating_add(rows as u64), row_count: rest, columns: columns.collect(), errors: after };
        (first, rest)
    }
}

/// A cell that holds an error.
#[derive(Debug, Clone, PartialEq)]
pub struct CellError {
    /// Which of the wanted columns.
    pub column: usize,
    /// The row in the batch.
    pub row: usize,
    /// The error, with its cause.
    pub value: Value,
}

/// The texts that a plan was written in, for naming the operands of an error.
pub trait Texts: Sync {
    /// The name of a file.
    fn file_name(&self, file: u32) -> Option<&Arc<str>>;

    /// The text at a place.
    fn text(&self, place: tolok_plan::Place) -> Option<&str>;
}

impl Source<'static> {
    /// A source without columns and without rows.
    pub(crate) fn nothing() -> Self {
        Self { name: "".into(), key: "".into(), columns: Vec::new(), rows: &NoRows }
    }
}

struct NoRows;

impl Rows for NoRows {
    fn batches<'a>(&'a self, _: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        Box::new(std::iter::empty())
    }

    fn place(&self, _: u64, _: usize) -> Place {
        Place::Nowhere
    }
}
