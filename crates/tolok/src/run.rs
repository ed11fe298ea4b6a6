//! Tables to KPIs.

mod progress;
mod request;
mod result;

pub use progress::{NoProgress, Progress};
pub use request::{DataPath, DataSource, RunRequest, Sort};
pub use result::{Heading, KpiHeading, ResultRow, RunResult};
