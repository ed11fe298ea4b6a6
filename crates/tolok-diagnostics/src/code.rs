//! The stable name of a kind of problem.

use crate::Severity;

/// The stable name of a kind of problem, with what the reference page says about it.
///
/// Codes are `E` or `W`, two digits for the group and two for the kind: E01 syntax, E02 names, E03 types, units and roll-ups,
/// E04 evaluation, E05 data, E06 workbooks and templates; warnings use the same groups.
///
/// ```
/// use tolok_diagnostics::{Code, Severity};
/// static UNKNOWN: Code = Code { id: "E0201", title: "unknown name", explanation: "…", example: "a = b" };
/// assert_eq!(UNKNOWN.severity(), Severity::Error);
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code itself, such as `E0201`.
    pub id: &'static str,
    /// The kind of problem in a few words.
    pub title: &'static str,
    /// What it means, why it is a problem, and what to do: a paragraph or two of Markdown.
    pub explanation: &'static str,
    /// A text that produces it; empty where definitions alone cannot.
    pub example: &'static str,
}

impl Code {
    /// Error or warning, as the first letter of the code says.
    pub fn severity(&self) -> Severity {
        if self.id.starts_with('W') { Severity::Warning } else { Severity::Error }
    }
}
