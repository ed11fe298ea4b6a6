//! What is kept of rows while they are aggregated: enough to merge with what is kept of others, and to end in one value.

mod distinct;
mod reports;
mod timed;

use tolok_plan::Aggregation;
use tolok_value::{Blank, Comparison, Date, ErrorKind, ExactSum, Number, Value, ops};

pub(crate) use distinct::{Distinct, DistinctKey};
pub(crate) use reports::{Report, Reports};
use timed::Timed;

/// What is kept of some rows of a measure.
#[derive(Debug, Clone)]
pub(crate) struct State {
    kept: Kept,
    /// The first error among the rows, with its row.
    error: Option<(u64, Value)>,
}

#[derive(Debug, Clone)]
enum Kept {
    Sum { sum: ExactSum, count: u64 },
    Average { sum: ExactSum, count: u64 },
    Count(u64),
    Distinct(Distinct),
    Median(Vec<Number>),
    Extreme { wanted: Comparison, best: Option<Value> },
    Timed(Timed),
    Stock(Reports),
    Weighted { weighted: ExactSum, weights: ExactSum, rates: u64 },
    Single { count: u64, value: Option<Value>, is_decided: bool },
    Constant { row: u64, value: Option<Value>, other: Option<u64> },
}

/// What is known of a row besides its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowFacts<'r> {
    /// Its number.
    pub(crate) row: u64,
    /// Its date, where it has one.
    pub(crate) date: Option<Date>,
    /// True if the source has dates at all.
    pub(crate) has_dates: bool,
    /// The members of a stock's key.
    pub(crate) key: &'r [u32],
    /// The weight of a rate.
    pub(crate) weight: Option<&'r Value>,
}

impl State {
    pub(crate) fn new(aggregation: &Aggregation) -> Self {
        let kept = match aggregation {
            Aggregation::Sum => Kept::Sum { sum: ExactSum::new(), count: 0 },
            Aggregation::Average => Kept::Average { sum: ExactSum::new(), count: 0 },
            Aggregation::Count => Kept::Count(0),
            Aggregation::CountDistinct => Kept::Distinct(Distinct::default()),
            Aggregation::Median => Kept::Median(Vec::new()),
            Aggregation::Min => Kept::Extreme { wanted: Comparison::Less, best: None },
            Aggregation::Max => Kept::Extreme { wanted: Comparison::Greater, best: None },
            Aggregation::First => Kept::Timed(Timed::earliest()),
            Aggregation::Last => Kept::Timed(Timed::latest()),
            Aggregation::Stock { .. } => Kept::Stock(Reports::default()),
            Aggregation::Weighted { .. } => Kept::Weighted { weighted: ExactSum::new(), weights: ExactSum::new(), rates: 0 },
            Aggregation::Single => Kept::Single { count: 0, value: None, is_decided: true },
            Aggregation::Undecided => Kept::Single { count: 0, value: None, is_decided: false },
            Aggregation::Constant => Kept::Constant { row: 0, value: None, other: None },
        };
        Self { kept, error: None }
    }

    /// A sum, or a mean, of numbers that were added elsewhere.
    pub(crate) fn of_sum(aggregation: &Aggregation, sum: ExactSum, count: u64, error: Option<(u64, Value)>) -> Self {
        let kept = match aggregation {
            Aggregation::Average => Kept::Average { sum, count },
            Aggregation::Count => Kept::Count(count),
            _ => Kept::Sum { sum, count },
        };
        Self { kept, error }
    }

    /// Takes in the value of a row; blanks are skipped.
    pub(crate) fn add(&mut self, facts: RowFacts<'_>, value: Value) {
        match value {
            Value::Blank(_) => {}
            error @ Value::Error(_) => self.fail(facts.row, error),
            value => {
                if let Err(error) = self.keep(facts, value) {
                    self.fail(facts.row, error);
                }
            }
        }
    }

    /// Takes in the number of a value, where different values are counted.
    pub(crate) fn add_different(&mut self, number: u32) {
        if let Kept::Distinct(distinct) = &mut self.kept {
            distinct.add_number(number);
        }
    }

    /// The same under other numbers of different values.
    pub(crate) fn with_numbers(&self, numbers: &[u32]) -> Self {
        match &self.kept {
            Kept::Distinct(distinct) => Self { kept: Kept::Distinct(distinct.renumbered(numbers)), error: self.error.clone() },
            _ => self.clone(),
        }
    }

