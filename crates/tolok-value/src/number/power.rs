//! Roots, powers with any exponent, exponentials and logarithms.
//!
//! Results that are exact come out exact. All others are irrational, so that digits in reserve decide how they are rounded.

use dashu_base::SquareRoot;
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, Repr};
use dashu_int::{IBig, UBig};

use super::big::{round_big, wide};
use super::place::{Rest, round, round_wide};
use super::{Number, NumberError};

/// Digits that are computed; 28 of them are kept.
const DIGITS: usize = 64;

/// e to this power is beyond the largest number, and its inverse below the smallest.
const LARGEST_EXPONENT: i64 = 67;

/// Only these roots of numbers of 28 digits and 28 places can be exact, other than those of one.
const LARGEST_ROOT: u128 = 100;

type Float = FBig<HalfEven, 10>;

impl Number {
    /// The square root.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::parse("2.25").unwrap().sqrt().unwrap().to_string(), "1.5");
    /// ```
    ///
    /// # Errors
    /// `Undefined` for negative numbers.
    pub fn sqrt(self) -> Result<Number, NumberError> {
        let (negative, magnitude, scale) = self.parts();
        if negative {
            return Err(NumberError::Undefined);
        }
        // An even number of places, and so many more that the root has more digits than are kept.
        let shift = 60 + scale % 2;
        let square = UBig::from(magnitude) * UBig::from(10u8).pow(shift as usize);
        let root = square.sqrt();
        let rest = if &root * &root == square { Rest::Nothing } else { Rest::LessThanHalf };
        round_wide(false, wide(&root), ((scale + shift) / 2) as i32, rest)
    }

    /// The power with any exponent, as `^` gives it.
    ///
    /// # Errors
    /// `Undefined` for 0^0 and for negative numbers with a fraction as exponent other than that of an odd root, as spreadsheets have
    /// it: (-8)^(1/3) is -2. `DivisionByZero` for 0 to a negative power,
    /// `TooLarge`, `TooSmall`.
    pub fn power(self, exponent: Number) -> Result<Number, NumberError> {
        if let Some(whole) = exponent.to_i64() {
            return self.power_integer(whole);
        }
        if self.is_zero() {
            return if exponent.sign() < 0 { Err(NumberError::DivisionByZero) } else { Ok(Number::ZERO) };
        }
        let odd = if exponent.is_integer() {
            exponent.modulo(Number::from(2u32))? == Number::ONE
        } else if self.sign() < 0 && !exponent.is_of_odd_root() {
            return Err(NumberError::Undefined);
        } else {
            true
        };
        if self.abs() == Number::ONE {
            return Ok(if self.sign() < 0 && odd { self } else { Number::ONE });
        }
        if let Some((root, times)) = self.abs().exact_root(exponent) {
            let size = root.power_integer(times)?;
            return Ok(if self.sign() < 0 && odd { size.negate() } else { size });
        }
        let logarithm = self.abs().logarithm()? * exponent.float();
        let size = exponential(&logarithm)?;
        Ok(if self.sign() < 0 && odd { size.negate() } else { size })
    }

    /// e to this power.
    ///
    /// # Errors
    /// `TooLarge`, `TooSmall`.
    pub fn exp(self) -> Result<Number, NumberError> {
        if self.is_zero() { Ok(Number::ONE) } else { exponential(&self.float()) }
    }

    /// The natural logarithm.
    ///
    /// # Errors
    /// `Undefined` for zero and negative numbers.
    pub fn ln(self) -> Result<Number, NumberError> {
        if self == Number::ONE { Ok(Number::ZERO) } else { rounded(self.logarithm()?) }
    }

    /// The logarithm to base ten, a whole number for powers of ten.
    ///
    /// # Errors
    /// `Undefined` for zero and negative numbers.
    pub fn log10(self) -> Result<Number, NumberError> {
        let (_, magnitude, scale) = self.without_trailing_zeros().parts();
        let digits = magnitude.checked_ilog10().map_or(0, i64::from);
        if magnitude == 10u128.pow(digits as u32) && self.sign() > 0 {
            return Ok(Number::from(digits - i64::from(scale)));
        }
        let ten = Number::from(10u32).logarithm()?;
        rounded(self.logarithm()? / ten)
    }

    /// True if this is 1/3, 1/5 and so on, or what is left of it after rounding, or its negative.
    fn is_of_odd_root(self) -> bool {
        let degree = Number::ONE.divide(self).and_then(|inverse| inverse.round(0));
        degree.is_ok_and(|degree| {
            let odd = degree.abs().modulo(Number::from(2u32)).is_ok_and(|rest| rest == Number::ONE);
            odd && Number::ONE.divide(degree).is_ok_and(|root| root == self)
        })
    }

    /// The root and the whole exponent that make up a power exactly, if they do: 8^1.5 has none, 4^1.5 is 2^3.
    fn exact_root(self, exponent: Number) -> Option<(Number, i64)> {
        let (negative, numerator, scale) = exponent.without_trailing_zeros().parts();
        let denominator = 10u128.checked_pow(scale)?;
        let common = greatest_common_divisor(numerator, denominator);
        let (times, degree) = (i64::try_from(numerator / common).ok()?, denominator / common);
        if degree > LARGEST_ROOT {
            return None;
        }
        let degree = degree as u32;
        let (_, magnitude, scale) = self.without_trailing_zeros().parts();
        let shift = (degree - scale % degree) % degree;
        let power = UBig::from(magnitude) * UBig::from(10u8).pow(shift as usize);
        let root = power.nth_root(degree as usize);
        if root.pow(degree as usize) != power {
            return None;
        }
        let places = ((scale + shift) / degree) as i32;
        let root = round(false, u128::try_from(root).ok()?, places, Rest::Nothing).ok()?;
        Some((root, if negative { -times } else { times }))
    }

    fn logarithm(self) -> Result<Float, NumberError> {
        if self.sign() <= 0 {
            return Err(NumberError::Undefined);
        }
        let logarithm = Context::new(DIGITS).ln(self.float().repr(), None);
        logarithm.map(|result| result.value()).map_err(|_| NumberError::Undefined)
    }

    fn float(self) -> Float {
        let (negative, magnitude, scale) = self.parts();
        let magnitude = IBig::from(magnitude);
        let repr = Repr::new(if negative { -magnitude } else { magnitude }, -(scale as isize));
        Float::from_repr(repr, Context::new(DIGITS))
    }
}

fn exponential(exponent: &Float) -> Result<Number, NumberError> {
    if *exponent > Float::from(LARGEST_EXPONENT) {
        return Err(NumberError::TooLarge);
    }
    if *exponent < Float::from(-LARGEST_EXPONENT) {
        return Err(NumberError::TooSmall);
    }
    let power = Context::new(DIGITS).exp(exponent.repr(), None);
    rounded(power.map_err(|_| NumberError::TooLarge)?.value())
}

fn rounded(float: Float) -> Result<Number, NumberError> {
    let (digits, exponent) = float.into_repr().into_parts();
    round_big(digits, -(exponent as i64))
}

fn greatest_common_divisor(first: u128, second: u128) -> u128 {
    let (mut first, mut second) = (first, second);
    while second != 0 {
        (first, second) = (second, first % second);
    }
    first
}
