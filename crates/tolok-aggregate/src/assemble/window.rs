//! The values of one measure for one combination of members: over each period, or over the periods that its window says.

use tolok_plan::{Aggregation, Level, Measure, Timeline, Window};
use tolok_value::{Blank, Date, Grain, Number, Period, Value};

use super::combinations::{SlotInTime, dated};
use crate::periods::Calendar;
use crate::range::SourceStates;
use crate::state::{Reports, State};

/// A measure at a level.
pub(crate) struct Windows<'a> {
    pub(crate) states: &'a SourceStates<'a>,
    /// Its place among the measures of the source.
    pub(crate) local: usize,
    pub(crate) measure: &'a Measure,
    pub(crate) level: &'a Level,
    pub(crate) timeline: Option<Timeline>,
    pub(crate) calendar: &'a Calendar,
}

/// The key of a stock that is carried, the first period in which it is, and the date of its report.
pub(crate) type Carried = (Vec<u32>, Period, Date);

impl Windows<'_> {
    /// The values of a combination's slots, one for each period of the level; what of a stock is carried over; and whether rows were
    /// combined that nothing says how to combine.
    pub(crate) fn values(&self, slots: &[SlotInTime]) -> (Vec<Value>, Vec<Carried>, bool) {
        match (self.level.period, self.timeline) {
            (Some(_), Some(timeline)) => self.by_period(slots, timeline),
            _ => self.over_everything(slots),
        }
    }

    fn over_everything(&self, slots: &[SlotInTime]) -> (Vec<Value>, Vec<Carried>, bool) {
        let shown = self.timeline.and_then(|timeline| Some((timeline, timeline.shown?)));
        let (before, within) = match shown {
            None => (&[][..], slots),
            Some((timeline, (first, last))) => {
                let base = self.base(timeline);
                let ordinal = |date: Date| Period::of_in(date, base, timeline.calendar).map_or(0, Period::ordinal);
                between(dated(slots), ordinal(first), ordinal(last))
            }
        };
        let state = self.over(within);
        let value = self.value(&state, || self.over(before));
        (vec![value], Vec::new(), state.is_undecided())
    }

    fn by_period(&self, slots: &[SlotInTime], timeline: Timeline) -> (Vec<Value>, Vec<Carried>, bool) {
        let slots = dated(slots);
        let base = self.base(timeline);
        let mut values = Vec::new();
        let mut carried: Vec<Carried> = Vec::new();
        let mut undecided = false;
        // With a `fill`, a key without a report in a period has that instead of an earlier report.
        let fill = match (&self.measure.aggregation, &self.measure.otherwise) {
            (Aggregation::Stock { .. }, Some(Value::Number(fill))) => Some(*fill),
            _ => None,
        };
        let keys = fill.and_then(|_| self.over(slots).reports().map(Reports::count)).unwrap_or(0);
        let mut running = Running { windows: self, slots, first: 0, next: 0, state: State::new(&self.measure.aggregation) };
        let mut earlier = Running { windows: self, slots, first: 0, next: 0, state: State::new(&self.measure.aggregation) };
        for period in &self.calendar.periods {
            let Some((first, last)) = self.range(*period, base, timeline) else {
                values.push(Value::Blank(Blank::because("the calendar ends here")));
                continue;
            };
            let state = running.over(first, last);
            undecided |= state.is_undecided();
            let value = match (&self.measure.aggregation, fill) {
                (Aggregation::Stock { first, .. }, Some(fill)) => filled(state, keys, *first, fill),
                (Aggregation::Stock { within_period: false, .. }, None) => {
                    let before = earlier.over(i64::MIN, first.saturating_sub(1));
                    let value = self.value(state, || before.clone());
                    self.note_carried(state, before, *period, timeline, &mut carried);
                    value
                }
                _ => self.value(state, || State::new(&self.measure.aggregation)),
            };
            values.push(value);
        }
        (values, carried, undecided)
    }

    /// The value of what is kept. A stock counts the last report of each key up to the end, or the first of the period.
    fn value(&self, state: &State, before: impl FnOnce() -> State) -> Value {
        let value = match &self.measure.aggregation {
            Aggregation::Stock { within_period, first, .. } => {
                let before = if *within_period { State::new(&self.measure.aggregation) } else { before() };
                stock(state, before, *first)
            }
            _ => state.value(),
        };
        if !value.is_blank() {
            return value;
        }
        let condition = if self.measure.filters.is_empty() { "" } else { " that meets the condition" };
        // The same words for every period, so that a reason is told once for all the cells that have it.
        Value::Blank(Blank::because(format!("`{}` has no value{condition}", self.measure.name)))
    }

    fn over(&self, slots: &[SlotInTime]) -> State {
        let slots: Vec<u32> = slots.iter().map(|slot| slot.slot).collect();
        self.states.over(self.local, &slots)
    }

    /// The base periods that a period, or its window, is made of.
    fn range(&self, period: Period, base: Grain, timeline: Timeline) -> Option<(i64, i64)> {
        let ordinal = |date: Date| Period::of_in(date, base, timeline.calendar).map(Period::ordinal);
        let last = ordinal(period.last_day())?;
        let first = match self.measure.window {
            Window::Period => ordinal(period.first_day())?,
            Window::Rolling(periods) => match period.shift(1 - i64::from(periods)) {
                Some(begin) => ordinal(begin.first_day())?,
                None => i64::MIN,
            },
            Window::ToDate(grain) => ordinal(Period::of_in(period.last_day(), grain, timeline.calendar)?.first_day())?,
            Window::Cumulative => i64::MIN,
        };
        Some((first, last))
    }

    fn base(&self, timeline: Timeline) -> Grain {
        self.states.base_grain(timeline)
    }

    fn note_carried(&self, state: &State, before: &State, period: Period, timeline: Timeline, carried: &mut Vec<Carried>) {
        let shown = timeline.shown.is_none_or(|(first, last)| period.last_day() >= first && period.first_day() <= last);
        let (Some(now), Some(before), Window::Period, true) = (state.reports(), before.reports(), self.measure.window, shown) else {
            return;
        };
        for (key, date) in before.older_than(period.first_day()) {
            if !now.has(key) && !carried.iter().any(|(known, _, _)| known == key) {
                carried.push((key.to_vec(), period, date));
            }
        }
    }
}

