//! How the dates of one column are written, and what stands first in them.

use std::collections::BTreeMap;

use tolok_diagnostics::Diagnostic;
use tolok_value::Locale;

use super::{Found, Named, RowId, Sample, text_of};
use crate::codes;
use crate::date::{DateText, Order, Writing};
use crate::field::Field;

/// The writings of a column, with the first cell of each.
#[derive(Debug, Clone, Default)]
pub(super) struct Dates {
    writings: BTreeMap<Writing, Sample>,
    cell: Option<Sample>,
    /// A date whose first number is no month.
    day_first: Option<Sample>,
    /// A date whose second number is no month.
    month_first: Option<Sample>,
    /// A date that is another day when read the other way.
    open: Option<Sample>,
}

impl Dates {
    pub(super) fn take(&mut self, found: Found, field: &Field<'_>, at: RowId) {
        let sample = || Sample { words: text_of(field), at };
        let text = match found {
            Found::Cell(_) => {
                self.cell.get_or_insert_with(sample);
                return;
            }
            Found::Text(text) => text,
        };
        self.writings.entry(text.writing()).or_insert_with(sample);
        if let DateText::Numeric { first, second, .. } = text {
            let slot = match (first > 12, second > 12) {
                (true, _) => &mut self.day_first,
                (_, true) => &mut self.month_first,
                _ if first != second => &mut self.open,
                _ => return,
            };
            slot.get_or_insert_with(sample);
        }
    }

    /// What stands first in the numeric dates of the column: the data says it, else the language that a person chose. Of the
    /// languages, English writes the month first, Indonesian and Polish the day.
    pub(super) fn order(&self, locale: Locale, named: &Named<'_>) -> Result<Option<Order>, Box<Diagnostic>> {
        let numeric = self.writings.iter().find(|(writing, _)| matches!(writing, Writing::Numeric(_)));
        let mixed = |first: &Sample, second: &Sample| {
            let (first, second) = if first.at <= second.at { (first, second) } else { (second, first) };
            let words = format!("the dates of `{}` are written in two ways, `{}` and `{}`", named.name, first.words, second.words);
            let problem = Diagnostic::new(&codes::MIXED_DATES, words).at((named.place)(second.at));
            Box::new(problem.related((named.place)(first.at), "the other way").help("write them all as `2026-01-31`"))
        };
        if let (Some(cell), Some((_, text))) = (&self.cell, numeric) {
            return Err(mixed(cell, text));
        }
        let mut writings: Vec<&Sample> = self.writings.values().collect();
        writings.sort_by_key(|sample| sample.at);
        if let [first, second, ..] = writings.as_slice() {
            return Err(mixed(first, second));
        }
        match (&self.day_first, &self.month_first, &self.open) {
            (Some(day), Some(month), _) => Err(mixed(day, month)),
            (Some(_), None, _) => Ok(Some(Order::DayFirst)),
            (None, Some(_), _) => Ok(Some(Order::MonthFirst)),
            (None, None, None) => Ok(None),
            (None, None, Some(_)) if named.is_locale_given => {
                Ok(Some(if locale == Locale::English { Order::MonthFirst } else { Order::DayFirst }))
            }
            (None, None, Some(open)) => {
                let text = DateText::parse(&open.words);
                let read = |order| text.and_then(|text| text.date(Some(order))).map(|date| date.to_string()).unwrap_or_default();
                let (day, month) = (read(Order::DayFirst), read(Order::MonthFirst));
                let words = format!("`{}` in `{}` could be {day} or {month}", open.words, named.name);
                let problem = Diagnostic::new(&codes::DATE_ORDER, words).at((named.place)(open.at));
                Err(Box::new(problem.help(format!("`--locale id` or `pl` reads it as {day}, `--locale en` as {month}"))))
            }
        }
    }
}
