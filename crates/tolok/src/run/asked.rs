//! What a request asks for, in terms of the definitions: KPIs, dimensions, levels, periods.

use std::sync::Arc;

use tolok_diagnostics::suggestion::listed;
use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_model::{EntityId, EntityKind, Report, Scope};
use tolok_plan::{Level, RowExpression, Timeline};
use tolok_value::{Calendar, Grain, Period, fold};

use crate::labels::label_key;
use crate::run::RunRequest;
use crate::{Definitions, codes};

/// What a request asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// The report's title in the language of the request.
    pub(crate) title: Option<String>,
    /// The definitions that are shown; the flag is true for one of a library that is shown only if it can be computed.
    pub(crate) kpis: Vec<(EntityId, bool)>,
    /// The dimensions that rows are grouped by.
    pub(crate) dimensions: Vec<AskedDimension>,
    /// The periods.
    pub(crate) timeline: Option<Timeline>,
    /// Conditions that rows have to meet.
    pub(crate) filters: Vec<RowExpression>,
    /// The KPI that rows are sorted by, and whether from the largest down.
    pub(crate) sort: Option<(EntityId, bool)>,
    /// How many rows are shown of each period.
    pub(crate) top: Option<usize>,
    pub(crate) total: bool,
    pub(crate) subtotals: bool,
    pub(crate) as_of: Option<tolok_value::Date>,
}

/// A dimension that rows are grouped by.
#[derive(Debug, Clone)]
pub(crate) struct AskedDimension {
    pub(crate) key: Arc<str>,
    pub(crate) name: String,
    /// What declares it; nothing for a column that is named by its heading.
    pub(crate) definition: Option<EntityId>,
}

impl Asked {
    /// The levels of the plan: the rows that are shown, then totals and subtotals from the finest to the coarsest.
    pub(crate) fn levels(&self) -> Vec<Level> {
        let dimensions: Vec<Arc<str>> = self.dimensions.iter().map(|dimension| Arc::clone(&dimension.key)).collect();
        let over = self.timeline.map(|timeline| timeline.over);
        let mut levels = vec![Level { dimensions: dimensions.clone(), period: over }];
        let mut add = |level: Level| {
            if !levels.contains(&level) {
                levels.push(level);
            }
        };
        if self.subtotals {
            let mut partial: Vec<Vec<Arc<str>>> = subsets(&dimensions);
            partial.sort_by_key(|subset| std::cmp::Reverse(subset.len()));
            for subset in partial {
                add(Level { dimensions: subset.clone(), period: over });
                add(Level { dimensions: subset, period: None });
            }
        }
        if self.total || self.subtotals {
            add(Level { dimensions: Vec::new(), period: over });
            add(Level::default());
        }
        levels
    }

    /// The scope of the plan.
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            dimensions: self.dimensions.iter().map(|dimension| Arc::clone(&dimension.key)).collect(),
            levels: self.levels(),
            timeline: self.timeline,
            filters: self.filters.clone(),
            as_of: self.as_of,
        }
    }
}

/// How many dimensions may be rolled up in all combinations.
const MOST_SUBSETS: usize = 8;

/// Every choice of some of the dimensions, in their order.
fn subsets(dimensions: &[Arc<str>]) -> Vec<Vec<Arc<str>>> {
    let few = dimensions.get(..dimensions.len().min(MOST_SUBSETS)).unwrap_or(dimensions);
    few.iter().fold(vec![Vec::new()], |subsets, dimension| {
        let with = subsets.iter().map(|subset| subset.iter().chain([dimension]).cloned().collect());
        subsets.iter().cloned().chain(with).collect()
    })
}

/// A period as an option has it.
///
/// # Errors
///
/// E0513 for what is none.
pub(crate) fn parse_period(text: &str, option: &str, calendar: Calendar) -> Result<Period, Diagnostic> {
    let place = || Place::Argument(option.to_string().into());
    Period::parse_in(text.trim(), calendar).map_err(|error| Diagnostic::new(&codes::PERIOD, error.to_string()).at(place()))
}

/// The problem of periods of which the last comes before the first.
pub(crate) fn run_backwards(first: Period, last: Period) -> Diagnostic {
    let words = format!("the periods from {first} to {last} run backwards");
    let problem = Diagnostic::new(&codes::PERIOD, words).at(Place::Argument("--periods".into()));
    problem.help(format!("write `--periods {last}..{first}`"))
}

