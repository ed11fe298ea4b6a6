//! What definitions look for in tables.

use std::sync::Arc;

/// What definitions look for in tables.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Everything that a column can be.
    pub terms: Vec<Term>,
}

/// Something a column can be: an input, a dimension, the date.
#[derive(Debug, Clone)]
pub struct Term {
    /// What the definitions know it by.
    pub key: Arc<str>,
    /// The name as it is shown.
    pub name: Arc<str>,
    /// Every spelling that binds: the name, labels of all languages, aliases.
    pub names: Vec<Arc<str>>,
    /// What it is to the definitions.
    pub role: Role,
    /// The declared kind; without one the cells decide.
    pub kind: Option<Kind>,
    /// Of a dimension: the members that are known, with their labels and aliases.
    pub members: Vec<Arc<str>>,
    /// True if its rows add up, so that a total row can be told.
    pub is_flow: bool,
    /// True if what is asked for needs it: only such terms give problems.
    pub is_needed: bool,
}

impl Term {
    /// What its cells have to be: dates of the time of rows, else what is declared.
    pub(crate) fn declared(&self) -> Option<Kind> {
        if self.role == Role::Time { Some(Kind::Date) } else { self.kind.clone() }
    }
}

/// What a term is to the definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A number, text, truth or date that comes from data.
    Input,
    /// What rows are grouped by.
    Dimension,
    /// The date of a row.
    Time,
}

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Numbers.
    Number {
        /// True if the numbers are fractions that are shown as percentages.
        is_percent: bool,
        /// The currency: its code, or a sign of several such as `$`.
        currency: Option<Arc<str>>,
    },
    /// Texts.
    Text,
    /// True and false.
    Bool,
    /// Days.
    Date,
}

impl Kind {
    /// A plain number.
    pub const NUMBER: Kind = Kind::Number { is_percent: false, currency: None };

    /// A fraction that is shown as a percentage.
    pub const PERCENT: Kind = Kind::Number { is_percent: true, currency: None };
}
