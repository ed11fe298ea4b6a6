//! Outputs that would take the place of what they come from.

use std::path::Path;

use tolok_diagnostics::{Diagnostic, Place};

use crate::codes;

/// The problem where an output is one of the files that are read for it. Names may differ: links and `..` are followed.
pub fn overwritten<P: AsRef<Path>>(output: &Path, read: impl IntoIterator<Item = P>) -> Option<Diagnostic> {
    // What is not there yet is nobody's input.
    let target = output.canonicalize().ok()?;
    let is_target = |path: P| path.as_ref().canonicalize().is_ok_and(|path| path == target);
    read.into_iter().any(is_target).then(|| {
        let name = output.to_string_lossy();
        let words = format!("`{name}` is read for this, and what is read is never touched");
        Diagnostic::new(&codes::SAME_FILE, words).at(Place::File(name.as_ref().into())).help("give the output another name")
    })
}
