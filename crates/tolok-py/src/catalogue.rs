//! The catalogue of definitions as a page, returned and, where a file is named, written there.

use std::path::Path;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tolok::{Definitions, Language, Problems};

/// What a catalogue is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pages {
    Markdown,
    Html,
}

impl Pages {
    /// The format that is asked for, or else the one that the file's ending names; Markdown where there is neither.
    pub(crate) fn of(format: Option<&str>, out: Option<&Path>) -> PyResult<Self> {
        match (format, out) {
            (Some("markdown"), _) | (None, None) => Ok(Pages::Markdown),
            (Some("html"), _) => Ok(Pages::Html),
            (Some(other), _) => Err(PyValueError::new_err(format!("`format` is markdown or html, not `{other}`"))),
            (None, Some(file)) => {
                let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
                match ending.as_deref() {
                    Some("md" | "markdown") => Ok(Pages::Markdown),
                    Some("html" | "htm") => Ok(Pages::Html),
                    _ => {
                        let file = file.to_string_lossy();
                        Err(PyValueError::new_err(format!("the ending of `{file}` says no format: use .md or .html, or `format`")))
                    }
                }
            }
        }
    }
}

/// The page, after it was written where it should be.
pub(crate) fn page(definitions: &Definitions, pages: Pages, language: Language, out: Option<&Path>) -> Result<String, Problems> {
    let refused = |problem| Problems { diagnostics: vec![problem], sources: definitions.sources().clone() };
    let catalogue = definitions.catalogue(language);
    let page = match pages {
        Pages::Markdown => catalogue.to_markdown(),
        Pages::Html => catalogue.to_html(),
    };
    if let Some(out) = out {
        let files = (0u32..).map_while(|number| definitions.model().file_name(number));
        if let Some(problem) = tolok::overwritten(out, files.map(|name| Path::new(&**name))) {
            return Err(refused(problem));
        }
        tolok::write_file(out, page.as_bytes()).map_err(refused)?;
    }
    Ok(page)
}
