//! Values given by hand: `set` and the keywords that are names of inputs.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use tolok::Request;

use crate::errors::data_problem;
use crate::value::{Scalar, Unfit, scalar};

/// The request with the values of a mapping and of keywords, each name once.
pub(crate) fn with_values(request: Request, set: Option<&Bound<'_, PyAny>>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Request> {
    let mut given: Vec<(String, Bound<'_, PyAny>)> = Vec::new();
    if let Some(set) = set {
        let Ok(mapping) = set.cast::<PyMapping>() else {
            let kind = set.get_type().name()?.to_string();
            return Err(PyTypeError::new_err(format!("`set` is a mapping of names to values, not {kind}")));
        };
        for pair in mapping.items()? {
            let wrong = |_| PyTypeError::new_err("`set` is a mapping of names to values, and a name is a text");
            given.push(pair.extract::<(String, Bound<'_, PyAny>)>().map_err(wrong)?);
        }
    }
    for (name, value) in keywords.into_iter().flatten() {
        given.push((name.extract::<String>()?, value));
    }
    let mut request = request;
    for (place, (name, value)) in given.iter().enumerate() {
        // Whichever of the two counted, the other would be lost without a word.
        if given.iter().take(place).any(|(earlier, _)| tolok::same(earlier, name)) {
            return Err(PyTypeError::new_err(format!("`{name}` is given twice: give it once, in the mapping or as a keyword")));
        }
        request = with_value(request, name, value)?;
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
