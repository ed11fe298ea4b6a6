//! The rows of a result: formulas over the grid, in the order and with the totals that were asked for.

use std::cmp::Ordering;

use tolok_diagnostics::{Diagnostic, has_errors, once_each};
use tolok_eval::Evaluator;
use tolok_model::{EntityId, EntityKind};
use tolok_plan::{Cell, Column, NO_MEMBER};
use tolok_table::Note;
use tolok_value::{Comparison, NumberFormat, Period, Value, ops};

use super::computed::{Computed, bound_terms};
use super::{Heading, KpiHeading, ResultRow, RunRequest, RunResult, problems, totals};
use crate::display::format_text;
use crate::{Definitions, Kpi, Problems};

impl Computed {
    /// What should be known of totals over everything and of their parts.
    pub(crate) fn problems_of_totals(&self, language: tolok_value::Language) -> Vec<Diagnostic> {
        let (rows, totals): (Vec<usize>, Vec<usize>) =
            (0..self.answer.grid.cells.len()).partition(|place| self.answer.grid.cells.get(*place).is_some_and(|cell| cell.level == 0));
        let mut evaluator = Evaluator::new(&self.definitions.model, &self.planned, &self.answer.grid, &self.given, language.code());
        let mut found = problems::of_upper_bounds(&self.definitions, &self.asked, &self.planned, &self.tables);
        found.extend(totals::one_sided(&self.definitions, &self.asked, &self.planned, &self.answer.grid, &rows, &totals, &mut evaluator));
        found
    }

    /// The result that was asked for.
    pub(crate) fn result(self, request: &RunRequest) -> Result<RunResult, Problems> {
        let Computed {
            definitions, asked, planned, given, tables, by_labels, vocabulary, answer, mut diagnostics, mut notes, files, ..
        } = self;
        diagnostics.extend(problems::of_notices(&definitions, &planned, &answer.notices));
        diagnostics.extend(problems::of_upper_bounds(&definitions, &asked, &planned, &tables));
        let language = request.request.language;
        let mut evaluator = Evaluator::new(&definitions.model, &planned, &answer.grid, &given, language.code());
        let shown = |cell: &Cell| match (cell.period, asked.timeline.and_then(|timeline| timeline.shown)) {
            (Some(period), Some((first, last))) => period.first_day() >= first && period.last_day() <= last,
            _ => true,
        };
        let is_cut = |period: Period| request.as_of.is_some_and(|day| period.first_day() > day);
        let levels = asked.levels().len();
        let mut rows: Vec<usize> = Vec::new();
        let mut total_rows: Vec<usize> = Vec::new();
        for (place, cell) in answer.grid.cells.iter().enumerate() {
            if !shown(cell) || cell.period.is_some_and(is_cut) || cell.level >= levels {
                continue;
            }
            if cell.level == 0 { rows.push(place) } else { total_rows.push(place) }
        }
        if let Some((kpi, descending)) = asked.sort {
            sort(&mut rows, &answer.grid.cells, kpi, descending, asked.top, &mut evaluator);
        } else if let Some(top) = asked.top {
            keep_top(&mut rows, &answer.grid.cells, top);
        }
        let view = View { definitions: &definitions, asked_dimensions: &asked.dimensions, request, partial: answer.grid.partial };
        let ids: Vec<EntityId> = asked.kpis.iter().map(|(id, _)| *id).collect();
        let mut result_rows: Vec<ResultRow> =
            rows.iter().filter_map(|place| view.row(answer.grid.cells.get(*place)?, *place, &ids, &planned, &mut evaluator)).collect();
        let mut totals: Vec<ResultRow> = total_rows
            .iter()
            .filter_map(|place| view.row(answer.grid.cells.get(*place)?, *place, &ids, &planned, &mut evaluator))
            .collect();
        let has = |column: &Column| {
            let (Column::Input(key) | Column::Dimension(key) | Column::Time(key)) = column else { return true };
            let is_bound = || tables.iter().any(|table| bound_terms(table, &vocabulary).any(|term| term.key == *key));
            let is_given = || definitions.definition_of(column).is_some_and(|id| given.get(id).is_some());
            is_bound() || by_labels.iter().any(|rows| rows.has(column)) || is_given()
        };
        let known = |place: usize| {
            let mut values = result_rows.iter().chain(&totals).filter_map(|row| row.kpis.get(place)).map(|kpi| &kpi.value);
            ids.get(place).is_some_and(|id| values.any(|value| definitions.is_told(*id, value, &has)))
        };
        let kept: Vec<usize> =
            (0..ids.len()).filter(|place| !asked.kpis.get(*place).is_some_and(|(_, library)| *library) || known(*place)).collect();
        for row in result_rows.iter_mut().chain(&mut totals) {
            let mut place = 0;
            row.kpis.retain(|_| {
                place += 1;
                kept.contains(&(place - 1))
            });
        }
        let kpis: Vec<KpiHeading> = kept.iter().filter_map(|place| view.heading(*ids.get(*place)?)).collect();
        let visible: Vec<EntityId> = kept.iter().filter_map(|place| ids.get(*place).copied()).collect();
        diagnostics.extend(totals::one_sided(&definitions, &asked, &planned, &answer.grid, &rows, &total_rows, &mut evaluator));
        diagnostics.extend(totals::partial_growth(&definitions, &visible, &planned, &answer.grid, &rows));
        if request.check_totals {
            let (checked, found) = totals::checked(&result_rows, &totals, &kpis, &visible, &definitions);
            notes.extend(checked.into_iter().map(Note::from));
            diagnostics.extend(found);
        }
        if has_errors(&diagnostics) {
            return Err(Problems { diagnostics, sources: definitions.sources().clone() });
        }
        let dimensions = asked.dimensions.iter().map(|dimension| {
            let entity = dimension.definition.and_then(|id| definitions.model.entity(id));
            let label = entity.map_or(dimension.name.as_str(), |entity| entity.about.label(language.code(), &entity.name));
            Heading { name: dimension.name.clone(), label: label.to_string() }
        });
        Ok(RunResult {
            title: asked.title.clone(),
            dimensions: dimensions.collect(),
            over: asked.timeline.map(|timeline| timeline.over),
            kpis,
            rows: result_rows,
            is_sorted: asked.sort.is_some(),
            totals,
            language,
            files,
            notes,
            diagnostics: once_each(diagnostics),
            sources: definitions.sources().clone(),
        })
    }
}

