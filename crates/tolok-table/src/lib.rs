//! Sources to typed Arrow columns: text files, json lines, workbooks and data frames.
//!
//! A [`SourceRequest`] says where rows are and how they are read, a [`Vocabulary`] says what definitions look for in them.
//! [`Table::open`] looks through the source once: it finds the header, binds headings to terms, decides the kind of each column and
//! the writing of its dates, and leaves out total rows. [`Table::batches`] then gives the rows, as often as asked, as Arrow arrays.
//!
//! This crate knows neither formulas nor roll-ups, and opens no file by itself: a [`File`] hands it readers.

mod batch;
mod binding;
mod builder;
mod cell;
pub mod codes;
mod column;
mod date;
mod decimal;
mod field;
mod file;
mod frame;
mod json;
pub mod label_words;
mod layout;
mod names;
mod note;
mod number;
mod part;
mod profile;
mod request;
mod sheet;
mod table;
mod text;
mod totals;
mod vocabulary;

use names::shown;

pub use batch::{Batch, CellError, Wanted};
pub use cell::Cell;
pub use column::Column;
pub use file::{File, Memory, ReadSeek};
pub use frame::REFUSED_COLUMN;
pub use note::Note;
pub use part::{is_no_table, is_workbook};
pub use request::{Binding, LayoutChoice, SourceRequest, Totals};
pub use sheet::{PlainSheet, plain_sheet};
pub use table::Table;
pub use totals::is_same_total;
pub use vocabulary::{Kind, Role, Term, Vocabulary};
