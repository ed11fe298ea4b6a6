//! The calendar of an answer: which periods there are, how fine the slots have to be, and where the data stops.

use std::collections::BTreeSet;

use tolok_plan::{Plan, Timeline, Window};
use tolok_value::{Date, Grain, Period};

/// The grain of slots: the coarsest in which every period and every window of the plan is a whole number of them.
pub(crate) fn base_grain(plan: &Plan, timeline: Timeline) -> Grain {
    let wanted = plan.measures.iter().filter_map(|measure| match measure.window {
        Window::ToDate(grain) => Some(grain),
        _ => None,
    });
    wanted.fold(timeline.over, |base, grain| {
        if nests(base, grain) {
            base
        } else if nests(grain, base) {
            grain
        } else {
            Grain::Day
        }
    })
}

/// True if periods of one grain are made of whole periods of the other: quarters of months, but no month of weeks.
fn nests(fine: Grain, coarse: Grain) -> bool {
    fine == coarse || fine == Grain::Day || (fine < coarse && fine != Grain::Week)
}

/// The periods that the data has, and the one that it stops in.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    /// From the first to the last, those without data included.
    pub(crate) periods: Vec<Period>,
    /// The last one, where the data or the last day that counts lies before its end.
    pub(crate) partial: Option<Period>,
    /// How many of the periods come before the first one in the data.
    pub(crate) before_data: usize,
}

/// How many periods an answer may have.
const MOST_PERIODS: i64 = 1_000_000;

impl Calendar {
    /// The calendar over the dates of sources. `None` where there would be too many periods.
    pub(crate) fn over(sources: &[BTreeSet<Date>], plan: &Plan, timeline: Timeline) -> Option<Self> {
        let period = |date: Date| Period::of_in(date, timeline.over, timeline.calendar);
        let first_date = sources.iter().filter_map(|dates| dates.first()).min().copied();
        let last_date = sources.iter().filter_map(|dates| dates.last()).max().copied();
        let asked = timeline.shown;
        let first = [first_date, asked.map(|(first, _)| first)].into_iter().flatten().min().and_then(period);
        let last = [last_date, asked.map(|(_, last)| last)].into_iter().flatten().max().and_then(period);
        let (Some(first), Some(last)) = (first, last) else { return Some(Self::default()) };
        let count = first.distance(last).unwrap_or(0).saturating_add(1);
        if count > MOST_PERIODS {
            return None;
        }
        let periods: Vec<Period> = (0..count).filter_map(|step| first.shift(step)).collect();
        let data = first_date.and_then(period).zip(last_date.and_then(period));
        let before_data = data.and_then(|(begin, _)| usize::try_from(first.distance(begin)?).ok()).unwrap_or(0);
        let partial = data.map(|(_, end)| end).filter(|end| stops_inside(sources, *end, plan, timeline));
        Some(Self { periods, partial, before_data })
    }
}

/// True if the last period of the data is not complete: the last day that counts falls inside it, or a source that is finer than the
/// period stops before the end of its own last step.
fn stops_inside(sources: &[BTreeSet<Date>], last: Period, plan: &Plan, timeline: Timeline) -> bool {
    if plan.as_of.is_some_and(|day| last.contains(day) && day < last.last_day()) {
        return true;
    }
    sources.iter().any(|dates| {
        let Some(end) = dates.last().copied().filter(|date| last.contains(*date)) else { return false };
        let step = step(dates, timeline);
        step < timeline.over && Period::of_in(end, step, timeline.calendar).is_some_and(|step| step.last_day() < last.last_day())
    })
}

/// How fine dates are: one a year, one a quarter, a month, a week, or days.
fn step(dates: &BTreeSet<Date>, timeline: Timeline) -> Grain {
    let is_single = |grain: &Grain| {
        let mut periods = dates.iter().map(|date| Period::of_in(*date, *grain, timeline.calendar));
        let mut before = None;
        periods.all(|period| before.replace(period) != Some(period))
    };
    [Grain::Year, Grain::Quarter, Grain::Month, Grain::Week].into_iter().find(is_single).unwrap_or(Grain::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(texts: &[&str]) -> BTreeSet<Date> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn timeline(over: Grain) -> Timeline {
        Timeline { over, calendar: tolok_value::Calendar::default(), shown: None }
    }

    fn partial(texts: &[&str], over: Grain, as_of: Option<&str>) -> Option<String> {
        let plan = Plan { as_of: as_of.map(|day| day.parse().unwrap()), ..Plan::default() };
        let calendar = Calendar::over(&[dates(texts)], &plan, timeline(over)).unwrap();
        calendar.partial.map(|period| period.to_string())
    }

    #[test]
    fn a_date_a_month_is_monthly_data_whatever_the_day() {
        assert_eq!(partial(&["2026-01-05", "2026-02-10", "2026-03-01"], Grain::Month, None), None);
        // A quarter of which two months are there.
        assert_eq!(partial(&["2025-12-05", "2026-01-05", "2026-02-10"], Grain::Quarter, None).as_deref(), Some("2026-Q1"));
        assert_eq!(partial(&["2026-01-05", "2026-02-10", "2026-03-31"], Grain::Quarter, None), None);
    }

    #[test]
    fn days_that_stop_before_the_end_make_a_partial_period() {
        assert_eq!(partial(&["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-27"], Grain::Month, None).as_deref(), Some("2026-02"));
        assert_eq!(partial(&["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-28"], Grain::Month, None), None);
    }

    #[test]
    fn the_last_day_that_counts_falls_inside() {
        assert_eq!(partial(&["2026-01-05", "2026-02-10"], Grain::Month, Some("2026-02-12")).as_deref(), Some("2026-02"));
        assert_eq!(partial(&["2026-01-05", "2026-02-10"], Grain::Month, Some("2026-02-28")), None);
        assert_eq!(partial(&["2026-01-05", "2026-02-10"], Grain::Month, Some("2026-05-02")), None);
    }

    #[test]
    fn slots_are_as_fine_as_windows_need() {
        let plan = |window| Plan {
            measures: vec![tolok_plan::Measure {
                window,
                ..tolok_plan::Measure::new(
                    "x",
                    tolok_plan::Aggregation::Sum,
                    tolok_plan::Expression::value(tolok_value::Value::BLANK, tolok_plan::Place::default()),
                )
            }],
            ..Plan::default()
        };
        for (over, window, base) in [
            (Grain::Month, Window::ToDate(Grain::Year), Grain::Month),
            (Grain::Quarter, Window::ToDate(Grain::Month), Grain::Month),
            (Grain::Week, Window::ToDate(Grain::Month), Grain::Day),
            (Grain::Week, Window::Rolling(4), Grain::Week),
            (Grain::Year, Window::ToDate(Grain::Week), Grain::Day),
        ] {
            assert_eq!(base_grain(&plan(window), timeline(over)), base, "{over} {window:?}");
        }
    }
}
