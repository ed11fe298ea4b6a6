//! Running other programs: shown before they start, without standard input, their exit status checked.

use crate::workspace::root;
use std::ffi::OsString;
use std::process::{Command, Stdio};

/// The cargo that runs this, in the root of the checkout.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    in_root(program)
}

/// A program in the root of the checkout.
pub(crate) fn in_root(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// `--locked` in continuous integration, where the committed lock file must do.
pub(crate) fn locked() -> &'static [&'static str] {
    if tolok_tests::in_continuous_integration() { &["--locked"] } else { &[] }
}

/// Runs a program to its end, its output passed through.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command.status().map_err(|error| format!("`{shown}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}`: {status}")) }
}

/// Runs what may fail for a moment, such as a download, up to three times.
pub(crate) fn run_patiently(command: &mut Command) -> Result<(), String> {
    run(command).or_else(|_| run(command)).or_else(|_| run(command))
}

/// Runs a program and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let shown = shown(command);
    let output = command.output().map_err(|error| format!("`{shown}`: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{shown}`: {}: {}", output.status, said.trim()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{shown}`: {error}"))
}

/// Whether a program is there and answers.
pub(crate) fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = command.get_args().map(|word| word.to_string_lossy());
    [name.to_string_lossy()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
}
