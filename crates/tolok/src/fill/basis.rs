//! What a fill computes from: values given by hand or read from a sheet of labels, or the rows of tables.

use std::path::{Path, PathBuf};

use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_eval::{Given, answer_by_hand};
use tolok_model::{CheckedFormula, Formula, Planned};
use tolok_plan::Grid;

use super::FillRequest;
use crate::run::{DataPath, DataSource, Progress, RunRequest, problems, totals};
use crate::{Definitions, Problems};

/// What a fill computes from.
pub(super) struct Basis {
    pub(super) model: tolok_model::Definitions,
    /// The placeholders' formulas, in their order.
    pub(super) checked: Vec<Result<CheckedFormula, Vec<Diagnostic>>>,
    pub(super) planned: Planned,
    pub(super) grid: Grid,
    /// The cell of the grid that the worksheet is about.
    pub(super) cell: usize,
    pub(super) given: Given,
    /// The files that tables and exchange rates were read from, whether the request or the definitions name them.
    pub(super) files: Vec<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Definitions {
    /// What the formulas of a worksheet's placeholders are computed from.
    pub(super) fn basis(&self, fill: &FillRequest, formulas: &[(String, Place)], progress: &dyn Progress) -> Result<Basis, Problems> {
        let check = |model: &mut tolok_model::Definitions| -> Vec<Result<CheckedFormula, Vec<Diagnostic>>> {
            formulas.iter().map(|(formula, place)| model.formula(formula, place)).collect()
        };
        let mut first_look = self.clone();
        let first: Vec<Formula> = check(&mut first_look.model).into_iter().flatten().map(|checked| checked.formula).collect();
        let mut given = Given::new();
        let mut diagnostics = Vec::new();
        let mut tables = Vec::new();
        for data in &fill.data {
            match self.as_labels(data, fill) {
                Some((labels, found)) if !first_look.is_table(data, fill, &first, labels.len()) => {
                    diagnostics.extend(found);
                    given.extend(labels);
                }
                _ => tables.push(data.clone()),
            }
        }
        let failed = |diagnostics: Vec<Diagnostic>| Problems { diagnostics, sources: self.sources().clone() };
        if tables.is_empty() && !(fill.data.is_empty() && self.has_sources()) {
            diagnostics.splice(0..0, self.diagnostics().iter().cloned());
            diagnostics.extend(self.given(&fill.request, &mut given));
            let mut model = self.model.clone();
            let checked = check(&mut model);
            let wanted: Vec<&Formula> = checked.iter().flatten().map(|checked| &checked.formula).collect();
            let planned = model.plan(&[], &wanted);
            let grid = answer_by_hand(&model, &planned.plan, &given);
            return Ok(Basis { model, checked, planned, grid, cell: 0, given, files: Vec::new(), diagnostics });
        }
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics));
        }
        let mut request = run_request(fill, tables);
        // Nothing but the placeholders is shown.
        request.request.kpis = Some(Vec::new());
        let mut checked = Vec::new();
        let mut formulas = |model: &mut tolok_model::Definitions| {
            checked = check(model);
            checked.iter().flatten().map(|checked| checked.formula.clone()).collect()
        };
        let computed = self.compute(&request, given, &mut formulas, progress)?;
        diagnostics.extend(computed.diagnostics);
        diagnostics.extend(problems::of_notices(&computed.definitions, &computed.planned, &computed.answer.notices));
        let traps = checked.iter().flatten().flat_map(|checked| checked.warnings.iter().cloned());
        diagnostics.extend(problems::of_formulas(traps));
        let shown = |cell: &tolok_plan::Cell| cell.level == 0 && is_shown(cell, &computed.planned);
        let cell = computed.answer.grid.cells.iter().position(shown).unwrap_or(0);
        let asked = checked.iter().flatten().map(|checked| &checked.formula);
        let needed = computed.planned.instances.iter().filter_map(|instance| computed.definitions.formula_of(instance.metric));
        let formulas: Vec<&Formula> = asked.chain(needed).collect();
        if fill.scope.period.is_none() && formulas.iter().any(|formula| totals::compares_periods(formula)) {
            diagnostics.push(problems::no_period());
        }
        let period = computed.answer.grid.cells.get(cell).and_then(|cell| cell.period);
        if period.is_some() && period == computed.answer.grid.partial && formulas.iter().any(|formula| totals::has_growth(formula)) {
            diagnostics.extend(period.map(|period| totals::incomplete(period, "growth")));
        }
        Ok(Basis {
            model: computed.definitions.model,
            checked,
            planned: computed.planned,
            grid: computed.answer.grid,
            cell,
            given: computed.given,
            files: computed.files,
            diagnostics,
        })
    }

    /// What a workbook gives if it is a sheet of labels; nothing for what cannot be one.
    fn as_labels(&self, data: &DataSource, fill: &FillRequest) -> Option<(Given, Vec<Diagnostic>)> {
        let DataSource::Named(path) = data else { return None };
        if !is_workbook(&path.path) || path.range.is_some() {
            return None;
        }
        let mut labels = Given::new();
        let found = self.read_worksheet(&path.path, path.sheet.as_deref(), fill.request.locale, &mut labels);
        Some((labels, found))
    }

    /// True if a workbook is read as a table rather than as labels: because more of what is needed is found so, or as much, and the rows
    /// have a dimension or a date.
    fn is_table(&self, data: &DataSource, fill: &FillRequest, formulas: &[Formula], labels: usize) -> bool {
        let request = run_request(fill, vec![data.clone()]);
        let Some((inputs, has_axis)) = self.bound_in(&request, formulas) else { return false };
        inputs > labels || (has_axis && inputs > 0 && inputs == labels)
    }
}

fn is_workbook(path: &Path) -> bool {
    tolok_table::is_workbook(&path.to_string_lossy()) && !DataPath::is_pattern(path)
}

fn run_request(fill: &FillRequest, data: Vec<DataSource>) -> RunRequest {
    RunRequest {
        request: fill.request.clone(),
        data,
        over: fill.scope.over,
        filter: fill.scope.filter.clone(),
        period: fill.scope.period.clone(),
        as_of: fill.scope.as_of,
        ..RunRequest::default()
    }
}

/// True for the period that the worksheet is about: the last one that is shown.
fn is_shown(cell: &tolok_plan::Cell, planned: &Planned) -> bool {
    match (cell.period, planned.plan.timeline.and_then(|timeline| timeline.shown)) {
        (Some(period), Some((_, last))) => period.last_day() == last,
        _ => true,
    }
}
