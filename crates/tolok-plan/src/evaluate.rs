//! The value of an expression, whatever its leaves are.

use std::sync::Arc;

use tolok_value::{Comparison, ErrorKind, Logic, Origin, Value, ops};

use crate::{Expression, Kind, Lazy, Place};

/// What an expression looks up, and where its errors say they come from.
pub trait Leaves<Leaf> {
    /// The value of a leaf.
    fn leaf(&mut self, leaf: &Leaf, place: Place) -> Value;

    /// Where an error at a place comes from.
    fn origin(&self, place: Place) -> Origin;

    /// The text at a place, for naming an operand.
    fn text(&self, place: Place) -> Option<&str>;
}

/// The value of an expression: operands from left to right, errors with their cause and place.
pub fn evaluate<Leaf>(expression: &Expression<Leaf>, leaves: &mut dyn Leaves<Leaf>) -> Value {
    let value = match &expression.kind {
        Kind::Leaf(leaf) => leaves.leaf(leaf, expression.place),
        Kind::Value(value) => value.clone(),
        Kind::Negate(operand) => ops::negate(&evaluate(operand, leaves)),
        Kind::Not(operand) => ops::not(&evaluate(operand, leaves)),
        Kind::Percent(operand) => ops::percent(&evaluate(operand, leaves)),
        Kind::Chain { first, rest } => {
            let mut value = evaluate(first, leaves);
            for (operator, operand) in rest {
                if value.is_error() {
                    return value;
                }
                let right = evaluate(operand, leaves);
                value = divided(ops::arithmetic(*operator, &value, &right), &right, operand, leaves);
            }
            value
        }
        Kind::Power { base, exponent } => {
            let base = evaluate(base, leaves);
            if base.is_error() {
                return base;
            }
            ops::power(&base, &evaluate(exponent, leaves))
        }
        Kind::Compare { operator, left, right } => {
            let left = evaluate(left, leaves);
            if left.is_error() {
                return left;
            }
            ops::compare(*operator, &left, &evaluate(right, leaves))
        }
        Kind::IsBlank { subject, negated } => match evaluate(subject, leaves) {
            error @ Value::Error(_) => error,
            value => Value::Bool(value.is_blank() != *negated),
        },
        Kind::Membership { subject, members, negated } => membership(subject, members, *negated, leaves),
        Kind::Logic { operator, operands } => logic(*operator, operands, leaves),
        Kind::Call { function, arguments } => {
            let arguments: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, leaves)).collect();
            function.call(&arguments)
        }
        Kind::Lazy { form, arguments } => lazy(*form, arguments, leaves),
    };
    located(value, expression.place, leaves)
}

/// An error that has no place yet gets this one.
fn located<Leaf>(value: Value, place: Place, leaves: &dyn Leaves<Leaf>) -> Value {
    match value {
        Value::Error(error) if error.origin().is_none() => Value::Error(error.located(|| leaves.origin(place), |_| None)),
        value => value,
    }
}

/// A division by zero says what was zero.
fn divided<Leaf>(value: Value, divisor: &Value, operand: &Expression<Leaf>, leaves: &dyn Leaves<Leaf>) -> Value {
    let Value::Error(error) = &value else { return value };
    if error.origin().is_some() || error.kind() != ErrorKind::DivisionByZero || divisor.is_error() {
        return value;
    }
    let is_literal = matches!(operand.kind, Kind::Value(_));
    let words = leaves
        .text(operand.place)
        .filter(|_| !is_literal)
        .map(|text| format!("division by zero: `{}` is 0", text.split_whitespace().collect::<Vec<_>>().join(" ")));
    Value::Error(error.clone().located(|| leaves.origin(operand.place), |_| words))
}

/// Three-valued `and` and `or`, from left to right up to the first operand that decides.
fn logic<Leaf>(operator: Logic, operands: &[Expression<Leaf>], leaves: &mut dyn Leaves<Leaf>) -> Value {
    let mut undecided: Option<Value> = None;
    for operand in operands {
        match evaluate(operand, leaves) {
            Value::Bool(truth) if truth == operator.decisive() => return Value::Bool(truth),
            Value::Bool(_) => {}
            blank @ Value::Blank(_) => {
                undecided.get_or_insert(blank);
            }
            error @ Value::Error(_) => return error,
            other => return wrong_condition(&other, operator.text()),
        }
    }
    undecided.unwrap_or(Value::Bool(!operator.decisive()))
}

fn membership<Leaf>(subject: &Expression<Leaf>, members: &[Expression<Leaf>], negated: bool, leaves: &mut dyn Leaves<Leaf>) -> Value {
    let subject = evaluate(subject, leaves);
    if subject.is_error() {
        return subject;
    }
    // The word `blank` in the list asks for a blank, as `= blank` does.
    let (asked, members): (Vec<_>, Vec<_>) = members.iter().partition(|member| matches!(member.kind, Kind::Value(Value::Blank(_))));
    if subject.is_blank() && !asked.is_empty() {
        return Value::Bool(!negated);
    }
    let mut undecided: Option<Value> = None;
    for member in members {
        match ops::compare(Comparison::Equal, &subject, &evaluate(member, leaves)) {
            Value::Bool(true) => return Value::Bool(!negated),
            blank @ Value::Blank(_) => {
                undecided.get_or_insert(blank);
            }
            error @ Value::Error(_) => return error,
            _ => {}
        }
    }
    undecided.unwrap_or(Value::Bool(negated))
}

