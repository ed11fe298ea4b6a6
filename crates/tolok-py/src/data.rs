//! Tables that Python gives: frames through the Arrow interface, plain columns and rows, files.

mod columns;
mod refused;
mod rows;
mod truths;
mod zones;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyImportError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PySequence, PyString};
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyArray, PyChunkedArray};
use tolok::{DataPath, DataSource};

use crate::errors::data_problem;

/// What messages call a table without a name.
const UNNAMED: &str = "data";
/// What to do about a stream that ends with an error, and about one that has nothing.
const COLUMNS: &str = "look at the columns that the message names";
const ONCE: &str = "a stream can be read once: make a table of it first, such as `reader.read_all()`, which may be empty";
/// What tables have besides columns, and streams that can be read once have not.
const OF_TABLES: [&str; 3] = ["__len__", "num_rows", "shape"];

/// Tables that Python gave, of which streams are still to be read.
pub(crate) struct Given(Vec<Source>);

enum Source {
    Ready(DataSource),
    Stream { name: String, reader: Box<dyn RecordBatchReader + Send>, is_read_once: bool },
}

/// A stream that cannot be read: that ended with an error, or has nothing any more.
pub(crate) struct Broken {
    name: String,
    words: String,
    help: &'static str,
}

impl Broken {
    pub(crate) fn raised(&self, py: Python<'_>) -> PyErr {
        let words = format!("the table `{}` cannot be read: {}", self.name, self.words);
        data_problem(py, &tolok::codes::KIND_OF_DATA, &self.name, words, self.help)
    }
}

impl Given {
    /// Reads what is a stream; needs no Python.
    pub(crate) fn read(self) -> Result<Vec<DataSource>, Broken> {
        self.0
            .into_iter()
            .map(|source| match source {
                Source::Ready(source) => Ok(source),
                Source::Stream { name, reader, is_read_once } => match batches(reader) {
                    // Nothing tells what was read before from what never had a row.
                    Ok(batches) if is_read_once && batches.iter().all(|batch| batch.num_rows() == 0) => {
                        Err(Broken { name, words: "it is a stream without rows, which may have been read already".to_string(), help: ONCE })
                    }
                    Ok(batches) => Ok(DataSource::Batches { name, batches }),
                    Err(error) => Err(Broken { name, words: error.to_string(), help: COLUMNS }),
                },
            })
            .collect()
    }

    /// True if nothing was given.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn batches(reader: Box<dyn RecordBatchReader + Send>) -> Result<Vec<RecordBatch>, ArrowError> {
    let schema = reader.schema();
    let mut batches = Vec::new();
    for batch in reader {
        batches.push(zones::in_local_days(truths::with_truths(batch?)?)?);
    }
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    Ok(batches)
}

