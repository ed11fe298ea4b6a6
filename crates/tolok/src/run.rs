//! Tables to KPIs.

mod asked;
mod bound;
mod computed;
mod explained;
mod needs;
pub(crate) mod problems;
mod progress;
mod rates;
mod request;
mod result;
mod rows;
mod sources;
pub(crate) mod totals;

pub(crate) use asked::{Asked, parse_period, run_backwards};
pub(crate) use computed::bound_terms;
pub use progress::{NoProgress, Progress};
pub use request::{DataPath, DataSource, RunRequest, Sort};
pub use result::{Heading, KpiHeading, ResultRow, RunResult};
pub(crate) use sources::on_disk;

use crate::{Definitions, Problems};

impl Definitions {
    /// Computes KPIs from tables: rows are aggregated first, formulas are applied after, at every level.
    ///
    /// ```
    /// use tolok::{DataSource, Definitions, NoProgress, RunRequest};
    /// let definitions = Definitions::parse("dimension channel\ncac = spend / new_customers")?;
    /// let data = b"channel,spend,new_customers\nEmail,100,4\nSearch,500,10\n".as_slice();
    /// let request = RunRequest {
    ///     data: vec![DataSource::Text { name: None, label: "ads.csv".into(), bytes: data.into() }],
    ///     by: vec!["channel".into()],
    ///     total: true,
    ///     ..RunRequest::default()
    /// };
    /// let result = definitions.run(&request, &NoProgress)?;
    /// let cac: Vec<String> = result.rows.iter().chain(&result.totals).map(|row| row.kpis[2].value.to_string()).collect();
    /// assert_eq!(cac, ["25", "50", "42.85714285714285714285714286"]);
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// E02 and E03 for what is asked for, E05 for the data, E0314 for a product of totals, E0315 for rows that nothing says how to combine.
    pub fn run(&self, request: &RunRequest, progress: &dyn Progress) -> Result<RunResult, Problems> {
        self.computed(request, progress)?.result(request)
    }
}
