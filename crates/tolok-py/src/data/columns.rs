//! Columns of plain Python values as Arrow arrays: each column of one kind, numbers to the last digit.

use std::sync::Arc;

use arrow_array::types::Date32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Decimal128Array, Float32Array, Float64Array, Int64Array, NullArray, PrimitiveArray, RecordBatch,
    RecordBatchOptions, StringArray,
};
use arrow_schema::{Field, Schema};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt};
use tolok::{Date, Number, Value};

use super::refused::Column;
use super::{arrow_column, items};
use crate::errors::data_problem;
use crate::value::{Scalar, Unfit, scalar};

/// The largest whole number up to which doubles hold every one.
const EXACT_IN_DOUBLES: i64 = 1 << 53;
/// Digits of the widest decimal that is built.
const WIDEST: u8 = 38;

/// The table of columns, each a list, an array or a series.
pub(super) fn batch(py: Python<'_>, table: &str, columns: Vec<(String, Bound<'_, PyAny>)>) -> PyResult<RecordBatch> {
    let mut read_columns = Vec::with_capacity(columns.len());
    for (heading, column) in columns {
        let column = match items(&column)? {
            Some(values) => read(heading, &values)?,
            None => match arrow_column(&column)?.as_deref() {
                Some([chunk]) => Column::new(heading, Arc::clone(chunk)),
                // Several chunks, and arrays that only Python knows, by their values.
                _ => {
                    let list = if column.hasattr("to_pylist")? { "to_pylist" } else { "tolist" };
                    let values: Vec<Bound<'_, PyAny>> = match column.hasattr(list)? {
                        true => column.call_method0(list)?.extract()?,
                        false => column.call_method0("to_list")?.extract()?,
                    };
                    match is_single(&column)? {
                        true => Column::new(heading, singles(&values)?),
                        false => read(heading, &values)?,
                    }
                }
            },
        };
        read_columns.push(column);
    }
    assembled(py, table, &read_columns)
}

/// True for an array of doubles of half the size, whose shortest decimals are others than those of the doubles that they widen to.
fn is_single(column: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(column.hasattr("dtype")? && matches!(column.getattr("dtype")?.str()?.to_cow()?.as_ref(), "float32" | "Float32" | "float16"))
}

fn singles(values: &[Bound<'_, PyAny>]) -> PyResult<ArrayRef> {
    let single = |value: &Bound<'_, PyAny>| value.extract::<Option<f32>>().or(Ok::<_, PyErr>(None));
    Ok(Arc::new(values.iter().map(single).collect::<PyResult<Float32Array>>()?))
}

/// The table of columns that are lists already.
pub(super) fn batch_of(py: Python<'_>, table: &str, columns: Vec<(String, Vec<Bound<'_, PyAny>>)>) -> PyResult<RecordBatch> {
    let columns: Vec<Column> = columns.into_iter().map(|(heading, values)| read(heading, &values)).collect::<PyResult<_>>()?;
    assembled(py, table, &columns)
}

fn assembled(py: Python<'_>, table: &str, columns: &[Column]) -> PyResult<RecordBatch> {
    let rows = columns.first().map_or(0, |column| column.array.len());
    if let Some(other) = columns.iter().find(|column| column.array.len() != rows) {
        let first = columns.first().map_or("", |column| &column.heading);
        let words = format!("`{}` has {} rows and `{first}` has {rows}", other.heading, other.array.len());
        return Err(data_problem(py, &tolok::codes::KIND_OF_DATA, table, words, "all columns of a table have the same number of rows"));
    }
    let fields: Vec<Arc<Field>> = columns.iter().map(Column::field).collect();
    let arrays = columns.iter().map(|column| Arc::clone(&column.array)).collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
        .map_err(|error| data_problem(py, &tolok::codes::KIND_OF_DATA, table, error.to_string(), "look at the columns"))
}

/// A cell of a column.
enum Cell {
    Empty,
    Bool(bool),
    Whole(i64),
    Double(f64),
    Decimal(Number),
    Text(String),
    Day(Date),
}

impl Cell {
    /// What kind it is, as messages say it; nothing for an empty one.
    fn kind(&self) -> Option<&'static str> {
        Some(match self {
            Cell::Empty => return None,
            Cell::Bool(_) => "true or false",
            Cell::Whole(_) | Cell::Double(_) | Cell::Decimal(_) => "a number",
            Cell::Text(_) => "text",
            Cell::Day(_) => "a date",
        })
    }
}