/// The value of a stock: of the reports within a period, and of those before it.
fn stock(state: &State, before: State, first: bool) -> Value {
    if let Some(error) = state.error() {
        return error.clone();
    }
    let none = Reports::default();
    if first {
        let carried = before.reports().unwrap_or(&none);
        return state.reports().unwrap_or(&none).sum_of_first(carried);
    }
    let mut all = before;
    if let Some(error) = all.error() {
        return error.clone();
    }
    all.merge(state);
    all.value()
}

/// The value of a stock whose gaps are filled.
fn filled(state: &State, keys: usize, first: bool, fill: Number) -> Value {
    match (state.error(), state.reports()) {
        (Some(error), _) => error.clone(),
        (None, Some(reports)) => reports.sum_filled(first, keys.saturating_sub(reports.count()), fill),
        (None, None) => state.value(),
    }
}

/// The slots before a range of base periods, and those in it.
fn between(slots: &[SlotInTime], first: i64, last: i64) -> (&[SlotInTime], &[SlotInTime]) {
    let start = slots.partition_point(|slot| slot.period < first);
    let end = slots.partition_point(|slot| slot.period <= last);
    (slots.get(..start).unwrap_or(&[]), slots.get(start..end).unwrap_or(&[]))
}

/// What is kept of a range of slots that mostly grows: from one period to the next only the new slots are merged.
struct Running<'w, 'a> {
    windows: &'w Windows<'a>,
    slots: &'w [SlotInTime],
    /// The slots that are merged already.
    first: usize,
    next: usize,
    state: State,
}

impl Running<'_, '_> {
    fn over(&mut self, first: i64, last: i64) -> &State {
        let start = self.slots.partition_point(|slot| slot.period < first);
        let end = self.slots.partition_point(|slot| slot.period <= last).max(start);
        if !self.windows.states.is_mergeable(self.windows.local) {
            self.state = self.windows.over(self.slots.get(start..end).unwrap_or(&[]));
            return &self.state;
        }
        if start != self.first || end < self.next {
            (self.first, self.next, self.state) = (start, start, State::new(&self.windows.measure.aggregation));
        }
        for slot in self.slots.get(self.next..end).unwrap_or(&[]) {
            self.windows.states.add(&mut self.state, self.windows.local, slot.slot);
        }
        self.next = self.next.max(end);
        &self.state
    }
}
