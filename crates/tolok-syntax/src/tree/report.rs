//! A table people ask for again and again.

use std::sync::Arc;

use tolok_value::Grain;

use crate::tree::{Attribute, Expression, Path, Span};

/// `report "title" { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its title.
    pub title: Arc<str>,
    /// What it shows.
    pub entries: Vec<ReportEntry>,
    /// Where the title stands.
    pub title_span: Span,
}

impl Report {
    /// What is said of it.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.entries.iter().filter_map(|entry| match &entry.kind {
            ReportEntryKind::Attribute(attribute) => Some(attribute),
            _ => None,
        })
    }
}

/// One entry of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportEntry {
    /// What it says.
    pub kind: ReportEntryKind,
    /// Where.
    pub span: Span,
}

/// What an entry of a report says.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportEntryKind {
    /// `kpis spend, cac`.
    Kpis(Vec<Path>),
    /// `inputs spend, clicks`.
    Inputs(Vec<Path>),
    /// `by channel`.
    By(Vec<Path>),
    /// `over month`.
    Over(Grain),
    /// `sort cac`, `sort cac desc`.
    Sort {
        /// By what.
        kpi: Path,
        /// From the largest down.
        descending: bool,
    },
    /// `top 10`.
    Top(u32),
    /// `total`.
    Total,
    /// `where channel = "Email"`.
    Where(Expression),
    /// `label id "…"` or `description id "…"`.
    Attribute(Attribute),
}
