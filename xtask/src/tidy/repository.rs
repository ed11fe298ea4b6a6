//! The tracked files and the packages, held in memory, so that a rule is a plain function over them.

use crate::command::{in_root, output};
use crate::workspace::{Package, metadata, root};
use std::collections::BTreeMap;

/// What the rules look at.
#[derive(Debug, Default)]
pub(crate) struct Repository {
    /// Every tracked file by its path from the root; no text where it is not UTF-8.
    pub(crate) files: BTreeMap<String, Option<String>>,
    /// The packages of the workspace.
    pub(crate) packages: Vec<Package>,
}

impl Repository {
    /// Reads what git tracks, as it stands in the checkout.
    pub(crate) fn read() -> Result<Self, String> {
        let tracked = output(in_root("git").args(["ls-files", "-z"]))?;
        let mut files = BTreeMap::new();
        for path in tracked.split('\0').filter(|path| !path.is_empty()) {
            // A file that is tracked and gone is about to be removed.
            if let Ok(bytes) = std::fs::read(root().join(path)) {
                files.insert(path.to_owned(), String::from_utf8(bytes).ok());
            }
        }
        Ok(Self { files, packages: metadata()?.packages })
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(Option::as_deref)
    }

    /// Every file that is text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        (self.files.iter()).filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Rust files, those of unit and integration tests excluded.
    pub(crate) fn rust_sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs") && !is_test(path))
    }
}

/// `tests.rs` and the files of a `tests` folder. The root's `tests` is a crate like any other.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}
