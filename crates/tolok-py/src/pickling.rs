//! What cannot travel to another process, and what can instead.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// What is raised where somebody pickles a result: it holds the definitions that it came from, and what people want of it is smaller.
pub(crate) fn refused(what: &str, instead: &str) -> PyErr {
    PyTypeError::new_err(format!("{what} cannot be pickled: send {instead} instead"))
}

/// The parts that a class is made of again, which there are none of.
pub(crate) type Never = PyResult<(Py<PyAny>, Py<PyAny>)>;
