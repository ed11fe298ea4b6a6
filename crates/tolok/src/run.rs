//! Tables to KPIs.

mod request;
mod result;

pub use request::{DataPath, DataSource, RunRequest, Sort};
pub use result::{Heading, KpiHeading, ResultRow, RunResult};
