//! What a column turns out to hold: looked at cell by cell in bounded memory, decided at the end.

mod dates;
mod decision;

use tolok_value::{Locale, read_bool};

use crate::date::DateText;
use crate::field::Field;
use crate::number::{Numbers, Reading};
use crate::{Kind, Role, Term, shown};
use dates::Dates;
pub(crate) use decision::{Decision, Named};

/// How many cells of a column are named in messages.
pub(crate) const NAMED: usize = 10;
/// Texts after which a column that nothing declares is one of texts.
const SURELY_TEXT: u64 = 1_000;

/// A row of a source: which of its parts, and which row of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowId {
    pub part: usize,
    pub row: u64,
}

/// A cell that a message may name, with the words for it.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub words: String,
    pub at: RowId,
}

#[derive(Debug, Clone, Default)]
struct Samples {
    first: Vec<Sample>,
    count: u64,
}

impl Samples {
    fn add(&mut self, at: RowId, words: impl FnOnce() -> String) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < NAMED {
            self.first.push(Sample { words: words(), at });
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Number,
    Text,
    Bool,
    Date,
    Any,
}

/// What is known of a column so far.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    mode: Mode,
    declared: Option<Kind>,
    is_input: bool,
    numbers_of: Numbers,
    filled: u64,
    numbers: u64,
    percents: u64,
    zeros: u64,
    dates: u64,
    bools: u64,
    errors: u64,
    others: u64,
    written: Dates,
    not_number: Samples,
    /// The languages in which each cell that is no number would be one.
    readers: Vec<Locale>,
    not_date: Samples,
    not_bool: Samples,
    uncomputed: Samples,
    beyond_one: Samples,
    currencies: Vec<(&'static str, Sample)>,
}

impl Profile {
    pub(crate) fn new(term: Option<&Term>, numbers_of: Numbers) -> Self {
        let declared = term.and_then(Term::declared);
        let mode = match &declared {
            Some(Kind::Number { .. }) => Mode::Number,
            Some(Kind::Text) => Mode::Text,
            Some(Kind::Bool) => Mode::Bool,
            Some(Kind::Date) => Mode::Date,
            None => Mode::Any,
        };
        Self {
            mode,
            declared,
            is_input: term.is_some_and(|term| term.role == Role::Input),
            numbers_of,
            filled: 0,
            numbers: 0,
            percents: 0,
            zeros: 0,
            dates: 0,
            bools: 0,
            errors: 0,
            others: 0,
            written: Dates::default(),
            not_number: Samples::default(),
            readers: Locale::ALL.to_vec(),
            not_date: Samples::default(),
            not_bool: Samples::default(),
            uncomputed: Samples::default(),
            beyond_one: Samples::default(),
            currencies: Vec::new(),
        }
    }

    /// Takes one more cell into account.
    pub(crate) fn take(&mut self, field: &Field<'_>, at: RowId) {
        match field {
            Field::Empty => return,
            Field::Error(_) => {
                self.errors = self.errors.saturating_add(1);
                return;
            }
            Field::Uncomputed => {
                self.uncomputed.add(at, String::new);
                return;
            }
            _ => self.filled = self.filled.saturating_add(1),
        }
        match self.mode {
            Mode::Text => {}
            Mode::Number => self.take_number(field, at),
            Mode::Date => self.take_date(field, at),
            Mode::Bool => self.take_bool(field, at),
            Mode::Any => self.take_any(field, at),
        }
    }

    fn take_number(&mut self, field: &Field<'_>, at: RowId) {
        match self.numbers_of.read(field) {
            Ok(reading) => self.count_number(reading, field, at),
            Err(words) => {
                // Once no language fits there is nothing more to try, however many cells follow.
                self.readers.retain(|locale| Numbers::new(*locale).read(field).is_ok());
                self.not_number.add(at, || words);
            }
        }
    }

