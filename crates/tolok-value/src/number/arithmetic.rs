//! The four operations and the remainder: exact in 128 or 256 bits, rounded once.

use ethnum::U256;

use super::place::{DIGITS, Rest, round, round_wide};
use super::power_of_ten::{digits, power_of_ten, wide_power_of_ten};
use super::{Number, NumberError};

impl Number {
    /// The sum.
    ///
    /// # Errors
    /// `TooLarge`.
    #[expect(clippy::should_implement_trait, reason = "an operator could not say that there is no result")]
    pub fn add(self, other: Number) -> Result<Number, NumberError> {
        let (first, second) = (self.parts(), other.parts());
        if first.2 <= second.2 { add_parts(first, second) } else { add_parts(second, first) }
    }

    /// The difference.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn subtract(self, other: Number) -> Result<Number, NumberError> {
        self.add(other.negate())
    }

    /// The product.
    ///
    /// # Errors
    /// `TooLarge`, `TooSmall`.
    pub fn multiply(self, other: Number) -> Result<Number, NumberError> {
        let ((first_negative, first, first_scale), (second_negative, second, second_scale)) = (self.parts(), other.parts());
        let negative = first_negative != second_negative;
        let scale = (first_scale + second_scale) as i32;
        if first.leading_zeros() + second.leading_zeros() >= 128 {
            round(negative, first * second, scale, Rest::Nothing)
        } else {
            round_wide(negative, U256::new(first) * U256::new(second), scale, Rest::Nothing)
        }
    }

    /// The quotient.
    ///
    /// # Errors
    /// `DivisionByZero`, also for zero by zero; `TooLarge`, `TooSmall`.
    pub fn divide(self, other: Number) -> Result<Number, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let ((first_negative, dividend, first_scale), (second_negative, divisor, second_scale)) = (self.parts(), other.parts());
        let negative = first_negative != second_negative;
        let scale = first_scale as i32 - second_scale as i32;
        if scale >= 0 && dividend % divisor == 0 {
            return round(negative, dividend / divisor, scale, Rest::Nothing);
        }
        // So many more digits that the quotient has at least 28, or 28 places.
        let places = (DIGITS - digits(dividend) as i32 + digits(divisor) as i32).clamp(0, DIGITS - scale);
        let (quotient, remainder) = divide_shifted(dividend, divisor, places.unsigned_abs());
        let rest = Rest::of(remainder, divisor, 0, Rest::Nothing);
        let result = round(negative, quotient, scale + places, rest)?;
        Ok(if rest == Rest::Nothing { result.without_trailing_zeros() } else { result })
    }

    /// The remainder of a division into whole parts, with the sign of the divisor, as a spreadsheet's MOD has it.
    ///
    /// ```
    /// use tolok_value::Number;
    /// let (a, b) = (Number::from(-3i64), Number::from(2i64));
    /// assert_eq!(a.modulo(b), Ok(Number::ONE));
    /// ```
    ///
    /// # Errors
    /// `DivisionByZero`.
    pub fn modulo(self, other: Number) -> Result<Number, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let ((first_negative, first, first_scale), (second_negative, second, second_scale)) = (self.parts(), other.parts());
        let scale = first_scale.max(second_scale);
        let divisor = shift(second, scale - second_scale);
        let remainder = shift(first, scale - first_scale) % divisor;
        let size = if remainder == 0 || first_negative == second_negative { remainder } else { divisor - remainder };
        round_wide(second_negative, size, scale as i32, Rest::Nothing)
    }

    /// The same number with as few decimal places as it needs.
    pub(crate) fn without_trailing_zeros(self) -> Number {
        let (negative, mut magnitude, mut scale) = self.parts();
        for step in [16, 8, 4, 2, 1] {
            let Some(power) = power_of_ten(step) else {
                continue;
            };
            while scale >= step && magnitude % power == 0 {
                magnitude /= power;
                scale -= step;
            }
        }
        Number::from_parts(negative, magnitude, scale)
    }
}

/// The sum of two numbers, the first of no more places than the second.
fn add_parts(
    (first_negative, first, first_scale): (bool, u128, u32),
    (second_negative, second, second_scale): (bool, u128, u32),
) -> Result<Number, NumberError> {
    let scale = second_scale as i32;
    let power = power_of_ten(second_scale - first_scale).unwrap_or(1);
    // Room for the sign of a difference and for the carry of a sum.
    if first.leading_zeros() + power.leading_zeros() >= 128 + 2 {
        let (negative, size) = signed_sum(first_negative, first * power, second_negative, second);
        round(negative, size, scale, Rest::Nothing)
    } else {
        let (negative, size) = signed_sum(first_negative, U256::new(first) * U256::new(power), second_negative, U256::new(second));
        round_wide(negative, size, scale, Rest::Nothing)
    }
}

/// Sign and size of the sum of two signed sizes.
fn signed_sum<T>(first_negative: bool, first: T, second_negative: bool, second: T) -> (bool, T)
where
    T: Ord + std::ops::Add<Output = T> + std::ops::Sub<Output = T>,
{
    if first_negative == second_negative {
        (first_negative, first + second)
    } else if first >= second {
        (first_negative, first - second)
    } else {
        (second_negative, second - first)
    }
}

/// `dividend · 10^places / divisor` and its remainder, where the quotient has at most 29 digits.
fn divide_shifted(dividend: u128, divisor: u128, places: u32) -> (u128, u128) {
    if let Some(power) = power_of_ten(places)
        && let Some(narrow) = dividend.checked_mul(power)
    {
        return (narrow / divisor, narrow % divisor);
    }
    let wide = shift(dividend, places);
    if let Ok(divisor) = u64::try_from(divisor) {
        return divide_by_word(wide, u128::from(divisor));
    }
    let quotient = *(wide / U256::new(divisor)).low();
    // The remainder is small, so its low half is all of it.
    (quotient, wide.low().wrapping_sub(quotient.wrapping_mul(divisor)))
}

/// Long division by a divisor of 64 bits, in steps that the processor has; the quotient has at most 128 bits.
fn divide_by_word(dividend: U256, divisor: u128) -> (u128, u128) {
    let (high, low) = dividend.into_words();
    let first = ((high % divisor) << 64) | (low >> 64);
    let second = ((first % divisor) << 64) | (low & u128::from(u64::MAX));
    (((first / divisor) << 64) | (second / divisor), second % divisor)
}

/// `magnitude · 10^places`; at most 96 bits and 56 places, which fit.
fn shift(magnitude: u128, places: u32) -> U256 {
    match wide_power_of_ten(places) {
        Some(power) => U256::new(magnitude).wrapping_mul(power),
        None => U256::ZERO,
    }
}
