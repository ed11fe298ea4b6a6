//! Problems on standard error, and definitions from wherever they come.

use std::io::Read;
use std::path::Path;

use tolok::{Definitions, FileSystem, LoadOptions, Problems};
use tolok_diagnostics::{Diagnostic, Place, Severity, Sources, human};

use crate::arguments::Reading;
use crate::output;
use crate::wrapping::{tame, wrapped};

/// Prints problems for people.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    for diagnostic in diagnostics {
        let told = output::width_of_problems().map_or_else(|| diagnostic.clone(), |width| fitted(diagnostic, width));
        output::say(&human::render(&told, sources, output::width(), true));
        output::say("");
    }
}

/// Says a sentence, in lines that fit the terminal.
pub(crate) fn note(words: &str) {
    match output::width_of_problems() {
        Some(width) => wrapped(&tame(words), width).iter().for_each(|line| output::say(line)),
        None => output::say(&tame(words)),
    }
}

/// The problem with its sentences broken into lines of at most so many columns, together with what stands before them.
fn fitted(diagnostic: &Diagnostic, width: usize) -> Diagnostic {
    /// Less makes a column of single words.
    const LEAST: usize = 12;
    let broken = |words: &str, before: usize| wrapped(words, width.saturating_sub(before).max(LEAST)).join("\n");
    // `warning[W0506]: `
    let title = diagnostic.severity().to_string().len() + diagnostic.code.id.len() + "[]: ".len();
    // The number of a line has four digits at most, nearly always.
    let help = "     = help: ".len();
    let mut fitted = diagnostic.clone();
    fitted.message = broken(&diagnostic.message, title);
    fitted.help = diagnostic.help.as_deref().map(|words| broken(words, help));
    fitted
}

/// "2 errors, 1 warning"; nothing if there is none.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity: Severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
    let words = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts: Vec<String> =
        [words(count(Severity::Error), "error"), words(count(Severity::Warning), "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Definitions from a file, from standard input (`-`) or from the library.
pub(crate) fn load(name: &str, reading: &Reading) -> Result<Definitions, Problems> {
    match name {
        "-" => {
            let text = standard_input().map_err(Problems::one)?;
            let folder = FileSystem::around(Path::new("<stdin>"), reading.allow_outside);
            Ok(Definitions::checked("<stdin>", &text, &folder)?.in_folder(folder))
        }
        _ => Definitions::load(name, LoadOptions { allow_outside: reading.allow_outside }),
    }
}

/// The same, whatever problems there are; an error only where there is no text at all.
pub(crate) fn inspect(name: &str, reading: &Reading) -> Result<Definitions, Problems> {
    match name {
        "-" => {
            let text = standard_input().map_err(Problems::one)?;
            Ok(Definitions::inspect("<stdin>", &text, &FileSystem::around(Path::new("<stdin>"), reading.allow_outside)))
        }
        _ if tolok::is_library(name) && !Path::new(name).exists() => load(name, reading),
        _ => {
            let path = Path::new(name);
            let text = tolok::read_text(path).map_err(Problems::one)?;
            Ok(Definitions::inspect(name, &text, &FileSystem::around(path, reading.allow_outside)))
        }
    }
}

/// The whole of standard input as text.
pub(crate) fn standard_input() -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    let place = || Place::File("<stdin>".into());
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        return Err(Diagnostic::new(&tolok::codes::UNREADABLE, format!("standard input cannot be read: {error}")).at(place()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let problem = Diagnostic::new(&tolok::codes::NOT_UTF8, format!("standard input is not UTF-8 at byte {offset}"));
        problem.at(place()).help("save it as UTF-8 first")
    })
}
