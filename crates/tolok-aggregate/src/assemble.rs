//! Puts the answer together: for every level the combinations of members, for every one of them the periods, for every measure the
//! state of the slots that belong there.

mod combinations;
mod window;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_plan::{Aggregation, Cell, Grid, Level, MeasureId, Window};
use tolok_value::{ErrorKind, Period, Value};

use crate::codes;
use crate::execute::{Answer, Request};
use crate::notice::Notice;
use crate::periods::Calendar;
use crate::placement::Placement;
use crate::range::SourceStates;
use combinations::{Combinations, Joined};
use window::Windows;

/// How many values an answer may have.
const MOST_VALUES: usize = 200_000_000;

pub(crate) fn assemble(request: &Request<'_>, placements: &[Placement], sources: &[SourceStates<'_>]) -> Result<Answer, Vec<Diagnostic>> {
    let plan = request.plan;
    let calendar = match plan.timeline {
        None => Calendar::default(),
        Some(timeline) => {
            let dates: Vec<_> = sources.iter().map(|source| source.merged.dates.clone()).collect();
            Calendar::over(&dates, plan, timeline).ok_or_else(|| vec![too_many(sources)])?
        }
    };
    let joined = Joined::new(plan, sources);
    let mut assembly = Assembly { request, placements, sources, calendar: &calendar, notices: Vec::new(), cells: Vec::new() };
    for (place, level) in plan.levels.iter().enumerate() {
        let combinations = joined.combinations(level, sources, request);
        let periods = if level.period.is_some() { calendar.periods.len() } else { 1 };
        let values = combinations.len().saturating_mul(periods).saturating_mul(plan.measures.len().max(1));
        if values > MOST_VALUES {
            return Err(vec![too_many(sources)]);
        }
        assembly.level(place, level, &combinations);
    }
    let mut notices = assembly.notices;
    if plan.timeline.is_some() {
        notices.extend(sources.iter().filter(|source| source.has_dates()).filter_map(undated));
    }
    let grid = Grid { cells: assembly.cells, periods: calendar.periods, partial: calendar.partial, before_data: calendar.before_data };
    Ok(Answer { grid, notices })
}

struct Assembly<'a> {
    request: &'a Request<'a>,
    placements: &'a [Placement],
    sources: &'a [SourceStates<'a>],
    calendar: &'a Calendar,
    notices: Vec<Notice>,
    cells: Vec<Cell>,
}

