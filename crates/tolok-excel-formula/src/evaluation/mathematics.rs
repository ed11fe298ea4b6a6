//! Functions of one or two numbers (ECMA-376, part 1, sections 18.17.7.1 `ABS` to 18.17.7.324 `TRUNC`).

use super::Part;
use super::rounding::{self, Way};
use super::{Evaluation, Operand, Within, aggregates, arithmetic, array::Array};
use crate::expression::{Argument, Operator};
use crate::{CellError, Value};

pub(super) fn of_one(numbers: &[f64], function: impl Fn(f64) -> Option<f64>) -> Option<Value> {
    let [number] = numbers else { return None };
    function(*number).map(Value::Number)
}

/// `ROUND`, `ROUNDUP`, `ROUNDDOWN` and `TRUNC`.
pub(super) fn rounded(numbers: &[f64], way: Way) -> Option<Value> {
    let (number, places) = match numbers {
        [number] => (number, 0.0),
        [number, places] => (number, *places),
        _ => return None,
    };
    rounding::round(*number, places, way).map(arithmetic::checked)
}

/// How near to a whole number a quotient may be before it is not known whether Excel takes it for one.
const NEAR: f64 = 1e-9;

/// `MOD`: the rest, of which no digit is lost, has the sign of the divisor.
pub(super) fn modulo(numbers: &[f64]) -> Option<Value> {
    let [number, divisor] = numbers else { return None };
    if *divisor == 0.0 {
        return Some(Value::Error(CellError::DivisionByZero));
    }
    // Excel gives an error where the quotient is too large, and the limit was another one from version to version.
    if (number / divisor).abs() >= 1e12 {
        return None;
    }
    let rest = number % divisor;
    let share = (rest / divisor).abs();
    if rest != 0.0 && !(NEAR..=1.0 - NEAR).contains(&share) {
        return None;
    }
    let other_side = rest != 0.0 && (rest < 0.0) != (*divisor < 0.0);
    Some(arithmetic::checked(if other_side { rest + divisor } else { rest }))
}

/// `POWER`, which is the operator `^`.
pub(super) fn power(numbers: &[f64]) -> Option<Value> {
    let [base, exponent] = numbers else { return None };
    arithmetic::calculate(Operator::Power, *base, *exponent, Part::Piece)
}

/// `SQRT`.
pub(super) fn square_root(numbers: &[f64]) -> Option<Value> {
    let [number] = numbers else { return None };
    Some(if *number < 0.0 { Value::Error(CellError::Number) } else { arithmetic::checked(number.sqrt()) })
}

/// `ISEVEN` and `ISODD`: what is behind the point does not count.
pub(super) fn parity(numbers: &[f64], even: bool) -> Option<Value> {
    let [number] = numbers else { return None };
    (number.abs() < 1e15).then(|| Value::Bool((number.trunc() % 2.0 == 0.0) == even))
}

impl Evaluation<'_> {
    /// `SUMPRODUCT`: what is no number counts as zero.
    pub(super) fn sum_of_products(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let arrays = arguments.iter().map(|argument| self.array(&argument.term, within)).collect::<Option<Vec<Array>>>()?;
        let first = arrays.first()?;
        if arrays.iter().any(|array| (array.width(), array.height()) != (first.width(), first.height())) {
            return Some(Operand::Value(Value::Error(CellError::Value)));
        }
        // Of single cells Excel does more than of several: a text is an error there.
        let all_plain =
            |array: &Array| array.values().iter().all(|value| matches!(value, Value::Number(_) | Value::Blank | Value::Error(_)));
        if first.values().len() == 1 && !arrays.iter().all(all_plain) {
            return None;
        }
        let (mut sum, mut error) = (0.0, None);
        for index in 0..first.values().len() {
            let mut product = 1.0;
            for value in arrays.iter().filter_map(|array| array.values().get(index)) {
                match value {
                    Value::Number(number) => product *= number,
                    Value::Error(other) => aggregates::first_error(&mut error, *other),
                    Value::Blank | Value::Text(_) | Value::Bool(_) => product = 0.0,
                }
            }
            sum += product;
        }
        match error {
            Some(error) => error.map(|error| Operand::Value(Value::Error(error))),
            None => Some(Operand::Value(arithmetic::checked(sum))),
        }
    }
}
