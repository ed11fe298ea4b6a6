//! Data frames: Arrow batches in memory, taken as they lie.

mod convert;
mod labelled;
mod look;

use std::sync::Arc;

use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use crate::Kind;
use crate::field::{Field, Rows, Stop};
use look::Look;

pub(crate) use convert::{convert, is_as_wanted};

/// The key under which the metadata of a column of a data frame says in words why it cannot be read. Its type is one that stands for no
/// value, and the words are told where something needs the column.
pub const REFUSED_COLUMN: &str = "tolok:refused";

/// Arrow batches that are one table.
#[derive(Debug)]
pub(crate) struct Frame {
    pub label: Arc<str>,
    pub batches: Vec<RecordBatch>,
}

/// What a column of a data frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    Number,
    Text,
    Bool,
    Date,
    /// Nulls alone.
    Nothing,
    Unsupported,
}

impl FrameKind {
    pub(crate) fn of(data_type: &DataType) -> Self {
        match data_type {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => FrameKind::Text,
            DataType::Dictionary(_, values) => match FrameKind::of(values) {
                FrameKind::Text => FrameKind::Text,
                _ => FrameKind::Unsupported,
            },
            DataType::Boolean => FrameKind::Bool,
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => FrameKind::Date,
            DataType::Float16
            | DataType::Float32
            | DataType::Float64
            | DataType::Decimal32(..)
            | DataType::Decimal64(..)
            | DataType::Decimal128(..)
            | DataType::Decimal256(..) => FrameKind::Number,
            other if other.is_integer() => FrameKind::Number,
            DataType::Null => FrameKind::Nothing,
            _ => FrameKind::Unsupported,
        }
    }

    pub(crate) fn kind(self) -> Kind {
        match self {
            FrameKind::Number => Kind::NUMBER,
            FrameKind::Bool => Kind::Bool,
            FrameKind::Date => Kind::Date,
            FrameKind::Text | FrameKind::Nothing | FrameKind::Unsupported => Kind::Text,
        }
    }
}

impl Frame {
    pub(crate) fn headings(&self) -> Vec<Arc<str>> {
        let Some(batch) = self.batches.first() else { return Vec::new() };
        batch.schema_ref().fields().iter().map(|field| Arc::from(field.name().as_str())).collect()
    }

    pub(crate) fn kind(&self, column: usize) -> FrameKind {
        let field = self.batches.first().and_then(|batch| batch.schema_ref().fields().get(column).cloned());
        field.map_or(FrameKind::Unsupported, |field| FrameKind::of(field.data_type()))
    }

    pub(crate) fn data_type(&self, column: usize) -> Option<DataType> {
        Some(self.batches.first()?.schema_ref().fields().get(column)?.data_type().clone())
    }

    /// Why a column cannot be read, where whoever gave it says so.
    pub(crate) fn refused(&self, column: usize) -> Option<&str> {
        let field = self.batches.first()?.schema_ref().fields().get(column)?;
        field.metadata().get(REFUSED_COLUMN).map(String::as_str)
    }

    pub(crate) fn row_count(&self) -> u64 {
        self.batches.iter().fold(0, |count, batch| count.saturating_add(u64::try_from(batch.num_rows()).unwrap_or(0)))
    }

    pub(crate) fn rows(&self) -> FrameRows<'_> {
        FrameRows { frame: self, next_batch: 0, looks: Vec::new(), next_row: 0, count: 0 }
    }
}

/// The rows of a data frame, one by one.
pub(crate) struct FrameRows<'a> {
    frame: &'a Frame,
    next_batch: usize,
    looks: Vec<Look<'a>>,
    /// The row after the current one, in the batch.
    next_row: usize,
    count: usize,
}

impl Rows for FrameRows<'_> {
    fn advance(&mut self) -> Result<bool, Stop> {
        while self.next_row >= self.count {
            let Some(batch) = self.frame.batches.get(self.next_batch) else { return Ok(false) };
            self.next_batch = self.next_batch.saturating_add(1);
            self.looks = batch.columns().iter().map(|array| Look::at(array.as_ref())).collect();
            (self.next_row, self.count) = (0, batch.num_rows());
        }
        self.next_row = self.next_row.saturating_add(1);
        Ok(true)
    }

    fn field(&self, column: usize) -> Field<'_> {
        let (Some(look), Some(row)) = (self.looks.get(column), self.next_row.checked_sub(1)) else { return Field::Empty };
        look.field(row)
    }
}

/// True where a cell is null.
pub(crate) fn is_null(array: &dyn Array, row: usize) -> bool {
    row >= array.len() || array.is_null(row)
}