impl Assembly<'_> {
    fn level(&mut self, place: usize, level: &Level, combinations: &Combinations) {
        let first = self.cells.len();
        for members in combinations.names() {
            match level.period {
                None => self.cells.push(Cell { level: place, members: members.to_vec(), period: None, values: Vec::new() }),
                Some(_) => {
                    let cell =
                        |period: &Period| Cell { level: place, members: members.to_vec(), period: Some(*period), values: Vec::new() };
                    self.cells.extend(self.calendar.periods.iter().map(cell));
                }
            }
        }
        for index in 0..self.request.plan.measures.len() {
            let values = self.values(index, place, level, combinations);
            for (cell, value) in self.cells.iter_mut().skip(first).zip(values) {
                cell.values.push(value);
            }
        }
    }

    /// The values of a measure in all cells of a level, in their order.
    fn values(&mut self, index: usize, place: usize, level: &Level, combinations: &Combinations) -> Vec<Value> {
        let plan = self.request.plan;
        let periods = if level.period.is_some() { self.calendar.periods.len() } else { 1 };
        let everywhere = |value: Value| vec![value; combinations.len().saturating_mul(periods)];
        let Some(measure) = plan.measures.get(index) else { return Vec::new() };
        let placement = self.placements.get(index);
        let source = match placement {
            Some(Placement::In(source)) => *source,
            Some(Placement::Nowhere(value)) => return everywhere(value.clone()),
            _ => return everywhere(self.given(index, level)),
        };
        let Some(states) = self.sources.get(source) else { return Vec::new() };
        if let Some(problem) = lacking(states, level, plan) {
            return everywhere(problem);
        }
        let Some(local) = states.places.get(&index).copied() else { return Vec::new() };
        if level.period.is_none() && measure.window != Window::Period {
            // A window is seen from a period.
            return everywhere(Value::BLANK);
        }
        let windows = Windows { states, local, measure, level, timeline: plan.timeline, calendar: self.calendar };
        let mut values = Vec::new();
        for slots in combinations.slots(source) {
            let (found, carried, undecided) = windows.values(slots);
            values.extend(found.into_iter().map(|value| match (value, &measure.otherwise) {
                (Value::Blank(_), Some(otherwise)) => otherwise.clone(),
                (value, _) => value,
            }));
            if undecided && !self.notices.contains(&Notice::Undecided { measure: MeasureId(index) }) {
                self.notices.push(Notice::Undecided { measure: MeasureId(index) });
            }
            if place == 0 {
                let notices = carried.into_iter().map(|(key, period, date)| Notice::Carried {
                    measure: MeasureId(index),
                    key: states.key_names(local, &key),
                    period,
                    date,
                });
                self.notices.extend(notices);
            }
        }
        values
    }

    /// What a person gave is one row, without members and without a date; a constant is the same everywhere.
    fn given(&self, index: usize, level: &Level) -> Value {
        let Some(measure) = self.request.plan.measures.get(index) else { return Value::BLANK };
        let value = crate::records::of_one_row(measure, self.request);
        let is_constant = measure.aggregation == Aggregation::Constant;
        if value.is_blank() || value.is_error() || is_constant || (level.dimensions.is_empty() && level.period.is_none()) {
            return value;
        }
        let words = match level.dimensions.first() {
            Some(dimension) => format!("`{}` is given by hand and has no `{dimension}`", measure.name),
            None => format!("`{}` is given by hand and has no date", measure.name),
        };
        Value::error(ErrorKind::NotAvailable, words)
    }
}

/// Why a source has no values at a level.
fn lacking(states: &SourceStates<'_>, level: &Level, plan: &tolok_plan::Plan) -> Option<Value> {
    let has = |dimension: &std::sync::Arc<str>| {
        states.merged.dimensions.iter().any(|place| plan.dimensions.get(*place).is_some_and(|known| known == dimension))
    };
    let missing = level.dimensions.iter().find(|dimension| !has(dimension));
    let name = &states.source.name;
    let words = match missing {
        Some(dimension) => format!("`{name}` has no `{dimension}`, so nothing is known of single ones"),
        None if of_periods(level, plan) && !states.has_dates() => format!("`{name}` has no dates, so nothing is known of single periods"),
        None => return None,
    };
    Some(Value::error(ErrorKind::NotAvailable, words))
}

/// True if a level is of a period, or a total over those that were asked for.
fn of_periods(level: &Level, plan: &tolok_plan::Plan) -> bool {
    level.period.is_some() || plan.timeline.is_some_and(|timeline| timeline.shown.is_some())
}

fn undated(source: &SourceStates<'_>) -> Option<Notice> {
    let (rows, first) = source.merged.undated?;
    Some(Notice::Undated { source: std::sync::Arc::clone(&source.source.name), rows, place: source.place(first, None) })
}

fn too_many(sources: &[SourceStates<'_>]) -> Diagnostic {
    let dates = sources.iter().flat_map(|source| [source.merged.dates.first(), source.merged.dates.last()]).flatten();
    let (first, last) = (dates.clone().min(), dates.max());
    let words = match (first, last) {
        (Some(first), Some(last)) => format!("the table has too many rows: the data reaches from {first} to {last}"),
        _ => "the table has too many rows".to_string(),
    };
    let help = "check the first and the last date, or ask for fewer dimensions or longer periods";
    Diagnostic::new(&codes::TOO_MANY_CELLS, words).at(Place::Nowhere).help(help)
}
