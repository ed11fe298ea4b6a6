//! Truths of eight bits, which Arrow writes as whole numbers with a name: without it they would be 0 and 1.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema};

/// What Arrow calls them, and where it says so.
const NAME: &str = "arrow.bool8";
const KEY: &str = "ARROW:extension:name";

fn is_truth(field: &Field) -> bool {
    *field.data_type() == DataType::Int8 && field.metadata().get(KEY).is_some_and(|name| name == NAME)
}

/// The array as truths, where its field says that it has some.
pub(super) fn as_truths(field: &Field, array: ArrayRef) -> ArrayRef {
    match array.as_primitive_opt::<Int8Type>().filter(|_| is_truth(field)) {
        Some(numbers) => Arc::new(numbers.iter().map(|number| number.map(|number| number != 0)).collect::<BooleanArray>()),
        None => array,
    }
}

/// The batch with truths in place of the numbers that stand for them.
pub(super) fn with_truths(batch: RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    if !schema.fields().iter().any(|field| is_truth(field)) {
        return Ok(batch);
    }
    let arrays = schema.fields().iter().zip(batch.columns()).map(|(field, array)| as_truths(field, Arc::clone(array)));
    let fields = schema.fields().iter().map(|field| match is_truth(field) {
        true => Arc::new(Field::new(field.name(), DataType::Boolean, true)),
        false => Arc::clone(field),
    });
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), arrays.collect())
}
