//! The Python module `tolok._tolok`: conversions between Python and Rust, and nothing of KPIs.

mod catalogue;
mod data;
mod definitions;
mod diagnostic;
mod errors;
mod evaluation;
mod explanation;
mod filled;
mod given;
mod kpi;
mod options;
mod origin;
mod outlet;
mod pickling;
mod result;
mod strictness;
mod table;
mod value;
mod waiting;
mod words;
mod worksheet;

use pyo3::prelude::*;

// Builds without a global lock are not tried, so they turn it on.
#[pymodule(gil_used = true)]
mod _tolok {
    use pyo3::prelude::*;
    use tolok::{FileSystem, LoadOptions, Problems};

    #[pymodule_export]
    use crate::definitions::Definitions;
    #[pymodule_export]
    use crate::diagnostic::Diagnostic;
    #[pymodule_export]
    use crate::evaluation::{Details, Evaluation};
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::filled::Filled;
    #[pymodule_export]
    use crate::kpi::Kpi;
    #[pymodule_export]
    use crate::result::Result;
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::worksheet::Worksheet;

    use crate::diagnostic::diagnostics_of;
    use crate::errors::raised_in_definitions;
    use crate::origin::Origin;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    /// Loads a file of definitions, or a library such as `std.marketing`.
    ///
    /// What they use lies below their folder, unless `allow_outside` is said.
    ///
    /// >>> import tolok
    /// >>> "cac" in tolok.load("std.marketing")
    /// True
    #[pyfunction]
    #[pyo3(signature = (path, *, allow_outside = false))]
    fn load(py: Python<'_>, path: std::path::PathBuf, allow_outside: bool) -> PyResult<Definitions> {
        let name = path.to_string_lossy().into_owned();
        match tolok::Definitions::load(&name, LoadOptions { allow_outside }) {
            Ok(definitions) => Ok(Definitions::new(definitions, Origin::File { name, allow_outside })),
            Err(problems) => Err(raised_in_definitions(py, &problems)),
        }
    }

    /// Reads definitions from a text; `name` is what messages call it, and files that it uses lie beside it.
    ///
    /// >>> import tolok
    /// >>> tolok.parse("cac = spend / new_customers")
    /// <Definitions definitions.kpi: spend, new_customers, cac>
    #[pyfunction]
    #[pyo3(signature = (text, *, name = "definitions.kpi", allow_outside = false))]
    fn parse(py: Python<'_>, text: &str, name: &str, allow_outside: bool) -> PyResult<Definitions> {
        let folder = FileSystem::around(std::path::Path::new(name), allow_outside);
        match tolok::Definitions::checked(name, text, &folder) {
            Ok(definitions) => {
                let origin = Origin::Text { text: text.to_string(), name: name.to_string(), allow_outside };
                Ok(Definitions::new(definitions.in_folder(folder), origin))
            }
            Err(problems) => Err(raised_in_definitions(py, &problems)),
        }
    }

    /// Every problem of a text of definitions; nothing is raised.
    #[pyfunction]
    #[pyo3(signature = (text, *, name = "definitions.kpi", allow_outside = false))]
    fn check_source(text: &str, name: &str, allow_outside: bool) -> Vec<Diagnostic> {
        let folder = FileSystem::around(std::path::Path::new(name), allow_outside);
        let definitions = tolok::Definitions::inspect(name, text, &folder);
        diagnostics_of(definitions.diagnostics(), definitions.sources())
    }

    /// Every problem of a file of definitions; nothing is raised.
    #[pyfunction]
    #[pyo3(signature = (path, *, allow_outside = false))]
    fn check_file(path: std::path::PathBuf, allow_outside: bool) -> Vec<Diagnostic> {
        let name = path.to_string_lossy();
        if tolok::is_library(&name) && !path.exists() {
            return match tolok::Definitions::load(&name, LoadOptions { allow_outside }) {
                Ok(definitions) => diagnostics_of(definitions.diagnostics(), definitions.sources()),
                Err(problems) => diagnostics_of(&problems.diagnostics, &problems.sources),
            };
        }
        match tolok::read_text(&path) {
            Ok(text) => check_source(&text, &name, allow_outside),
            Err(problem) => diagnostics_of(&[problem], &tolok::diagnostics::Sources::new()),
        }
    }

    /// A text of definitions in its canonical form.
    ///
    /// >>> import tolok
    /// >>> tolok.format_source("CAC=Spend/New_Customers")
    /// 'CAC = Spend / New_Customers\n'
    #[pyfunction]
    fn format_source(py: Python<'_>, text: &str) -> PyResult<String> {
        let name = "definitions.kpi";
        let folder = FileSystem::around(std::path::Path::new(name), false);
        let definitions = tolok::Definitions::inspect(name, text, &folder);
        // What a definition means does not matter here, only that it can be read.
        let is_in_the_way = |problem: &&tolok::diagnostics::Diagnostic| {
            problem.severity() == tolok::diagnostics::Severity::Error
                && problem.code.id.starts_with("E01")
                && *problem.code != tolok::codes::CELL_REFERENCE
        };
        let unreadable: Vec<_> = definitions.diagnostics().iter().filter(is_in_the_way).cloned().collect();
        if !unreadable.is_empty() {
            return Err(raised_in_definitions(py, &Problems { diagnostics: unreadable, sources: definitions.sources().clone() }));
        }
        let formatted = definitions.formatted();
        Ok(if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted })
    }

    /// The `tolok` command, its arguments with the program's name first; gives the exit status.
    #[pyfunction]
    fn command(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
        py.detach(|| tolok_cli::run(arguments))
    }
}
