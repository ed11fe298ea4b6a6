//! The exact decimal that every formula computes with.
//!
//! Only the storage is `rust_decimal`'s; the arithmetic is here, so that every operation is rounded once, in one stated way.

mod arithmetic;
mod big;
mod comparison;
mod convert;
mod error;
mod exact_sum;
mod place;
mod power;
mod power_of_ten;
mod reading;
mod rounding;
mod show;
mod whole_power;

use rust_decimal::Decimal;

pub use convert::short_decimal;
pub use error::NumberError;
pub use exact_sum::ExactSum;

/// An exact decimal of at most 28 significant digits and 28 decimal places, never a negative zero.
///
/// Every operation is rounded once from its exact result, half to even. What is too large or too small to be shown is an error,
/// never a wrapped number and never a silent zero. Numbers are equal by what they are worth: 1.0 is 1.00.
///
/// ```
/// use tolok_value::Number;
/// let cost = Number::from(1000i64).divide(Number::from(30i64)).unwrap();
/// assert_eq!(cost.to_string(), "33.33333333333333333333333333");
/// ```
#[derive(Clone, Copy)]
pub struct Number(Decimal);

impl Number {
    /// Nothing.
    pub const ZERO: Number = Number(Decimal::ZERO);
    /// One.
    pub const ONE: Number = Number(Decimal::ONE);
    /// One hundred.
    pub const HUNDRED: Number = Number(Decimal::ONE_HUNDRED);
    /// The largest number of 28 digits that can be held: 79228162514264337593543950330.
    pub const MAX: Number = Number(Decimal::from_parts(0xFFFF_FFFA, u32::MAX, u32::MAX, false, 0));

    /// The other sign.
    #[must_use]
    pub fn negate(self) -> Self {
        let (negative, magnitude, scale) = self.parts();
        Self::from_parts(!negative, magnitude, scale)
    }

    /// The size without the sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// -1, 0 or 1.
    pub fn sign(self) -> i32 {
        match (self.0.is_zero(), self.0.is_sign_negative()) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// True for zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// True for a whole number.
    pub fn is_integer(self) -> bool {
        self.0.is_integer()
    }

    /// Sign, digits and the number of decimal places among them.
    pub(crate) fn parts(self) -> (bool, u128, u32) {
        let parts = self.0.unpack();
        let magnitude = (u128::from(parts.hi) << 64) | (u128::from(parts.mid) << 32) | u128::from(parts.lo);
        (parts.negative, magnitude, parts.scale)
    }

    /// The number of these digits. `magnitude` is below 2^96 and has at most 28 significant digits, `scale` is at most 28.
    fn from_parts(negative: bool, magnitude: u128, scale: u32) -> Self {
        debug_assert!(magnitude >> 96 == 0 && scale <= 28);
        if magnitude == 0 {
            return Self::ZERO;
        }
        let (low, middle, high) = (magnitude as u32, (magnitude >> 32) as u32, (magnitude >> 64) as u32);
        Self(Decimal::from_parts(low, middle, high, negative, scale.min(28)))
    }
}

#[cfg(test)]
mod tests;
