//! Replacements in a text, by byte ranges of the text as it was.

use std::ops::Range;

/// Replacements in a text, gathered in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Splices {
    replacements: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Replaces a range; an empty range inserts, and several insertions at one place keep the order in which they came.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.replacements.push((range, with.into()));
    }

    pub(crate) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub(crate) fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Adds the replacements of others.
    pub(crate) fn extend(&mut self, others: Splices) {
        self.replacements.extend(others.replacements);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.replacements.is_empty()
    }

    /// The replacements in the order of their ranges, or nothing if two of them overlap.
    pub(crate) fn sorted(&self) -> Option<Vec<(Range<usize>, &str)>> {
        let mut sorted: Vec<_> = self.replacements.iter().map(|(range, with)| (range.clone(), with.as_str())).collect();
        sorted.sort_by_key(|(range, _)| (range.start, range.end));
        let apart = sorted.iter().zip(sorted.iter().skip(1)).all(|((one, _), (other, _))| one.end <= other.start);
        (apart && sorted.iter().all(|(range, _)| range.start <= range.end)).then_some(sorted)
    }

    /// The text with everything replaced, or nothing if two replacements overlap or a range is not one of the text's.
    pub(crate) fn apply(&self, text: &str) -> Option<String> {
        let replacements = self.sorted()?;
        let added: usize = replacements.iter().map(|(_, with)| with.len()).sum();
        let mut result = String::with_capacity(text.len().saturating_add(added));
        let mut done = 0;
        for (range, with) in &replacements {
            result.push_str(text.get(done..range.start)?);
            result.push_str(with);
            done = range.end;
        }
        result.push_str(text.get(done..)?);
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_come_in_any_order() {
        let mut splices = Splices::default();
        splices.replace(4..5, "E");
        splices.insert(2, "1");
        splices.insert(2, "2");
        splices.remove(0..1);
        assert_eq!(splices.apply("abcde").as_deref(), Some("b12cdE"));
    }

    #[test]
    fn overlaps_and_foreign_ranges_are_refused() {
        let mut overlapping = Splices::default();
        overlapping.remove(0..3);
        overlapping.remove(2..4);
        assert_eq!(overlapping.apply("abcde"), None);
        let mut beyond = Splices::default();
        beyond.remove(4..9);
        assert_eq!(beyond.apply("abcde"), None);
    }
}
