//! What `strict` makes of values that are missing and of warnings: an error, as on the command line.

use std::collections::BTreeSet;

use tolok::diagnostics::{Diagnostic, Place, Sources};
use tolok::strictness::{falls_short, missing};
use tolok::{Evaluation, Explained, Filled, Problems, RunResult};

pub(crate) fn evaluation(evaluation: Evaluation) -> Result<Evaluation, Problems> {
    let missing = evaluation.kpis.iter().filter_map(|kpi| missing(&kpi.name, &kpi.value, kpi.cause.as_deref(), Place::Nowhere));
    refused(&evaluation.diagnostics, missing, &evaluation.sources)?;
    Ok(evaluation)
}

/// Each KPI is told once for each cause.
pub(crate) fn run(result: RunResult) -> Result<RunResult, Problems> {
    let mut told: BTreeSet<(&str, String, Option<&str>)> = BTreeSet::new();
    let cells = result.rows.iter().chain(&result.totals).flat_map(|row| &row.kpis);
    let first = cells.filter(|kpi| told.insert((&kpi.name, kpi.value.to_string(), kpi.cause.as_deref())));
    let missing = first.filter_map(|kpi| missing(&kpi.name, &kpi.value, kpi.cause.as_deref(), Place::Nowhere));
    let missing: Vec<Diagnostic> = missing.collect();
    refused(&result.diagnostics, missing.into_iter(), &result.sources)?;
    Ok(result)
}

pub(crate) fn explained(explained: Explained) -> Result<Explained, Problems> {
    let root = &explained.root;
    let name = root.name.as_deref().unwrap_or_default();
    let missing = root.value.as_ref().and_then(|value| missing(name, value, root.cause.as_deref(), Place::Nowhere));
    refused(&explained.diagnostics, missing.into_iter(), &explained.sources)?;
    Ok(explained)
}

/// What a definition has not, such as a target, may be asked for all the same.
pub(crate) fn filled(filled: Filled, template: &str) -> Result<Filled, Problems> {
    let wanted = filled.cells.iter().filter(|cell| cell.is_definition || cell.value.is_error());
    let missing = wanted.filter_map(|cell| {
        let place = Place::cell(template, cell.sheet.as_str(), cell.cell.as_str());
        missing(&cell.definition, &cell.value, cell.cause.as_deref(), place)
    });
    refused(&filled.diagnostics, missing, &filled.sources)?;
    Ok(filled)
}

fn refused(diagnostics: &[Diagnostic], missing: impl Iterator<Item = Diagnostic>, sources: &Sources) -> Result<(), Problems> {
    let mut all = diagnostics.to_vec();
    match falls_short(&mut all, missing) {
        false => Ok(()),
        true => Err(Problems { diagnostics: all, sources: sources.clone() }),
    }
}
