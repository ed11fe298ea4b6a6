//! A list: a worksheet with a row for each thing that happened, and beside it what all of them come to.
//!
//! It is a table as any other data, so `tolok run` reads what people typed by its headings.

mod area;
mod asked;
mod choices;
mod columns;
mod expression;
mod needs;
mod row;
mod sheet;
mod summary;
mod table;

pub(super) use self::asked::AskedList;
pub(super) use self::sheet::ListSheet;
