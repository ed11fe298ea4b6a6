//! The tree: what a text of definitions says, with the place of everything in it.

mod attribute;
mod definition;
mod expression;
mod file;
mod name;
mod report;
mod rollup;
mod source;
mod span;
mod test;

pub use attribute::{Attribute, AttributeKind, Better, Bound, Indicator, OnError, Target, TargetFor};
pub use definition::{
    Broken, Calendar, Definition, Dimension, DimensionEntry, DimensionEntryKind, Function, Input, Metric, Param, Time, Use, UsePath,
    Weekday,
};
pub use expression::{Expression, ExpressionKind};
pub use file::{Comment, File, Item, Trivia};
pub use name::{Name, Path};
pub use report::{Report, ReportEntry, ReportEntryKind};
pub use rollup::{Fill, Rollup, RollupKind, TypeAnnotation};
pub use source::{Binding, Rates, Source, SourceEntry, SourceEntryKind};
pub use span::Span;
pub use test::{Expectation, Given, Test, TestEntry, TestEntryKind};
