//! The one place where an exact result becomes a number: 28 digits, 28 places, half to even.

use std::cmp::Ordering;

use ethnum::U256;

use super::power_of_ten::{digits, power_of_ten, wide_digits, wide_power_of_ten};
use super::{Number, NumberError};

/// Significant digits, and decimal places, that a number may have.
pub(super) const DIGITS: i32 = 28;

/// Below this a number surely has at most 28 digits.
const SURE: u128 = 10u128.pow(28);

/// The largest size that the storage holds.
const LARGEST: u128 = (1 << 96) - 1;

/// What an exact result has beyond the unit of its last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    LessThanHalf,
    Half,
    MoreThanHalf,
}

impl Rest {
    /// What `remainder` of a division by `divisor` is, with `below` beneath the unit of both.
    pub(super) fn of<T: Copy + Ord + std::ops::Sub<Output = T>>(remainder: T, divisor: T, zero: T, below: Rest) -> Rest {
        if remainder == zero {
            return match below {
                Rest::Nothing => Rest::Nothing,
                _ => Rest::LessThanHalf,
            };
        }
        match (remainder.cmp(&(divisor - remainder)), below) {
            (Ordering::Less, _) => Rest::LessThanHalf,
            (Ordering::Equal, Rest::Nothing) => Rest::Half,
            _ => Rest::MoreThanHalf,
        }
    }
}

/// Rounds ±(magnitude + rest) · 10^-scale to a number.
///
/// # Errors
/// `TooLarge` beyond the largest number, `TooSmall` for what is not zero but rounds to it.
#[inline]
pub(super) fn round(negative: bool, magnitude: u128, scale: i32, rest: Rest) -> Result<Number, NumberError> {
    if magnitude < SURE && rest == Rest::Nothing && (0..=DIGITS).contains(&scale) {
        return Ok(Number::from_parts(negative, magnitude, scale.unsigned_abs()));
    }
    let surplus = (digits(magnitude) as i32 - DIGITS).max(scale - DIGITS);
    if surplus <= 0 {
        return place(negative, magnitude, scale, rest);
    }
    match power_of_ten(surplus.unsigned_abs()) {
        Some(divisor) => {
            let (quotient, remainder) = (magnitude / divisor, magnitude % divisor);
            place(negative, quotient, scale - surplus, Rest::of(remainder, divisor, 0, rest))
        }
        None => place(negative, 0, DIGITS, vanishing(magnitude == 0, rest)),
    }
}

/// The same for magnitudes of more than 128 bits.
pub(super) fn round_wide(negative: bool, magnitude: U256, scale: i32, rest: Rest) -> Result<Number, NumberError> {
    if *magnitude.high() == 0 {
        return round(negative, *magnitude.low(), scale, rest);
    }
    // More than 128 bits are at least 39 digits, so there is always something to round away.
    let surplus = (wide_digits(magnitude) as i32 - DIGITS).max(scale - DIGITS);
    match wide_power_of_ten(surplus.unsigned_abs()) {
        Some(divisor) => {
            let quotient = magnitude / divisor;
            let remainder = magnitude.wrapping_sub(quotient.wrapping_mul(divisor));
            place(negative, *quotient.low(), scale - surplus, Rest::of(remainder, divisor, U256::ZERO, rest))
        }
        None => place(negative, 0, DIGITS, vanishing(false, rest)),
    }
}

/// What is left of a magnitude when more digits are rounded away than it has.
fn vanishing(zero: bool, rest: Rest) -> Rest {
    if zero && rest == Rest::Nothing { Rest::Nothing } else { Rest::LessThanHalf }
}

/// Applies the rest to a magnitude of at most 28 digits, and checks the range.
fn place(negative: bool, magnitude: u128, scale: i32, rest: Rest) -> Result<Number, NumberError> {
    let up = match rest {
        Rest::Nothing | Rest::LessThanHalf => false,
        Rest::Half => magnitude % 2 == 1,
        Rest::MoreThanHalf => true,
    };
    let rounded = magnitude + u128::from(up);
    if rounded == 0 {
        return if rest == Rest::Nothing { Ok(Number::ZERO) } else { Err(NumberError::TooSmall) };
    }
    if scale >= 0 {
        return Ok(Number::from_parts(negative, rounded, scale.unsigned_abs()));
    }
    power_of_ten(scale.unsigned_abs())
        .and_then(|power| rounded.checked_mul(power))
        .filter(|whole| *whole <= LARGEST)
        .map(|whole| Number::from_parts(negative, whole, 0))
        .ok_or(NumberError::TooLarge)
}
