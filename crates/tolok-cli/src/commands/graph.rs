//! `tolok graph`: what depends on what.

use super::{deliver, failed, wrong_usage};
use crate::arguments::{Drawing, Format, GraphArguments};
use crate::report;

pub(crate) fn run(arguments: &GraphArguments) -> u8 {
    let drawing = match drawing(arguments) {
        Ok(drawing) => drawing,
        Err(words) => return wrong_usage(&words),
    };
    let definitions = report::load(&arguments.definitions, &arguments.reading);
    let language = arguments.lang.map(Into::into);
    let drawn = definitions.and_then(|definitions| {
        let graph = definitions.graph(&arguments.kpis, language)?;
        report::show(definitions.diagnostics(), definitions.sources());
        Ok(graph)
    });
    match drawn {
        Ok(graph) => {
            let text = match drawing {
                Drawing::Mermaid => graph.to_mermaid(),
                Drawing::Dot => graph.to_dot(),
            };
            deliver(&text, arguments.output.as_deref(), Format::Table)
        }
        Err(problems) => failed(&problems, Format::Table),
    }
}

/// The format that is asked for, or else the one that the file's ending names.
///
/// # Errors
///
/// A sentence about wrong usage.
fn drawing(arguments: &GraphArguments) -> Result<Drawing, String> {
    let Some(file) = &arguments.output else { return Ok(arguments.format.unwrap_or(Drawing::Mermaid)) };
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match (arguments.format, ending.as_deref()) {
        (Some(format), _) => Ok(format),
        (None, Some("dot" | "gv")) => Ok(Drawing::Dot),
        (None, Some("mmd" | "mermaid")) => Ok(Drawing::Mermaid),
        (None, _) => Err(format!("the ending of `{file}` says no format: use .mmd or .dot, or `--format`")),
    }
}