impl Definitions {
    /// What a request asks for.
    ///
    /// # Errors
    ///
    /// E0201 and the other problems of names and conditions, E0209 for a label of several reports, E0512 for a report that is not there, E0513 for periods.
    pub(crate) fn asked(&mut self, request: &RunRequest) -> Result<Asked, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let language = request.request.language;
        let found = request.report.as_ref().map(|called| self.report_called(called, language));
        let report = match found.transpose() {
            Ok(report) => report.unwrap_or_default(),
            Err(problem) => {
                problems.push(problem);
                Report::default()
            }
        };
        let title = request.report.as_ref().map(|_| report.label(language.code()).to_string());
        let mut request = request.clone();
        if request.request.kpis.is_none() {
            request.request.kpis = report.kpis.clone();
        }
        if request.by.is_empty() {
            request.by = report.by.clone();
        }
        let sort = request.sort.as_ref().map(|sort| (sort.kpi.clone(), sort.descending)).or(report.sort);
        let sort = sort.and_then(|(kpi, descending)| match self.valued(&kpi) {
            Ok(id) => Some((id, descending)),
            Err(problem) => {
                problems.push(problem.at(Place::Argument("--sort".into())));
                None
            }
        });
        let mut filters = report.filters;
        if let Some(filter) = &request.filter {
            match self.model.row_condition(filter, &Place::Argument("--where".into())) {
                Ok(condition) => filters.push(condition),
                Err(found) => problems.extend(found),
            }
        }
        let mut diagnostics = Vec::new();
        let mut kpis = self.wanted(&request.request, &mut diagnostics);
        if self.is_library && request.request.kpis.is_none() {
            kpis.iter_mut().for_each(|(_, only_if_known)| *only_if_known = true);
        }
        problems.extend(diagnostics);
        let mut dimensions: Vec<AskedDimension> = Vec::new();
        for name in &request.by {
            match self.dimension(name) {
                Ok(dimension) if dimensions.iter().any(|known| known.key == dimension.key) => {}
                Ok(dimension) => dimensions.push(dimension),
                Err(problem) => problems.push(problem.at(Place::Argument("--by".into()))),
            }
        }
        let timeline = self.timeline(&request, report.over).unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        if has_errors(&problems) {
            return Err(problems);
        }
        Ok(Asked {
            title,
            kpis,
            dimensions,
            timeline,
            filters,
            sort,
            top: request.top.or(report.top),
            total: request.total || report.total,
            subtotals: request.subtotals,
            as_of: request.as_of,
        })
    }

    /// The dimension of a name, label or alias; any other name is that of a column.
    pub(crate) fn dimension(&self, name: &str) -> Result<AskedDimension, Diagnostic> {
        let name = name.trim().trim_matches('`');
        let declared = self.model.find(name).or_else(|| {
            let key = label_key(name);
            let named = |entity: &tolok_model::Entity| {
                entity.about.labels.values().chain(&entity.about.aliases).any(|other| label_key(other) == key)
            };
            self.model.entities().find(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)) && named(entity)).map(|(id, _)| id)
        });
        let Some((id, entity)) = declared.and_then(|id| Some((id, self.model.entity(id)?))) else {
            return Ok(AskedDimension { key: fold(name).into(), name: name.to_string(), definition: None });
        };
        match &entity.kind {
            EntityKind::Dimension(_) => {
                Ok(AskedDimension { key: Arc::clone(&entity.key), name: entity.name.to_string(), definition: Some(id) })
            }
            EntityKind::Time(grain) => {
                let problem = Diagnostic::new(
                    &tolok_model::codes::MISPLACED,
                    format!("`{name}` is the date, and rows are not grouped by single dates"),
                );
                Err(problem.help(format!("group by periods: `--over {grain}`")))
            }
            // An input may have texts, by which rows can be grouped.
            EntityKind::Input(_) => Ok(AskedDimension { key: Arc::clone(&entity.key), name: entity.name.to_string(), definition: None }),
            _ => {
                let problem = Diagnostic::new(&tolok_model::codes::NOT_A_VALUE, format!("`{name}` is no dimension"));
                Err(problem.help(format!("the dimensions are {}", self.dimension_names())))
            }
        }
    }

    pub(crate) fn dimension_names(&self) -> String {
        let dimensions = self.model.entities().filter(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)));
        let names: Vec<&str> = dimensions.map(|(_, entity)| entity.name.as_ref()).collect();
        if names.is_empty() { "not declared: add `dimension channel`".to_string() } else { listed(names) }
    }

    /// The periods of a row, and those that are shown.
    fn timeline(&self, request: &RunRequest, of_report: Option<Grain>) -> Result<Option<Timeline>, Diagnostic> {
        let calendar = self.model.calendar();
        let parse = |text: &str, option: &str| parse_period(text, option, calendar);
        let shown = match (&request.period, &request.periods) {
            (Some(period), _) => {
                let period = parse(period, "--period")?;
                Some((period, period))
            }
            (None, Some((first, last))) => Some((parse(first, "--periods")?, parse(last, "--periods")?)),
            (None, None) => None,
        };
        let over = request.over.or(of_report).or(shown.map(|(first, _)| first.grain()));
        let Some(over) = over else { return Ok(None) };
        let place = || Place::Argument(if request.over.is_some() { "--over" } else { "--period" }.into());
        let Some((time, finest)) = self.model.time() else {
            let problem = Diagnostic::new(&codes::NO_DATE, "the definitions name no date column, so there are no periods").at(place());
            let file = if self.is_library { "make a file that takes the library in with `use` and says" } else { "add" };
            return Err(problem.help(format!("{file} `time date: {over}`, with the heading of the date column in place of `date`")));
        };
        if over < finest {
            let name = self.model.entity(time).map_or("date", |entity| entity.name.as_ref());
            let words = format!("the finest period of `{name}` is the {finest}, and rows are asked for by {over}");
            let problem = Diagnostic::new(&codes::PERIOD, words).at(place());
            return Err(problem.help(format!("ask for `--over {finest}`, or declare `time {name}: {over}`")));
        }
        let days = match shown {
            None => None,
            Some((first, last)) if first.first_day() > last.last_day() => {
                return Err(run_backwards(first, last));
            }
            // Whole periods are shown: of a quarter asked for by weeks, every week that has a day in it.
            Some((first, last)) => {
                let begin = Period::of_in(first.first_day(), over, calendar).map(Period::first_day);
                let end = Period::of_in(last.last_day(), over, calendar).map(Period::last_day);
                begin.zip(end)
            }
        };
        Ok(Some(Timeline { over, calendar, shown: days }))
    }
}
