//! How a value over tables came about: the tree of its formula in one cell, down to the rows it was aggregated from.

use tolok_aggregate::{Request as Execution, Source, Trace, trace};
use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_plan::{Cell, Column, MeasureId};
use tolok_value::Period;

use super::bound::Bound;
use super::computed::{Computed, DefinitionTexts, time_column, used, used_rows};
use super::{NoProgress, Progress, RunRequest, problems};
use crate::explanation::{Explained, FromData, Reader};
use crate::labelled::LabelRows;
use crate::{Definitions, Problems, codes};

/// The word for the period in `--at period=2026-01`.
const PERIOD: &str = "period";

impl Definitions {
    /// Explains how a metric, an input or a param gets its value from tables, in one place: `at` names members by dimension, and a period
    /// as `period`; what is not named is rolled up.
    ///
    /// ```
    /// use tolok::{DataSource, Definitions, NoProgress, RunRequest};
    /// let definitions = Definitions::parse("dimension channel\ncac = spend / new_customers")?;
    /// let data = b"channel,spend,new_customers\nEmail,100,4\nSearch,500,10\n".as_slice();
    /// let request =
    ///     RunRequest { data: vec![DataSource::Text { name: None, label: "ads.csv".into(), bytes: data.into() }], ..RunRequest::default() };
    /// let explained = definitions.explain_run("cac", &request, &[("channel".into(), "Email".into())], &NoProgress)?;
    /// let spend = &explained.root.children[0];
    /// let data = spend.data.as_ref().ok_or("no data")?;
    /// assert_eq!((data.counted, data.rows[0].0.as_str()), (1, "ads.csv:2"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Definitions::run`], and E0517 for a member or a period that the data does not have.
    pub fn explain_run(
        &self,
        name: &str,
        request: &RunRequest,
        at: &[(String, String)],
        progress: &dyn Progress,
    ) -> Result<Explained, Problems> {
        let failed = |diagnostics: Vec<Diagnostic>| Problems { diagnostics, sources: self.sources().clone() };
        let mut request = request.clone();
        let (period, members): (Vec<_>, Vec<_>) = at.iter().partition(|(dimension, _)| tolok_value::same(dimension.trim(), PERIOD));
        request.by = members.iter().map(|(dimension, _)| dimension.clone()).collect();
        request.total = true;
        let calendar = self.model.calendar();
        let wanted_period = match period.first() {
            None => None,
            Some((_, text)) => Some(
                Period::parse_in(text.trim(), calendar)
                    .map_err(|error| failed(vec![Diagnostic::new(&codes::PERIOD, error.to_string()).at(Place::Argument("--at".into()))]))?,
            ),
        };
        if let Some(period) = wanted_period {
            request.over = Some(period.grain());
        }
        request.request.kpis = Some(vec![name.to_string()]);
        let computed = self.computed(&request, progress)?;
        let mut diagnostics = computed.diagnostics.clone();
        diagnostics.extend(problems::of_notices(&computed.definitions, &computed.planned, &computed.answer.notices));
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics));
        }
        let wanted_period = wanted_period.or_else(|| Period::parse_in(request.period.as_deref()?.trim(), calendar).ok());
        let wanted: Vec<&str> = members.iter().map(|(_, member)| member.trim()).collect();
        let cell = match computed.cell(&wanted, wanted_period) {
            Ok(cell) => cell,
            Err(problem) => return Err(failed(diagnostics.into_iter().chain([problem]).collect())),
        };
        let Some((id, _)) = computed.asked.kpis.first().copied() else { return Err(failed(Vec::new())) };
        let language = request.request.language;
        let tree = tolok_eval::Explanation::in_cell(
            &computed.definitions.model,
            &computed.planned,
            &computed.answer.grid,
            &computed.given,
            language.code(),
            id,
            cell,
        );
        let mut tracing = |measure: MeasureId, cell: usize| computed.trace(measure, cell);
        let mut reader = Reader::new(computed.definitions.model.clone(), &request.request);
        reader.over(&computed.answer.grid, &computed.planned.plan, &mut tracing);
        let root = reader.explanation(tree);
        Ok(Explained { root, files: computed.files, diagnostics, sources: computed.definitions.sources().clone() })
    }
}

