//! Where text goes: results to standard output or a file, everything else to standard error.

use std::io::{IsTerminal, Write};

use crate::arguments::{Format, OutputArguments};

/// Writes results to standard output; a closed pipe is nobody's problem.
pub(crate) fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes words to standard error.
pub(crate) fn say(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n"));
}

/// How many columns there are: what `COLUMNS` says, as with other commands, or else those of the person's terminal; 80 where there is none.
pub(crate) fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok()).filter(|columns| *columns > 0);
    let columns = said.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
    columns.unwrap_or(80).clamp(20, 200)
}

/// The same for problems, if a person sees them as they come; a log that is searched has each sentence in one line.
pub(crate) fn width_of_problems() -> Option<usize> {
    std::io::stderr().is_terminal().then(width)
}

/// The format that is asked for: the option, or else the ending of the output file.
///
/// # Errors
///
/// A sentence about wrong usage.
pub(crate) fn format(output: &OutputArguments) -> Result<Format, String> {
    format_of(output.format, output.output.as_deref())
}

/// The format of an option, or else of a file's ending.
///
/// # Errors
///
/// A sentence about wrong usage.
pub(crate) fn format_of(option: Option<Format>, file: Option<&str>) -> Result<Format, String> {
    let by_ending = match file {
        None => None,
        Some(file) => match file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
            Some("json") => Some(Format::Json),
            Some("csv") => Some(Format::Csv),
            Some("md") => Some(Format::Markdown),
            _ if option.is_some() => None,
            _ => return Err(format!("the ending of `{file}` says no format: use .csv, .json or .md, or `--format`")),
        },
    };
    Ok(option.or(by_ending).unwrap_or(Format::Table))
}
