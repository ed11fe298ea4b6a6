//! The periods that a worksheet shows.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_diagnostics::suggestion::listed;
use tolok_template::codes::OTHER_PERIOD;
use tolok_template::labels::{AboutPeriod, LabelledCell};
use tolok_value::{Calendar, Grain, Period};

use super::FillScope;
use crate::labelled::LabelledCells;
use crate::run::{parse_period, run_backwards};

/// The periods that a worksheet shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ShownPeriods {
    /// The one that numbers are about of which the worksheet does not say it.
    pub(super) one: Option<Period>,
    /// The first and the last that are shown, where not all are.
    pub(super) range: Option<(Period, Period)>,
}

impl ShownPeriods {
    /// The periods that are asked for.
    ///
    /// # Errors
    ///
    /// E0513 for what is no period, and for periods that run backwards.
    pub(super) fn of(scope: &FillScope, calendar: Calendar) -> Result<Self, Diagnostic> {
        let parse = |text: &str, option: &str| parse_period(text, option, calendar);
        if let Some(period) = &scope.period {
            return Ok(Self { one: Some(parse(period, "--period")?), range: None });
        }
        let Some((first, last)) = &scope.periods else { return Ok(Self::default()) };
        let (first, last) = (parse(first, "--periods")?, parse(last, "--periods")?);
        if first.first_day() > last.last_day() {
            return Err(run_backwards(first, last));
        }
        Ok(Self { one: as_one(first, last, calendar), range: Some((first, last)) })
    }

    /// The warning where `--period` is given and the worksheet says other periods throughout.
    pub(super) fn unused(&self, scope: &FillScope, cells: &LabelledCells, file: &Arc<str>) -> Option<Diagnostic> {
        let (asked, first) = (self.one.filter(|_| scope.period.is_some())?, cells.iter().next()?);
        let is_apart = |said: Period| said.last_day() < asked.first_day() || said.first_day() > asked.last_day();
        let said: Vec<Period> =
            cells.iter().map(|cell| if let AboutPeriod::Of(said) = cell.period { Some(said) } else { None }).collect::<Option<_>>()?;
        if !said.iter().all(|said| is_apart(*said)) {
            return None;
        }
        let shown: BTreeSet<String> = said.iter().map(Period::to_string).collect();
        let words = format!("`--period {asked}` changes nothing here: the worksheet says {}", listed(shown.iter().map(String::as_str)));
        let help = "change its title, its headings or the name of the sheet; or leave the option out";
        Some(Diagnostic::new(&OTHER_PERIOD, words).at(first.place(file)).help(help))
    }

    /// True where the worksheet alone says which periods are shown.
    pub(super) fn are_open(&self) -> bool {
        self.one.is_none() && self.range.is_none()
    }

    /// Those of some periods that are shown; nothing if none is.
    pub(super) fn within(&self, first: Period, last: Period) -> Option<(Period, Period)> {
        let Some((from, to)) = self.range else { return Some((first, last)) };
        let first = if from.first_day() > first.first_day() { from } else { first };
        let last = if to.last_day() < last.last_day() { to } else { last };
        (first.first_day() <= last.last_day()).then_some((first, last))
    }

    /// Why a labelled cell is not shown; nothing if it is.
    pub(super) fn leaves_out(&self, cell: &LabelledCell) -> Option<String> {
        let (first, last) = self.range?;
        let AboutPeriod::Of(period) = cell.period else { return None };
        let is_shown = period.first_day() >= first.first_day() && period.last_day() <= last.last_day();
        (!is_shown).then(|| format!("{period} is outside of `--periods {first}..{last}`"))
    }
}

/// The one period that is as long as several together.
fn as_one(first: Period, last: Period, calendar: Calendar) -> Option<Period> {
    let grains = [Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year];
    let periods = grains.into_iter().filter_map(|grain| Period::of_in(first.first_day(), grain, calendar));
    periods.into_iter().find(|period| period.first_day() == first.first_day() && period.last_day() == last.last_day())
}
