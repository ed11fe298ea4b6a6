//! A small table that Python takes as whatever frame it likes, numbers as floats, as exact decimals or as text.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::Date32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Decimal128Array, Decimal256Array, Float64Array, Int64Array, PrimitiveArray, RecordBatch, RecordBatchOptions,
    StringArray, StructArray,
};
use arrow_buffer::i256;
use arrow_schema::{Field, Schema};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};
use tolok::{Date, Number, Value};

use crate::pickling::{self, Never};
use crate::value::to_python;

/// Digits that the narrower decimal holds.
const NARROW: u8 = 38;

/// A column with its name.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) cells: Cells,
}

/// The cells of a column.
#[derive(Debug)]
pub(crate) enum Cells {
    Texts(Vec<Option<String>>),
    Truths(Vec<bool>),
    Wholes(Vec<Option<i64>>),
    /// Values of one kind; those of another are missing.
    Values(Kind, Vec<Value>),
}

impl Cells {
    fn first(&self, count: usize) -> Self {
        match self {
            Cells::Texts(texts) => Cells::Texts(texts.iter().take(count).cloned().collect()),
            Cells::Truths(truths) => Cells::Truths(truths.iter().take(count).copied().collect()),
            Cells::Wholes(wholes) => Cells::Wholes(wholes.iter().take(count).copied().collect()),
            Cells::Values(kind, values) => Cells::Values(*kind, values.iter().take(count).cloned().collect()),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Cells::Wholes(_) | Cells::Values(Kind::Number, _))
    }

    /// What stands in a row, to the last digit; nothing where there is no value.
    fn text(&self, row: usize) -> Option<String> {
        match self {
            Cells::Texts(texts) => texts.get(row)?.clone(),
            Cells::Truths(truths) => Some(if *truths.get(row)? { "True" } else { "False" }.to_string()),
            Cells::Wholes(wholes) => wholes.get(row)?.map(|whole| whole.to_string()),
            Cells::Values(_, values) => values.get(row).filter(|value| !value.is_blank() && !value.is_error()).map(ToString::to_string),
        }
    }
}

/// What kind of values a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Text,
    Truth,
    Day,
    /// Of several kinds: shown as exact text.
    Mixed,
}

impl Kind {
    /// The kind of a column by its values; numbers where there is none.
    pub(crate) fn of<'v>(values: impl Iterator<Item = &'v Value>) -> Self {
        let kinds = values.filter_map(|value| match value {
            Value::Number(_) => Some(Kind::Number),
            Value::Text(_) => Some(Kind::Text),
            Value::Bool(_) => Some(Kind::Truth),
            Value::Date(_) => Some(Kind::Day),
            Value::Blank(_) | Value::Error(_) => None,
        });
        kinds.reduce(|one, other| if one == other { one } else { Kind::Mixed }).unwrap_or(Kind::Number)
    }
}

/// How numbers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    Float,
    Decimal,
    Text,
}

impl Numbers {
    pub(crate) fn parse(word: &str) -> PyResult<Self> {
        match word {
            "float" => Ok(Numbers::Float),
            "decimal" => Ok(Numbers::Decimal),
            "text" => Ok(Numbers::Text),
            _ => Err(PyValueError::new_err(format!("`numbers` is float, decimal or text, not `{word}`"))),
        }
    }
}

/// A table of results: rows to look at, and to take as a frame of whatever library.
///
/// >>> import tolok
/// >>> result = tolok.parse("dimension channel\ninput spend").run({"channel": ["Email", "Radio"], "spend": [0.5, 20]}, by="channel", total=True)
/// >>> result.rows
/// <Table of 2 rows>
/// channel  spend
/// Email      0.5
/// Radio       20
/// >>> result.totals.columns, len(result.totals)
/// (['channel', 'spend'], 1)
#[pyclass(frozen, module = "tolok", name = "Table")]
#[derive(Debug)]
pub(crate) struct Table {
    columns: Arc<Vec<Column>>,
    rows: usize,
    numbers: Numbers,
}

