//! Files of definitions on disk: the only place that reads them.

use std::io::Read;
use std::path::{Component, Path, PathBuf};

use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{FileProblem, Files, Opened};

use crate::codes;

/// Files below the folder of the definitions, or anywhere if the person allows it.
#[derive(Debug, Clone)]
pub struct FileSystem {
    root: PathBuf,
    allow_outside: bool,
}

impl FileSystem {
    /// The files that the definitions in `main` may use.
    pub fn around(main: &Path, allow_outside: bool) -> Self {
        let folder = main.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { root: folder.to_path_buf(), allow_outside }
    }
}

impl Files for FileSystem {
    fn open(&self, from: &str, path: &str) -> Result<Opened, FileProblem> {
        // Both separators are understood everywhere, so that a project moves between systems.
        let path = path.replace('\\', "/");
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let wanted = tidy(&folder.join(&path));
        if !self.allow_outside && !self.is_inside(&wanted) {
            return Err(FileProblem::Outside);
        }
        if !wanted.exists() {
            return Err(FileProblem::Missing);
        }
        let bytes = read_bounded(&wanted).map_err(|error| FileProblem::Unreadable(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|error| FileProblem::NotUtf8(error.utf8_error().valid_up_to()))?;
        Ok(Opened { name: wanted.to_string_lossy().replace('\\', "/").into(), text })
    }
}

impl FileSystem {
    /// The file that `path` means when the file `from` names it; nothing where it lies outside and that is not allowed.
    pub(crate) fn below(&self, from: &str, path: &str) -> Option<PathBuf> {
        let path = path.replace('\\', "/");
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let wanted = tidy(&folder.join(&path));
        (self.allow_outside || self.is_inside(&wanted)).then_some(wanted)
    }

    fn is_inside(&self, wanted: &Path) -> bool {
        let root = self.root.canonicalize();
        match (root, wanted.canonicalize()) {
            (Ok(root), Ok(wanted)) => wanted.starts_with(root),
            // What is not there is judged by its name, so that the answer does not tell what lies outside.
            _ => !wanted.is_absolute() && !tidy(wanted.strip_prefix(&self.root).unwrap_or(wanted)).starts_with(".."),
        }
    }
}

/// The text of a file of definitions.
///
/// # Errors
///
/// E0501 where it cannot be read, E0108 where it is not UTF-8, with the byte.
pub fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let name = path.to_string_lossy();
    let problem = |code, words: String, help: &str| Diagnostic::new(code, words).at(Place::File(name.as_ref().into())).help(help);
    let bytes = match read_bounded(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(problem(&codes::UNREADABLE, format!("there is no file `{name}`"), "check the name and the folder"));
        }
        Err(_) if path.is_dir() => {
            return Err(problem(&codes::UNREADABLE, format!("`{name}` is a folder"), "name a file of definitions"));
        }
        Err(error) => return Err(problem(&codes::UNREADABLE, format!("`{name}` cannot be read: {error}"), "check its permissions")),
    };
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        problem(&tolok_syntax::codes::NOT_UTF8, format!("`{name}` is not UTF-8 at byte {offset}"), "save it again as UTF-8")
    })
}

/// The bytes of a file, and a few more than are read of it, so that a huge one costs no memory.
fn read_bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(tolok_syntax::MAX_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(4);
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    // A character that the limit cuts in two is no fault of the file.
    if u64::try_from(bytes.len()).is_ok_and(|length| length == limit)
        && let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    Ok(bytes)
}

/// The path without `.` and without `..` where a folder stands before it.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidied.components().next_back(), Some(Component::Normal(_))) => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}
