//! A run up to its grid: the definitions as the data makes them, the plan, the tables, and the values of every measure.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tolok_aggregate::{Answer, Rates, Request as Execution, Source, Texts, execute};
use tolok_diagnostics::{Diagnostic, Sources, has_errors};
use tolok_eval::Given;
use tolok_model::{CellTypes, EntityId, Formula, Planned, Type};
use tolok_plan::Column;
use tolok_table::{Note, Role, Table, Term, Vocabulary};
use tolok_value::Value;

use super::asked::Asked;
use super::bound::Bound;
use super::needs::{Needs, type_of, vocabulary};
use super::{Progress, RunRequest, problems};
use crate::labelled::{LabelRows, LabelledData, Level};
use crate::{Definitions, Problems};

/// A run up to its grid.
pub(crate) struct Computed {
    /// The definitions, with the types that cells gave to inputs without one.
    pub(crate) definitions: Definitions,
    pub(crate) asked: Asked,
    pub(crate) planned: Planned,
    pub(crate) given: Given,
    pub(crate) tables: Vec<Table>,
    /// What workbooks say by their labels.
    pub(crate) by_labels: Vec<LabelRows>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) answer: Answer,
    pub(crate) rates: Option<Rates>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) notes: Vec<Note>,
    pub(crate) files: Vec<PathBuf>,
}

impl Definitions {
    /// Computes what a request asks for, up to the grid. Where worksheets name periods by their labels and the definitions have no date, they
    /// get one.
    pub(crate) fn computed(&self, request: &RunRequest, progress: &dyn Progress) -> Result<Computed, Problems> {
        let nothing = &mut |_: &mut tolok_model::Definitions| Vec::new();
        if self.model.time().is_some() || self.has_sources() {
            return self.compute(request, Given::new(), &[], nothing, progress);
        }
        let asks_for_periods = request.over.is_some() || request.period.is_some() || request.periods.is_some();
        // Before there is a date, no period can be asked for.
        let definitions = asks_for_periods.then(|| self.with_time_of_labels(request)).flatten();
        definitions.as_ref().unwrap_or(self).compute_or_gain_time(request, (Given::new(), true), &[], nothing, progress)
    }

    /// Computes what a request asks for, up to the grid. `given` holds what is known before the request is read. `formulas` checks what is
    /// wanted besides the KPIs against the definitions: at first to see what is needed, then with the types that the cells give. `worksheets`
    /// have inputs that people typed, which count instead of columns of data.
    pub(crate) fn compute(
        &self,
        request: &RunRequest,
        given: Given,
        worksheets: &[&LabelRows],
        formulas: &mut dyn FnMut(&mut tolok_model::Definitions) -> Vec<Formula>,
        progress: &dyn Progress,
    ) -> Result<Computed, Problems> {
        self.compute_or_gain_time(request, (given, false), worksheets, formulas, progress)
    }

