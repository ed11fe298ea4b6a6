//! Where programs plug in: functions, sources and outputs of their own.
//!
//! # A function
//!
//! A row of the function table, with what computes it. From then on every text of definitions that the process reads may call it; it is
//! checked like a built-in one, blanks and errors are handled by the table, and `explain` shows it.
//!
//! ```
//! use tolok::functions::{Evaluation, Function, Gives, Parameter, Takes, Times, register};
//! use tolok::{Blanks, Definitions, Number, Request, Rounding, Value, ops};
//!
//! let parameter = |name| Parameter { name, takes: Takes::Number, times: Times::Once };
//! let yearly_growth = Function {
//!     name: "yearly_growth",
//!     parameters: Box::leak(Box::new([parameter("first"), parameter("last"), parameter("years")])),
//!     gives: Gives::Percent,
//!     evaluation: Evaluation::Scalar,
//!     summary: "By how much something grew in each of several years.",
//!     example: ("yearly_growth(100, 121, 2)", "0.1"),
//!     excel: None,
//! };
//! register(yearly_growth, Blanks::Pass, Rounding::EachStep, |arguments| match arguments {
//!     [first, last, years] => {
//!         let root = ops::power(&ops::divide(last, first), &ops::divide(&Number::ONE.into(), years));
//!         ops::subtract(&root, &Number::ONE.into())
//!     }
//!     _ => Value::BLANK,
//! })?;
//!
//! let definitions = Definitions::parse("growth_rate = yearly_growth(revenue_2024, revenue_2026, 2)")?;
//! let evaluation = definitions.evaluate(&Request::new().set("revenue_2024", "100").set("revenue_2026", "121"))?;
//! let rate = evaluation.get("growth_rate").ok_or("no such KPI")?;
//! assert_eq!((rate.value.to_string().as_str(), rate.display.as_str()), ("0.1", "10.0%"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A source
//!
//! Whatever gives Arrow batches is a source: a data frame, a database, a service. Columns are bound by their names, like headings.
//!
//! ```
//! use std::sync::Arc;
//! use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
//! use tolok::{DataSource, Definitions, NoProgress, RunRequest};
//!
//! /// Stands for a database.
//! fn rows_of_a_service() -> Result<Vec<RecordBatch>, arrow_schema::ArrowError> {
//!     let channels: ArrayRef = Arc::new(StringArray::from(vec!["Email", "Search", "Email"]));
//!     let spend: ArrayRef = Arc::new(Float64Array::from(vec![0.1, 5.0, 0.2]));
//!     Ok(vec![RecordBatch::try_from_iter([("channel", channels), ("spend", spend)])?])
//! }
//!
//! let definitions = Definitions::parse("dimension channel\ninput spend: money")?;
//! let request = RunRequest {
//!     data: vec![DataSource::Batches { name: "service".into(), batches: rows_of_a_service()? }],
//!     by: vec!["channel".into()],
//!     ..RunRequest::default()
//! };
//! let result = definitions.run(&request, &NoProgress)?;
//! // Doubles are taken for the decimals that people wrote: 0.1 + 0.2 is 0.3.
//! assert_eq!(result.rows[0].kpis[0].value.to_string(), "0.3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # An output
//!
//! A [`RunResult`](crate::RunResult) is plain data: rows with members, period, exact values, displays, causes and statuses. Whatever takes one is
//! an output.
//!
//! ```
//! use std::fmt::Write;
//! use tolok::{DataSource, Definitions, NoProgress, RunRequest, RunResult};
//!
//! /// A page for a browser.
//! fn html(result: &RunResult) -> Result<String, std::fmt::Error> {
//!     let mut page = String::from("<table>");
//!     for row in result.rows.iter().chain(&result.totals) {
//!         write!(page, "<tr>")?;
//!         for member in &row.members {
//!             write!(page, "<th>{}</th>", member.as_ref().map_or("Total", |member| &member.label))?;
//!         }
//!         for kpi in &row.kpis {
//!             write!(page, "<td title=\"{}\">{}</td>", kpi.value, kpi.display)?;
//!         }
//!         write!(page, "</tr>")?;
//!     }
//!     Ok(page + "</table>")
//! }
//!
//! let definitions = Definitions::parse("dimension channel\ninput spend: money[USD]")?;
//! let data = b"channel,spend\nEmail,1000.5\nSearch,2\n".as_slice();
//! let request = RunRequest {
//!     data: vec![DataSource::Text { name: None, label: "ads.csv".into(), bytes: data.into() }],
//!     by: vec!["channel".into()],
//!     total: true,
//!     ..RunRequest::default()
//! };
//! let page = html(&definitions.run(&request, &NoProgress)?)?;
//! assert!(page.contains("<tr><th>Email</th><td title=\"1000.5\">$1,000.50</td></tr>"));
//! assert!(page.contains("<tr><th>Total</th><td title=\"1002.5\">$1,002.50</td></tr>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