/// The tables of whatever was given as `data`; `only` is the name of the one source that the definitions know, for a table without a name.
pub(crate) fn given(data: Option<&Bound<'_, PyAny>>, only: Option<&str>) -> PyResult<Given> {
    let Some(data) = data.filter(|data| !data.is_none()) else { return Ok(Given(Vec::new())) };
    if let Some(source) = table(data, only.unwrap_or(UNNAMED))? {
        return Ok(Given(vec![source]));
    }
    if let Ok(mapping) = data.cast::<PyMapping>() {
        let mut sources = Vec::new();
        for pair in mapping.items()? {
            let (name, value) = pair.extract::<(String, Bound<'_, PyAny>)>()?;
            match table(&value, &name)? {
                Some(source) => sources.push(source),
                None => return Err(neither(&value, &format!("`{name}` of a mapping of tables"))),
            }
        }
        return Ok(Given(sources));
    }
    if let Some(items) = items(data)? {
        if items.iter().all(is_path) {
            return Ok(Given(items.iter().map(|item| Ok(Source::Ready(file(item, None)?))).collect::<PyResult<_>>()?));
        }
        return Err(PyTypeError::new_err("several tables need names: give them as a mapping, `{\"ads\": ads, \"crm\": crm}`"));
    }
    Err(neither(data, "`data`"))
}

/// One table, if it is one.
fn table<'py>(object: &Bound<'py, PyAny>, name: &str) -> PyResult<Option<Source>> {
    if is_path(object) {
        return Ok(Some(Source::Ready(file(object, (name != UNNAMED).then_some(name))?)));
    }
    if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
        return match stream(object, name) {
            Ok(reader) => {
                let kind = object.get_type();
                let mut is_read_once = !object.hasattr("columns")?;
                for name in OF_TABLES {
                    // To count the rows of a query would be to ask it.
                    is_read_once &= !kind.hasattr(name)?;
                }
                Ok(Some(Source::Stream { name: name.to_string(), reader, is_read_once }))
            }
            // pandas speaks the interface through pyarrow, which need not be there.
            Err(error) if error.is_instance_of::<PyImportError>(object.py()) && object.hasattr("columns")? => {
                let batch = by_values(object, name)?;
                Ok(Some(Source::Ready(DataSource::Batches { name: name.to_string(), batches: vec![batch] })))
            }
            Err(error) => Err(error),
        };
    }
    let ready = |batch: RecordBatch| -> PyResult<Option<Source>> {
        let batch = zones::in_local_days(batch).map_err(|error| {
            let words = format!("the table `{name}` cannot be read: {error}");
            data_problem(object.py(), &tolok::codes::KIND_OF_DATA, name, words, COLUMNS)
        })?;
        Ok(Some(Source::Ready(DataSource::Batches { name: name.to_string(), batches: vec![batch] })))
    };
    if let Ok(mapping) = object.cast::<PyMapping>() {
        let mut columns: Vec<(String, Bound<'py, PyAny>)> = Vec::new();
        let mut others = 0usize;
        for pair in mapping.items()? {
            let key = pair.get_item(0)?;
            let heading =
                key.extract::<String>().map_err(|_| PyTypeError::new_err(format!("the column {} is not named by a text", key)))?;
            let value = plain(pair.get_item(1)?)?;
            others = others.saturating_add(usize::from(!is_column(&value)?));
            columns.push((heading, value));
        }
        if others > 0 || columns.is_empty() {
            return Ok(None);
        }
        return ready(columns::batch(object.py(), name, columns)?);
    }
    let Some(items) = items(object)? else { return Ok(None) };
    if items.iter().all(|item| item.cast::<PyMapping>().is_ok()) {
        return ready(columns::batch_of(object.py(), name, rows::columns(&items)?)?);
    }
    Ok(None)
}

/// A data frame column by column, value by value.
fn by_values(frame: &Bound<'_, PyAny>, name: &str) -> PyResult<RecordBatch> {
    let py = frame.py();
    let mut columns: Vec<(String, Bound<'_, PyAny>)> = Vec::new();
    for heading in frame.getattr("columns")?.try_iter()? {
        let heading = heading?;
        let written = heading.str()?.to_string();
        if columns.iter().any(|(known, _)| *known == written) {
            let words = format!("duplicate column `{written}`");
            return Err(data_problem(py, &tolok::codes::KIND_OF_DATA, name, words, "rename one of the two"));
        }
        columns.push((written, frame.get_item(heading)?));
    }
    columns::batch(py, name, columns)
}

/// The stream of a table that speaks the Arrow interface.
fn stream(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    let py = object.py();
    let read = if is_pandas(object)? { shared(object) } else { plain(object.clone()) };
    read.and_then(|table| table.extract::<AnyRecordBatch>()).and_then(AnyRecordBatch::into_reader).map_err(|error| {
        // What is not installed is no fault of the data, and neither is Ctrl-C.
        if error.is_instance_of::<PyImportError>(py) || !error.is_instance_of::<pyo3::exceptions::PyException>(py) {
            return error;
        }
        if arrow_column(object).is_ok_and(|column| column.is_some()) {
            let words = format!("`{name}` is a column by itself, and no table");
            return data_problem(py, &tolok::codes::KIND_OF_DATA, name, words, "give it a heading: `{\"spend\": column}`");
        }
        let words = format!("the table `{name}` cannot be read: {}", error.value(py));
        let problem = data_problem(
            py,
            &tolok::codes::KIND_OF_DATA,
            name,
            words,
            "a table has named columns, each of one type; convert mixed ones first",
        );
        problem.set_cause(py, Some(error));
        problem
    })
}

/// True for a data frame of pandas, whose own way to Arrow looks at every number.
fn is_pandas(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let kind = object.get_type();
    Ok(kind.module()?.to_cow()?.starts_with("pandas") && kind.name()? == "DataFrame")
}

/// A frame of polars, or a column of pandas or polars, with other types in place of those that do not travel through Arrow.
fn plain(object: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let kind = object.get_type();
    let (module, name) = (kind.module()?.to_string(), kind.name()?.to_string());
    let helper = match name.as_str() {
        "Series" | "PeriodIndex" if module.starts_with("pandas") => "tolok._pandas",
        "DataFrame" | "Series" if module.starts_with("polars") => "tolok._polars",
        _ => return Ok(object),
    };
    object.py().import(helper)?.call_method1("plain", (object,))
}

/// The table of a data frame of pandas that shares its memory.
fn shared<'py>(frame: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    frame.py().import("tolok._pandas")?.call_method1("table", (frame,))
}