    /// The same; where `may_gain_time` is true nothing is known yet that would be of these definitions and of no others.
    fn compute_or_gain_time(
        &self,
        request: &RunRequest,
        (mut given, may_gain_time): (Given, bool),
        worksheets: &[&LabelRows],
        formulas: &mut dyn FnMut(&mut tolok_model::Definitions) -> Vec<Formula>,
        progress: &dyn Progress,
    ) -> Result<Computed, Problems> {
        let mut definitions = self.clone();
        let failed = |diagnostics: Vec<Diagnostic>, sources: &Sources| Problems { diagnostics, sources: sources.clone() };
        let sources = self.sources().clone();
        let mut diagnostics = definitions.given(&request.request, &mut given);
        let asked =
            definitions.asked(request).map_err(|found| failed(self.diagnostics().iter().cloned().chain(found).collect(), &sources))?;
        if has_errors(&diagnostics) {
            return Err(failed(self.diagnostics().iter().cloned().chain(diagnostics).collect(), &sources));
        }
        let mut first_look = definitions.clone();
        let wanted = formulas(&mut first_look.model);
        let (own, all) = first_look.needs(&asked, &wanted.iter().collect::<Vec<_>>());
        let by: Vec<String> =
            asked.dimensions.iter().filter(|dimension| dimension.definition.is_none()).map(|dimension| dimension.name.clone()).collect();
        let located = definitions.located(request, &all, &by, !worksheets.is_empty()).map_err(|found| failed(found, &sources))?;
        let needs_time = asked.timeline.is_some();
        let words = vocabulary(&definitions.model, &own, &all, needs_time);
        let (mut tables, mut labelled, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for source in &located.sources {
            let opened = source.open(&words);
            match (source.labelled(&opened, &definitions, (&asked, &all, &words), &request.reading(), &mut given), opened) {
                (Some(Ok(data)), _) => labelled.extend(data),
                (None, Ok(table)) => tables.push(table),
                (Some(Err(problems)), _) | (None, Err(problems)) => found.extend(problems),
            }
        }
        if !found.is_empty() {
            return Err(failed(found, &sources));
        }
        if may_gain_time && let Some(definitions) = self.with_time_of(&labelled, &tables) {
            return definitions.compute(request, Given::new(), worksheets, formulas, progress);
        }
        if let Some(typed) = definitions.typed_by_cells(&tables, &words) {
            definitions = typed;
        }
        diagnostics.extend(definitions.diagnostics().to_vec());
        let ids: Vec<EntityId> = asked.kpis.iter().map(|(id, _)| *id).chain(asked.sort.map(|(id, _)| id)).collect();
        let wanted = formulas(&mut definitions.model);
        let planned = definitions.model.plan_in(&asked.scope(), &ids, &wanted.iter().collect::<Vec<_>>());
        diagnostics = problems::with_traps_as_errors(diagnostics, &definitions.model, &planned);
        diagnostics.extend(tables.iter().flat_map(|table| table.warnings().to_vec()));
        let note = |table: &Table, note: &Note| {
            let label = table.label();
            let words = if note.words.contains(&label) { note.words.clone() } else { format!("{label}: {}", note.words) };
            Note { words, is_expected: note.is_expected }
        };
        let mut notes: Vec<Note> = tables.iter().flat_map(|table| table.notes().iter().map(|words| note(table, words))).collect();
        notes.extend(labelled.iter().flat_map(LabelledData::notes));
        diagnostics.extend(labelled.iter().flat_map(|data| data.warnings.iter().cloned()));
        let by_labels = definitions.rows_by_labels(&labelled, &asked, &all, worksheets);
        let bound: Vec<Bound<'_>> =
            tables.iter().map(|table| Bound::new(table, &definitions.model, &words, &asked.dimensions, worksheets, progress)).collect();
        diagnostics.extend(problems::of_binding(&definitions, (&own, &all), &asked, &bound, (worksheets, &labelled, &by_labels), &given));
        let rates = match definitions.exchange_rates() {
            Ok(rates) => rates,
            Err(found) => {
                diagnostics.extend(found);
                None
            }
        };
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics, &sources));
        }
        let time = time_column(&definitions.model);
        let typed: Vec<Source<'_>> = used_rows(worksheets.iter().copied().chain(&by_labels), &planned).map(LabelRows::source).collect();
        let used = used(&bound, &planned, !typed.is_empty());
        let used: Vec<Source<'_>> = typed.into_iter().chain(used.into_iter().map(Bound::source)).collect();
        let by_hand = |column: &Column| definitions.by_hand(column, &given);
        let texts = DefinitionTexts(&definitions.model);
        let execution = Execution { plan: &planned.plan, sources: &used, time, given: &by_hand, rates: rates.as_ref(), texts: &texts };
        let answer = execute(&execution).map_err(|found| failed(diagnostics.iter().cloned().chain(found).collect(), &sources))?;
        drop(used);
        drop(bound);
        Ok(Computed {
            definitions,
            asked,
            planned,
            given,
            tables,
            by_labels,
            vocabulary: words,
            answer,
            rates,
            diagnostics,
            notes,
            files: located.files,
        })
    }

    /// The definitions with a date, where labels of worksheets name periods and the definitions have none. A table has a date of its own, which
    /// they have to name.
    fn with_time_of(&self, labelled: &[LabelledData], tables: &[Table]) -> Option<Self> {
        let finest = labelled.iter().filter_map(LabelledData::grain).min()?;
        let has_none = self.model.time().is_none() && tables.is_empty();
        has_none.then(|| self.with_time(finest)).filter(|definitions| definitions.model.time().is_some())
    }

    /// The same, where periods are asked for: before there is a date, nothing else can be asked.
    fn with_time_of_labels(&self, request: &RunRequest) -> Option<Self> {
        let request = RunRequest { over: None, period: None, periods: None, ..request.clone() };
        let (mut definitions, mut given) = (self.clone(), Given::new());
        definitions.given(&request.request, &mut given);
        let asked = definitions.asked(&request).ok()?;
        let (own, all) = definitions.needs(&asked, &[]);
        let words = vocabulary(&definitions.model, &own, &all, false);
        let located = definitions.located(&request, &all, &[], false).ok()?;
        let mut labelled = Vec::new();
        for source in located.sources.iter().filter(|source| source.worksheets(&all).is_some()) {
            let opened = source.open(&words);
            let data = source.labelled(&opened, &definitions, (&asked, &all, &words), &request.reading(), &mut given);
            labelled.extend(data.and_then(Result::ok).unwrap_or_default());
        }
        self.with_time_of(&labelled, &[])
    }

    /// The columns that are needed for what the file itself shows, and those for what libraries could show besides.
    fn needs(&self, asked: &Asked, formulas: &[&Formula]) -> (Needs, Needs) {
        let ids = |libraries: bool| {
            let kpis = asked.kpis.iter().filter(move |(_, library)| libraries || !library).map(|(id, _)| *id);
            kpis.chain(asked.sort.map(|(id, _)| id)).collect::<Vec<EntityId>>()
        };
        let plan = |ids: &[EntityId]| self.model.plan_in(&asked.scope(), ids, formulas).plan;
        (Needs::of(&plan(&ids(false))), Needs::of(&plan(&ids(true))))
    }

    /// How many of the inputs that formulas need a request's tables have, and whether they have a dimension or a date; nothing where a
    /// table cannot be read.
    pub(crate) fn bound_in(&self, request: &RunRequest, formulas: &[Formula]) -> Option<(usize, bool)> {
        let (tables, words) = self.looked_at(request, formulas)?;
        let tables: Vec<Table> = tables.into_iter().flatten().collect();
        let terms = || tables.iter().flat_map(|table| bound_terms(table, &words));
        let inputs = terms().filter(|term| term.role == Role::Input).count();
        (!tables.is_empty()).then(|| (inputs, terms().any(|term| term.role != Role::Input)))
    }

    /// The keys of the declared dimensions that a request's tables have columns of; nothing where that is not to be told from their headings.
    pub(crate) fn dimensions_in(&self, request: &RunRequest) -> Option<BTreeSet<Arc<str>>> {
        let (tables, words) = self.looked_at(request, &[])?;
        let tables: Vec<Table> = tables.into_iter().collect::<Option<_>>()?;
        if tables.iter().any(Table::is_labelled) {
            return None;
        }
        let terms = tables.iter().flat_map(|table| bound_terms(table, &words));
        Some(terms.filter(|term| term.role == Role::Dimension).map(|term| Arc::clone(&term.key)).collect())
    }

    /// The headings of a request's tables that no definition has; none where that is not to be told from them.
    pub(crate) fn unbound_headings(&self, request: &RunRequest) -> Vec<String> {
        let Some((tables, _)) = self.looked_at(request, &[]) else { return Vec::new() };
        let tables = tables.iter().flatten().filter(|table| !table.is_labelled());
        let columns = tables.flat_map(Table::columns).filter(|column| column.key.is_none() && !column.heading.trim().is_empty());
        let headings: BTreeSet<String> = columns.map(|column| column.heading.trim().to_owned()).collect();
        headings.into_iter().collect()
    }

    /// The tables of a request, as a first look shows them; nothing for one that cannot be read.
    fn looked_at(&self, request: &RunRequest, formulas: &[Formula]) -> Option<(Vec<Option<Table>>, Vocabulary)> {
        let mut definitions = self.clone();
        let asked =
            definitions.asked(&RunRequest { request: request.request.clone().kpis(Vec::<String>::new()), ..request.clone() }).ok()?;
        let (own, all) = definitions.needs(&asked, &formulas.iter().collect::<Vec<_>>());
        let located = definitions.located(request, &all, &[], false).ok()?;
        let words = vocabulary(&definitions.model, &own, &all, false);
        let tables = located.sources.iter().map(|source| source.open(&words).ok()).collect();
        Some((tables, words))
    }

    /// The rows of workbooks that are read by their labels, at the level that is asked for. What people typed into the worksheet counts instead.
    fn rows_by_labels(&self, labelled: &[LabelledData], asked: &Asked, all: &Needs, worksheets: &[&LabelRows]) -> Vec<LabelRows> {
        let mut dimensions: Vec<Arc<str>> =
            all.dimensions.iter().chain(asked.dimensions.iter().map(|dimension| &dimension.key)).cloned().collect();
        dimensions.sort();
        dimensions.dedup();
        let level = Level { dimensions, grain: asked.timeline.map(|timeline| timeline.over) };
        let is_typed = |key: &Arc<str>| worksheets.iter().any(|rows| rows.has_input(key));
        let rows = labelled.iter().flat_map(|data| data.rows(self, &level));
        rows.map(|rows| rows.without(is_typed)).filter(|rows| !rows.inputs.is_empty()).collect()
    }

    /// The formula of a metric.
    pub(crate) fn formula_of(&self, metric: EntityId) -> Option<&Formula> {
        match &self.model.entity(metric)?.kind {
            tolok_model::EntityKind::Metric(metric) => Some(&metric.formula),
            _ => None,
        }
    }

    /// The definitions with the types that cells give to inputs without one; nothing where they give none.
    fn typed_by_cells(&self, tables: &[Table], words: &Vocabulary) -> Option<Definitions> {
        let mut types = CellTypes::new();
        for column in tables.iter().flat_map(Table::columns) {
            let bound = words.terms.iter().find(|term| Some(&term.key) == column.key.as_ref() && term.role == Role::Input);
            let Some(term) = bound.cloned() else { continue };
            if term.kind.is_none() && type_of(&column.kind) != Type::PLAIN {
                types.insert(term.key, type_of(&column.kind));
            }
        }
        if types.is_empty() {
            return None;
        }
        let (model, found) = self.model.with_cell_types(&types);
        if !has_errors(&found) {
            return Some(self.with_model(model, found));
        }
        // A formula takes them for numbers, so they are read as numbers, and reading says which cell is none.
        types.retain(|_, ty| *ty != Type::Text);
        let (model, found) = self.model.with_cell_types(&types);
        Some(self.with_model(model, found))
    }

    /// The value of a column that a person gave, or of a param.
    pub(crate) fn by_hand(&self, column: &Column, given: &Given) -> Option<Value> {
        match column {
            Column::Param(key) => {
                let id = self.model.find(key)?;
                given.get(id).cloned().or_else(|| tolok_eval::constant_of(&self.model, id))
            }
            Column::Input(key) => self.input_of(key).and_then(|id| given.get(id)).filter(|value| !value.is_blank()).cloned(),
            Column::Source { source, column } => given.column(source, column).cloned(),
            _ => None,
        }
    }

    /// The input whose column has a key.
    pub(crate) fn input_of(&self, key: &Arc<str>) -> Option<EntityId> {
        let found = self.model.find(key).filter(|id| self.model.column_key(*id).as_ref() == Some(key));
        found.or_else(|| self.model.inputs().map(|(id, _)| id).find(|id| self.model.column_key(*id).as_ref() == Some(key)))
    }
}

