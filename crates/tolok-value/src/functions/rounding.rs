//! Rounding, remainders and signs.

use super::arguments::call;
use crate::{Number, NumberError, Value, ValueError};

/// `round(number, digits)`: ties go away from zero.
pub fn round(arguments: &[Value]) -> Value {
    to_digits("round", arguments, Number::round)
}

/// `round_even(number, digits)`: ties go to the even digit.
pub fn round_even(arguments: &[Value]) -> Value {
    to_digits("round_even", arguments, Number::round_even)
}

/// `roundup(number, digits)`: away from zero.
pub fn roundup(arguments: &[Value]) -> Value {
    to_digits("roundup", arguments, Number::round_up)
}

/// `rounddown(number, digits)`: towards zero.
pub fn rounddown(arguments: &[Value]) -> Value {
    to_digits("rounddown", arguments, Number::round_down)
}

/// `int(number)`: the next lower whole number.
pub fn int(arguments: &[Value]) -> Value {
    call("int", arguments, |given| Ok(given.number(0)?.floor(0)))
}

/// `mod(number, divisor)`: the remainder, with the sign of the divisor.
pub fn modulo(arguments: &[Value]) -> Value {
    call("mod", arguments, |given| Ok(given.number(0)?.modulo(given.number(1)?)))
}

/// `abs(number)`: the size without the sign.
pub fn abs(arguments: &[Value]) -> Value {
    call("abs", arguments, |given| Ok(given.number(0)?.abs()))
}

/// `sign(number)`: -1, 0 or 1.
pub fn sign(arguments: &[Value]) -> Value {
    call("sign", arguments, |given| Ok(Number::from(given.number(0)?.sign())))
}

fn to_digits(name: &'static str, arguments: &[Value], round: fn(Number, i32) -> Result<Number, NumberError>) -> Value {
    call(name, arguments, |given| {
        let number = given.number(0)?;
        let digits = given.whole(1)?.clamp(i32::MIN.into(), i32::MAX.into());
        let rounded = round(number, digits as i32).map_err(ValueError::from)?;
        Ok(rounded)
    })
}
