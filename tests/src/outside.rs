//! Programs that are not ours, which some tests compare with.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that can run this statement: that of the project's own environment, or the person's.
#[must_use]
pub fn python(statement: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let own = if cfg!(windows) { root.join(".venv/Scripts/python.exe") } else { root.join(".venv/bin/python") };
    let can = |python: &PathBuf| answers(Command::new(python).args(["-c", statement]));
    [own, PathBuf::from("python3"), PathBuf::from("python")].into_iter().find(can)
}

/// Whether a program is there and ends well.
pub fn answers(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
