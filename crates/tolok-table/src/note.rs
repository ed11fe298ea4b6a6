//! What is told of how a source was read.

/// A sentence on how a source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub words: String,
    /// True where nobody who knows the file would expect anything else, such as a title above the headings.
    pub is_expected: bool,
}

impl Note {
    /// What everybody would expect, kept for whoever wants to trace a number.
    pub(crate) fn expected(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_expected: true }
    }
}

impl From<String> for Note {
    /// What may surprise somebody.
    fn from(words: String) -> Self {
        Self { words, is_expected: false }
    }
}
