//! Whether a row that is labelled as a total is the sum of others.
//!
//! A total row stands for the rows that agree with it in every dimension and date in which it has neither a word for total nor nothing.
//! Where that fits no sum, all texts and dates of the row have to agree, since the table may have dimensions that nothing declares.

use std::collections::BTreeMap;

use tolok_value::{ExactSum, Number, unix_day};

use crate::decimal::Decimal;
use crate::field::{Field, Kept};
use crate::number::Numbers;
use crate::profile::{Found, RowId, date_of};
use crate::totals::is_total;

/// Sets of columns that total rows may fix, at most; tables have a few.
const MOST_SETS: usize = 64;

/// A row that is labelled as a total.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub at: RowId,
    /// All cells of the row, one for each column of the table.
    pub cells: Vec<Kept>,
}

impl Candidate {
    pub(crate) fn field(&self, column: usize) -> Field<'_> {
        self.cells.get(column).map_or(Field::Empty, Kept::field)
    }
}

/// What a total row turns out to be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// Its numbers are the sums.
    Sum,
    /// It has no number to be judged by, or there are no other rows that it could be the total of.
    Unjudged,
    /// A number of it is not the sum: the column, what stands there, and the sum.
    Differs { column: usize, stands: Number, sum: Number },
}

/// Sums of the other rows for each total row.
pub(crate) struct Judge {
    numbers_of: Numbers,
    flows: Vec<usize>,
    /// Columns that are fixed together.
    sets: Vec<Vec<usize>>,
    groups: BTreeMap<(usize, String), Group>,
    /// For each candidate its narrow and its wide group.
    wanted: Vec<[Option<(usize, String)>; 2]>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    rows: u64,
    sums: Vec<Sum>,
}

#[derive(Debug, Clone)]
struct Sum {
    exact: ExactSum,
    /// The largest term in size.
    largest: Number,
}

impl Judge {
    /// Makes ready to judge these rows. `dimensions` are bound ones and dates, `texts` all columns of texts and dates.
    pub(crate) fn new(candidates: &[Candidate], flows: Vec<usize>, dimensions: &[usize], texts: &[usize], numbers_of: Numbers) -> Self {
        let mut judge = Self { numbers_of, flows, sets: Vec::new(), groups: BTreeMap::new(), wanted: Vec::new() };
        for candidate in candidates {
            let narrow = judge.group(candidate, dimensions);
            let wide = judge.group(candidate, texts);
            judge.wanted.push([narrow, wide]);
        }
        judge
    }

    /// The group of rows that a candidate may be the total of.
    fn group(&mut self, candidate: &Candidate, columns: &[usize]) -> Option<(usize, String)> {
        let fixed: Vec<usize> = (columns.iter().copied())
            .filter(|column| match candidate.field(*column) {
                Field::Empty => false,
                Field::Text(text) => !is_total(text),
                _ => true,
            })
            .collect();
        let set = match self.sets.iter().position(|known| *known == fixed) {
            Some(set) => set,
            None if self.sets.len() < MOST_SETS => {
                self.sets.push(fixed.clone());
                self.sets.len().saturating_sub(1)
            }
            None => return None,
        };
        let mut key = String::new();
        for column in fixed {
            push_key(&mut key, &candidate.field(column));
        }
        let sums = vec![Sum { exact: ExactSum::new(), largest: Number::ZERO }; self.flows.len()];
        self.groups.entry((set, key.clone())).or_insert(Group { rows: 0, sums });
        Some((set, key))
    }

