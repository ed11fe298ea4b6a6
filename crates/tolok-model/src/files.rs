//! How other files of definitions are reached: the one door to the outside, and whoever calls holds it.

use std::sync::Arc;

/// Gives the files that `use` names.
pub trait Files {
    /// The file that `path` means when the file `from` names it.
    ///
    /// # Errors
    ///
    /// A [`FileProblem`] where it is not there, not allowed or not readable.
    fn open(&self, from: &str, path: &str) -> Result<Opened, FileProblem>;
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name, the same however it was reached.
    pub name: Arc<str>,
    /// Its text.
    pub text: String,
}

/// Why a file could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// There is no such file.
    Missing,
    /// It lies outside the folder of the definitions.
    Outside,
    /// It is no UTF-8 from this byte on.
    NotUtf8(usize),
    /// The system says why not.
    Unreadable(String),
}

/// No other files: definitions that stand by themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _: &str, _: &str) -> Result<Opened, FileProblem> {
        Err(FileProblem::Missing)
    }
}
