//! Values given by hand: `set` and the keywords that are names of inputs.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use tolok::Request;

use crate::errors::data_problem;
use crate::value::{Scalar, Unfit, scalar};

/// The request with the values of a mapping.
pub(crate) fn with_values(request: Request, values: &Bound<'_, PyAny>) -> PyResult<Request> {
    let Ok(mapping) = values.cast::<PyMapping>() else {
        let kind = values.get_type().name()?.to_string();
        return Err(PyTypeError::new_err(format!("`set` is a mapping of names to values, not {kind}")));
    };
    let mut request = request;
    for pair in mapping.items()? {
        let (name, value) = pair.extract::<(String, Bound<'_, PyAny>)>()?;
        request = with_value(request, &name, &value)?;
    }
    Ok(request)
}

/// The request with the values of keywords.
pub(crate) fn with_keywords(request: Request, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Request> {
    let mut request = request;
    for (name, value) in keywords.into_iter().flatten() {
        request = with_value(request, &name.extract::<String>()?, &value)?;
    }
    Ok(request)
}

fn with_value(request: Request, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Request> {
    match scalar(value)? {
        Ok(Scalar::Text(text)) => Ok(request.set(name, &text)),
        Ok(Scalar::Value(value)) => Ok(request.set_value(name, value)),
        Err(Unfit::Type(kind)) => {
            Err(PyTypeError::new_err(format!("`{name}` is a {kind}: values are numbers, texts, dates, bools, or None for a blank")))
        }
        Err(Unfit::Value(what)) => {
            let words = format!("`{name}` is no number that can be held: {what}");
            Err(data_problem(value.py(), &tolok::codes::VALUE, &format!("set {name}"), words, "give a number of at most 28 digits"))
        }
    }
}
