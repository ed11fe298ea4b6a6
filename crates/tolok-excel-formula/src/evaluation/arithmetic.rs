//! Sums, products and powers of doubles.

use super::Part;
use crate::expression::Operator;
use crate::{CellError, Value};

/// What is left of a difference, compared with its larger side, is nothing up to here and something from there: Excel makes a result that is
/// tiny beside the operands zero, and where exactly it begins is not documented.
const NOTHING: f64 = 2.0 * f64::EPSILON;
const SOMETHING: f64 = 64.0 * f64::EPSILON;

/// The result of an operator between two numbers; nothing if it is not known what Excel gives.
pub(super) fn calculate(operator: Operator, left: f64, right: f64, part: Part) -> Option<Value> {
    match operator {
        Operator::Add => sum(left, right, part),
        Operator::Subtract => sum(left, -right, part),
        Operator::Multiply => Some(checked(left * right)),
        Operator::Divide if right == 0.0 => Some(Value::Error(CellError::DivisionByZero)),
        Operator::Divide => Some(checked(left / right)),
        Operator::Power => power(left, right),
        _ => None,
    }
}

/// A result as a cell holds it: no infinity, and nothing below the smallest normal double.
pub(super) fn checked(number: f64) -> Value {
    if !number.is_finite() {
        Value::Error(CellError::Number)
    } else if number.abs() < f64::MIN_POSITIVE {
        Value::Number(0.0)
    } else {
        Value::Number(number)
    }
}

/// A sum, which is zero if it is next to nothing beside its operands and is the last step of the formula.
fn sum(left: f64, right: f64, part: Part) -> Option<Value> {
    let sum = left + right;
    let rest = sum.abs() / left.abs().max(right.abs());
    if sum == 0.0 || rest.is_nan() || rest >= SOMETHING || part == Part::Piece {
        return Some(checked(sum));
    }
    (part == Part::Whole && rest < NOTHING).then_some(Value::Number(0.0))
}

fn power(base: f64, exponent: f64) -> Option<Value> {
    let whole = exponent.fract() == 0.0;
    if base == 0.0 {
        return Some(match exponent {
            0.0 => Value::Error(CellError::Number),
            exponent if exponent < 0.0 => Value::Error(CellError::DivisionByZero),
            _ => Value::Number(0.0),
        });
    }
    if base < 0.0 && !whole {
        // Of other roots than even ones, it is not known whether Excel takes them.
        return ((exponent * 2.0).fract() == 0.0).then_some(Value::Error(CellError::Number));
    }
    Some(checked(base.powf(exponent)))
}
