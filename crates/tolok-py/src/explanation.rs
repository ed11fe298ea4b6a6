//! How a value came about, as a tree of plain objects.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::pickling::{self, Never};
use crate::value::{error_word, to_python};
use crate::words::{in_python, maybe_in_python};

/// A definition or a part of a formula, with its value and all that it was computed from.
///
/// >>> import tolok
/// >>> tree = tolok.parse("half = total / 2").explain("half", set={"total": 5})
/// >>> tree.formula, tree.value, tree.children[0].origin
/// ('total / 2', Decimal('2.5'), 'given')
#[pyclass(frozen, get_all, module = "tolok", name = "Explanation")]
#[derive(Debug)]
pub(crate) struct Explanation {
    /// What it is called; `None` for a part of a formula.
    name: Option<String>,
    /// Its label in the chosen language, where it has one.
    label: Option<String>,
    /// The formula, or the part of one.
    formula: Option<String>,
    /// `Decimal`, `str`, `bool`, `date`, or `None` for a blank and an error.
    value: Py<PyAny>,
    /// The word of an error, such as `#DIV/0!`.
    error: Option<String>,
    /// Why there is no value.
    cause: Option<String>,
    /// The value as people read it.
    display: String,
    /// The unit; `None` for a plain number.
    unit: Option<String>,
    /// `good`, `warn` or `bad`, where there is a target.
    status: Option<String>,
    /// The target as it is written.
    target: Option<String>,
    /// Where the value came from, in words.
    origin: String,
    /// Where in the table it is, if that is elsewhere than what it is a part of.
    at: Option<String>,
    /// The rows that it was aggregated from: source, file, range, counted, rows, left_out.
    data: Option<Py<PyDict>>,
    /// What it was computed from, from left to right.
    children: Vec<Py<Explanation>>,
    /// Warnings; at the root alone.
    warnings: Vec<Diagnostic>,
    /// The tree as text.
    text: String,
}

impl Explanation {
    pub(crate) fn root(py: Python<'_>, explained: &tolok::Explained) -> PyResult<Self> {
        let warnings = diagnostics_of(&explained.diagnostics, &explained.sources);
        Ok(Self { warnings, ..Self::of(py, &explained.root)? })
    }

    fn of(py: Python<'_>, part: &tolok::Explanation) -> PyResult<Self> {
        let value = part.value.as_ref();
        Ok(Self {
            name: part.name.clone(),
            label: part.label.clone(),
            formula: part.formula.clone(),
            value: value.map_or_else(|| Ok(py.None()), |value| to_python(py, value).map(Bound::unbind))?,
            error: value.and_then(error_word).map(str::to_string),
            cause: maybe_in_python(part.cause.as_deref()),
            display: part.display.clone(),
            unit: part.unit.clone(),
            status: part.status.map(|status| status.to_string()),
            target: part.target.clone(),
            origin: part.provenance.text().to_string(),
            at: part.place.clone(),
            data: part.data.as_ref().map(|data| rows(py, data)).transpose()?,
            children: part.children.iter().map(|child| Py::new(py, Self::of(py, child)?)).collect::<PyResult<_>>()?,
            warnings: Vec::new(),
            text: in_python(&tolok_cli::explanation_text(part, tolok_cli::PLAIN_WIDTH)).into_owned(),
        })
    }
}

fn rows(py: Python<'_>, data: &tolok::FromData) -> PyResult<Py<PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("source", &data.source)?;
    dict.set_item("file", &data.label)?;
    dict.set_item("range", data.range.as_deref())?;
    dict.set_item("counted", data.counted)?;
    let rows: Vec<(&str, Bound<'_, PyAny>)> =
        data.rows.iter().map(|(place, value)| Ok((place.as_str(), to_python(py, value)?))).collect::<PyResult<_>>()?;
    dict.set_item("rows", rows)?;
    dict.set_item("left_out", data.left_out.clone())?;
    dict.set_item("text", data.text())?;
    Ok(dict.unbind())
}

#[pymethods]
impl Explanation {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> &str {
        &self.text
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("an `Explanation`", "its `text`"))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("explanation", (slf,))
    }
}