impl Table {
    /// A table whose columns all have names of their own: of two the same the later one gets a number, as in `status_2`.
    pub(crate) fn new(mut columns: Vec<Column>, rows: usize) -> Self {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for column in &mut columns {
            let own = column.name.clone();
            let mut number = 2usize;
            while !names.insert(column.name.clone()) {
                column.name = format!("{own}_{number}");
                number = number.saturating_add(1);
            }
        }
        Self { columns: Arc::new(columns), rows, numbers: Numbers::Float }
    }

    fn with(&self, numbers: &str) -> PyResult<Self> {
        Ok(Self { columns: Arc::clone(&self.columns), rows: self.rows, numbers: Numbers::parse(numbers)? })
    }

    fn batch(&self) -> PyResult<RecordBatch> {
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(self.columns.len());
        for column in self.columns.iter() {
            let array = array(&column.cells, self.numbers)?;
            fields.push(Field::new(&column.name, array.data_type().clone(), true));
            arrays.push(array);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options).map_err(unexpected)
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.rows
    }

    /// The rows as mappings, numbers as `Decimal`, `float` or exact text.
    ///
    /// >>> import tolok
    /// >>> totals = tolok.parse("input spend").run({"spend": [0.5, 20]}).rows
    /// >>> totals.to_dicts(), totals.to_dicts("text")
    /// ([{'spend': Decimal('20.5')}], [{'spend': '20.5'}])
    #[pyo3(signature = (numbers = "decimal"))]
    pub(crate) fn to_dicts<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let numbers = Numbers::parse(numbers)?;
        let lists: Vec<Vec<Bound<'py, PyAny>>> =
            self.columns.iter().map(|column| objects(py, &column.cells, numbers)).collect::<PyResult<_>>()?;
        (0..self.rows)
            .map(|row| {
                let dict = PyDict::new(py);
                for (column, list) in self.columns.iter().zip(&lists) {
                    dict.set_item(&column.name, list.get(row))?;
                }
                Ok(dict)
            })
            .collect()
    }

    /// The table as a polars data frame.
    ///
    /// >>> import tolok
    /// >>> totals = tolok.parse("input spend").run({"spend": [0.5, 20]}).rows
    /// >>> totals.to_polars()["spend"].to_list()
    /// [20.5]
    #[pyo3(signature = (numbers = "float"))]
    pub(crate) fn to_polars<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        let table = self.with(numbers)?;
        if table.numbers == Numbers::Decimal
            && let Some(column) = self
                .columns
                .iter()
                .find(|column| matches!(&column.cells, Cells::Values(Kind::Number, values) if digits(values) > NARROW.into()))
        {
            let words = format!("`{}` needs more than {NARROW} digits side by side, and polars has no wider decimal", column.name);
            return Err(PyValueError::new_err(format!("{words}: take `numbers=\"text\"`")));
        }
        py.import("polars")?.call_method1("DataFrame", (table,))
    }

    /// The table as a pyarrow table.
    ///
    /// >>> import tolok
    /// >>> totals = tolok.parse("input spend").run({"spend": [0.5, 20]}).rows
    /// >>> totals.to_arrow("decimal").schema.field("spend").type
    /// Decimal128Type(decimal128(3, 1))
    #[pyo3(signature = (numbers = "float"))]
    pub(crate) fn to_arrow<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        py.import("pyarrow")?.call_method1("table", (self.with(numbers)?,))
    }

    /// The table as a pandas data frame; a missing number is NaN, as pandas has it.
    ///
    /// >>> import tolok
    /// >>> totals = tolok.parse("input spend").run({"spend": [0.5, 20]}).rows
    /// >>> totals.to_pandas()["spend"].tolist()
    /// [20.5]
    #[pyo3(signature = (numbers = "float"))]
    pub(crate) fn to_pandas<'py>(&self, py: Python<'py>, numbers: &str) -> PyResult<Bound<'py, PyAny>> {
        let numbers = Numbers::parse(numbers)?;
        let pandas = py.import("pandas")?;
        let columns = PyDict::new(py);
        for column in self.columns.iter() {
            let list = PyList::new(py, objects(py, &column.cells, numbers)?)?;
            let kind = match (&column.cells, numbers) {
                (Cells::Values(Kind::Number, _), Numbers::Float) => Some("float64"),
                (Cells::Truths(_), _) => Some("bool"),
                (Cells::Values(Kind::Number, _), Numbers::Decimal) | (Cells::Values(Kind::Truth | Kind::Day, _), _) => Some("object"),
                (Cells::Wholes(_), _) => Some("Int64"),
                _ => Some("str"),
            };
            let options = PyDict::new(py);
            // Where texts are missing, `str` would write the word for that; a list of objects stays as it is.
            let kind = if kind == Some("str") { text_type(py, &pandas)? } else { kind.into_bound_py_any(py)? };
            options.set_item("dtype", kind)?;
            columns.set_item(&column.name, pandas.call_method("Series", (list,), Some(&options))?)?;
        }
        let index = pandas.call_method1("RangeIndex", (self.rows,))?;
        let options = PyDict::new(py);
        options.set_item("index", index)?;
        pandas.call_method("DataFrame", (columns,), Some(&options))
    }

    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let batch = py.detach(|| self.batch())?;
        let field = Arc::new(Field::new_struct("", batch.schema().fields().clone(), false));
        let array: ArrayRef = Arc::new(StructArray::from(batch));
        let reader = Box::new(ArrayIterator::new([Ok(array)], field));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }

    /// The first rows.
    fn _first(&self, count: usize) -> Self {
        let columns = self.columns.iter().map(|column| Column { name: column.name.clone(), cells: column.cells.first(count) });
        Self { columns: Arc::new(columns.collect()), rows: self.rows.min(count), numbers: self.numbers }
    }

    fn __repr__(&self) -> String {
        const SHOWN: usize = 10;
        let first = self._first(SHOWN);
        let columns: Vec<(String, bool)> = first.columns.iter().map(|column| (column.name.clone(), column.cells.is_number())).collect();
        let row = |row: usize| first.columns.iter().map(|column| column.cells.text(row).unwrap_or_else(|| "–".to_string())).collect();
        let rows: Vec<Vec<String>> = (0..first.rows).map(row).collect();
        let s = if self.rows == 1 { "" } else { "s" };
        let mut text = format!("<Table of {} row{s}>\n{}", self.rows, tolok_cli::table_text(&columns, &rows, tolok_cli::PLAIN_WIDTH));
        if self.rows > SHOWN {
            text.push_str(&format!("\n… {} more rows", self.rows.saturating_sub(SHOWN)));
        }
        text
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("a `Table`", "`to_dicts()`, or a frame such as `to_polars()`,"))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("table", (slf,))
    }
}

