//! What stands side by side, as a person names it: the members of a dimension, or the periods.

use tolok::{Grain, RunResult};

use super::layout::{Axis, axes};

/// What stands side by side.
#[derive(Debug, Clone)]
pub(crate) struct Across {
    wanted: String,
    /// Its place among the dimensions that rows are grouped by; an alias is known to the definitions alone.
    place: Option<usize>,
}

impl Across {
    /// What is put side by side has to be there. A report may bring it, which is known only later.
    ///
    /// # Errors
    ///
    /// A sentence about wrong usage, with what to do.
    pub(crate) fn asked(wanted: &str, by: &[String], over: Option<Grain>, is_report: bool) -> Result<Self, String> {
        let wanted = wanted.trim();
        let by: Vec<&str> = by.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        let place = by.iter().position(|name| name.to_lowercase() == wanted.to_lowercase());
        let across = Self { wanted: wanted.to_string(), place };
        if is_report || place.is_some() {
            return Ok(across);
        }
        match (across.is_period(), over) {
            (true, Some(_)) => Ok(across),
            (true, None) => Err("`--across period` puts periods side by side: add `--over month`, or another period".to_string()),
            (false, _) => {
                let fix = format!("add it to `--by {}`", by.into_iter().chain([wanted]).collect::<Vec<_>>().join(","));
                Err(format!("`--across {wanted}` puts the members of a dimension side by side, and rows are not grouped by it: {fix}"))
            }
        }
    }

    /// True where periods stand side by side.
    pub(crate) fn is_period(&self) -> bool {
        self.wanted.eq_ignore_ascii_case("period")
    }

    /// Which axis of a result that is. Of a report it is known only now what there is.
    ///
    /// # Errors
    ///
    /// A sentence about wrong usage.
    pub(crate) fn axis(&self, result: &RunResult) -> Result<usize, String> {
        let wanted = &self.wanted;
        let axes = axes(result);
        let is_wanted = |axis: &Axis<'_>| match axis {
            Axis::Dimension(dimension) => {
                [&dimension.name, &dimension.label].iter().any(|name| name.to_lowercase() == wanted.to_lowercase())
            }
            Axis::Period => self.is_period(),
        };
        let found = self.place.filter(|place| *place < axes.len()).or_else(|| axes.iter().position(is_wanted));
        found.ok_or_else(|| {
            let names: Vec<&str> = axes
                .iter()
                .map(|axis| match axis {
                    Axis::Dimension(dimension) => dimension.name.as_str(),
                    Axis::Period => "period",
                })
                .collect();
            let fix = if names.is_empty() { "it has one row".to_string() } else { format!("it has {}", names.join(", ")) };
            format!("there is no `{wanted}` to put side by side: {fix}")
        })
    }
}
