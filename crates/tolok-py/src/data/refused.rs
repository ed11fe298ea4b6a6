//! Columns that cannot be read. Whether that matters is known only when something needs them, so they travel along with the reason.

use std::sync::Arc;

use arrow_array::{ArrayRef, new_null_array};
use arrow_schema::{DataType, Field, TimeUnit};

/// A column, and why it cannot be read, if so.
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) array: ArrayRef,
    refused: Option<String>,
}

impl Column {
    pub(super) fn new(heading: String, array: ArrayRef) -> Self {
        Self { heading, array, refused: None }
    }

    /// A column of so many rows that cannot be read, for a reason in words.
    pub(super) fn refused(heading: String, rows: usize, words: String) -> Self {
        // A type that stands for no value, as `tolok._pandas` writes it too.
        Self { heading, array: new_null_array(&DataType::Duration(TimeUnit::Second), rows), refused: Some(words) }
    }

    pub(super) fn field(&self) -> Arc<Field> {
        let field = Field::new(&self.heading, self.array.data_type().clone(), true);
        let reason = self.refused.iter().map(|words| (tolok::REFUSED_COLUMN.to_string(), words.clone()));
        Arc::new(field.with_metadata(reason.collect()))
    }
}