/// How rows are shown.
struct View<'a> {
    definitions: &'a Definitions,
    asked_dimensions: &'a [super::asked::AskedDimension],
    request: &'a RunRequest,
    partial: Option<Period>,
}

impl View<'_> {
    fn row(
        &self,
        cell: &Cell,
        place: usize,
        ids: &[EntityId],
        planned: &tolok_model::Planned,
        evaluator: &mut Evaluator<'_>,
    ) -> Option<ResultRow> {
        evaluator.go_to(place);
        let level = planned.plan.levels.get(cell.level)?;
        let members = self.asked_dimensions.iter().map(|dimension| {
            let at = level.dimensions.iter().position(|known| *known == dimension.key)?;
            let member = cell.members.get(at)?;
            let label = match dimension.definition.and_then(|id| self.definitions.model.entity(id)).map(|entity| &entity.kind) {
                Some(EntityKind::Dimension(named)) if &**member != NO_MEMBER => named.label(member, self.request.request.language.code()),
                _ => member,
            };
            Some(Heading { name: member.to_string(), label: label.to_string() })
        });
        let members = members.collect();
        let mut kpis: Vec<Kpi> =
            ids.iter().filter_map(|id| self.definitions.kpi(*id, evaluator.outcome(*id), self.request.request.language)).collect();
        // A row says its period itself. Without it one cause is told once, and not anew for each month.
        if let Some(own) = cell.period.map(|period| format!(" in {period}")) {
            for cause in kpis.iter_mut().filter_map(|kpi| kpi.cause.as_mut()) {
                if let Some(shorter) = cause.strip_suffix(&own) {
                    *cause = shorter.to_string();
                }
            }
        }
        Some(ResultRow { members, period: cell.period, partial: cell.period.is_some() && cell.period == self.partial, kpis })
    }

    fn heading(&self, id: EntityId) -> Option<KpiHeading> {
        let entity = self.definitions.model.entity(id)?;
        let language = self.request.request.language;
        let ty = entity.ty();
        let text = format_text(&ty, Some(&entity.about), language);
        Some(KpiHeading {
            heading: Heading { name: entity.name.to_string(), label: entity.about.label(language.code(), &entity.name).to_string() },
            unit: ty.quantity().and_then(tolok_model::Quantity::unit),
            format: NumberFormat::parse(&text).or_else(|_| NumberFormat::parse("General")).ok()?,
            format_text: text,
            is_input: matches!(entity.kind, EntityKind::Input(_)),
        })
    }
}

/// Sorts rows by a KPI, within each period; what has no value comes last, and equal ones keep their order.
fn sort(rows: &mut Vec<usize>, cells: &[Cell], kpi: EntityId, descending: bool, top: Option<usize>, evaluator: &mut Evaluator<'_>) {
    let mut keyed: Vec<(Option<Period>, Value, usize)> = rows
        .iter()
        .map(|place| {
            evaluator.go_to(*place);
            (cells.get(*place).and_then(|cell| cell.period), evaluator.outcome(kpi).value, *place)
        })
        .collect();
    let has_members = rows.first().and_then(|place| cells.get(*place)).is_some_and(|cell| !cell.members.is_empty());
    keyed.sort_by(|(period, value, _), (other_period, other, _)| {
        // Periods by themselves are what is sorted; beside members they stay apart.
        let by_period = if has_members { period.cmp(other_period) } else { Ordering::Equal };
        by_period.then_with(|| ordered(value, other, descending))
    });
    *rows = keyed.into_iter().map(|(_, _, place)| place).collect();
    if let Some(top) = top {
        keep_top(rows, cells, top);
    }
}

/// Keeps the first rows of each period, or of all where rows are periods only.
fn keep_top(rows: &mut Vec<usize>, cells: &[Cell], top: usize) {
    let mut taken: std::collections::BTreeMap<Option<Period>, usize> = std::collections::BTreeMap::new();
    rows.retain(|place| {
        let cell = cells.get(*place);
        let group = cell.filter(|cell| !cell.members.is_empty()).and_then(|cell| cell.period);
        let count = taken.entry(group).or_default();
        *count += 1;
        *count <= top
    });
}

fn ordered(one: &Value, other: &Value, descending: bool) -> Ordering {
    let has_no_value = |value: &Value| value.is_blank() || value.is_error();
    match (has_no_value(one), has_no_value(other)) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let holds = |comparison| ops::compare(comparison, one, other) == Value::Bool(true);
    let ascending = match (holds(Comparison::Less), holds(Comparison::Greater)) {
        (true, _) => Ordering::Less,
        (_, true) => Ordering::Greater,
        _ => Ordering::Equal,
    };
    if descending { ascending.reverse() } else { ascending }
}
