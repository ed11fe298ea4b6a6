//! An empty worksheet to type into, returned or written to a file.

use std::path::{Path, PathBuf};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PySequence, PyString};
use tolok::{Definitions, Language, Problems, Progress, WorksheetRequest};

use crate::diagnostic::{Diagnostic, diagnostics_of};
use crate::options;
use crate::pickling::{self, Never};

/// An empty worksheet that was written, and what is on it.
///
/// >>> import tempfile, tolok
/// >>> kpis = tolok.parse("dimension channel\ncac = spend / new_customers")
/// >>> with tempfile.TemporaryDirectory() as folder:
/// ...     made = kpis.worksheet(f"{folder}/form.xlsx", members={"channel": ["Email", "Radio"]})
/// >>> made.entries, made.formulas
/// (4, 3)
#[pyclass(frozen, module = "tolok", name = "Worksheet")]
#[derive(Debug)]
pub(crate) struct Worksheet {
    worksheet: tolok::Worksheet,
    out: PathBuf,
}

impl Worksheet {
    pub(crate) fn new(worksheet: tolok::Worksheet, out: PathBuf) -> Self {
        Self { worksheet, out }
    }
}

#[pymethods]
impl Worksheet {
    /// Where the workbook was written.
    #[getter]
    fn out(&self) -> String {
        self.out.to_string_lossy().into_owned()
    }

    /// Its title.
    #[getter]
    fn title(&self) -> &str {
        &self.worksheet.title
    }

    /// How many cells there are to type into.
    #[getter]
    fn entries(&self) -> usize {
        self.worksheet.entries
    }

    /// How many cells show KPIs.
    #[getter]
    fn formulas(&self) -> usize {
        self.worksheet.formulas
    }

    /// Warnings: what cannot be a formula of the worksheet.
    #[getter]
    fn warnings(&self) -> Vec<Diagnostic> {
        diagnostics_of(&self.worksheet.diagnostics, &self.worksheet.sources)
    }

    /// The workbook as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.worksheet.bytes())
    }

    fn __reduce__(&self) -> Never {
        Err(pickling::refused("a `Worksheet`", "`to_bytes()`"))
    }

    fn __repr__(&self) -> String {
        let (entries, formulas) = (self.worksheet.entries, self.worksheet.formulas);
        format!("<Worksheet {} in {}: {entries} to type into, {formulas} computed>", self.worksheet.title, self.out())
    }
}

/// What the worksheet is to hold, under the names of the command line.
pub(crate) struct Wanted<'a, 'py> {
    pub(crate) report: Option<&'a str>,
    pub(crate) kpis: Option<&'a Bound<'py, PyAny>>,
    pub(crate) members: Option<&'a Bound<'py, PyAny>>,
    pub(crate) periods: Option<&'a Bound<'py, PyAny>>,
    pub(crate) over: Option<&'a str>,
    pub(crate) rows: Option<u32>,
    pub(crate) lang: Option<&'a str>,
}

impl Wanted<'_, '_> {
    pub(crate) fn request(self) -> PyResult<WorksheetRequest> {
        Ok(WorksheetRequest {
            report: self.report.map(str::to_string),
            kpis: self.kpis.map(|kpis| options::names("kpis", kpis)).transpose()?,
            members: self.members.map(members).transpose()?.unwrap_or_default(),
            periods: self.periods.map(options::periods).transpose()?,
            over: self.over.map(options::grain).transpose()?,
            rows: self.rows,
            language: self.lang.map_or(Ok(Language::English), |lang| options::language("lang", lang))?,
        })
    }
}

/// A mapping of dimensions to members, or texts such as `channel=Email,Radio`.
fn members(object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let wrong = || PyTypeError::new_err("`members` is a mapping of dimensions to members, or texts such as \"channel=Email,Radio\"");
    if let Ok(mapping) = object.cast::<PyMapping>() {
        let mut texts = Vec::new();
        for pair in mapping.items()? {
            let (dimension, named) = pair.extract::<(String, Bound<'_, PyAny>)>().map_err(|_| wrong())?;
            texts.push(if named.is_none() { dimension } else { members_of(&dimension, &named)? });
        }
        return Ok(texts);
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(vec![text.to_cow()?.into_owned()]);
    }
    object.cast::<PySequence>().map_err(|_| wrong())?.to_list()?.extract().map_err(|_| wrong())
}

/// The members of one dimension as the command line writes them.
fn members_of(dimension: &str, named: &Bound<'_, PyAny>) -> PyResult<String> {
    let names = options::names("members", named)?;
    // The request takes members separated by commas, and a name that holds one would come out as two members.
    if let Some(name) = names.iter().find(|name| name.contains(',')) {
        return Err(PyValueError::new_err(format!("`members` cannot tell `{name}` from two members: use an alias without a comma")));
    }
    if names.iter().all(String::is_empty) {
        return Err(PyValueError::new_err(format!("`members` names none of `{dimension}`: None takes all that are declared")));
    }
    Ok(format!("{dimension}={}", names.join(",")))
}

/// The worksheet, after it was written where it should be.
pub(crate) fn made(
    definitions: &Definitions,
    request: &WorksheetRequest,
    out: Option<&Path>,
    progress: &dyn Progress,
) -> Result<tolok::Worksheet, Problems> {
    let refused = |problem| Problems { diagnostics: vec![problem], sources: definitions.sources().clone() };
    let Some(out) = out else { return definitions.worksheet(request) };
    let files = (0u32..).map_while(|number| definitions.model().file_name(number));
    if let Some(problem) = tolok::overwritten(out, files.map(|name| Path::new(&**name))) {
        return Err(refused(problem));
    }
    let worksheet = definitions.worksheet(request)?;
    // The work ends here where nobody waits any more: after Ctrl-C no file appears.
    progress.rows(&worksheet.title, 0);
    worksheet.save(out).map_err(refused)?;
    Ok(worksheet)
}
