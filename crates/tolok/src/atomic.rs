//! Writes a file as a whole or not at all, and leaves nothing behind when it is interrupted.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;
use tolok_diagnostics::{Diagnostic, Place};

use crate::codes;

/// Writes the bytes beside the path and renames them into place, so that nobody ever sees half a file. What is there is replaced as it is: a link
/// goes on leading to it, and whoever might read and write it still may.
///
/// # Errors
///
/// E0503 with the system's reason; then nothing was written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_as(path, bytes, path)
}

/// The same, with a file to take the permissions from where there is none yet.
pub(crate) fn write_as(path: &Path, bytes: &[u8], model: &Path) -> Result<(), Diagnostic> {
    let linked = std::fs::canonicalize(path).ok();
    let permissions = std::fs::metadata(path).or_else(|_| std::fs::metadata(model)).map(|known| known.permissions()).ok();
    let shown = path;
    let path = linked.as_deref().unwrap_or(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || -> std::io::Result<()> {
        let mut file = begin(folder)?;
        let unfinished = file.path().to_path_buf();
        let written = file
            .write_all(bytes)
            .and_then(|()| file.as_file().sync_all())
            .and_then(|()| permissions.map_or_else(|| share(file.as_file()), |known| file.as_file().set_permissions(known)))
            .and_then(|()| Ok(file.persist(path).map(|_| ())?));
        unfinished_files().files.remove(&unfinished);
        written
    };
    attempt().map_err(|error| {
        let name = shown.to_string_lossy();
        let help = match error.kind() {
            ErrorKind::NotFound => "make the folder first",
            ErrorKind::PermissionDenied => "close the file in other programs, or choose another folder",
            ErrorKind::StorageFull => "make room on the disk",
            _ => "choose another name or folder",
        };
        // The words of the system alone: the name of the unfinished file is nobody's business.
        let words = error.raw_os_error().map_or(error, std::io::Error::from_raw_os_error);
        let problem = Diagnostic::new(&codes::UNWRITABLE, format!("`{name}` cannot be written: {words}"));
        problem.at(Place::File(name.as_ref().into())).help(help)
    })
}

/// Removes every file that is being written at this moment, and writes no other: for a program that is about to be ended.
pub fn abandon_writing() {
    let mut unfinished = unfinished_files();
    unfinished.abandoned = true;
    for file in std::mem::take(&mut unfinished.files) {
        // One that was renamed into place meanwhile is no longer there, and that is as well.
        let _ = std::fs::remove_file(file);
    }
}

/// What is being written.
struct Unfinished {
    files: BTreeSet<PathBuf>,
    abandoned: bool,
}

static UNFINISHED: Mutex<Unfinished> = Mutex::new(Unfinished { files: BTreeSet::new(), abandoned: false });

fn unfinished_files() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file in the folder. It is known from the moment on that it is there, so an interruption always finds it.
fn begin(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut unfinished = unfinished_files();
    if unfinished.abandoned {
        return Err(ErrorKind::Interrupted.into());
    }
    let file = tempfile::Builder::new().prefix(".tolok-").tempfile_in(folder)?;
    unfinished.files.insert(file.path().to_path_buf());
    Ok(file)
}

/// A temporary file is for its owner alone; a result is for whoever may read the folder.
#[cfg(unix)]
fn share(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