    /// Takes in an error of a row; the first in the order of the rows stays.
    pub(crate) fn fail(&mut self, row: u64, error: Value) {
        if self.error.as_ref().is_none_or(|(first, _)| row < *first) {
            self.error = Some((row, error));
        }
    }

    fn keep(&mut self, facts: RowFacts<'_>, value: Value) -> Result<(), Value> {
        match &mut self.kept {
            Kept::Sum { sum, count } | Kept::Average { sum, count } => {
                sum.add(number(&value)?);
                *count = count.saturating_add(1);
            }
            Kept::Count(count) => *count = count.saturating_add(1),
            Kept::Distinct(distinct) => distinct.add(&value),
            Kept::Median(numbers) => numbers.push(number(&value)?),
            Kept::Extreme { wanted, best } => extreme(*wanted, best, value)?,
            Kept::Timed(timed) => match (facts.date, facts.has_dates) {
                (Some(date), _) => timed.add(date, value),
                // Without a date there is no telling where it belongs.
                (None, true) => {}
                (None, false) => return Err(not_available("the data has no dates, so there is no first and no last")),
            },
            Kept::Stock(reports) => {
                let report = Report { date: facts.date, row: facts.row, value: number(&value)?, contradicted_by: None };
                if facts.date.is_some() || !facts.has_dates {
                    reports.add(facts.key, report);
                }
            }
            Kept::Weighted { weighted, weights, rates } => {
                let rate = number(&value)?;
                *rates = rates.saturating_add(1);
                match facts.weight {
                    Some(error @ Value::Error(_)) => return Err(error.clone()),
                    None | Some(Value::Blank(_)) => {}
                    Some(weight) => {
                        let weight = number(weight)?;
                        weighted.add_product(rate, weight);
                        weights.add(weight);
                    }
                }
            }
            Kept::Single { count, value: known, .. } => {
                *count = count.saturating_add(1);
                known.get_or_insert(value);
            }
            Kept::Constant { row, value: known, other } => match known {
                Some(known) if *known != value => {
                    other.get_or_insert(facts.row);
                }
                Some(_) => {}
                None => (*row, *known) = (facts.row, Some(value)),
            },
        }
        Ok(())
    }

    /// Takes in what was kept of other rows.
    pub(crate) fn merge(&mut self, other: &State) {
        if let Some((row, error)) = &other.error {
            self.fail(*row, error.clone());
        }
        let mut problem = None;
        match (&mut self.kept, &other.kept) {
            (Kept::Sum { sum, count }, Kept::Sum { sum: more, count: rows })
            | (Kept::Average { sum, count }, Kept::Average { sum: more, count: rows }) => {
                *sum += more;
                *count = count.saturating_add(*rows);
            }
            (Kept::Count(count), Kept::Count(more)) => *count = count.saturating_add(*more),
            (Kept::Distinct(distinct), Kept::Distinct(more)) => distinct.merge(more),
            (Kept::Median(numbers), Kept::Median(more)) => numbers.extend(more),
            (Kept::Extreme { wanted, best }, Kept::Extreme { best: Some(more), .. }) => {
                problem = extreme(*wanted, best, more.clone()).err();
            }
            (Kept::Timed(timed), Kept::Timed(more)) => timed.merge(more),
            (Kept::Stock(reports), Kept::Stock(more)) => reports.merge(more),
            (
                Kept::Weighted { weighted, weights, rates },
                Kept::Weighted { weighted: more_weighted, weights: more_weights, rates: more_rates },
            ) => {
                *weighted += more_weighted;
                *weights += more_weights;
                *rates = rates.saturating_add(*more_rates);
            }
            (Kept::Single { count, value, .. }, Kept::Single { count: more, value: Some(other), .. }) => {
                *count = count.saturating_add(*more);
                value.get_or_insert_with(|| other.clone());
            }
            (Kept::Constant { row, value, other: disagrees }, Kept::Constant { row: other_row, value: Some(other), other: inner }) => {
                match value {
                    None => (*row, *value, *disagrees) = (*other_row, Some(other.clone()), *inner),
                    Some(known) => {
                        let differing = if known == other { *inner } else { Some((*other_row).max(*row)) };
                        *disagrees = disagrees.or(differing);
                        *row = (*row).min(*other_row);
                    }
                }
            }
            _ => {}
        }
        if let Some(error) = problem {
            self.fail(u64::MAX, error);
        }
    }

