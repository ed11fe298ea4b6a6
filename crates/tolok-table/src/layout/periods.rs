//! Headings as periods: the year they leave out, and the grain they have together.

use std::collections::BTreeSet;

use tolok_diagnostics::Diagnostic;
use tolok_value::{Date, Grain, Locale, Period};

use super::codes::MONTH_WITHOUT_YEAR;
use super::header::shown;
use super::view::View;
use super::when::{When, years_in};
use crate::cell::Cell;

/// The year that months and quarters without one belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year(Option<i16>);

impl Year {
    /// The one year that stands above a row, or else in the name of the sheet.
    pub(super) fn around(view: &View<'_>, first: usize) -> Self {
        let above = (0..first).flat_map(|row| view.filled(row).map(move |column| view.get(row, column)));
        let above: BTreeSet<i16> = above.flat_map(|cell| years_in(&shown(cell)).collect::<Vec<_>>()).collect();
        let sheet: BTreeSet<i16> = years_in(&view.cells.sheet).collect();
        let only = |years: &BTreeSet<i16>| years.first().copied().filter(|_| years.len() == 1);
        Self(only(&above).or_else(|| if above.is_empty() { only(&sheet) } else { None }))
    }

    /// The period of a heading; a year above it goes before the year of the whole sheet.
    ///
    /// # Errors
    /// E0536 where no year is known.
    pub(super) fn period(self, when: When, above: Option<i16>, view: &View<'_>, place: (usize, usize)) -> Result<Period, Diagnostic> {
        when.period(above.or(self.0)).ok_or_else(|| {
            let text = shown(view.get(place.0, place.1));
            let words = format!("`{text}` has no year, neither here nor above it nor in the name of the sheet");
            Diagnostic::new(&MONTH_WITHOUT_YEAR, words)
                .at(view.place(place.0, place.1))
                .help(format!("write the year, such as `{text} 2026`"))
        })
    }
}

/// The last day of each period. Days that are each the first, or each the last, of a month of its own stand for their months.
pub(super) fn last_days(periods: &[Period]) -> (Vec<Date>, Option<Grain>) {
    let all = |accept: &dyn Fn(Date) -> bool| periods.iter().all(|period| period.grain() == Grain::Day && accept(period.first_day()));
    let months: BTreeSet<Option<Period>> = periods.iter().map(|period| Period::of(period.first_day(), Grain::Month)).collect();
    let are_months = periods.len() > 1 && months.len() == periods.len();
    if are_months && (all(&|day| day == day.first_of_month()) || all(&|day| day == day.last_of_month())) {
        return (periods.iter().map(|period| period.first_day().last_of_month()).collect(), Some(Grain::Month));
    }
    let grains: BTreeSet<Grain> = periods.iter().map(|period| period.grain()).collect();
    (periods.iter().map(|period| period.last_day()).collect(), grains.first().copied().filter(|_| grains.len() == 1))
}

/// True if every one of these cells names a period, and there is one.
pub(super) fn are_periods<'a>(cells: impl IntoIterator<Item = &'a Cell>, locale: Locale) -> bool {
    let mut cells = cells.into_iter().peekable();
    cells.peek().is_some() && cells.all(|cell| When::of(cell, locale).is_some())
}

/// What is told of periods that were recognised.
pub(super) fn note(axis: &str, days: &[Date], grain: Option<Grain>) -> Option<String> {
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let shown = |day: Date| grain.and_then(|grain| Period::of(day, grain)).map_or_else(|| day.to_string(), |period| period.to_string());
    let grains = grain.map_or("periods", Grain::plural);
    Some(match days.len() {
        1 => format!("{axis} are {grains}: {}", shown(*first)),
        _ => format!("{axis} are {grains}, {} to {}", shown(*first), shown(*last)),
    })
}
