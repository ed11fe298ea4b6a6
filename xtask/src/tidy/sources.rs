//! What source files look like.

use super::repository::Repository;
use super::words::{has_word, lines_with};

const LONGEST: usize = 800;

/// Crates between text and value, where every number is a decimal.
const EXACT: &[&str] = &["tolok-syntax", "tolok-model", "tolok-plan", "tolok-eval"];

pub(super) fn length(repository: &Repository) -> Vec<String> {
    (repository.rust_sources())
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{path} has {lines} lines, more than {LONGEST}"))
        .collect()
}

pub(super) fn opening(repository: &Repository) -> Vec<String> {
    (repository.rust_sources())
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| format!("{path} does not open with `//!`"))
        .collect()
}

pub(super) fn floats(repository: &Repository) -> Vec<String> {
    let is_exact = |path: &str| {
        (path.strip_prefix("crates/")).and_then(|path| path.split_once("/src/")).is_some_and(|(name, _)| EXACT.contains(&name))
    };
    (repository.rust_sources()).filter(|(path, _)| is_exact(path)).flat_map(|(path, text)| lines_with(path, text, names_a_float)).collect()
}

/// Also as a part of a name, `to_f64`, or at the end of a number, `1f64`.
fn names_a_float(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_digit());
        word == "f32" || word == "f64"
    })
}

pub(super) fn reminders(repository: &Repository) -> Vec<String> {
    // Put together here so that this file does not break its own rule.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let macro_call = concat!("dbg", "!(");
    let is_source =
        |path: &str| path == ".ci/run" || [".rs", ".py", ".js", ".ts", ".pest", ".toml", ".sh"].iter().any(|ending| path.ends_with(ending));
    (repository.texts())
        .filter(|(path, _)| is_source(path))
        .flat_map(|(path, text)| lines_with(path, text, |line| line.contains(macro_call) || words.iter().any(|word| has_word(line, word))))
        .collect()
}
