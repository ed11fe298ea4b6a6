//! What links end with: names made of letters, digits and lines only, each of them once on a page.

use std::collections::BTreeSet;

/// What the pages themselves use.
const TAKEN: &[&str] = &["kpis", "params", "inputs", "dimensions", "functions", "reports", "index", "contents", "search", "found", "top"];

/// The anchors that are taken.
pub(super) struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    pub(super) fn new() -> Self {
        Self { taken: TAKEN.iter().map(ToString::to_string).collect() }
    }

    /// An anchor that looks like the name and is nobody else's.
    pub(super) fn take(&mut self, name: &str) -> String {
        let plain = |character: char| if character.is_alphanumeric() || character == '_' { character } else { '-' };
        let base: String = name.chars().flat_map(char::to_lowercase).map(plain).collect();
        let mut anchor = base.clone();
        let mut times = 1u64;
        while !self.taken.insert(anchor.clone()) {
            times = times.saturating_add(1);
            anchor = format!("{base}-{times}");
        }
        anchor
    }
}
