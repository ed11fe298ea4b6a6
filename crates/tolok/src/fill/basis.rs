//! What a fill computes from: values given by hand or read from a sheet of labels, inputs typed into the worksheet, the rows of tables.

use std::path::{Path, PathBuf};

use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_eval::{Given, answer_by_hand};
use tolok_model::{CheckedFormula, EntityId, Formula, Planned};
use tolok_plan::Grid;
use tolok_value::Period;

use super::FillRequest;
use crate::labelled::{Level, Typed};
use crate::run::{DataPath, DataSource, Progress, RunRequest, problems, totals};
use crate::{Definitions, Problems};

/// What is at hand before anything is computed.
#[derive(Debug, Clone, Default)]
pub(super) struct AtHand {
    /// Values given by hand, read from a sheet of labels, or typed into the worksheet once for all.
    pub(super) given: Given,
    pub(super) tables: Vec<DataSource>,
    /// True if there are tables, named here or by the definitions.
    pub(super) has_tables: bool,
    /// The first and the last period that are shown, where not all are.
    pub(super) range: Option<(Period, Period)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is asked of the data.
#[derive(Debug, Clone, Default)]
pub(super) struct Question<'q> {
    /// The level of what is shown.
    pub(super) level: Level,
    /// The one period that is shown, as it was given, and nothing else.
    pub(super) period: Option<String>,
    /// The periods that totals are of, where not of all that are shown.
    pub(super) totals_of: Option<(Period, Period)>,
    /// True if totals of members or periods are shown.
    pub(super) has_totals: bool,
    pub(super) kpis: Vec<EntityId>,
    /// Formulas that stand by themselves, each with its place.
    pub(super) formulas: &'q [(String, Place)],
}

/// The answers, before formulas are computed.
pub(super) struct Basis {
    pub(super) model: tolok_model::Definitions,
    /// The question's formulas, in their order.
    pub(super) checked: Vec<Result<CheckedFormula, Vec<Diagnostic>>>,
    pub(super) planned: Planned,
    pub(super) grid: Grid,
    /// The cell of the grid that the worksheet is about.
    pub(super) cell: usize,
    pub(super) given: Given,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The files that were read.
    pub(super) files: Vec<PathBuf>,
}

impl Definitions {
    /// Tells sheets of labels from tables, and reads the former.
    pub(super) fn at_hand(&self, fill: &FillRequest, wanted: &dyn Fn() -> Vec<Formula>) -> AtHand {
        let mut at_hand = AtHand::default();
        for data in &fill.data {
            match self.as_labels(data, fill) {
                Some((labels, found)) if !self.is_table(data, fill, &wanted(), labels.len()) => {
                    at_hand.diagnostics.extend(found);
                    at_hand.given.extend(labels);
                }
                _ => at_hand.tables.push(data.clone()),
            }
        }
        at_hand.has_tables = !at_hand.tables.is_empty() || (fill.data.is_empty() && self.has_sources());
        at_hand
    }

