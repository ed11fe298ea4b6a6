//! Writes a file as a whole or not at all.

use std::io::Write;
use std::path::Path;

use tolok_diagnostics::{Diagnostic, Place};

use crate::codes;

/// Writes the bytes beside the path and renames them into place, so that nobody ever sees half a file.
///
/// # Errors
///
/// E0503 with the system's reason; then nothing was written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || -> std::io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".tolok-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        share(file.as_file())?;
        file.persist(path)?;
        Ok(())
    };
    attempt().map_err(|error| {
        let name = path.to_string_lossy();
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "make the folder first",
            std::io::ErrorKind::PermissionDenied => "close the file in other programs, or choose another folder",
            std::io::ErrorKind::StorageFull => "make room on the disk",
            _ => "choose another name or folder",
        };
        let problem = Diagnostic::new(&codes::UNWRITABLE, format!("`{name}` cannot be written: {error}"));
        problem.at(Place::File(name.as_ref().into())).help(help)
    })
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
