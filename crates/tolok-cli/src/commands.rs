//! One file for each command.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod docs;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fill;
pub(crate) mod fmt;
pub(crate) mod graph;
pub(crate) mod init;
pub(crate) mod run;
pub(crate) mod test;
pub(crate) mod worksheet;

use std::path::Path;

use tolok::Problems;

use crate::arguments::Format;
use crate::envelope::Envelope;
use crate::{DONE, PROBLEMS, USAGE, output, report};

/// Reports what kept a command from its result.
fn failed(problems: &Problems, format: Format) -> u8 {
    if format == Format::Json {
        output::print(&Envelope::new().text(&problems.diagnostics, &problems.sources));
    } else {
        report::show(&problems.diagnostics, &problems.sources);
        if let Some(summary) = report::summary(&problems.diagnostics) {
            output::say(&summary);
        }
    }
    PROBLEMS
}

/// Gives results: to standard output, or as a whole into a file.
fn deliver(text: &str, file: Option<&str>, format: Format) -> u8 {
    match file {
        None => output::print(text),
        Some(file) => {
            // Colours are for terminals; only what people read has them.
            let text = if format == Format::Table { anstream::adapter::strip_str(text).to_string() } else { text.to_string() };
            if let Err(problem) = tolok::write_file(Path::new(file), text.as_bytes()) {
                return failed(&Problems::one(problem), format);
            }
        }
    }
    DONE
}

/// Reports wrong usage.
fn wrong_usage(words: &str) -> u8 {
    output::say(&format!("error: {words}"));
    USAGE
}