    /// Adds a row that is no total.
    pub(crate) fn add<'a>(&mut self, field: impl Fn(usize) -> Field<'a>) {
        let mut figures: Option<Vec<Option<Number>>> = None;
        let mut key = String::new();
        for (set, columns) in self.sets.iter().enumerate() {
            key.clear();
            for column in columns {
                push_key(&mut key, &field(*column));
            }
            let wanted = (set, std::mem::take(&mut key));
            if let Some(group) = self.groups.get_mut(&wanted) {
                let figures = figures.get_or_insert_with(|| {
                    let number = |column: &usize| self.numbers_of.read(&field(*column)).ok().and_then(|reading| reading.figure.to_number());
                    self.flows.iter().map(number).collect()
                });
                group.rows = group.rows.saturating_add(1);
                for (sum, number) in group.sums.iter_mut().zip(figures.iter()) {
                    if let Some(number) = number {
                        sum.exact.add(*number);
                        sum.largest = sum.largest.max(number.abs());
                    }
                }
            }
            key = wanted.1;
        }
    }

    /// What a candidate is.
    pub(crate) fn verdict(&self, index: usize, candidate: &Candidate) -> Verdict {
        let Some(wanted) = self.wanted.get(index) else { return Verdict::Unjudged };
        let mut first = None;
        for group in wanted.iter().flatten().filter_map(|key| self.groups.get(key)) {
            match self.compare(group, candidate) {
                Verdict::Sum => return Verdict::Sum,
                verdict => {
                    first.get_or_insert(verdict);
                }
            }
        }
        first.unwrap_or(Verdict::Unjudged)
    }

    fn compare(&self, group: &Group, candidate: &Candidate) -> Verdict {
        if group.rows == 0 {
            return Verdict::Unjudged;
        }
        let mut verdict = Verdict::Unjudged;
        for (column, sum) in self.flows.iter().zip(&group.sums) {
            let field = candidate.field(*column);
            let Some(stands) = self.numbers_of.read(&field).ok().and_then(|reading| reading.figure.to_number()) else { continue };
            let Ok(total) = sum.exact.total() else { continue };
            if !is_same_total(stands, total, sum.largest) {
                return Verdict::Differs { column: *column, stands, sum: total };
            }
            verdict = Verdict::Sum;
        }
        verdict
    }
}

/// True if what stands for a total is the sum, to 15 digits of the larger one or of the largest term: sums of doubles that cancel out keep no
/// more.
///
/// ```
/// let number = |text: &str| tolok_value::Number::parse(text).unwrap();
/// assert!(tolok_table::is_same_total(number("0.30000000000000004"), number("0.3"), number("0.2")));
/// assert!(!tolok_table::is_same_total(number("7"), number("1500"), number("1000")));
/// ```
pub fn is_same_total(stands: Number, total: Number, largest: Number) -> bool {
    let Ok(difference) = stands.subtract(total) else { return false };
    let size = [stands.abs(), total.abs(), largest].into_iter().max().unwrap_or(Number::ZERO);
    // Less than one unit of the 15th digit.
    let Some(exponent) = Decimal::of(size)
        .and_then(|size| Some(i64::from(size.units.unsigned_abs().checked_ilog10()?).saturating_sub(i64::from(size.scale))))
    else {
        return difference.is_zero();
    };
    match Number::parse(&format!("1e{}", exponent.saturating_sub(14))) {
        Ok(unit) => difference.abs() < unit,
        Err(_) => difference.is_zero(),
    }
}

/// A cell as texts and dates compare.
fn push_key(key: &mut String, field: &Field<'_>) {
    use std::fmt::Write;
    match field {
        Field::Text(text) => match date_of(field) {
            Some(Found::Text(date)) if date.date(None).is_some() => push_date(key, date.date(None)),
            _ => key.push_str(&tolok_value::fold(text)),
        },
        Field::Date(date) => push_date(key, Some(*date)),
        Field::Number(number) | Field::Percent(number) => {
            let _ = write!(key, "{number}");
        }
        Field::Bool(truth) => key.push_str(if *truth { "true" } else { "false" }),
        Field::Exact(text) | Field::Error(text) => key.push_str(text),
        Field::Whole(number) => {
            let _ = write!(key, "{number}");
        }
        Field::Scaled(units, scale) => key.push_str(&Decimal::shown(*units, *scale)),
        Field::Empty | Field::Uncomputed => {}
    }
    key.push('\u{1f}');
}

fn push_date(key: &mut String, date: Option<tolok_value::Date>) {
    use std::fmt::Write;
    if let Some(date) = date {
        let _ = write!(key, "\u{1e}{}", unix_day(date));
    }
}
