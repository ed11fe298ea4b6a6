//! `tolok run`: tables to KPIs.

pub(super) mod asked;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tolok::{DataSource, Definitions, Problems, Progress, RunRequest, RunResult, strictness};
use tolok_diagnostics::{Diagnostic, Place};

use self::asked::Outlet;
use super::{deliver, failed, wrong_usage};
use crate::arguments::{Format, RunArguments};
use crate::progress::Waiting;
use crate::results::{self, Layout, Look, Settings};
use crate::{DONE, output, report};

/// A file is as wide as it has to be.
const WIDTH_OF_FILES: usize = 100_000;

pub(crate) fn run(arguments: &RunArguments) -> u8 {
    let outlet = match asked::consistent(arguments).and_then(|()| asked::outlet(arguments)) {
        Ok(outlet) => outlet,
        Err(words) => return wrong_usage(&words),
    };
    let format = match outlet {
        Outlet::Text(format) => format,
        Outlet::Workbook => Format::Table,
    };
    let (result, request) = match result(arguments) {
        Ok(came) => came,
        Err(problems) => return failed(&problems, format),
    };
    let across = match across(&result, arguments) {
        Ok(across) => across,
        Err(words) => return wrong_usage(&words),
    };
    if outlet == Outlet::Text(Format::Json) {
        let text = results::envelope(&result).text(&result.diagnostics, &result.sources);
        return deliver(&text, arguments.output.as_deref(), Format::Json);
    }
    report::show(&result.diagnostics, &result.sources);
    result.notes.iter().filter(|note| !note.is_expected).for_each(|note| report::note(&note.words));
    let layout = Layout::of(&result, across);
    let look = Look { missing: arguments.errors.clone(), language: arguments.lang.map(Into::into) };
    let width = if arguments.output.is_some() { WIDTH_OF_FILES } else { output::width() };
    let text = match outlet {
        Outlet::Workbook => return workbook(&layout, &look, arguments, &request),
        Outlet::Text(Format::Csv) => results::comma_separated(&layout, &look),
        Outlet::Text(Format::Markdown) => results::markdown(&layout, &look),
        Outlet::Text(_) => results::aligned(&layout, &look, width),
    };
    deliver(&text, arguments.output.as_deref(), format)
}

/// Computes, and refuses what must not be written.
fn result(arguments: &RunArguments) -> Result<(RunResult, RunRequest), Problems> {
    let definitions = report::load(&arguments.definitions, &arguments.reading)?;
    let request = asked::request(arguments).map_err(Problems::one)?;
    let waiting = Waiting::begin();
    let result = computed(&definitions, &request, &waiting);
    drop(waiting);
    let result = result?;
    if let Some(problem) = overwritten(arguments, &request, &result) {
        return Err(Problems { diagnostics: result.diagnostics.into_iter().chain([problem]).collect(), sources: result.sources });
    }
    let result = if arguments.strict { strict(result)? } else { result };
    Ok((result, request))
}

/// The one call into the engine.
fn computed(definitions: &Definitions, request: &RunRequest, progress: &dyn Progress) -> Result<RunResult, Problems> {
    definitions.run(request, progress)
}

/// What was read is never written over: definitions, and data by whatever name it was found.
fn overwritten(arguments: &RunArguments, request: &RunRequest, result: &RunResult) -> Option<Diagnostic> {
    let output = Path::new(arguments.output.as_deref()?);
    let data = request.data.iter().filter_map(|data| match data {
        DataSource::Named(named) => Some(named.path.clone()),
        DataSource::Text { .. } | DataSource::Batches { .. } => None,
    });
    let definitions = [PathBuf::from(&arguments.definitions)];
    tolok::overwritten(output, definitions.into_iter().chain(data).chain(result.files.iter().cloned()))
}

/// Which axis stands side by side.
///
/// # Errors
///
/// A sentence about wrong usage.
fn across(result: &RunResult, arguments: &RunArguments) -> Result<Option<usize>, String> {
    asked::across(arguments)?.map(|across| across.axis(result)).transpose()
}

fn workbook(layout: &Layout<'_>, look: &Look, arguments: &RunArguments, request: &RunRequest) -> u8 {
    let file = arguments.output.as_deref().unwrap_or_default();
    let given: Vec<String> = arguments.given.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let settings = Settings::of(&arguments.definitions, &given.join(", "), request);
    let written = results::workbook(layout, look, results::notes(layout, &settings)).map_err(|error| {
        let problem = Diagnostic::new(&tolok::codes::UNWRITABLE, format!("`{file}` cannot be written: {error}"));
        problem.at(Place::File(file.into())).help("write a .csv file, or ask for less")
    });
    match written.and_then(|bytes| tolok::write_file(Path::new(file), &bytes)) {
        Ok(()) => DONE,
        Err(problem) => failed(&Problems::one(problem), Format::Table),
    }
}

/// With `--strict` nothing may be missing and nothing may be warned about. Each KPI is told once for each cause.
fn strict(mut result: RunResult) -> Result<RunResult, Problems> {
    let mut missing: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in result.rows.iter().chain(&result.totals) {
        for kpi in &row.kpis {
            let Some(problem) = strictness::missing(&kpi.name, &kpi.value, kpi.cause.as_deref(), Place::Nowhere) else { continue };
            let key = (kpi.name.clone(), kpi.value.to_string(), kpi.cause.clone().unwrap_or_default());
            let at = *known.entry(key).or_insert_with(|| {
                missing.push((problem, 0));
                missing.len().saturating_sub(1)
            });
            if let Some((_, count)) = missing.get_mut(at) {
                *count = count.saturating_add(1);
            }
        }
    }
    let rows = result.rows.len() + result.totals.len();
    let told = missing.into_iter().map(|(mut problem, count)| {
        if rows > 1 {
            problem.message.push_str(&format!(" in {count} of {rows} rows"));
        }
        problem
    });
    if !strictness::falls_short(&mut result.diagnostics, told) {
        return Ok(result);
    }
    Err(Problems { diagnostics: result.diagnostics, sources: result.sources })
}

#[cfg(test)]
mod tests;
