//! What the arguments of `tolok run` ask for, and which of them do not go together.

use std::io::Read;

use tolok::{DataPath, DataSource, RunRequest, Sort};
use tolok_diagnostics::{Diagnostic, Place};

use crate::arguments::{Format, RunArguments};
use crate::commands::eval;
use crate::output;
use crate::results::Across;

/// What the results become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlet {
    /// Text, printed or in a file.
    Text(Format),
    /// A workbook.
    Workbook,
}

/// What the results become: by the ending of the output, or by the option.
///
/// # Errors
///
/// A sentence about wrong usage.
pub(super) fn outlet(arguments: &RunArguments) -> Result<Outlet, String> {
    let file = arguments.output.as_deref();
    let ending = file.and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    match (file, ending.as_deref(), arguments.format) {
        (Some(_), Some("xlsx"), None) => Ok(Outlet::Workbook),
        (Some(file), Some("xlsx"), Some(_)) => {
            Err(format!("`{file}` is a workbook: leave `--format` out, or give the file another ending"))
        }
        (Some(file), _, None) if !matches!(ending.as_deref(), Some("csv" | "json" | "md")) => {
            Err(format!("the ending of `{file}` says no format: use .xlsx, .csv, .json or .md, or `--format`"))
        }
        (file, _, format) => output::format_of(format, file).map(Outlet::Text),
    }
}

/// Periods are asked for in one way.
///
/// # Errors
///
/// A sentence about wrong usage, with what to do.
pub(crate) fn one_or_several(period: Option<&str>, periods: Option<&(String, String)>) -> Result<(), String> {
    match (period, periods) {
        (Some(period), Some((first, last))) => {
            Err(format!("`--period` shows one period and `--periods` several: give `--period {period}` or `--periods {first}..{last}`"))
        }
        _ => Ok(()),
    }
}

/// Options that do not go together.
///
/// # Errors
///
/// A sentence about wrong usage, with what to do.
pub(super) fn consistent(arguments: &RunArguments) -> Result<(), String> {
    one_or_several(arguments.period.as_deref(), arguments.periods.as_ref())?;
    if let (Some(top), None, None) = (arguments.top, &arguments.sort, &arguments.report) {
        return Err(format!("`--top {top}` shows the first rows of an order: add `--sort KPI`, or `--sort -KPI` for the largest first"));
    }
    if let Some(sort) = &arguments.sort
        && (sort.starts_with("--") || sort.trim_start_matches('-').trim().is_empty())
    {
        return Err(format!("`--sort` wants the name of a KPI, and `{sort}` is none: write `--sort cac`, or `--sort -cac`"));
    }
    if arguments.definitions == "-" && arguments.data.iter().any(|data| is_standard_input(data)) {
        return Err("definitions and data cannot both be standard input: put one of them into a file".to_string());
    }
    if arguments.data.iter().filter(|data| is_standard_input(data)).count() > 1 {
        return Err("standard input can be read once: put the other data into a file".to_string());
    }
    across(arguments).map(|_| ())
}

/// What stands side by side, if something does.
///
/// # Errors
///
/// A sentence about wrong usage, with what to do.
pub(super) fn across(arguments: &RunArguments) -> Result<Option<Across>, String> {
    let across = arguments.across.as_deref();
    across.map(|across| Across::asked(across, &arguments.by, arguments.over, arguments.report.is_some())).transpose()
}

/// The request, with standard input read where it is asked for.
///
/// # Errors
///
/// E0501 where standard input cannot be read.
pub(super) fn request(arguments: &RunArguments) -> Result<RunRequest, Diagnostic> {
    let mut request = eval::request(&arguments.given, arguments.lang);
    if let Some(kpis) = &arguments.kpis {
        request = request.kpis(named(kpis));
    }
    let sort = arguments.sort.as_deref().map(str::trim).map(|sort| match sort.strip_prefix('-') {
        Some(kpi) => Sort { kpi: kpi.trim().to_string(), descending: true },
        None => Sort { kpi: sort.to_string(), descending: false },
    });
    let is_over_periods = across(arguments).is_ok_and(|across| across.is_some_and(|across| across.is_period()));
    Ok(RunRequest {
        request,
        data: sources(&arguments.data)?,
        by: named(&arguments.by).map(str::to_string).collect(),
        over: arguments.over,
        filter: arguments.filter.clone(),
        period: arguments.period.clone(),
        periods: arguments.periods.clone(),
        as_of: arguments.as_of,
        report: arguments.report.clone(),
        sort,
        top: arguments.top,
        total: arguments.total,
        // Periods side by side have a total at the end of each line, which is a roll-up over periods.
        subtotals: arguments.subtotals || (arguments.total && arguments.by.len() == 1 && is_over_periods),
        check_totals: arguments.check_totals,
    })
}

fn named(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(|name| name.trim()).filter(|name| !name.is_empty())
}

/// Where data is, with standard input read.
///
/// # Errors
///
/// E0501 where standard input cannot be read.
pub(in crate::commands) fn sources(data: &[String]) -> Result<Vec<DataSource>, Diagnostic> {
    data.iter().map(|data| source(data)).collect()
}

fn is_standard_input(data: &str) -> bool {
    DataPath::parse(data).path.as_os_str() == "-"
}

fn source(data: &str) -> Result<DataSource, Diagnostic> {
    let path = DataPath::parse(data);
    if path.path.as_os_str() != "-" {
        return Ok(DataSource::Named(path));
    }
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        let problem = Diagnostic::new(&tolok::codes::UNREADABLE, format!("standard input cannot be read: {error}"));
        return Err(problem.at(Place::File("<stdin>".into())));
    }
    Ok(DataSource::Text { name: path.name, label: "<stdin>".to_string(), bytes: bytes.into() })
}
