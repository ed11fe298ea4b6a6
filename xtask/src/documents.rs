//! Pages that are generated and committed: each is written from what it tells about, so it cannot go stale unseen.

mod gallery;
mod grammar;

use crate::workspace::root;
use std::path::Path;
use tolok_tests::{coverage, covered_surfaces, load_folder};

/// A generated page: its path in the checkout and its text.
struct Document {
    path: &'static str,
    text: fn(&Path) -> Result<String, String>,
}

const DOCUMENTS: &[Document] = &[
    Document { path: "docs/gallery.md", text: |_| Ok(gallery::page()) },
    Document { path: "docs/reference/command-line.md", text: |_| Ok(tolok_cli::help_page()) },
    Document { path: "docs/reference/diagnostics.md", text: |_| Ok(tolok::reference::diagnostics_page()) },
    Document { path: "docs/reference/functions.md", text: |_| Ok(tolok::reference::functions_page()) },
    Document { path: "docs/reference/grammar.md", text: grammar::page },
    Document { path: "tests/coverage.md", text: coverage_of_cases },
];

/// Writes every page that changed.
pub(crate) fn write() -> Result<(), String> {
    for (path, text) in stale()? {
        let target = root().join(path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        std::fs::write(&target, text).map_err(|error| format!("{path}: {error}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Fails where a committed page differs from what would be written.
pub(crate) fn check() -> Result<(), String> {
    let stale: Vec<_> = stale()?.into_iter().map(|(path, _)| path).collect();
    if stale.is_empty() { Ok(()) } else { Err(format!("out of date, run `cargo xtask docs`: {}", stale.join(", "))) }
}

fn stale() -> Result<Vec<(&'static str, String)>, String> {
    let root = root();
    let mut stale = Vec::new();
    for document in DOCUMENTS {
        let text = (document.text)(&root)?;
        let committed = std::fs::read_to_string(root.join(document.path)).unwrap_or_default();
        if committed.replace('\r', "") != text {
            stale.push((document.path, text));
        }
    }
    Ok(stale)
}

fn coverage_of_cases(root: &Path) -> Result<String, String> {
    let loaded = load_folder(&root.join("tests").join("cases"));
    match loaded.errors.first() {
        Some(error) => Err(error.to_string()),
        None => Ok(coverage(&loaded.cases, &covered_surfaces())),
    }
}
