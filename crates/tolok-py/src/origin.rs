//! Where definitions come from, so that another process can read them again.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

/// A file, or a text with the name that messages call it.
#[derive(Debug)]
pub(crate) enum Origin {
    File { name: String, allow_outside: bool },
    Text { text: String, name: String, allow_outside: bool },
}

impl Origin {
    pub(crate) fn name(&self) -> &str {
        match self {
            Origin::File { name, .. } | Origin::Text { name, .. } => name,
        }
    }

    /// The function that reads them again, and its arguments.
    pub(crate) fn again<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let again = py.import("tolok._again")?;
        match self {
            Origin::File { name, allow_outside } => Ok((again.getattr("load")?, (name.as_str(), *allow_outside).into_bound_py_any(py)?)),
            Origin::Text { text, name, allow_outside } => {
                Ok((again.getattr("parse")?, (text.as_str(), name.as_str(), *allow_outside).into_bound_py_any(py)?))
            }
        }
    }
}
