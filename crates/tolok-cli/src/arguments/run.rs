//! The arguments of `tolok run`.

use clap::Args;
use tolok::{Date, Grain, Period};

use super::{Format, GivenArguments, Reading, Tongue};

pub(super) const EXAMPLES: &str = "\
Examples:
  tolok run marketing.kpi --data ads.xlsx --by channel
  tolok run marketing.kpi --data ads.csv --data crm.csv --by channel --over month --total
  tolok run marketing.kpi --data ads.csv --over month --kpis cac,roas --across period
  tolok run marketing.kpi --data 'ads/*.csv' --by channel --sort -cac -o report.xlsx";

const LEVEL: &str = "Level and periods";
const SHOWN: &str = "What is shown";
const PRINTED: &str = "Where it goes";

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// A file of definitions, `-` for standard input, or a library such as std.marketing
    #[arg(value_name = "DEFS")]
    pub(crate) definitions: String,
    /// Read rows from here: PATH, PATH#Sheet, PATH#Sheet!A1:F20, a pattern such as 'ads/*.csv', or - for standard input; NAME= before it
    /// names the source
    #[arg(long, value_name = "[NAME=]SRC")]
    pub(crate) data: Vec<String>,
    #[command(flatten)]
    pub(crate) given: GivenArguments,
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// A row for each member of these dimensions, separated by commas
    #[arg(long, value_name = "DIMS", value_delimiter = ',', help_heading = LEVEL)]
    pub(crate) by: Vec<String>,
    /// A row for each period: day, week, month, quarter or year
    #[arg(long, value_name = "PERIOD", value_parser = grain, help_heading = LEVEL)]
    pub(crate) over: Option<Grain>,
    /// Take only the rows that meet a condition, such as 'channel = "Email"'
    #[arg(long = "where", value_name = "CONDITION", help_heading = LEVEL)]
    pub(crate) filter: Option<String>,
    /// Show one period only: 2026, 2026-Q1, 2026-01, 2026-W05 or 2026-01-31
    #[arg(long, value_name = "P", help_heading = LEVEL)]
    pub(crate) period: Option<String>,
    /// Show the periods from the first to the last, such as 2026-01..2026-06
    #[arg(long, value_name = "A..B", value_parser = range, help_heading = LEVEL)]
    pub(crate) periods: Option<(String, String)>,
    /// The last day that counts: later rows are left out, and a period that it falls inside is partial
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = LEVEL)]
    pub(crate) as_of: Option<Date>,

    /// Show these KPIs only, in this order, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = SHOWN)]
    pub(crate) kpis: Option<Vec<String>>,
    /// Show what a `report` block of the definitions asks for; the other options say otherwise where they are given
    #[arg(long, value_name = "TITLE", help_heading = SHOWN)]
    pub(crate) report: Option<String>,
    /// Sort rows by a KPI, from the smallest up; with a minus before it, from the largest down
    #[arg(long, value_name = "[-]KPI", allow_hyphen_values = true, help_heading = SHOWN)]
    pub(crate) sort: Option<String>,
    /// Show the first N rows of each period, after sorting
    #[arg(long, value_name = "N", value_parser = at_least_one, help_heading = SHOWN)]
    pub(crate) top: Option<usize>,
    /// Put the members of one dimension side by side, or the periods; JSON keeps its rows
    #[arg(long, value_name = "DIM|period", help_heading = SHOWN)]
    pub(crate) across: Option<String>,
    /// Add a row over all members for each period, and one over everything
    #[arg(long, help_heading = SHOWN)]
    pub(crate) total: bool,
    /// Add a row for every part of a total as well
    #[arg(long, help_heading = SHOWN)]
    pub(crate) subtotals: bool,
    /// Compare totals with the sums of their parts, and report where they differ
    #[arg(long, help_heading = SHOWN)]
    pub(crate) check_totals: bool,
    /// What stands where there is no value: `error` for the error itself, `blank` for nothing, or a text such as n/a; JSON always says
    /// what there is
    #[arg(long, value_name = "error|blank|TEXT", value_parser = read_missing, help_heading = SHOWN)]
    pub(crate) errors: Option<Missing>,

    /// The language of labels and numbers
    #[arg(long, value_enum, help_heading = PRINTED)]
    pub(crate) lang: Option<Tongue>,
    /// How the results are printed
    #[arg(long, value_enum, help_heading = PRINTED)]
    pub(crate) format: Option<Format>,
    /// Write the results to a file; its ending decides the format: .xlsx .csv .json .md
    #[arg(short, long, value_name = "FILE", help_heading = PRINTED)]
    pub(crate) output: Option<String>,
    /// A blank or error KPI, or a warning, makes the exit status 1, and nothing is written
    #[arg(long, help_heading = PRINTED)]
    pub(crate) strict: bool,
}

/// How a KPI without a value is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A blank as nothing, an error as itself.
    Error,
    /// As nothing.
    Blank,
    /// As a text.
    Text(String),
}

/// What a person writes for it.
pub(crate) fn missing(text: &str) -> Missing {
    match text.trim() {
        "error" => Missing::Error,
        "blank" | "" => Missing::Blank,
        text => Missing::Text(text.to_string()),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "as all that reads an argument")]
pub(super) fn read_missing(text: &str) -> Result<Missing, String> {
    Ok(missing(text))
}

pub(super) fn grain(text: &str) -> Result<Grain, String> {
    Grain::parse(text.trim()).ok_or_else(|| "a period is a day, week, month, quarter or year".to_string())
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    match Period::parse(text.trim()) {
        Ok(period) if period.grain() == Grain::Day => Ok(period.first_day()),
        Ok(period) => Err(format!("it is a {}; write its last day, `{}`", period.grain(), period.last_day())),
        Err(_) => Err("a day is written as in 2026-01-31".to_string()),
    }
}

pub(super) fn range(text: &str) -> Result<(String, String), String> {
    match text.split_once("..") {
        Some((first, last)) if !first.trim().is_empty() && !last.trim().is_empty() => Ok((first.trim().into(), last.trim().into())),
        _ => Err("write the first and the last period with two dots between them, as in 2026-01..2026-06".to_string()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.trim().parse().ok().filter(|count| *count > 0).ok_or_else(|| "a number from 1 up".to_string())
}
