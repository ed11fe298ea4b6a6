//! The file that a run is written to.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use tolok::diagnostics::{Diagnostic, Place};
use tolok::{DataSource, Definitions, Problems, RunRequest, RunResult};
use tolok_cli::{ResultFile, Shown};

/// A file, what it is written as, and what its notes say.
#[derive(Debug)]
pub(crate) struct Outlet {
    file: PathBuf,
    kind: ResultFile,
    definitions: String,
    given: String,
}

impl Outlet {
    /// The file that the ending tells the kind of.
    pub(crate) fn of(file: PathBuf, definitions: &str, set: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let kind = ResultFile::of(&file.to_string_lossy()).map_err(PyValueError::new_err)?;
        let mut given = Vec::new();
        if let Some(set) = set.and_then(|set| set.cast::<PyMapping>().ok()) {
            for pair in set.items()? {
                let (name, value) = pair.extract::<(String, Bound<'_, PyAny>)>()?;
                given.push(format!("{name} = {}", value.str()?));
            }
        }
        Ok(Self { file, kind, definitions: definitions.to_string(), given: given.join(", ") })
    }

    /// Writes a result, unless the file is one that it comes from.
    pub(crate) fn write(&self, definitions: &Definitions, request: &RunRequest, result: &RunResult, shown: &Shown) -> Result<(), Problems> {
        let problems = |problem| Problems { diagnostics: vec![problem], sources: definitions.sources().clone() };
        let own = (0u32..).map_while(|number| definitions.model().file_name(number)).map(|name| PathBuf::from(&**name));
        let data = request.data.iter().filter_map(|data| match data {
            DataSource::Named(named) => Some(named.path.clone()),
            DataSource::Text { .. } | DataSource::Batches { .. } => None,
        });
        if let Some(problem) = tolok::overwritten(&self.file, own.chain(data).chain(result.files.iter().cloned())) {
            return Err(problems(problem));
        }
        let bytes = shown.file(result, self.kind, &self.definitions, &self.given, request).map_err(|words| {
            let file = self.file.to_string_lossy();
            let problem = Diagnostic::new(&tolok::codes::UNWRITABLE, format!("`{file}` cannot be written: {words}"));
            problems(problem.at(Place::File(file.as_ref().into())).help("write a .csv file, or ask for less"))
        })?;
        tolok::write_file(Path::new(&self.file), &bytes).map_err(problems)
    }
}
