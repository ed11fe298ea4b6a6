//! Attributes: what is said of a definition between its braces.

use std::sync::Arc;

use tolok_value::Comparison;

use crate::tree::{Expression, Name, Span};

/// One attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// What it says.
    pub kind: AttributeKind,
    /// Where.
    pub span: Span,
}

/// What an attribute says.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeKind {
    /// `label id "…"`.
    Label {
        /// The language's code; none means the language of the file.
        language: Option<Arc<str>>,
        /// The label.
        text: Arc<str>,
    },
    /// `description pl "…"`.
    Description {
        /// The language's code.
        language: Option<Arc<str>>,
        /// The description.
        text: Arc<str>,
    },
    /// `alias "CPA", "cost per acquisition"`, `alias id "…"`.
    Alias {
        /// The language's code.
        language: Option<Arc<str>>,
        /// The other names, with where they stand.
        aliases: Vec<(Arc<str>, Span)>,
    },
    /// `format "$#,##0.00"`.
    Format(Arc<str>),
    /// `better lower`.
    Better(Better),
    /// `target <= 40, warn <= 60`.
    Target(Box<Target>),
    /// `indicator leading`.
    Indicator(Indicator),
    /// `category`, `owner`, `source`, `cadence`, `since`, with their text.
    Text {
        /// Which of them.
        name: Arc<str>,
        /// Its text.
        text: Arc<str>,
        /// True if it was written as a date, `@2026-01`.
        dated: bool,
    },
    /// `tags "paid", "search"`.
    Tags(Vec<Arc<str>>),
    /// `on_error blank`.
    OnError(OnError),
    /// `deprecated "use cac"`.
    Deprecated(Option<Arc<str>>),
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Whether a KPI tells of what comes or of what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indicator {
    /// Tells of what comes.
    Leading,
    /// Tells of what was.
    Lagging,
}

/// How an error is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnError {
    /// As nothing.
    Blank,
    /// As a text.
    Text(Arc<str>),
    /// As a number, with its spelling.
    Number(Arc<str>),
}

/// `target [for dimension "member"] bound [, warn bound]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The member it is for.
    pub member: Option<TargetFor>,
    /// What is good.
    pub good: Bound,
    /// What is nearly good.
    pub warn: Option<Bound>,
}

/// `for channel "Email"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFor {
    /// The dimension.
    pub dimension: Name,
    /// The member.
    pub member: Arc<str>,
}

/// `<= 40` or `between 2 and 4`.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// Compared with one value.
    Compare(Comparison, Expression),
    /// Between two, both included.
    Between(Expression, Expression),
}