/// The terms that columns of a table are.
pub(crate) fn bound_terms<'w>(table: &Table, words: &'w Vocabulary) -> impl Iterator<Item = &'w Term> {
    let keys = table.columns().iter().filter_map(|column| column.key.as_ref());
    keys.filter_map(|key| words.terms.iter().find(|term| term.key == *key))
}

/// The column of dates, as plans name it.
pub(crate) fn time_column(model: &tolok_model::Definitions) -> Option<Column> {
    model.time().and_then(|(id, _)| model.entity(id)).map(|entity| Column::Time(Arc::clone(&entity.key)))
}

/// The sources that a plan takes something from; all of them where it takes nothing from any, and from no worksheet either.
pub(crate) fn used<'b, 't>(bound: &'b [Bound<'t>], planned: &Planned, is_typed: bool) -> Vec<&'b Bound<'t>> {
    let needs = Needs::of(&planned.plan);
    let is_used = |bound: &&Bound<'_>| {
        let inputs = needs.inputs.iter().any(|key| bound.has(&Column::Input(Arc::clone(key))));
        inputs || needs.columns.iter().any(|(source, _)| *source == bound.key)
    };
    let used: Vec<&Bound<'_>> = bound.iter().filter(is_used).collect();
    if used.is_empty() && !is_typed { bound.iter().collect() } else { used }
}

/// The rows of worksheets that a plan takes something from.
pub(crate) fn used_rows<'r>(rows: impl Iterator<Item = &'r LabelRows>, planned: &Planned) -> impl Iterator<Item = &'r LabelRows> {
    let needs = Needs::of(&planned.plan);
    rows.filter(move |rows| needs.inputs.iter().any(|key| rows.has_input(key)))
}

/// The texts of definitions, for naming operands.
pub(crate) struct DefinitionTexts<'d>(pub(crate) &'d tolok_model::Definitions);

impl Texts for DefinitionTexts<'_> {
    fn file_name(&self, file: u32) -> Option<&Arc<str>> {
        self.0.file_name(file)
    }

    fn text(&self, place: tolok_plan::Place) -> Option<&str> {
        self.0.text_at(place)
    }
}
