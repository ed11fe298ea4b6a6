//! Text to a tree with spans, definition by definition, and back to canonical text.
//!
//! Nothing here knows what a name means. [`parse`] never stops at the first problem: a definition that cannot be read becomes
//! a [`tree::Broken`] one and the others stand. [`format::format`] writes a tree in the one canonical form and keeps comments.
//!
//! ```
//! let parsed = tolok_syntax::parse("cac.kpi", "CAC = Spend/New_Customers\n");
//! assert!(parsed.diagnostics.is_empty());
//! assert_eq!(tolok_syntax::format::format(&parsed.file), "CAC = Spend / New_Customers\n");
//! ```

pub mod codes;
mod depth;
mod examine;
mod explain;
mod form;
pub mod format;
mod grammar;
mod limits;
mod lower;
mod parse;
mod precedence;
mod scan;
pub mod tree;

pub use limits::{MAX_FILE_BYTES, MAX_NESTING};
pub use parse::{Parsed, parse, parse_formula};
