//! Numbers from and to the machine's own integers and doubles.

use std::str::FromStr;

use super::{Number, NumberError};

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
        Self::parse(&format!("{double:e}"))
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
