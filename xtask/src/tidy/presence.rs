//! Files that must be there.

use super::repository::Repository;

const PAGES: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// The grammar a person reads, and the copy that its crate can be published with.
const GRAMMAR: [&str; 2] = ["grammar/tolok.pest", "crates/tolok-syntax/src/tolok.pest"];

pub(super) fn pages(repository: &Repository) -> Vec<String> {
    (PAGES.iter())
        .filter(|page| repository.text(page).is_none_or(|text| text.trim().is_empty()))
        .map(|page| format!("{page} is missing or empty"))
        .collect()
}

pub(super) fn grammar(repository: &Repository) -> Vec<String> {
    let [published, used] = GRAMMAR;
    match (repository.text(published), repository.text(used)) {
        (Some(one), Some(other)) if one == other => Vec::new(),
        (Some(_), Some(_)) => vec![format!("{published} and {used} differ")],
        (None, _) => vec![format!("{published} is missing")],
        (_, None) => vec![format!("{used} is missing")],
    }
}
