//! Words that no tracked file may hold. They are put together here, so that this file holds none of them itself.

use super::repository::Repository;

const HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("deb.debian", ".org"),
    concat!("archive.ubuntu", ".com"),
    concat!("proxy.golang", ".org"),
];

const MACHINE_FOLDERS: &[&str] = &[concat!("/wo", "rk"), concat!("/t", "mp"), concat!("/ro", "ot")];

/// Cargo writes the name of its index into the lock file itself.
const LOCK_FILE: &str = "Cargo.lock";

pub(super) fn hosts(repository: &Repository) -> Vec<String> {
    (repository.texts())
        .filter(|(path, _)| path.rsplit('/').next() != Some(LOCK_FILE))
        .flat_map(|(path, text)| lines_with(path, text, |line| HOSTS.iter().any(|host| line.contains(host))))
        .collect()
}

pub(super) fn machine_paths(repository: &Repository) -> Vec<String> {
    let names_one = |line: &str| MACHINE_FOLDERS.iter().any(|folder| starts_a_path(line, folder));
    (repository.texts()).flat_map(|(path, text)| lines_with(path, text, names_one)).collect()
}

/// Whether an absolute path into the folder stands in the line, alone or with more after it.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at.saturating_add(folder.len())..).and_then(|text| text.chars().next());
        let continues = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        !before.is_some_and(|c| continues(c) || matches!(c, '/' | '}' | ')' | '*' | '~')) && !after.is_some_and(continues)
    })
}

/// Whether a word stands in the line by itself.
pub(super) fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
}

/// `path:line: text` for each line that breaks a rule.
pub(super) fn lines_with(path: &str, text: &str, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    (text.lines().zip(1_usize..))
        .filter(|(line, _)| breaks(line))
        .map(|(line, number)| format!("{path}:{number}: {}", line.trim()))
        .collect()
}
