//! How an input rolls up, and what type a definition declares.

use std::sync::Arc;

use crate::tree::{Expression, Name, Path, Span};

/// `: money[EUR]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeAnnotation {
    /// The type's name.
    pub name: Name,
    /// The currency between square brackets.
    pub currency: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
}

/// How an input is combined over rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollup {
    /// How.
    pub kind: RollupKind,
    /// Where it is said.
    pub span: Span,
}

/// The ways of combining rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RollupKind {
    /// Summed.
    Flow {
        /// Members may share people, so that totals are an upper bound.
        overlapping: bool,
    },
    /// The last report of each key, summed over keys.
    Stock {
        /// The keys; empty means every declared dimension of the source.
        keys: Vec<Name>,
        /// Only reports of the period itself.
        within_period: bool,
        /// The first report instead of the last.
        first: bool,
    },
    /// Σ(rate · weight) / Σ weight.
    Rate {
        /// The weight.
        weight: Path,
    },
    /// Cannot be combined.
    Single,
    /// The same in every row.
    Constant,
}

/// `fill 0`: what an empty cell means.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// The value.
    pub value: Expression,
    /// Where it is said.
    pub span: Span,
}
