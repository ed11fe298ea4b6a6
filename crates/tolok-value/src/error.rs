//! Error values, as a spreadsheet shows them, with their cause.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The four errors a value can be. Anything else a spreadsheet knows (`#REF!`, `#NAME?`) is `#N/A` with the cell's own word in the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ErrorKind {
    /// Division by zero, 0/0 too.
    #[serde(rename = "#DIV/0!")]
    DivisionByZero,
    /// Not available.
    #[serde(rename = "#N/A")]
    NotAvailable,
    /// The wrong kind of value.
    #[serde(rename = "#VALUE!")]
    Value,
    /// No such number, or one that is out of range.
    #[serde(rename = "#NUM!")]
    Number,
}

impl ErrorKind {
    /// The error as a spreadsheet writes it.
    ///
    /// ```
    /// assert_eq!(tolok_value::ErrorKind::DivisionByZero.text(), "#DIV/0!");
    /// ```
    pub fn text(self) -> &'static str {
        match self {
            ErrorKind::DivisionByZero => "#DIV/0!",
            ErrorKind::NotAvailable => "#N/A",
            ErrorKind::Value => "#VALUE!",
            ErrorKind::Number => "#NUM!",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

/// Where in the definitions an error came up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The definition whose formula it was.
    pub definition: Arc<str>,
    /// The file of that definition.
    pub file: Arc<str>,
    /// Bytes from the beginning of that file.
    pub span: Range<usize>,
}

/// An error value: its kind, the cause in plain words, and where it came up.
///
/// Operations make it without an origin; whoever evaluates a formula adds that, once: the first place stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ValueError {
    inner: Arc<Inner>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Inner {
    kind: ErrorKind,
    cause: String,
    origin: Option<Origin>,
}

impl ValueError {
    /// An error with its cause in plain words, such as "division by zero".
    pub fn new(kind: ErrorKind, cause: impl Into<String>) -> Self {
        Self { inner: Arc::new(Inner { kind, cause: cause.into(), origin: None }) }
    }

    /// Which of the four errors.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Why, in plain words, without the place.
    pub fn cause(&self) -> &str {
        &self.inner.cause
    }

    /// Where it came up, if that is known.
    pub fn origin(&self) -> Option<&Origin> {
        self.inner.origin.as_ref()
    }

    /// The same error with its origin, unless it has one already; `cause` may make the words more exact.
    #[must_use]
    pub fn located(self, origin: impl FnOnce() -> Origin, cause: impl FnOnce(&str) -> Option<String>) -> Self {
        if self.inner.origin.is_some() {
            return self;
        }
        let words = cause(&self.inner.cause).unwrap_or_else(|| self.inner.cause.clone());
        Self { inner: Arc::new(Inner { kind: self.inner.kind, cause: words, origin: Some(origin()) }) }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.origin() {
            Some(origin) => write!(formatter, "{}, in `{}`", self.inner.cause, origin.definition),
            None => formatter.write_str(&self.inner.cause),
        }
    }
}
