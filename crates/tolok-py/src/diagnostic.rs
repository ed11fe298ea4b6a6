//! A problem as Python sees it: plain data that can be compared, kept and sent to another process.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use tolok::diagnostics::{Place, Record, Sources};
use tolok_diagnostics::{human, short};

use crate::table::{Cells, Column, Table};
use crate::words::{in_python, maybe_in_python};

/// How wide the text with the underlined place is.
const WIDTH: usize = 100;

/// A problem of definitions, data or a template.
///
/// >>> import tolok
/// >>> problem = tolok.check(text="cac = spend /")[0]
/// >>> problem.code, problem.line, problem.column, problem.message
/// ('E0101', 1, 13, 'the definition ends after `/`, but a value is missing')
#[pyclass(frozen, eq, hash, get_all, module = "tolok", name = "Diagnostic")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Diagnostic {
    /// `error` or `warning`.
    severity: String,
    /// The stable code, such as `E0201`.
    code: String,
    /// What is wrong, in one line.
    message: String,
    /// The place as people write it, such as `marketing.kpi:3:15` or `ads.xlsx!2026!A14`.
    place: Option<String>,
    /// The file, where the place is in one.
    file: Option<String>,
    /// The first line, from 1.
    line: Option<usize>,
    /// The first character, from 1.
    column: Option<usize>,
    /// The line of the end.
    end_line: Option<usize>,
    /// The character after the last one.
    end_column: Option<usize>,
    /// What to do about it.
    help: Option<String>,
    /// The problem with the place underlined, in several lines.
    rendered: String,
    /// The problem in one line.
    summary: String,
}

impl Diagnostic {
    pub(crate) fn of(diagnostic: &tolok::diagnostics::Diagnostic, sources: &Sources) -> Self {
        let diagnostic = &in_python_words(diagnostic);
        let record = Record::new(diagnostic, sources);
        Self {
            severity: record.severity,
            code: record.code,
            message: record.message,
            place: record.place,
            file: record.file,
            line: record.line,
            column: record.column,
            end_line: record.end_line,
            end_column: record.end_column,
            help: record.help,
            rendered: human::render(diagnostic, sources, WIDTH, false),
            summary: short::render(diagnostic, sources),
        }
    }

    /// Problems as a table.
    pub(crate) fn table(diagnostics: &[Self]) -> Table {
        let texts = |name: &str, text: &dyn Fn(&Self) -> Option<String>| Column {
            name: name.to_string(),
            cells: Cells::Texts(diagnostics.iter().map(text).collect()),
        };
        let line = |diagnostic: &Self| diagnostic.line.and_then(|line| i64::try_from(line).ok());
        let columns = vec![
            texts("severity", &|diagnostic| Some(diagnostic.severity.clone())),
            texts("code", &|diagnostic| Some(diagnostic.code.clone())),
            texts("message", &|diagnostic| Some(diagnostic.message.clone())),
            texts("place", &|diagnostic| diagnostic.place.clone()),
            texts("file", &|diagnostic| diagnostic.file.clone()),
            Column { name: "line".to_string(), cells: Cells::Wholes(diagnostics.iter().map(line).collect()) },
            texts("help", &|diagnostic| diagnostic.help.clone()),
        ];
        Table::new(columns, diagnostics.len())
    }

    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == "error"
    }
}

#[pymethods]
impl Diagnostic {
    fn __str__(&self) -> &str {
        &self.rendered
    }

    fn __repr__(&self) -> String {
        format!("<Diagnostic {}>", self.summary)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tolok._html")?.call_method1("diagnostic", (slf,))
    }

    /// The same problem from its parts, for `pickle`.
    #[classmethod]
    #[allow(clippy::too_many_arguments, reason = "one for each field")]
    fn _of(
        _: &Bound<'_, PyType>,
        severity: String,
        code: String,
        message: String,
        place: Option<String>,
        file: Option<String>,
        position: (Option<usize>, Option<usize>, Option<usize>, Option<usize>),
        help: Option<String>,
        rendered: String,
        summary: String,
    ) -> Self {
        let (line, column, end_line, end_column) = position;
        Self { severity, code, message, place, file, line, column, end_line, end_column, help, rendered, summary }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let this = slf.get();
        let position = (this.line, this.column, this.end_line, this.end_column);
        let parts = PyTuple::new(
            py,
            [
                this.severity.as_str().into_bound_py_any(py)?,
                this.code.as_str().into_bound_py_any(py)?,
                this.message.as_str().into_bound_py_any(py)?,
                this.place.as_deref().into_bound_py_any(py)?,
                this.file.as_deref().into_bound_py_any(py)?,
                position.into_bound_py_any(py)?,
                this.help.as_deref().into_bound_py_any(py)?,
                this.rendered.as_str().into_bound_py_any(py)?,
                this.summary.as_str().into_bound_py_any(py)?,
            ],
        )?;
        Ok((slf.get_type().getattr("_of")?, parts))
    }
}

/// The problem with options as Python has them.
fn in_python_words(diagnostic: &tolok::diagnostics::Diagnostic) -> tolok::diagnostics::Diagnostic {
    let mut said = diagnostic.clone();
    said.message = in_python(&diagnostic.message).into_owned();
    said.hint = maybe_in_python(diagnostic.hint.as_deref());
    said.help = maybe_in_python(diagnostic.help.as_deref());
    if let Place::Argument(argument) = &diagnostic.place {
        said.place = Place::Argument(in_python(argument).as_ref().into());
    }
    said
}

/// Problems with the texts they point into.
pub(crate) fn diagnostics_of(diagnostics: &[tolok::diagnostics::Diagnostic], sources: &Sources) -> Vec<Diagnostic> {
    diagnostics.iter().map(|diagnostic| Diagnostic::of(diagnostic, sources)).collect()
}