    /// The value of the rows. A stock counts what [`Reports`] says, which whoever knows the period asks for.
    pub(crate) fn value(&self) -> Value {
        if let Some((_, error)) = &self.error {
            return error.clone();
        }
        match &self.kept {
            Kept::Count(count) => whole(*count),
            Kept::Distinct(distinct) => whole(distinct.count()),
            Kept::Sum { count: 0, .. } | Kept::Average { count: 0, .. } => nothing(),
            Kept::Sum { sum, .. } => summed(sum),
            Kept::Average { sum, count } => ops::divide(&summed(sum), &whole(*count)),
            Kept::Median(numbers) => median(numbers),
            Kept::Extreme { best, .. } => best.clone().unwrap_or_else(nothing),
            Kept::Timed(timed) => timed.value(),
            Kept::Stock(reports) => reports.sum_of_last(),
            Kept::Weighted { rates: 0, .. } => nothing(),
            Kept::Weighted { weighted, weights, .. } => match weights.total() {
                Ok(weight) if weight.is_zero() => {
                    Value::error(ErrorKind::DivisionByZero, "division by zero: the weights of the rows are 0")
                }
                _ => ops::divide(&summed(weighted), &summed(weights)),
            },
            Kept::Single { count: 0 | 1, value, .. } => value.clone().unwrap_or_else(nothing),
            // The same words for every count, so that a reason is told once.
            Kept::Single { is_decided: true, .. } => {
                not_available("several rows have a value here, and a value that is declared `single` cannot be combined")
            }
            Kept::Single { .. } => not_available("several rows have a value here, and nothing says how they are combined"),
            Kept::Constant { value, .. } => value.clone().unwrap_or_else(nothing),
        }
    }

    /// The reports of a stock.
    pub(crate) fn reports(&self) -> Option<&Reports> {
        match &self.kept {
            Kept::Stock(reports) => Some(reports),
            _ => None,
        }
    }

    /// The same under other numbers of the members of a stock's key.
    pub(crate) fn with_keys(&self, number: &dyn Fn(usize, u32) -> u32) -> Self {
        match &self.kept {
            Kept::Stock(reports) => Self { kept: Kept::Stock(reports.renumbered(number)), error: self.error.clone() },
            _ => self.clone(),
        }
    }

    /// The first error among the rows.
    pub(crate) fn error(&self) -> Option<&Value> {
        self.error.as_ref().map(|(_, error)| error)
    }

    /// Two rows of a constant that disagree.
    pub(crate) fn disagreement(&self) -> Option<(u64, u64)> {
        match &self.kept {
            Kept::Constant { row, other: Some(other), .. } => Some((*row.min(other), *row.max(other))),
            _ => None,
        }
    }

    /// True if rows were combined although nothing says how.
    pub(crate) fn is_undecided(&self) -> bool {
        matches!(&self.kept, Kept::Single { count, is_decided: false, .. } if *count > 1)
    }
}

/// The value of a sum.
pub(crate) fn summed(sum: &ExactSum) -> Value {
    Value::from(sum.total())
}

/// No row has a value.
pub(crate) fn nothing() -> Value {
    Value::Blank(Blank::because("no row has a value"))
}

fn whole(count: u64) -> Value {
    Number::from(count).into()
}

/// The number that a value has to be.
pub(crate) fn number(value: &Value) -> Result<Number, Value> {
    match value {
        Value::Number(number) => Ok(*number),
        other => Err(Value::error(ErrorKind::Value, format!("a row has {} where a number is needed", other.kind()))),
    }
}

fn extreme(wanted: Comparison, best: &mut Option<Value>, value: Value) -> Result<(), Value> {
    let Some(known) = best else {
        *best = Some(value);
        return Ok(());
    };
    match ops::compare(wanted, &value, known) {
        Value::Bool(true) => *known = value,
        error @ Value::Error(_) => return Err(error),
        _ => {}
    }
    Ok(())
}

/// The middle value, or the mean of the two in the middle.
fn median(numbers: &[Number]) -> Value {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    match (numbers.get(middle), numbers.len().is_multiple_of(2)) {
        (None, _) => nothing(),
        (Some(number), false) => Value::Number(*number),
        (Some(upper), true) => {
            let lower = middle.checked_sub(1).and_then(|below| numbers.get(below)).unwrap_or(upper);
            let mut sum = ExactSum::new();
            sum.add(*lower);
            sum.add(*upper);
            ops::divide(&summed(&sum), &whole(2))
        }
    }
}

fn not_available(words: &str) -> Value {
    Value::error(ErrorKind::NotAvailable, words)
}