/// The type of texts: that of pandas 3, objects before.
fn text_type<'py>(py: Python<'py>, pandas: &Bound<'py, PyModule>) -> PyResult<Bound<'py, PyAny>> {
    let version: String = pandas.getattr("__version__")?.extract()?;
    let is_new = version.split('.').next().and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 3);
    if is_new { "str".into_bound_py_any(py) } else { "object".into_bound_py_any(py) }
}

fn array(cells: &Cells, numbers: Numbers) -> PyResult<ArrayRef> {
    Ok(match cells {
        Cells::Texts(texts) => Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>()),
        Cells::Truths(truths) => Arc::new(truths.iter().copied().map(Some).collect::<BooleanArray>()),
        Cells::Wholes(wholes) => Arc::new(wholes.iter().copied().collect::<Int64Array>()),
        Cells::Values(Kind::Number, values) => match numbers {
            Numbers::Float => Arc::new(values.iter().map(|value| value.as_number().map(Number::to_f64)).collect::<Float64Array>()),
            Numbers::Decimal => decimals(values)?,
            Numbers::Text => Arc::new(exact_texts(values)),
        },
        Cells::Values(Kind::Text | Kind::Mixed, values) => Arc::new(exact_texts(values)),
        Cells::Values(Kind::Truth, values) => {
            let truth = |value: &Value| if let Value::Bool(truth) = value { Some(*truth) } else { None };
            Arc::new(values.iter().map(truth).collect::<BooleanArray>())
        }
        Cells::Values(Kind::Day, values) => {
            let day = |value: &Value| if let Value::Date(day) = value { Some(unix_day(*day)) } else { None };
            Arc::new(values.iter().map(day).collect::<PrimitiveArray<Date32Type>>())
        }
    })
}

