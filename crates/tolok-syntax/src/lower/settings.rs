//! `currency USD` and `calendar week starts monday, year starts january`.

use std::sync::Arc;

use crate::grammar::{Pair, Rule};
use crate::tree::{Calendar, Weekday};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

pub(super) fn currency(pair: Pair<'_>) -> Option<Arc<str>> {
    let code = pair.into_inner().find(|part| part.as_rule() == Rule::currency_code)?;
    Some(code.as_str().trim().to_ascii_uppercase().into())
}

pub(super) fn calendar(pair: Pair<'_>) -> Calendar {
    let mut calendar = Calendar { week_starts: None, year_starts: None };
    for part in pair.into_inner() {
        let rule = part.as_rule();
        let word = part.into_inner().next().map_or("", |word| word.as_str().trim());
        match rule {
            Rule::week_starts => calendar.week_starts = number_of(&WEEKDAYS, word).map(Weekday),
            Rule::year_starts => calendar.year_starts = number_of(&MONTHS, word),
            _ => {}
        }
    }
    calendar
}

/// The place of a word in a list, from 1.
fn number_of(words: &[&str], word: &str) -> Option<u8> {
    let index = words.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    u8::try_from(index + 1).ok()
}

/// The word of a weekday.
pub(crate) fn weekday_word(weekday: Weekday) -> &'static str {
    WEEKDAYS.get(usize::from(weekday.0).wrapping_sub(1)).copied().unwrap_or("monday")
}

/// The word of a month, from 1.
pub(crate) fn month_word(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("january")
}
