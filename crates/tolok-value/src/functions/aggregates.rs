//! Sums, means and extremes of a list of arguments, blanks left out.

use super::arguments::{Arguments, Outcome, call};
use crate::{ExactSum, Number, Value, ValueError};

/// `sum(…)`: exact, rounded once; of nothing it is blank.
pub fn sum(arguments: &[Value]) -> Value {
    call("sum", arguments, total)
}

/// `average(…)`: the sum divided by the count; of nothing it is blank.
pub fn average(arguments: &[Value]) -> Value {
    call("average", arguments, |given| {
        let count = Number::from(given.all().len() as u64);
        Ok(given.to_number(&total(given)?)?.divide(count))
    })
}

/// `count(…)`: how many arguments are numbers, dates, true or false; texts do not count.
pub fn count(arguments: &[Value]) -> Value {
    call("count", arguments, |given| {
        if let Some(error) = given.all().iter().find(|value| value.is_error()) {
            return Err(error.clone());
        }
        let counted = |value: &&Value| matches!(value, Value::Number(_) | Value::Date(_) | Value::Bool(_));
        Ok(Number::from(given.all().iter().filter(counted).count() as u64))
    })
}

/// `min(…)`: the smallest number or the earliest date; of nothing it is blank.
pub fn min(arguments: &[Value]) -> Value {
    call("min", arguments, |given| extreme(given, |new, old| new < old, |new, old| new < old))
}

/// `max(…)`: the largest number or the latest date; of nothing it is blank.
pub fn max(arguments: &[Value]) -> Value {
    call("max", arguments, |given| extreme(given, |new, old| new > old, |new, old| new > old))
}

/// `median(…)`: the middle number, or the mean of the two in the middle; of nothing it is blank.
pub fn median(arguments: &[Value]) -> Value {
    call("median", arguments, |given| {
        let mut numbers = given.all().iter().map(|value| given.to_number(value)).collect::<Outcome<Vec<Number>>>()?;
        numbers.sort();
        let upper = numbers.get(numbers.len() / 2);
        let lower = numbers.get(numbers.len().saturating_sub(1) / 2);
        let (Some(lower), Some(upper)) = (lower, upper) else { return Ok(Value::BLANK) };
        // Half of each, so that the mean is rounded only once.
        let half = Number::from(5).divide(Number::from(10)).map_err(ValueError::from)?;
        let mut mean = ExactSum::new();
        mean.add_product(*lower, half);
        mean.add_product(*upper, half);
        Ok(mean.total().into())
    })
}

fn total(given: Arguments<'_>) -> Outcome {
    if given.all().is_empty() {
        return Ok(Value::BLANK);
    }
    let mut sum = ExactSum::new();
    for value in given.all() {
        sum.add(given.to_number(value)?);
    }
    Ok(sum.total().into())
}

/// The one of all numbers, or of all dates, that none other goes before.
fn extreme(
    given: Arguments<'_>,
    number_before: fn(&Number, &Number) -> bool,
    date_before: fn(&crate::Date, &crate::Date) -> bool,
) -> Outcome {
    let mut best: Option<&Value> = None;
    for value in given.all() {
        let better = match (value, best) {
            (Value::Number(_) | Value::Date(_), None) => true,
            (Value::Number(new), Some(Value::Number(old))) => number_before(new, old),
            (Value::Date(new), Some(Value::Date(old))) => date_before(new, old),
            (_, Some(old @ Value::Date(_))) => return Err(given.unfit(old.kind(), value)),
            _ => return Err(given.unfit("a number", value)),
        };
        if better {
            best = Some(value);
        }
    }
    Ok(best.cloned().unwrap_or(Value::BLANK))
}
