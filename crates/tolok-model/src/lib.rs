//! From trees to checked definitions: names, imports, types and units, roll-ups, dependencies, the function table; and from a
//! request to a measure plan. Nothing here touches a file, a table or a workbook: other files come through [`Files`].
//!
//! ```
//! use tolok_model::{Definitions, NoFiles};
//! let (definitions, diagnostics) = Definitions::check("cac.kpi", "cac = spend / new_customers\n", &NoFiles);
//! assert!(diagnostics.is_empty());
//! let inputs: Vec<&str> = definitions.inputs().map(|(_, input)| input.name.as_ref()).collect();
//! assert_eq!(inputs, ["spend", "new_customers"]);
//! ```

mod about;
mod check;
pub mod codes;
mod data;
mod definitions;
mod entity;
mod files;
pub mod functions;
mod graph;
mod library;
mod linearity;
mod planning;
mod program;
mod quantity;
mod scope;
mod target;
mod term;
mod tests_of_definitions;
mod types;

pub use about::{About, OnError};
pub use check::CellTypes;
pub use data::{RatesDefinition, Report, SourceDefinition};
pub use definitions::{CheckedFormula, Definitions};
pub use entity::{Dimension, Entity, EntityId, EntityKind, Input, Member, Metric, Param, Rollup};
pub use files::{FileProblem, Files, NoFiles, Opened};
pub use linearity::Linearity;
pub use planning::{Context, Filters, Instance, Planned, Scope, window_of};
pub use quantity::{Currency, Quantity};
pub use target::{Bound, Target};
pub use term::{Aspect, ConditionId, Formula, MemberFunction, Term, TimeFunction};
pub use tests_of_definitions::{Example, Expected, GivenValue};
pub use tolok_syntax::tree::{Better, Indicator};
pub use types::Type;

/// The text of a library of the built-in ones, such as `std.marketing`.
pub fn library_text(name: &str) -> Option<&'static str> {
    library::text(name)
}

/// The names of the built-in libraries.
pub fn library_names() -> impl Iterator<Item = &'static str> {
    library::names()
}

/// A name as a text of definitions has to write it: between backticks where it is not plain.
///
/// ```
/// assert_eq!(tolok_model::written_name("nowi klienci"), "`nowi klienci`");
/// ```
pub fn written_name(name: &str) -> String {
    tolok_syntax::tree::Name::new(name, tolok_syntax::tree::Span::default()).to_string()
}