/// A file, a sheet of it, a pattern, as the command line writes it.
fn file(object: &Bound<'_, PyAny>, name: Option<&str>) -> PyResult<DataSource> {
    let text: std::path::PathBuf = object.extract()?;
    let text = text.to_string_lossy();
    let path = match name {
        // What stands before `=` then belongs to the path.
        Some(name) => DataPath::parse(&format!("{name}={text}")),
        None => DataPath::parse(&text),
    };
    Ok(DataSource::Named(DataPath { name: name.map(str::to_string).or(path.name), ..path }))
}

fn is_path(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyString>() || object.hasattr("__fspath__").unwrap_or(false)
}

/// The items of a list or a tuple.
fn items<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
    if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() {
        return Ok(None);
    }
    match object.cast::<PySequence>() {
        Ok(sequence) => Ok(Some(sequence.to_list()?.iter().collect())),
        Err(_) => Ok(None),
    }
}

/// True for the values of one column: a list of plain values, an array, a series.
fn is_column(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    if let Some(items) = items(object)? {
        return Ok(items.first().is_none_or(|item| item.cast::<PyMapping>().is_err()));
    }
    if arrow_type(object)?.is_some_and(|kind| !matches!(kind, DataType::Struct(_))) {
        return Ok(true);
    }
    Ok(!object.hasattr("columns")? && object.hasattr("tolist")?)
}

/// The type of what speaks the Arrow interface.
fn arrow_type(object: &Bound<'_, PyAny>) -> PyResult<Option<DataType>> {
    if object.hasattr("columns")? || object.hasattr("column_names")? {
        return Ok(Some(DataType::Struct(arrow_schema::Fields::empty())));
    }
    Ok(arrow_column(object)?.and_then(|chunks| chunks.first().map(|chunk| chunk.data_type().clone())))
}

/// The chunks of a column that speaks the Arrow interface.
fn arrow_column(object: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if object.hasattr("__arrow_c_stream__")? {
        let (chunks, field) = match object.extract::<PyChunkedArray>() {
            Ok(column) => column.into_inner(),
            // What its library makes no column of has values all the same.
            Err(error) if has_values(object)? && error.is_instance_of::<pyo3::exceptions::PyException>(object.py()) => return Ok(None),
            Err(error) => return Err(error),
        };
        let chunks = if chunks.is_empty() { vec![arrow_array::new_empty_array(field.data_type())] } else { chunks };
        return Ok(Some(chunks.into_iter().map(|chunk| truths::as_truths(&field, chunk)).collect()));
    }
    if object.hasattr("__arrow_c_array__")? {
        let (array, field) = object.extract::<PyArray>()?.into_inner();
        return Ok(Some(vec![truths::as_truths(&field, array)]));
    }
    Ok(None)
}

/// True for what gives its values as a list.
fn has_values(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("to_pylist")? || object.hasattr("tolist")? || object.hasattr("to_list")?)
}

fn neither(object: &Bound<'_, PyAny>, what: &str) -> PyErr {
    let kind = object.get_type().name().map(|name| name.to_string()).unwrap_or_default();
    PyTypeError::new_err(format!(
        "{what} is a {kind}: a table is a data frame of pandas, polars, pyarrow or duckdb, columns as `{{\"spend\": [1, 2]}}`, \
         rows as `[{{\"spend\": 1}}]`, a path, or a mapping of those by the name of the source"
    ))
}
