//! One problem, with everything a renderer needs.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::{Code, Place};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is computed or written.
    Error,
    /// The result stands, and something about it should be known.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// A second place that belongs to a problem, with the words to show there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there, such as "first defined here".
    pub text: String,
}

/// One problem.
///
/// ```
/// use tolok_diagnostics::{Code, Diagnostic, Place, Severity};
/// static UNKNOWN: Code = Code { id: "E0201", title: "unknown name", explanation: "", example: "" };
/// let problem = Diagnostic::new(&UNKNOWN, "unknown name `new_custmers`")
///     .at(Place::text("marketing.kpi", 14..26))
///     .hint("did you mean `new_customers`?");
/// assert_eq!(problem.severity(), Severity::Error);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: &'static Code,
    /// What is wrong, in one line: lower-case start, names in backticks, no final stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words that stand beside the underlined text.
    pub hint: Option<String>,
    /// What to do about it, with text to paste where there is one.
    pub help: Option<String>,
    /// Other places that belong to the problem.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A problem without a place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: Place::Nowhere, hint: None, help: None, related: Vec::new() }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same problem at a span of a text file.
    #[must_use]
    pub fn in_text(self, file: &Arc<str>, span: Range<usize>) -> Self {
        self.at(Place::Text { file: Arc::clone(file), span })
    }

    /// The same problem with words beside the underlined text.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same problem with a second place.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Related { place, text: text.into() });
        self
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// True if at least one of the problems is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// True if at least one of the problems is a warning.
pub fn has_warnings(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Warning)
}

/// The problems in their order, each that says the same of the same place only once.
pub fn once_each(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: BTreeSet<(&'static str, String, String)> = BTreeSet::new();
    let key = |problem: &Diagnostic| (problem.code.id, problem.message.clone(), problem.place.to_string());
    diagnostics.into_iter().filter(|problem| seen.insert(key(problem))).collect()
}

/// Puts problems into reading order: by file in the order of first mention, then by place, then by code; and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let mut files: Vec<Arc<str>> = Vec::new();
    for file in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.file()) {
        if !files.contains(file) {
            files.push(Arc::clone(file));
        }
    }
    diagnostics.sort_by_cached_key(|diagnostic| {
        let file = diagnostic.place.file().and_then(|file| files.iter().position(|known| known == file));
        (file, diagnostic.place.order(), diagnostic.code.id)
    });
    diagnostics.dedup();
}
