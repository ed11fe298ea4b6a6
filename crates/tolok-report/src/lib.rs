//! Tables of values as a new workbook: native cells with number formats, real error cells, a header that stays in sight.
//!
//! It knows cells, not KPIs. Filling a workbook that exists is another crate's work.
//!
//! ```
//! use tolok_report::{Cell, Column, Row, Sheet, Workbook};
//! use tolok_value::Number;
//! let cac = Cell::number(Number::parse("33.5").unwrap(), "$#,##0.00").shown_as("$33.50");
//! let sheet = Sheet::table("KPIs", vec![Column::new("channel"), Column::new("cac")], vec![Row::new(vec![Cell::text("Email"), cac])]);
//! let bytes = Workbook::new(vec![sheet]).to_xlsx()?;
//! assert!(bytes.starts_with(b"PK"));
//! # Ok::<(), tolok_report::WorkbookError>(())
//! ```

mod cell;
mod error;
pub mod form;
mod number_format;
mod sheet;
mod sheet_name;
mod style;
mod width;
mod workbook;
mod writing;

pub use cell::{Cell, CellValue, Tone};
pub use error::WorkbookError;
pub use sheet::{Column, Row, Sheet};
pub use workbook::Workbook;
