//! `tolok docs`: the KPI catalogue.

use std::path::Path;

use tolok::{Definitions, Problems};
use tolok_diagnostics::Diagnostic;

use super::{deliver, failed, wrong_usage};
use crate::arguments::{DocsArguments, Format, Pages};
use crate::report;

pub(crate) fn run(arguments: &DocsArguments) -> u8 {
    let pages = match pages(arguments) {
        Ok(pages) => pages,
        Err(words) => return wrong_usage(&words),
    };
    match report::load(&arguments.definitions, &arguments.reading) {
        Ok(definitions) => {
            if let Some(problem) = overwritten(&definitions, arguments) {
                return failed(&Problems::one(problem), Format::Table);
            }
            report::show(definitions.diagnostics(), definitions.sources());
            let catalogue = definitions.catalogue(arguments.lang.into());
            let text = match pages {
                Pages::Markdown => catalogue.to_markdown(),
                Pages::Html => catalogue.to_html(),
            };
            deliver(&text, arguments.output.as_deref(), Format::Markdown)
        }
        Err(problems) => failed(&problems, Format::Table),
    }
}

/// The problem where the catalogue would take the place of the definitions.
fn overwritten(definitions: &Definitions, arguments: &DocsArguments) -> Option<Diagnostic> {
    let output = Path::new(arguments.output.as_deref()?);
    let files = (0u32..).map_while(|number| definitions.model().file_name(number));
    tolok::overwritten(output, files.map(|name| Path::new(&**name)))
}

/// The format that is asked for, or else the one that the file's ending names.
///
/// # Errors
///
/// A sentence about wrong usage.
fn pages(arguments: &DocsArguments) -> Result<Pages, String> {
    let Some(file) = &arguments.output else { return Ok(arguments.format.unwrap_or(Pages::Markdown)) };
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match (arguments.format, ending.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, Some("md" | "markdown")) => Ok(Pages::Markdown),
        (None, Some("html" | "htm")) => Ok(Pages::Html),
        (None, _) => Err(format!("the ending of `{file}` says no format: use .md or .html, or `--format`")),
    }
}