impl Computed {
    /// The cell of members and a period.
    fn cell(&self, members: &[&str], period: Option<Period>) -> Result<usize, Diagnostic> {
        let same = |cell: &Cell| {
            cell.members.len() == members.len() && cell.members.iter().zip(members).all(|(one, other)| tolok_value::same(one.trim(), other))
        };
        let cells = || self.answer.grid.cells.iter().enumerate().filter(|(_, cell)| cell.members.len() == members.len());
        let level = |cell: &Cell| self.planned.plan.levels.get(cell.level).is_some_and(|level| level.dimensions.len() == members.len());
        let found = cells().find(|(_, cell)| level(cell) && same(cell) && cell.period == period);
        if let Some((place, _)) = found {
            return Ok(place);
        }
        let problem = |words: String| Diagnostic::new(&codes::NO_CELL, words).at(Place::Argument("--at".into()));
        for (place, wanted) in members.iter().enumerate() {
            let mut known: Vec<&str> = Vec::new();
            for (_, cell) in cells() {
                if let Some(member) = cell.members.get(place).filter(|member| !known.contains(&member.as_ref())) {
                    known.push(member);
                }
            }
            if !known.iter().any(|member| tolok_value::same(member.trim(), wanted)) {
                let help = match nearest(wanted, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => "no row is left to look at".to_string(),
                    None => format!("the data has {}", listed(known.iter().copied().take(12))),
                };
                return Err(problem(format!("the data has no `{wanted}`")).help(help));
            }
        }
        Err(match (period, self.answer.grid.periods.first(), self.answer.grid.periods.last()) {
            (Some(period), Some(first), Some(last)) => {
                problem(format!("the data has nothing in {period}")).help(format!("it has the periods from {first} to {last}"))
            }
            _ => problem("the data has no such row".to_string()).help("name members that stand in one row together"),
        })
    }

    /// The rows that a measure was aggregated from.
    fn trace(&self, measure: MeasureId, cell: usize) -> Option<FromData> {
        let cell = self.answer.grid.cells.get(cell)?;
        let model = &self.definitions.model;
        let bound: Vec<Bound<'_>> = (self.tables.iter())
            .map(|table| Bound::new(table, model, &self.vocabulary, &self.asked.dimensions, &[], &NoProgress))
            .collect();
        let labelled: Vec<Source<'_>> = used_rows(self.by_labels.iter(), &self.planned).map(LabelRows::source).collect();
        let used: Vec<&Bound<'_>> = used(&bound, &self.planned, !labelled.is_empty());
        let sources: Vec<Source<'_>> = labelled.into_iter().chain(used.iter().map(|bound| bound.source())).collect();
        let by_hand = |column: &Column| self.definitions.by_hand(column, &self.given);
        let texts = DefinitionTexts(model);
        let execution = Execution {
            plan: &self.planned.plan,
            sources: &sources,
            time: time_column(model),
            given: &by_hand,
            rates: self.rates.as_ref(),
            texts: &texts,
        };
        let trace = trace(&execution, measure, cell).ok().flatten()?;
        match used.iter().map(|bound| bound.table).find(|table| *table.name() == trace.source) {
            Some(table) => Some(from_data(trace, table.label(), table.range())),
            None => {
                let rows = self.by_labels.iter().find(|rows| rows.name == trace.source)?;
                let label = rows.file.to_string();
                Some(from_data(trace, label, None))
            }
        }
    }
}

fn from_data(trace: Trace, label: String, range: Option<String>) -> FromData {
    FromData {
        source: trace.source.to_string(),
        label,
        range,
        counted: trace.counted,
        rows: trace.rows.into_iter().map(|(place, value)| (place.to_string(), value)).collect(),
        left_out: trace.left_out.into_iter().map(|(reason, rows)| (reason.text().to_string(), rows)).collect(),
    }
}
