//! Rounding of integers of any size, for what 256 bits do not hold.

use dashu_base::{DivRem, Sign};
use dashu_int::{IBig, UBig};
use ethnum::U256;

use super::place::{Rest, round_wide};
use super::{Number, NumberError};

/// Digits kept of a large integer: more than a number has, fewer than 256 bits hold.
const KEPT: usize = 70;

/// Rounds `units · 10^-scale` to a number.
///
/// # Errors
/// `TooLarge`, `TooSmall`.
pub(super) fn round_big(units: IBig, scale: i64) -> Result<Number, NumberError> {
    let (sign, magnitude) = units.into_parts();
    round_quotient(sign == Sign::Negative, magnitude, UBig::ONE, scale)
}

/// Rounds `±dividend / divisor · 10^-scale` to a number; the divisor is not zero.
///
/// # Errors
/// `TooLarge`, `TooSmall`.
pub(super) fn round_quotient(negative: bool, dividend: UBig, divisor: UBig, scale: i64) -> Result<Number, NumberError> {
    if dividend.is_zero() {
        return Ok(Number::ZERO);
    }
    // As many digits as 256 bits hold, more than are needed; what lies below them is told from zero.
    let surplus = decimal_digits(&dividend) - decimal_digits(&divisor) - KEPT as i64;
    let power = UBig::from(10u8).pow(surplus.unsigned_abs() as usize);
    let (quotient, remainder) = if surplus > 0 { dividend.div_rem(divisor * power) } else { (dividend * power).div_rem(divisor) };
    let below = if remainder.is_zero() { Rest::Nothing } else { Rest::LessThanHalf };
    // A scale outside this range is far outside the range of numbers either way.
    let scale = scale.saturating_sub(surplus).clamp(-1000, 1000) as i32;
    round_wide(negative, wide(&quotient), scale, below)
}

/// The same integer in 256 bits, which it has to fit.
pub(super) fn wide(magnitude: &UBig) -> U256 {
    let mut bytes = [0; 32];
    for (held, byte) in bytes.iter_mut().zip(magnitude.to_le_bytes().iter()) {
        *held = *byte;
    }
    U256::from_le_bytes(bytes)
}

/// The number of decimal digits, or one less.
fn decimal_digits(magnitude: &UBig) -> i64 {
    // log10(2) from below, so that the result is never too large.
    ((dashu_base::BitTest::bit_len(magnitude) as i64) * 30_102) / 100_000
}