/// The column of values, or why it is none.
fn read(heading: String, values: &[Bound<'_, PyAny>]) -> PyResult<Column> {
    Ok(match array(values)? {
        Ok(array) => Column::new(heading, array),
        Err(words) => Column::refused(heading, values.len(), words),
    })
}

fn array(values: &[Bound<'_, PyAny>]) -> PyResult<Result<ArrayRef, String>> {
    let mut cells = Vec::with_capacity(values.len());
    let mut kind: Option<(&str, usize)> = None;
    for (row, value) in values.iter().enumerate() {
        let number = row.saturating_add(1);
        let cell = match cell(value)? {
            Ok(cell) => cell,
            Err(Unfit::Type(kind)) => return Ok(Err(format!("row {number} holds a value of type {kind}"))),
            Err(Unfit::Value(what)) => return Ok(Err(format!("row {number} holds no number that can be held: {what}"))),
        };
        match (kind, cell.kind()) {
            (Some((first, first_row)), Some(other)) if first != other => {
                return Ok(Err(format!("it holds {first} in row {first_row} and {other} in row {number}")));
            }
            (None, Some(first)) => kind = Some((first, number)),
            _ => {}
        }
        cells.push(cell);
    }
    Ok(Ok(match kind.map(|(kind, _)| kind) {
        None => Arc::new(NullArray::new(cells.len())),
        Some("text") => Arc::new(texts(&cells)),
        Some("true or false") => Arc::new(truths(&cells)),
        Some("a date") => Arc::new(days(&cells)),
        Some(_) => match numbers(&cells) {
            Some(array) => array,
            None => return Ok(Err(format!("its numbers need more than {WIDEST} digits side by side"))),
        },
    }))
}

fn cell(value: &Bound<'_, PyAny>) -> PyResult<Result<Cell, Unfit>> {
    if let Ok(double) = value.cast::<PyFloat>() {
        return Ok(Ok(Cell::Double(double.value())));
    }
    if value.is_instance_of::<PyInt>()
        && !value.is_instance_of::<PyBool>()
        && let Ok(whole) = value.extract::<i64>()
    {
        return Ok(Ok(Cell::Whole(whole)));
    }
    Ok(scalar(value)?.map(|scalar| match scalar {
        Scalar::Text(text) => Cell::Text(text),
        Scalar::Value(Value::Number(number)) => Cell::Decimal(number),
        Scalar::Value(Value::Bool(truth)) => Cell::Bool(truth),
        Scalar::Value(Value::Date(day)) => Cell::Day(day),
        Scalar::Value(Value::Text(text)) => Cell::Text(text.to_string()),
        Scalar::Value(Value::Blank(_) | Value::Error(_)) => Cell::Empty,
    }))
}

fn texts(cells: &[Cell]) -> StringArray {
    cells.iter().map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None }).collect()
}

fn truths(cells: &[Cell]) -> BooleanArray {
    cells.iter().map(|cell| if let Cell::Bool(truth) = cell { Some(*truth) } else { None }).collect()
}

fn days(cells: &[Cell]) -> PrimitiveArray<Date32Type> {
    cells.iter().map(|cell| if let Cell::Day(day) = cell { Some(crate::table::unix_day(*day)) } else { None }).collect()
}

/// Whole numbers and doubles as they are; exact decimals where there is one among them.
fn numbers(cells: &[Cell]) -> Option<ArrayRef> {
    let all = |fits: fn(&Cell) -> bool| cells.iter().all(|cell| matches!(cell, Cell::Empty) || fits(cell));
    if all(|cell| matches!(cell, Cell::Whole(_))) {
        let wholes = cells.iter().map(|cell| if let Cell::Whole(whole) = cell { Some(*whole) } else { None });
        return Some(Arc::new(wholes.collect::<Int64Array>()));
    }
    if all(|cell| match cell {
        Cell::Whole(whole) => whole.unsigned_abs() <= EXACT_IN_DOUBLES.unsigned_abs(),
        cell => matches!(cell, Cell::Double(_)),
    }) {
        let doubles = cells.iter().map(|cell| match cell {
            Cell::Double(double) => Some(*double),
            #[allow(clippy::cast_precision_loss, reason = "it is exact up to this size")]
            Cell::Whole(whole) => Some(*whole as f64),
            _ => None,
        });
        return Some(Arc::new(doubles.collect::<Float64Array>()));
    }
    let exact = cells.iter().map(|cell| match cell {
        Cell::Decimal(number) => Some(Some(*number)),
        Cell::Whole(whole) => Some(Some(Number::from(*whole))),
        Cell::Double(double) if double.is_nan() => Some(None),
        Cell::Double(double) => Number::from_f64(*double).ok().map(Some),
        _ => Some(None),
    });
    let exact: Vec<Option<Number>> = exact.collect::<Option<_>>()?;
    let scale = exact.iter().flatten().map(|number| crate::table::places(*number)).max().unwrap_or(0);
    let units: Vec<Option<i128>> = exact
        .into_iter()
        .map(|number| number.map_or(Some(None), |number| crate::table::units(number, scale).map(Some)))
        .collect::<Option<_>>()?;
    let array = Decimal128Array::from_iter(units).with_precision_and_scale(WIDEST, i8::try_from(scale).ok()?).ok()?;
    Some(Arc::new(array))
}
