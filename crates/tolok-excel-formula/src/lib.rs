//! Excel formula text: which cells it refers to, how it reads when it is moved, and what it is worth.
//!
//! This crate knows nothing of files. It never guesses: a formula, or a part of one, that it cannot tell the cells of counts as depending on
//! everything, and one whose result in Excel is not known for sure has none. The grammar is that of [MS-XLSX] 2.2.2 and of ECMA-376, part 1, section 18.17.

mod address;
mod area;
mod book;
mod columns;
mod cursor;
mod dependents;
mod evaluation;
mod expression;
mod families;
mod formula;
mod grid;
mod handed;
mod precedents;
mod reach;
mod reference;
mod sheet_name;
mod shift;
mod structured;
mod table;
mod tokens;
mod value;

pub use address::{Address, MAX_COLUMNS, MAX_ROWS};
pub use area::Area;
pub use book::Book;
pub use columns::{escaped, renamed};
pub use dependents::{FormulaCell, dependents};
pub use evaluation::{Cells, Spot, Subtotals, Unknown, calculated_functions};
pub use expression::Expression;
pub use families::Families;
pub use formula::Formula;
pub use grid::Grid;
pub use handed::Takes;
pub use precedents::Precedents;
pub use sheet_name::written_sheet;
pub use shift::{Line, Shift};
pub use table::Table;
pub use value::{CellError, Value};
