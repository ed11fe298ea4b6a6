//! Powers, roots, exponentials and logarithms.

use super::arguments::call;
use crate::{ErrorKind, Number, NumberError, Value, ops};

/// `power(base, exponent)`: as `^`.
pub fn power(arguments: &[Value]) -> Value {
    call("power", arguments, |given| Ok(ops::power(&given.number(0)?.into(), &given.number(1)?.into())))
}

/// `sqrt(number)`: the square root.
pub fn sqrt(arguments: &[Value]) -> Value {
    of_one("sqrt", arguments, Number::sqrt, "a negative number has no square root")
}

/// `exp(number)`: e to this power.
pub fn exp(arguments: &[Value]) -> Value {
    of_one("exp", arguments, Number::exp, "")
}

/// `ln(number)`: the natural logarithm.
pub fn ln(arguments: &[Value]) -> Value {
    of_one("ln", arguments, Number::ln, "only numbers above zero have a logarithm")
}

/// `log10(number)`: the logarithm to base ten.
pub fn log10(arguments: &[Value]) -> Value {
    of_one("log10", arguments, Number::log10, "only numbers above zero have a logarithm")
}

fn of_one(name: &'static str, arguments: &[Value], function: fn(Number) -> Result<Number, NumberError>, undefined: &str) -> Value {
    call(name, arguments, |given| {
        Ok(match function(given.number(0)?) {
            Err(NumberError::Undefined) => Value::error(ErrorKind::Number, undefined),
            result => result.into(),
        })
    })
}
