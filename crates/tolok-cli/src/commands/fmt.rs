//! `tolok fmt`: definitions in canonical form.

use std::path::Path;

use tolok::Problems;
use tolok_diagnostics::{Diagnostic, Severity};

use super::failed;
use crate::arguments::{FmtArguments, Format};
use crate::{DONE, PROBLEMS, output, report};

pub(crate) fn run(arguments: &FmtArguments) -> u8 {
    let mut status = DONE;
    for name in &arguments.definitions {
        status = status.max(format(name, arguments));
    }
    status
}

fn format(name: &str, arguments: &FmtArguments) -> u8 {
    let definitions = match report::inspect(name, &arguments.reading) {
        Ok(definitions) => definitions,
        Err(problems) => return failed(&problems, Format::Table),
    };
    let unreadable: Vec<Diagnostic> =
        definitions.diagnostics().iter().filter(|problem| keeps_from_formatting(problem, name)).cloned().collect();
    if !unreadable.is_empty() {
        return failed(&Problems { diagnostics: unreadable, sources: definitions.sources().clone() }, Format::Table);
    }
    let source_name = if name == "-" { "<stdin>" } else { name };
    let Some(text) = definitions.sources().get(source_name) else { return DONE };
    let formatted = with_line_ends_of(text, definitions.formatted());
    let changed = **text != *formatted;
    match (name, arguments.check) {
        (_, true) if changed => {
            output::say(&format!("{source_name} is not in canonical form; `tolok fmt {name}` writes it"));
            PROBLEMS
        }
        (_, true) => DONE,
        ("-", false) => {
            output::print(&formatted);
            DONE
        }
        (_, false) if changed => match tolok::write_file(Path::new(name), formatted.as_bytes()) {
            Ok(()) => {
                output::say(&format!("formatted {name}"));
                DONE
            }
            Err(problem) => failed(&Problems::one(problem), Format::Table),
        },
        (_, false) => DONE,
    }
}

/// A definition that cannot be read cannot be written either; what it means does not matter here.
fn keeps_from_formatting(problem: &Diagnostic, name: &str) -> bool {
    let here = problem.place.file().is_some_and(|file| **file == *name || name == "-");
    problem.severity() == Severity::Error && problem.code.id.starts_with("E01") && here && *problem.code != tolok::codes::CELL_REFERENCE
}

/// A file with Windows line ends keeps them.
fn with_line_ends_of(text: &str, formatted: String) -> String {
    if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted }
}
