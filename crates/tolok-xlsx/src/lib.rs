//! The workbook as a zip of parts: cells read and patched, everything else byte for byte.
//!
//! [`Workbook::open`] takes the bytes of an `.xlsx`, `.xlsm`, `.xltx` or `.xltm` file, [`Workbook::worksheet`] reads a sheet's cells, and
//! [`Workbook::edit`] gives the bytes of the workbook with some cells set. Nothing is parsed into an object model that would be written
//! back: an edit replaces the bytes of the cells it names, entries of the zip that need no change are copied compressed as they are, and
//! no edit at all gives the very bytes that were read. What depends on the cells follows them: results of formulas, and the copies in charts.
//!
//! This crate knows nothing of placeholders or KPIs. Section numbers in its comments are those of ECMA-376, part 1.

mod cell;
pub mod codes;
mod content;
mod edits;
mod epoch;
mod error;
mod file_bytes;
mod limits;
mod note;
mod number_format;
mod package;
mod part_text;
mod passage;
mod sheet;
mod splices;
mod strings;
mod styles;
mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod texts;
mod workbook;
mod worksheet;
mod write;
mod xml;

pub use cell::{Cell, CellFormula, CellKind, FormulaKind};
pub use content::{Content, Replacement};
pub use edits::Edits;
pub use epoch::Epoch;
pub use error::XlsxError;
pub use file_bytes::FileBytes;
pub use limits::Limits;
pub use note::Note;
pub use number_format::{is_date_format, is_time_of_day};
pub use passage::{Passage, PassageKind};
pub use sheet::{Sheet, SheetKind, Visibility};
pub use tolok_excel_formula::{Address, Area, CellError, MAX_COLUMNS, MAX_ROWS, Table, Takes, Value as CellValue, calculated_functions};
pub use workbook::{DefinedName, Workbook};
pub use worksheet::Worksheet;
pub use write::{CellAccount, Engine, Fate, FollowedChart, Located, Output};
