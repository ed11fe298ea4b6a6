//! The forms of definition.

use std::sync::Arc;

use tolok_value::Grain;

use crate::tree::{Attribute, Expression, Fill, Name, Path, Rates, Report, Rollup, Source, Span, Test, TypeAnnotation};

/// One definition.
#[derive(Debug, Clone, PartialEq)]
pub enum Definition {
    /// `name = formula`.
    Metric(Metric),
    /// `input name`.
    Input(Input),
    /// `param name = value`.
    Param(Param),
    /// `dimension name`.
    Dimension(Dimension),
    /// `time name: month`.
    Time(Time),
    /// `fn name(a, b) = formula`.
    Function(Function),
    /// `source name from "file"`.
    Source(Source),
    /// `rates from "file"`.
    Rates(Rates),
    /// `use std.marketing`.
    Use(Use),
    /// `report "title" { … }`.
    Report(Report),
    /// `test "title" { … }`.
    Test(Test),
    /// `currency USD`.
    Currency(Arc<str>),
    /// `calendar week starts monday`.
    Calendar(Calendar),
    /// One that cannot be read.
    Broken(Broken),
}

/// A metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// True for `override`.
    pub overrides: bool,
    /// Its name.
    pub name: Name,
    /// Its declared type.
    pub annotation: Option<TypeAnnotation>,
    /// Its formula.
    pub formula: Expression,
    /// What else is said of it.
    pub attributes: Vec<Attribute>,
}

/// A number that comes from data.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Its name.
    pub name: Name,
    /// Its declared type.
    pub annotation: Option<TypeAnnotation>,
    /// How it rolls up.
    pub rollup: Option<Rollup>,
    /// What an empty cell means.
    pub fill: Option<Fill>,
    /// What else is said of it.
    pub attributes: Vec<Attribute>,
}

/// A number that a person sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// True for `override`.
    pub overrides: bool,
    /// Its name.
    pub name: Name,
    /// Its declared type.
    pub annotation: Option<TypeAnnotation>,
    /// Its value.
    pub value: Expression,
    /// What else is said of it.
    pub attributes: Vec<Attribute>,
}

/// What rows are grouped by.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// Its name.
    pub name: Name,
    /// The dimension whose members it groups.
    pub from: Option<Name>,
    /// Members, groups and attributes; none where there was no block.
    pub entries: Option<Vec<DimensionEntry>>,
}

/// One entry of a dimension's block.
#[derive(Debug, Clone, PartialEq)]
pub struct DimensionEntry {
    /// What it says.
    pub kind: DimensionEntryKind,
    /// Where.
    pub span: Span,
}

/// What an entry of a dimension's block says.
#[derive(Debug, Clone, PartialEq)]
pub enum DimensionEntryKind {
    /// `member "Email" label id "Surel" alias "e-mail"`.
    Member {
        /// The member.
        member: Arc<str>,
        /// Its labels and aliases.
        attributes: Vec<Attribute>,
    },
    /// `"Paid" = "Search Ads", "Social Ads"`.
    Group {
        /// The group.
        group: Arc<str>,
        /// The members that belong to it.
        members: Vec<Arc<str>>,
    },
    /// An attribute of the dimension.
    Attribute(Attribute),
}

/// The date column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its name.
    pub name: Name,
    /// The finest period to report.
    pub grain: Grain,
    /// Where the grain is said.
    pub grain_span: Span,
}

/// A reusable formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// The names of its parameters.
    pub parameters: Vec<Name>,
    /// Its formula.
    pub body: Expression,
    /// What else is said of it.
    pub attributes: Vec<Attribute>,
}

/// Other definitions taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Which.
    pub path: UsePath,
    /// Where it is said.
    pub span: Span,
}

/// What is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsePath {
    /// A library by its name: `std.marketing`.
    Library(Path),
    /// A file, relative to this one.
    File(Arc<str>),
}

/// The file's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The first day of the week.
    pub week_starts: Option<Weekday>,
    /// The first month of the year, from 1.
    pub year_starts: Option<u8>,
}

/// A day of the week, from Monday = 1 to Sunday = 7 as ISO 8601 counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekday(pub u8);

/// A definition that cannot be read: it still has a name that others may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What it seems to define.
    pub name: Option<Name>,
}

impl Definition {
    /// The name that it gives to something that formulas can use.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Definition::Metric(metric) => Some(&metric.name),
            Definition::Input(input) => Some(&input.name),
            Definition::Param(param) => Some(&param.name),
            Definition::Dimension(dimension) => Some(&dimension.name),
            Definition::Time(time) => Some(&time.name),
            Definition::Function(function) => Some(&function.name),
            Definition::Source(source) => Some(&source.name),
            Definition::Broken(broken) => broken.name.as_ref(),
            _ => None,
        }
    }
}