    fn count_number(&mut self, reading: Reading, field: &Field<'_>, at: RowId) {
        self.numbers = self.numbers.saturating_add(1);
        if reading.is_percent {
            self.percents = self.percents.saturating_add(1);
        } else if reading.figure.is_zero() {
            self.zeros = self.zeros.saturating_add(1);
        } else if reading.figure.is_beyond_one() {
            self.beyond_one.add(at, || text_of(field));
        }
        if let Some(currency) = reading.currency
            && !self.currencies.iter().any(|(known, _)| *known == currency)
        {
            self.currencies.push((currency, Sample { words: text_of(field), at }));
        }
    }

    fn take_date(&mut self, field: &Field<'_>, at: RowId) {
        match date_of(field) {
            Some(found) => {
                self.dates = self.dates.saturating_add(1);
                self.written.take(found, field, at);
            }
            None => self.not_date.add(at, || text_of(field)),
        }
    }

    fn take_bool(&mut self, field: &Field<'_>, at: RowId) {
        let is_bool = match field {
            Field::Bool(_) => true,
            Field::Text(text) => read_bool(text).is_ok(),
            _ => false,
        };
        if is_bool {
            self.bools = self.bools.saturating_add(1);
        } else {
            self.not_bool.add(at, || text_of(field));
        }
    }

    fn take_any(&mut self, field: &Field<'_>, at: RowId) {
        if !self.is_input && self.others >= SURELY_TEXT {
            return;
        }
        // No text is both a date and a number, so what the column mostly holds is tried first.
        let is_date_column = self.dates > self.numbers;
        if is_date_column && self.take_open_date(field, at) {
            return;
        }
        let may_be_number = match field {
            Field::Text(text) => Numbers::may_be(text),
            Field::Date(_) | Field::Bool(_) => false,
            _ => true,
        };
        if may_be_number && let Ok(reading) = self.numbers_of.read(field) {
            return self.count_number(reading, field, at);
        }
        match field {
            Field::Bool(_) => self.bools = self.bools.saturating_add(1),
            Field::Text(text) if read_bool(text).is_ok() => self.bools = self.bools.saturating_add(1),
            _ if !is_date_column && self.take_open_date(field, at) => return,
            _ => self.others = self.others.saturating_add(1),
        }
        self.not_number.add(at, || format!("`{}` is not a number", text_of(field)));
    }

    /// Takes a date in a column that nothing declares. A period alone is more often the name of something than a day.
    fn take_open_date(&mut self, field: &Field<'_>, at: RowId) -> bool {
        let Some(found) = date_of(field).filter(|date| !matches!(date, Found::Text(DateText::Period(_) | DateText::Compact(_)))) else {
            return false;
        };
        self.dates = self.dates.saturating_add(1);
        self.written.take(found, field, at);
        self.not_number.add(at, || format!("`{}` is not a number", text_of(field)));
        true
    }
}

/// A date in a cell, however it came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Cell(tolok_value::Date),
    Text(DateText),
}

/// The date of a cell. A number may be a year or digits of a date, as in `20260131`.
pub(crate) fn date_of(field: &Field<'_>) -> Option<Found> {
    let digits = |number: i64| DateText::parse(&number.to_string()).map(Found::Text);
    match *field {
        Field::Date(date) => Some(Found::Cell(date)),
        Field::Text(text) | Field::Exact(text) => DateText::parse(text).map(Found::Text),
        Field::Whole(number) => digits(i64::try_from(number).ok()?),
        // Truncation is looked at: only whole numbers of few digits are years or dates.
        Field::Number(number) if number.fract() == 0.0 && (1900.0..1e8).contains(&number) => digits(number as i64),
        _ => None,
    }
}

/// A cell as a message quotes it.
fn text_of(field: &Field<'_>) -> String {
    match *field {
        Field::Text(text) | Field::Exact(text) | Field::Error(text) => shown(text),
        Field::Whole(number) => number.to_string(),
        Field::Scaled(units, scale) => crate::decimal::Decimal::shown(units, scale),
        Field::Number(number) | Field::Percent(number) => number.to_string(),
        Field::Date(date) => date.to_string(),
        Field::Bool(truth) => truth.to_string(),
        Field::Empty | Field::Uncomputed => String::new(),
    }
}