fn wrong_condition(value: &Value, what: &str) -> Value {
    Value::error(ErrorKind::Value, format!("`{what}` takes conditions, but this is {}", value.kind()))
}

/// What a condition decides: true or false, or the value that stands instead.
fn decided<Leaf>(condition: &Expression<Leaf>, what: &str, leaves: &mut dyn Leaves<Leaf>) -> Result<bool, Value> {
    match evaluate(condition, leaves) {
        Value::Bool(truth) => Ok(truth),
        value @ (Value::Blank(_) | Value::Error(_)) => Err(value),
        other => Err(wrong_condition(&other, what)),
    }
}

fn lazy<Leaf>(form: Lazy, arguments: &[Expression<Leaf>], leaves: &mut dyn Leaves<Leaf>) -> Value {
    match form {
        Lazy::If => match decided_argument(arguments.first(), "if", leaves) {
            Ok(true) => argument(arguments.get(1), leaves),
            Ok(false) => argument(arguments.get(2), leaves),
            Err(value) => value,
        },
        Lazy::Ifs => {
            for pair in arguments.chunks(2) {
                match decided_argument(pair.first(), "ifs", leaves) {
                    Ok(true) => return argument(pair.get(1), leaves),
                    Ok(false) => {}
                    Err(value) => return value,
                }
            }
            Value::error(ErrorKind::NotAvailable, "no condition of `ifs` is true")
        }
        Lazy::Switch => switch(arguments, leaves),
        Lazy::IfError => match argument(arguments.first(), leaves) {
            Value::Error(_) => argument(arguments.get(1), leaves),
            value => value,
        },
        Lazy::IfBlank => match argument(arguments.first(), leaves) {
            Value::Blank(_) => argument(arguments.get(1), leaves),
            value => value,
        },
        Lazy::IsError => Value::Bool(argument(arguments.first(), leaves).is_error()),
        Lazy::IsBlank => match argument(arguments.first(), leaves) {
            error @ Value::Error(_) => error,
            value => Value::Bool(value.is_blank()),
        },
        Lazy::Coalesce => {
            let mut first_blank = None;
            for each in arguments {
                match evaluate(each, leaves) {
                    blank @ Value::Blank(_) => {
                        first_blank.get_or_insert(blank);
                    }
                    value => return value,
                }
            }
            first_blank.unwrap_or(Value::BLANK)
        }
        Lazy::Divide => {
            let dividend = argument(arguments.first(), leaves);
            if dividend.is_error() {
                return dividend;
            }
            match argument(arguments.get(1), leaves) {
                Value::Number(divisor) if divisor.is_zero() && !dividend.is_blank() => argument(arguments.get(2), leaves),
                divisor => ops::divide(&dividend, &divisor),
            }
        }
    }
}

/// `switch(value, case, result, …, otherwise)`.
fn switch<Leaf>(arguments: &[Expression<Leaf>], leaves: &mut dyn Leaves<Leaf>) -> Value {
    let Some((subject, rest)) = arguments.split_first() else { return Value::BLANK };
    let subject = evaluate(subject, leaves);
    if subject.is_error() || subject.is_blank() {
        return subject;
    }
    for pair in rest.chunks(2) {
        match pair {
            [case, result] => match ops::compare(Comparison::Equal, &subject, &evaluate(case, leaves)) {
                Value::Bool(true) => return evaluate(result, leaves),
                error @ Value::Error(_) => return error,
                _ => {}
            },
            [otherwise] => return evaluate(otherwise, leaves),
            _ => {}
        }
    }
    Value::error(ErrorKind::NotAvailable, "no case of `switch` fits")
}

fn argument<Leaf>(argument: Option<&Expression<Leaf>>, leaves: &mut dyn Leaves<Leaf>) -> Value {
    argument.map_or(Value::BLANK, |argument| evaluate(argument, leaves))
}

fn decided_argument<Leaf>(argument: Option<&Expression<Leaf>>, what: &str, leaves: &mut dyn Leaves<Leaf>) -> Result<bool, Value> {
    argument.map_or(Err(Value::BLANK), |condition| decided(condition, what, leaves))
}

/// An origin in a named definition.
pub fn origin_of(definition: &Arc<str>, file: Option<&Arc<str>>, place: Place) -> Origin {
    let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    Origin {
        definition: Arc::clone(definition),
        file: file.map_or_else(|| "".into(), Arc::clone),
        span: bytes(place.start)..bytes(place.end),
    }
}
