//! Values between Python and Rust, to the last digit.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDate, PyFloat, PyInt, PyString, PyType};
use tolok::{Date, Number, Value};

static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// Python's class of exact decimals.
pub(crate) fn decimal_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    DECIMAL.import(py, "decimal", "Decimal")
}

/// An exact decimal.
pub(crate) fn decimal<'py>(py: Python<'py>, number: Number) -> PyResult<Bound<'py, PyAny>> {
    decimal_type(py)?.call1((number.to_string(),))
}

/// A value as `Decimal`, `str`, `bool`, `date`, or `None` for a blank and an error.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Number(number) => decimal(py, *number),
        Value::Text(text) => text.as_ref().into_bound_py_any(py),
        Value::Bool(truth) => truth.into_bound_py_any(py),
        Value::Date(date) => day(py, *date),
        Value::Blank(_) | Value::Error(_) => Ok(py.None().into_bound(py)),
    }
}

fn day<'py>(py: Python<'py>, date: Date) -> PyResult<Bound<'py, PyAny>> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    PyDate::new(py, i32::from(date.year()), part(date.month()), part(date.day()))?.into_bound_py_any(py)
}

/// The word of an error value, such as `#DIV/0!`.
pub(crate) fn error_word(value: &Value) -> Option<&'static str> {
    match value {
        Value::Error(error) => Some(error.kind().text()),
        _ => None,
    }
}

/// What a person gives from Python.
pub(crate) enum Scalar {
    /// As a person would type it.
    Text(String),
    /// As it is.
    Value(Value),
}

/// Why an object is no value, as what it is.
pub(crate) enum Unfit {
    /// A type that stands for no value.
    Type(String),
    /// A value that cannot be held.
    Value(String),
}

/// A value from a Python object: `None`, NaN and pandas' `NA` and `NaT` are blank; a float is the shortest decimal that stands for it.
pub(crate) fn scalar(object: &Bound<'_, PyAny>) -> PyResult<Result<Scalar, Unfit>> {
    let value = |value: Value| Ok(Ok(Scalar::Value(value)));
    if object.is_none() {
        return value(Value::BLANK);
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Ok(Scalar::Text(text.to_cow()?.into_owned())));
    }
    if let Ok(truth) = object.cast::<PyBool>() {
        return value(Value::Bool(truth.is_true()));
    }
    if object.is_instance_of::<PyInt>() {
        return Ok(number(&object.str()?.to_cow()?));
    }
    if let Ok(double) = object.cast::<PyFloat>() {
        return Ok(of_double(double.value()));
    }
    if object.is_instance(decimal_type(object.py())?)? {
        if object.call_method0("is_nan")?.is_truthy()? {
            return value(Value::BLANK);
        }
        return Ok(number(&object.str()?.to_cow()?));
    }
    // Before dates: `NaT` is one of them, and unequal to itself.
    let kind = object.get_type().name()?.to_string();
    if kind == "NAType" || kind == "NaTType" {
        return value(Value::BLANK);
    }
    if object.is_instance_of::<PyDate>() {
        return match date(object)? {
            Some(date) => value(date.into()),
            None => Ok(Err(Unfit::Value("a date that the calendar does not have".to_string()))),
        };
    }
    // Scalars of numpy: singles have their own shortest decimal.
    if object.hasattr("dtype")? && object.hasattr("item")? {
        if kind.starts_with("float") && kind != "float64" {
            let text = object.str()?;
            return Ok(match text.to_cow()?.parse::<f64>() {
                Ok(double) => of_double(double),
                Err(_) => Err(Unfit::Value(text.to_string())),
            });
        }
        let item = object.call_method0("item")?;
        if !item.hasattr("dtype")? {
            return scalar(&item);
        }
    }
    if object.hasattr("__index__")? {
        return Ok(number(&object.call_method0("__index__")?.str()?.to_cow()?));
    }
    Ok(Err(Unfit::Type(kind)))
}

fn of_double(double: f64) -> Result<Scalar, Unfit> {
    if double.is_nan() {
        return Ok(Scalar::Value(Value::BLANK));
    }
    match Number::from_f64(double) {
        Ok(number) => Ok(Scalar::Value(number.into())),
        Err(_) if double.is_infinite() => Err(Unfit::Value("infinite".to_string())),
        Err(error) => Err(Unfit::Value(error.to_string())),
    }
}

fn number(text: &str) -> Result<Scalar, Unfit> {
    // Python writes `1E+3`, which is the same as `1e3`.
    match Number::parse_exact(&text.replace("E+", "e")) {
        Ok((number, false)) => Ok(Scalar::Value(number.into())),
        Ok((_, true)) => Err(Unfit::Value(format!("{text} has more than 28 digits"))),
        Err(_) if text.contains("Inf") => Err(Unfit::Value("infinite".to_string())),
        Err(error) => Err(Unfit::Value(error.to_string())),
    }
}

/// The day of a date or of a moment.
pub(crate) fn date(object: &Bound<'_, PyAny>) -> PyResult<Option<Date>> {
    let part = |name: &str| object.getattr(name)?.extract::<i16>();
    let (year, month, day) = (part("year")?, part("month")?, part("day")?);
    Ok(Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0)).ok())
}
