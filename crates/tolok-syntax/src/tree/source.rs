//! Where data is.

use std::sync::Arc;

use crate::tree::{Name, Span};

/// `source ads from "ads.xlsx" sheet "2026" range "A1:F20" { … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: Name,
    /// The file, relative to the definitions.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// The range.
    pub range: Option<Arc<str>>,
    /// What its block says; none where there was no block.
    pub entries: Option<Vec<SourceEntry>>,
}

/// One entry of a source's block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// What it says.
    pub kind: SourceEntryKind,
    /// Where.
    pub span: Span,
}

/// What an entry of a source's block says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceEntryKind {
    /// `` spend = `Marketing Spend` ``.
    Binding(Binding),
    /// `locale id`.
    Locale(Arc<str>),
    /// `totals keep`, `totals drop`: true for keep.
    TotalsKeep(bool),
}

/// An input and the heading of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The input, dimension or time.
    pub name: Name,
    /// The heading.
    pub heading: Name,
}

/// `rates from "file"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The file, relative to the definitions.
    pub file: Arc<str>,
}
