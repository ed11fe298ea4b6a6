//! Sources to typed Arrow columns: text files, json lines, workbooks and data frames.
//!
//! A [`SourceRequest`] says where rows are and how they are read, a [`Vocabulary`] says what definitions look for in them.
//! [`Table::open`] looks through the source once: it finds the header, binds headings to terms, decides the kind of each column and
//! the writing of its dates, and leaves out total rows. [`Table::batches`] then gives the rows, as often as asked, as Arrow arrays.
//!
//! This crate knows neither formulas nor roll-ups, and opens no file by itself: a [`File`] hands it readers.

mod cell;
pub mod codes;
mod file;
mod layout;
mod names;
mod request;
mod sheet;
mod vocabulary;

pub use file::{File, Memory, ReadSeek};
pub use request::{Binding, LayoutChoice, SourceRequest, Totals};
pub use vocabulary::{Kind, Role, Term, Vocabulary};
