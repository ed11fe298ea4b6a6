//! Problems as Python's exceptions, each with its diagnostics.

use pyo3::prelude::*;
use pyo3::types::PyList;
use tolok::Problems;
use tolok::diagnostics::{Code, Place, Sources};

use crate::diagnostic::{Diagnostic, diagnostics_of};

const DEFINITIONS: &str = "DefinitionError";
const DATA: &str = "DataError";
const TEMPLATE: &str = "TemplateError";

/// The exception for problems; the first error says which it is: E04 and E05 are of data, E06 of a workbook, all before is of definitions.
pub(crate) fn raised(py: Python<'_>, problems: &Problems) -> PyErr {
    let diagnostics = diagnostics_of(&problems.diagnostics, &problems.sources);
    let first = diagnostics.iter().find(|diagnostic| diagnostic.is_error()).or(diagnostics.first());
    let kind = match first.map(Diagnostic::code) {
        Some(code) if ["E04", "E05", "W05"].iter().any(|kind| code.starts_with(kind)) => DATA,
        Some(code) if code.starts_with("E06") || code.starts_with("W06") => TEMPLATE,
        _ => DEFINITIONS,
    };
    exception(py, kind, diagnostics)
}

/// The exception for a fill: a template that cannot be opened is no fault of the data, whatever its code.
pub(crate) fn raised_in_fill(py: Python<'_>, problems: &Problems, template: &str) -> PyErr {
    let is_of_template = problems.diagnostics.iter().any(|problem| matches!(&problem.place, Place::File(file) if **file == *template));
    if is_of_template { exception(py, TEMPLATE, diagnostics_of(&problems.diagnostics, &problems.sources)) } else { raised(py, problems) }
}

/// The exception for definitions that cannot be loaded, whatever keeps them from it.
pub(crate) fn raised_in_definitions(py: Python<'_>, problems: &Problems) -> PyErr {
    exception(py, DEFINITIONS, diagnostics_of(&problems.diagnostics, &problems.sources))
}

/// The exception for one problem of data.
pub(crate) fn data_problem(py: Python<'_>, code: &'static Code, place: &str, words: impl Into<String>, help: &str) -> PyErr {
    let problem = tolok::diagnostics::Diagnostic::new(code, words).at(Place::Argument(place.into())).help(help);
    exception(py, DATA, vec![Diagnostic::of(&problem, &Sources::new())])
}

fn exception(py: Python<'_>, kind: &str, diagnostics: Vec<Diagnostic>) -> PyErr {
    let made =
        py.import("tolok._errors").and_then(|module| module.getattr(kind)).and_then(|class| class.call1((PyList::new(py, diagnostics)?,)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}
