//! Numbers from and to the machine's own integers and doubles.

use std::str::FromStr;

use super::place::{Rest, round};
use super::{Number, NumberError};

/// Decimals of at most fifteen digits read back as different doubles (C's `DBL_DIG`), so one that reads back as a double is its shortest.
const FIFTEEN_DIGITS: f64 = 1e15;
const TENS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// A double that is a short decimal, as units of 10^-scale: most amounts that people write. Both sides of the division are exact
/// doubles, so it rounds once, as reading the decimal does.
pub fn short_decimal(double: f64) -> Option<(i64, u32)> {
    for (scale, ten) in (0u32..).zip(TENS) {
        let units = (double * ten).round_ties_even();
        if units.abs() >= FIFTEEN_DIGITS {
            return None;
        }
        if units / ten == double {
            return Some((units as i64, scale));
        }
    }
    None
}

/// The digits after the first one of a number in scientific notation. Written again with so many, it is rounded to the nearest: where two
/// decimals are equally short and equally near, that is the even one, as Python and spreadsheets write it.
fn places_of(scientific: &str) -> usize {
    let digits = scientific.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    digits.saturating_sub(1)
}

impl Number {
    /// The shortest decimal that reads back as this double, rounded to a number: 0.1 is 0.1.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::from_f64(0.1).unwrap().to_string(), "0.1");
    /// ```
    ///
    /// # Errors
    /// `NotANumber` for NaN, `TooLarge` for infinities and what is out of range, `TooSmall`.
    pub fn from_f64(double: f64) -> Result<Self, NumberError> {
        if double.is_nan() {
            return Err(NumberError::NotANumber);
        }
        if double.is_infinite() {
            return Err(NumberError::TooLarge);
        }
        match short_decimal(double) {
            Some((units, scale)) => Ok(Self::from_parts(units < 0, u128::from(units.unsigned_abs()), scale)),
            None => {
                let shortest = format!("{double:e}");
                let nearest = format!("{double:.*e}", places_of(&shortest));
                Self::parse(if nearest.parse() == Ok(double) { &nearest } else { &shortest })
            }
        }
    }

    /// The same for a float of 32 bits, whose shortest decimal is not that of the double of the same size.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::from_f32(0.1).unwrap().to_string(), "0.1");
    /// ```
    ///
    /// # Errors
    /// As for [`Number::from_f64`].
    pub fn from_f32(float: f32) -> Result<Self, NumberError> {
        if !float.is_finite() {
            return Self::from_f64(float.into());
        }
        let shortest = format!("{float:e}");
        let nearest = format!("{float:.*e}", places_of(&shortest));
        Self::parse(if nearest.parse() == Ok(float) { &nearest } else { &shortest })
    }

    /// So many units of 10^-scale, rounded once.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::from_scaled(-1250, 2).unwrap().to_string(), "-12.5");
    /// ```
    ///
    /// # Errors
    /// `TooLarge`, `TooSmall`.
    pub fn from_scaled(units: i128, scale: u32) -> Result<Self, NumberError> {
        round(units < 0, units.unsigned_abs(), i32::try_from(scale).map_err(|_| NumberError::TooSmall)?, Rest::Nothing)
    }

    /// The double nearest to this number.
    pub fn to_f64(self) -> f64 {
        // The digits are a valid double's text, so the fallback is never taken.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The integer, if it is a whole number that 64 bits hold.
    pub fn to_i64(self) -> Option<i64> {
        let (negative, magnitude, scale) = self.without_trailing_zeros().parts();
        let magnitude = i128::try_from(magnitude).ok().filter(|_| scale == 0)?;
        i64::try_from(if negative { -magnitude } else { magnitude }).ok()
    }
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self::from_parts(integer < 0, u128::from(integer.unsigned_abs()), 0)
    }
}

impl From<i32> for Number {
    fn from(integer: i32) -> Self {
        Self::from(i64::from(integer))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// As [`Number::parse`].
    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl From<u32> for Number {
    fn from(integer: u32) -> Self {
        Self::from_parts(false, u128::from(integer), 0)
    }
}

impl From<u64> for Number {
    fn from(integer: u64) -> Self {
        Self::from_parts(false, u128::from(integer), 0)
    }
}
