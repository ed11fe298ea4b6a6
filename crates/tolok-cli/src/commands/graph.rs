//! `tolok graph`: what depends on what.

use super::{deliver, failed};
use crate::arguments::{Drawing, Format, GraphArguments};
use crate::report;

pub(crate) fn run(arguments: &GraphArguments) -> u8 {
    let definitions = report::load(&arguments.definitions, &arguments.reading);
    let language = arguments.lang.map(Into::into);
    let drawn = definitions.and_then(|definitions| {
        let graph = definitions.graph(&arguments.kpis, language)?;
        report::show(definitions.diagnostics(), definitions.sources());
        Ok(graph)
    });
    match drawn {
        Ok(graph) => {
            let text = match drawing(arguments) {
                Drawing::Mermaid => graph.to_mermaid(),
                Drawing::Dot => graph.to_dot(),
            };
            deliver(&text, arguments.output.as_deref(), Format::Table)
        }
        Err(problems) => failed(&problems, Format::Table),
    }
}

/// The format that is asked for, or else the one that the file's ending names.
fn drawing(arguments: &GraphArguments) -> Drawing {
    let ending = arguments.output.as_deref().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    arguments.format.unwrap_or(match ending.as_deref() {
        Some("dot" | "gv") => Drawing::Dot,
        _ => Drawing::Mermaid,
    })
}
