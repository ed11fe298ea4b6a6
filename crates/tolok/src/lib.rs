//! Definitions of KPIs, loaded, evaluated and filled into worksheets: the one interface over all stages.
//!
//! ```
//! use tolok::{Definitions, Request};
//! let definitions = Definitions::parse("cac = spend / new_customers")?;
//! let evaluation = definitions.evaluate(&Request::new().set("spend", "1000").set("new_customers", "30"))?;
//! let cac = evaluation.get("cac").ok_or("no such KPI")?;
//! assert_eq!(cac.value.to_string(), "33.33333333333333333333333333");
//! assert_eq!(cac.display, "33.33");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod atomic;
pub mod catalogue;
mod citation;
pub mod codes;
mod counted;
mod definitions;
mod diff;
mod display;
mod entry;
mod evaluation;
mod explanation;
pub mod extending;
mod file_system;
mod fill;
mod form;
mod graph;
mod init;
mod inputs;
mod labelled;
mod labels;
mod listed_names;
mod live;
mod load;
mod outcomes;
mod output;
mod problems;
pub mod reference;
mod reports;
mod request;
mod run;
pub mod strictness;
mod worksheet;

pub use arrow_array::RecordBatch;
pub use atomic::{abandon_writing, write as write_file};
pub use definitions::Definitions;
pub use diff::{Change, Changed, Definition, Difference, ValueChange};
pub use entry::Entry;
pub use evaluation::{Evaluation, Kpi};
pub use explanation::{Explained, Explanation, FromData};
pub use file_system::{FileSystem, read_text};
pub use fill::{
    CellFate, ExplainedCell, FillRequest, FillScope, Filled, FilledCell, KeptCell, LabelChoice, LiveBlank, Overwrite, Recalculation,
    ShownErrors, WrittenAs,
};
pub use form::{Worksheet, WorksheetRequest};
pub use graph::{Edge, Graph, Node, NodeKind};
pub use init::init;
pub use load::{LoadOptions, is_library};
pub use outcomes::Outcomes;
pub use output::overwritten;
pub use problems::Problems;
pub use request::Request;
pub use run::{DataPath, DataSource, Heading, KpiHeading, NoProgress, Progress, ResultRow, RunRequest, RunResult, Sort};
pub use tolok_diagnostics as diagnostics;
pub use tolok_eval::{Aim, Provenance, Status, TestResult};
pub use tolok_model::functions;
pub use tolok_report as workbook;
pub use tolok_table::REFUSED_COLUMN;
pub use tolok_value::{Blanks, Rounding, ops};
pub use tolok_value::{Date, ErrorKind, Grain, Language, Locale, Number, NumberFormat, Period, Value, same};
pub use tolok_xlsx::{FollowedChart, Limits};