fn exact_texts(values: &[Value]) -> StringArray {
    values.iter().map(|value| if value.is_blank() || value.is_error() { None } else { Some(value.to_string()) }).collect()
}

fn objects<'py>(py: Python<'py>, cells: &Cells, numbers: Numbers) -> PyResult<Vec<Bound<'py, PyAny>>> {
    match cells {
        Cells::Texts(texts) => texts.iter().map(|text| text.as_deref().into_bound_py_any(py)).collect(),
        Cells::Truths(truths) => truths.iter().map(|truth| truth.into_bound_py_any(py)).collect(),
        Cells::Wholes(wholes) => wholes.iter().map(|whole| whole.into_bound_py_any(py)).collect(),
        Cells::Values(kind, values) => values
            .iter()
            .map(|value| match (value, numbers) {
                (Value::Blank(_) | Value::Error(_), _) => Ok(py.None().into_bound(py)),
                (Value::Number(number), Numbers::Float) if *kind == Kind::Number => number.to_f64().into_bound_py_any(py),
                (Value::Number(_), Numbers::Decimal) if *kind == Kind::Number => to_python(py, value),
                (Value::Bool(_) | Value::Date(_), _) if *kind != Kind::Mixed => to_python(py, value),
                _ => value.to_string().into_bound_py_any(py),
            })
            .collect(),
    }
}

/// The narrowest decimal that holds every number of a column.
fn decimals(values: &[Value]) -> PyResult<ArrayRef> {
    let scale = decimal_places(values);
    let digits = digits(values);
    let (precision, places) = (u8::try_from(digits).map_err(unexpected)?, i8::try_from(scale).map_err(unexpected)?);
    let cell = |value: &Value| value.as_number().map(|number| scaled_digits(number, scale));
    if precision <= NARROW {
        let units = values.iter().map(|value| cell(value).and_then(|digits| digits.parse::<i128>().ok()));
        return Ok(Arc::new(Decimal128Array::from_iter(units).with_precision_and_scale(precision, places).map_err(unexpected)?));
    }
    let units = values.iter().map(|value| cell(value).and_then(|digits| i256::from_string(&digits)));
    Ok(Arc::new(Decimal256Array::from_iter(units).with_precision_and_scale(precision, places).map_err(unexpected)?))
}

/// The decimal places that the numbers of a column need.
fn decimal_places(values: &[Value]) -> usize {
    values.iter().filter_map(Value::as_number).map(places).max().unwrap_or(0)
}

/// The digits that a decimal needs to hold every number of a column.
fn digits(values: &[Value]) -> usize {
    let whole = values.iter().filter_map(Value::as_number).map(whole_digits).max().unwrap_or(0);
    whole.saturating_add(decimal_places(values)).max(1)
}

/// How many decimal places a number has.
pub(crate) fn places(number: Number) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

fn whole_digits(number: Number) -> usize {
    let text = number.abs().to_string();
    let whole = text.split('.').next().unwrap_or_default();
    if whole == "0" { 0 } else { whole.len() }
}

/// The digits of a number with so many decimal places, without the point.
fn scaled_digits(number: Number, scale: usize) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}{fraction}{}", "0".repeat(scale.saturating_sub(fraction.len())))
}

/// A number in units of its last decimal place of so many, if a decimal of 38 digits holds it.
pub(crate) fn units(number: Number, scale: usize) -> Option<i128> {
    scaled_digits(number, scale).parse::<i128>().ok().filter(|units| units.unsigned_abs() < 10u128.pow(NARROW.into()))
}

/// Days since 1970-01-01.
pub(crate) fn unix_day(date: Date) -> i32 {
    let epoch = Date::new(1970, 1, 1).unwrap_or(date);
    epoch.until(date).map_or(0, |span| span.get_days())
}

fn unexpected(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
