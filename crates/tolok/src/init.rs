//! A small project to begin with: definitions, numbers, a report to fill, and a page that says what to type.

use std::path::Path;

use tolok_diagnostics::{Diagnostic, Place};

use crate::codes;

/// The files of a new project, in the order in which they are listed.
const FILES: &[(&str, &[u8])] = &[
    ("README.md", include_bytes!("../init/README.md")),
    ("marketing.kpi", include_bytes!("../init/marketing.kpi")),
    ("months.csv", include_bytes!("../init/months.csv")),
    ("numbers.xlsx", include_bytes!("../init/numbers.xlsx")),
    ("report.xlsx", include_bytes!("../init/report.xlsx")),
];

/// Makes a project in a folder that is not there yet or is empty, and gives the names of its files. All of them are written, or
/// none.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let demo = folder.path().join("demo");
/// let files = tolok::init(&demo).map_err(|problem| problem.message)?;
/// assert_eq!(files, ["README.md", "marketing.kpi", "months.csv", "numbers.xlsx", "report.xlsx"]);
/// assert_eq!(tolok::init(&demo).unwrap_err().code.id, "E0511");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// E0511 where the folder holds something or is a file, E0503 where it cannot be written.
pub fn init(folder: &Path) -> Result<Vec<&'static str>, Diagnostic> {
    let name = folder.to_string_lossy();
    let place = || Place::File(name.as_ref().into());
    let taken = |words: String| Diagnostic::new(&codes::TAKEN, words).at(place()).help("name a folder that is not there yet");
    let exists = match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return Err(taken(format!("the folder `{name}` is not empty"))),
        Ok(false) => true,
        Err(_) if folder.is_file() => return Err(taken(format!("`{name}` is a file"))),
        Err(_) => folder.exists(),
    };
    write(folder, exists).map_err(|error| {
        let problem = Diagnostic::new(&codes::UNWRITABLE, format!("`{name}` cannot be written: {error}"));
        problem.at(place()).help("choose another folder, or one that you may write to")
    })?;
    Ok(FILES.iter().map(|(name, _)| *name).collect())
}

/// Writes the files aside and moves them into place when all of them are there: with their folder, or one by one into a folder
/// that exists.
fn write(folder: &Path, exists: bool) -> std::io::Result<()> {
    if exists {
        let aside = aside(folder)?;
        let mut moved = Vec::new();
        for (name, _) in FILES {
            let target = folder.join(name);
            match std::fs::rename(aside.path().join(name), &target) {
                Ok(()) => moved.push(target),
                Err(error) => {
                    // What cannot be taken back here could not be written either.
                    moved.iter().for_each(|path| drop(std::fs::remove_file(path)));
                    return Err(error);
                }
            }
        }
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let aside = aside(parent)?;
    std::fs::rename(aside.path(), folder)?;
    // The folder has another name, and is no longer there to be cleared away.
    let _ = aside.keep();
    Ok(())
}

/// A new folder beside or inside the one that is meant, with all files.
fn aside(parent: &Path) -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tolok-");
    share(&mut builder);
    let aside = builder.tempdir_in(parent)?;
    for (name, bytes) in FILES {
        std::fs::write(aside.path().join(name), bytes)?;
    }
    Ok(aside)
}

/// A temporary folder is for its owner alone; a project is for whoever the person lets in.
#[cfg(unix)]
fn share(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o777));
}

#[cfg(not(unix))]
fn share(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests;
