//! Which rows of a source a value was aggregated from, and which were left out, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_plan::{Aggregation, Cell, Column, MeasureId, NO_MEMBER, Timeline, Window};
use tolok_value::{Date, Period, Value, fold};

use crate::execute::Request;
use crate::placement::{Placement, Placing, column_of};
use crate::prepared::Columns;
use crate::row::Row;
use crate::scan::each_row::{date_of, row_value};
use crate::scan::{Scan, Scanned};
use crate::selection::Selection;

/// Which rows a value was aggregated from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The source.
    pub source: Arc<str>,
    /// How many rows were counted.
    pub counted: u64,
    /// The first of them, with their values.
    pub rows: Vec<(Place, Value)>,
    /// How many rows were left out, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is of another member.
    OtherMember,
    /// It lies in another period.
    OtherPeriod,
    /// It has no date.
    NoDate,
    /// It lies after the last day that counts.
    AfterLastDay,
    /// A condition keeps it out.
    Condition,
    /// It has no value.
    Blank,
    /// A later report of the same key counts, or an earlier one where the first counts.
    OtherReport,
}

impl LeftOut {
    /// The words for it.
    pub fn text(self) -> &'static str {
        match self {
            LeftOut::OtherMember => "of other members",
            LeftOut::OtherPeriod => "of other periods",
            LeftOut::NoDate => "without a date",
            LeftOut::AfterLastDay => "after the last day that counts",
            LeftOut::Condition => "kept out by a condition",
            LeftOut::Blank => "without a value",
            LeftOut::OtherReport => "superseded by another report of the same key",
        }
    }
}

/// How many rows are named one by one.
const NAMED: usize = 5;

/// The rows of a measure in a cell; nothing for a measure that comes from no source.
///
/// # Errors
///
/// What reading the source reports.
pub fn trace(request: &Request<'_>, measure: MeasureId, cell: &Cell) -> Result<Option<Trace>, Vec<Diagnostic>> {
    let plan = request.plan;
    let Some(wanted) = plan.measures.get(measure.0) else { return Ok(None) };
    let placing = Placing { sources: request.sources, plan, given: request.given };
    let Placement::In(place) = placing.place(wanted) else { return Ok(None) };
    let (Some(source), Some(level)) = (request.sources.get(place), plan.levels.get(cell.level)) else { return Ok(None) };
    let mut columns = Columns::new(source, plan, request.given);
    let time = request.time.as_ref().and_then(|time| columns.view(time));
    let dimensions: Vec<usize> =
        level.dimensions.iter().filter_map(|dimension| columns.view(&Column::Dimension(Arc::clone(dimension)))).collect();
    let filters: Vec<_> = plan.filters.iter().map(|filter| columns.formula(filter, &mut Vec::new())).collect();
    let measures = vec![columns.prepare(wanted)];
    let Some(prepared) = measures.first() else { return Ok(None) };
    let mut leaf = None;
    wanted.expression.for_each_leaf(&mut |column| leaf = leaf.or_else(|| column_of(source, column)));
    let scan = Scan {
        plan,
        columns: &columns,
        measures: &measures,
        filters: &filters,
        dimensions: &dimensions,
        time,
        base: None,
        texts: request.texts,
        rates: request.rates,
    };
    let days = days(cell, wanted.window, plan.timeline, &wanted.aggregation);
    let mut found = Trace { source: Arc::clone(&source.name), ..Trace::default() };
    let mut scanned = Scanned::new(&scan);
    let mut reports: BTreeMap<Vec<u32>, (Option<Date>, Place, Value)> = BTreeMap::new();
    let takes_first = matches!(wanted.aggregation, Aggregation::Stock { first: true, .. });
    for batch in source.rows.batches(&columns.wanted) {
        let batch = batch?;
        let views = scanned.views(&batch, &scan);
        let mut row =
            Row { views: &views, plans: &columns.views, tables: &scanned.tables, row: 0, measure: &wanted.name, texts: request.texts };
        let of_run = Selection::of(&filters, batch.row_count, &mut row);
        let of_measure = Selection::of(&prepared.filters, batch.row_count, &mut row);
        for place in 0..batch.row_count {
            row.row = place;
            let members = dimensions.iter().zip(&cell.members).all(|(view, member)| is_member(&row, *view, member));
            let date = date_of(&row, &scan);
            let kept = |selection: &Selection| selection.rows().is_none_or(|rows| rows.get(place) == Some(&true));
            let reason = if !members {
                Some(LeftOut::OtherMember)
            } else if date.is_some_and(|date| plan.as_of.is_some_and(|last| date > last)) {
                Some(LeftOut::AfterLastDay)
            } else if days.is_some() && time.is_some() && date.is_none() {
                Some(LeftOut::NoDate)
            } else if !days.is_none_or(|(first, last)| date.is_some_and(|date| first <= date && date <= last)) {
                Some(LeftOut::OtherPeriod)
            } else if !kept(&of_run) || !kept(&of_measure) {
                Some(LeftOut::Condition)
            } else {
                None
            };
            let number = batch.first_row.saturating_add(place as u64);
            let value = if reason.is_none() { row_value(prepared, &mut row, &scan) } else { Value::BLANK };
            let reason = reason.or_else(|| value.is_blank().then_some(LeftOut::Blank));
            if let Some(reason) = reason {
                found.leave_out(reason);
                continue;
            }
            let at = source.rows.place(number, leaf.unwrap_or(0));
            if let Aggregation::Stock { .. } = &wanted.aggregation {
                let key: Vec<u32> = prepared.keys.iter().map(|view| row.member(*view)).collect();
                let counts = reports.get(&key).is_none_or(|(known, _, _)| if takes_first { date < *known } else { date >= *known });
                let other = if counts { reports.insert(key, (date, at, value)) } else { Some((date, at, value)) };
                if other.is_some() {
                    found.leave_out(LeftOut::OtherReport);
                }
                continue;
            }
            found.count(at, value);
        }
    }
    for (_, (_, at, value)) in reports {
        found.count(at, value);
    }
    Ok(Some(found))
}

impl Trace {
    fn leave_out(&mut self, reason: LeftOut) {
        let count = self.left_out.entry(reason).or_default();
        *count = count.saturating_add(1);
    }

    fn count(&mut self, place: Place, value: Value) {
        self.counted = self.counted.saturating_add(1);
        if self.rows.len() < NAMED {
            self.rows.push((place, value));
        }
    }
}

fn is_member(row: &Row<'_>, view: usize, member: &str) -> bool {
    match row.column(view) {
        Value::Text(text) => fold(text.trim()) == fold(member.trim()),
        _ => member == NO_MEMBER,
    }
}

/// The first and the last day that a cell looks at; everything where it has no period.
fn days(cell: &Cell, window: Window, timeline: Option<Timeline>, aggregation: &Aggregation) -> Option<(Date, Date)> {
    let timeline = timeline?;
    let Some(period) = cell.period else { return timeline.shown };
    let first = match window {
        Window::Period => Some(period.first_day()),
        Window::Rolling(periods) => period.shift(1 - i64::from(periods)).map(Period::first_day),
        Window::ToDate(grain) => Period::of_in(period.last_day(), grain, timeline.calendar).map(Period::first_day),
        Window::Cumulative => None,
    };
    // A stock is carried from before; of the first reports, those of the period itself count.
    let is_carried = matches!(aggregation, Aggregation::Stock { within_period: false, first: false, .. });
    Some((first.filter(|_| !is_carried).unwrap_or(Date::MIN), period.last_day()))
}