    /// Asks the data.
    pub(super) fn basis(
        &self,
        fill: &FillRequest,
        at_hand: &AtHand,
        typed: &Typed,
        question: &Question<'_>,
        progress: &dyn Progress,
    ) -> Result<Basis, Problems> {
        let check = |model: &mut tolok_model::Definitions| -> Vec<Result<CheckedFormula, Vec<Diagnostic>>> {
            question.formulas.iter().map(|(formula, place)| model.formula(formula, place)).collect()
        };
        // What was typed for all periods together is of those that are shown.
        let range = at_hand.range.filter(|_| question.level.grain.is_none() && question.period.is_none());
        let rows = typed.rows(self, &question.level, range.map(|(_, last)| last.last_day()));
        let mut given = at_hand.given.clone();
        if !at_hand.has_tables && rows.is_empty() {
            let mut diagnostics = self.diagnostics().to_vec();
            diagnostics.extend(self.given(&fill.request, &mut given));
            let mut model = self.model.clone();
            let checked = check(&mut model);
            let wanted: Vec<&Formula> = checked.iter().flatten().map(|checked| &checked.formula).collect();
            let planned = model.plan(&question.kpis, &wanted);
            let grid = answer_by_hand(&model, &planned.plan, &given);
            return Ok(Basis { model, checked, planned, grid, cell: 0, given, diagnostics, files: Vec::new() });
        }
        let request = self.run_request(fill, at_hand, question);
        let mut checked = Vec::new();
        let mut formulas = |model: &mut tolok_model::Definitions| {
            checked = check(model);
            checked.iter().flatten().map(|checked| checked.formula.clone()).collect()
        };
        let computed = self.compute(&request, given, &rows.iter().collect::<Vec<_>>(), &mut formulas, progress)?;
        let mut diagnostics = computed.diagnostics.clone();
        diagnostics.extend(problems::of_notices(&computed.definitions, &computed.planned, &computed.answer.notices));
        let traps = checked.iter().flatten().flat_map(|checked| checked.warnings.iter().cloned());
        diagnostics.extend(problems::of_formulas(traps));
        let shown = |cell: &tolok_plan::Cell| match range {
            Some(_) => cell.period.is_none() && cell.members.is_empty(),
            None => cell.level == 0 && is_shown(cell, &computed.planned),
        };
        let cell = computed.answer.grid.cells.iter().position(shown).unwrap_or(0);
        let asked = checked.iter().flatten().map(|checked| &checked.formula);
        let needed = computed.planned.instances.iter().filter_map(|instance| computed.definitions.formula_of(instance.metric));
        let formulas: Vec<&Formula> = asked.chain(needed).collect();
        if computed.asked.timeline.is_none() && formulas.iter().any(|formula| totals::compares_periods(formula)) {
            diagnostics.push(problems::no_period());
        }
        if question.has_totals || range.is_some() {
            diagnostics.extend(computed.problems_of_totals(fill.request.language));
        }
        let rows: Vec<usize> = (0..computed.answer.grid.cells.len()).collect();
        if !question.kpis.is_empty() {
            let (planned, grid) = (&computed.planned, &computed.answer.grid);
            diagnostics.extend(totals::partial_growth(&computed.definitions, &question.kpis, planned, grid, &rows));
        }
        let period = computed.answer.grid.cells.get(cell).and_then(|cell| cell.period);
        let is_partial = period.is_some() && question.period.is_some() && period == computed.answer.grid.partial;
        if is_partial && formulas.iter().any(|formula| totals::has_growth(formula)) {
            diagnostics.extend(period.map(|period| totals::incomplete(period, "growth")));
        }
        Ok(Basis {
            model: computed.definitions.model,
            checked,
            planned: computed.planned,
            grid: computed.answer.grid,
            cell,
            given: computed.given,
            diagnostics,
            files: computed.files,
        })
    }

    fn run_request(&self, fill: &FillRequest, at_hand: &AtHand, question: &Question<'_>) -> RunRequest {
        let names = question.kpis.iter().filter_map(|id| self.model.entity(*id)).map(|entity| entity.name.to_string());
        let totals_of = question.totals_of.or(at_hand.range.filter(|_| question.period.is_none()));
        let is_of_range = totals_of.is_some() && question.level.grain.is_none();
        let over = if question.period.is_some() { fill.scope.over } else { question.level.grain.or(fill.scope.over) };
        RunRequest {
            request: fill.request.clone().kpis(names),
            data: at_hand.tables.clone(),
            by: question.level.dimensions.iter().map(ToString::to_string).collect(),
            over,
            filter: fill.scope.filter.clone(),
            period: question.period.clone(),
            periods: totals_of.map(|(first, last)| (first.to_string(), last.to_string())),
            as_of: fill.scope.as_of,
            subtotals: question.has_totals || is_of_range,
            ..RunRequest::default()
        }
    }

    /// What a workbook gives if it is a sheet of labels; nothing for what cannot be one.
    fn as_labels(&self, data: &DataSource, fill: &FillRequest) -> Option<(Given, Vec<Diagnostic>)> {
        let DataSource::Named(path) = data else { return None };
        if !is_workbook(&path.path) || path.range.is_some() {
            return None;
        }
        let mut labels = Given::new();
        let found = self.read_worksheet(&path.path, path.sheet.as_deref(), fill.request.locale, &mut labels)?;
        Some((labels, found))
    }

    /// True if a workbook is read as a table rather than as labels: because more of what is needed is found so, or as much, and the rows
    /// have a dimension or a date.
    fn is_table(&self, data: &DataSource, fill: &FillRequest, formulas: &[Formula], labels: usize) -> bool {
        let at_hand = AtHand { tables: vec![data.clone()], ..AtHand::default() };
        let request = self.run_request(fill, &at_hand, &Question { period: fill.scope.period.clone(), ..Question::default() });
        let Some((inputs, has_axis)) = self.bound_in(&request, formulas) else { return false };
        inputs > labels || (has_axis && inputs > 0 && inputs == labels)
    }
}

impl Basis {
    /// True if nothing stands in the way of computing.
    pub(super) fn is_sound(&self) -> bool {
        !has_errors(&self.diagnostics)
    }
}

fn is_workbook(path: &Path) -> bool {
    tolok_table::is_workbook(&path.to_string_lossy()) && !DataPath::is_pattern(path)
}

/// True for the period that the worksheet is about: the last one that is shown.
fn is_shown(cell: &tolok_plan::Cell, planned: &Planned) -> bool {
    match (cell.period, planned.plan.timeline.and_then(|timeline| timeline.shown)) {
        (Some(period), Some((_, last))) => period.last_day() == last,
        _ => true,
    }
}
