//! Sums that are rounded once, at the end, whatever the order of their terms.

use std::ops::AddAssign;

use dashu_int::{IBig, UBig};
use ethnum::{I256, U256};

use super::place::{Rest, round_wide};
use super::power_of_ten::wide_power_of_ten;
use super::{Number, NumberError};

/// Decimal places of a product of two numbers, at most.
const PLACES: u32 = 56;

/// An exact sum of numbers and of products of two numbers: no order of the terms matters, and no term is too large or too small.
///
/// ```
/// use tolok_value::{ExactSum, Number};
/// let mut sum = ExactSum::new();
/// for text in ["1e28", "0.1", "-1e28"] {
///     sum.add(Number::parse(text).unwrap());
/// }
/// assert_eq!(sum.total().unwrap().to_string(), "0.1");
/// ```
#[derive(Debug, Clone, Default)]
pub struct ExactSum {
    /// What was added since the last overflow, in units of 10^-scale.
    near: I256,
    scale: u32,
    /// What no longer fitted, in units of 10^-56.
    far: Option<Box<IBig>>,
}

impl ExactSum {
    /// A sum of no terms, which is zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a number.
    pub fn add(&mut self, number: Number) {
        let (negative, magnitude, scale) = number.parts();
        self.add_term(negative, U256::new(magnitude), scale);
    }

    /// Adds a product, unrounded.
    pub fn add_product(&mut self, first: Number, second: Number) {
        let ((first_negative, first, first_scale), (second_negative, second, second_scale)) = (first.parts(), second.parts());
        let product = U256::new(first).wrapping_mul(U256::new(second));
        self.add_term(first_negative != second_negative, product, first_scale + second_scale);
    }

    /// Adds so many units of 10^-scale, at most 56 places: a sum that was kept as an integer.
    pub fn add_scaled(&mut self, units: i128, scale: u32) {
        self.add_term(units < 0, U256::new(units.unsigned_abs()), scale.min(PLACES));
    }

    /// The sum, rounded once.
    ///
    /// # Errors
    /// `TooLarge`, `TooSmall`.
    pub fn total(&self) -> Result<Number, NumberError> {
        let Some(far) = &self.far else {
            return round_wide(self.near.is_negative(), self.near.unsigned_abs(), self.scale as i32, Rest::Nothing);
        };
        let all = far.as_ref() + widen(self.near, self.scale);
        round_unlimited(all)
    }

    /// Adds a term of at most 192 bits.
    fn add_term(&mut self, negative: bool, magnitude: U256, scale: u32) {
        let term = if negative { -magnitude.as_i256() } else { magnitude.as_i256() };
        if scale == self.scale
            && let Some(sum) = self.near.checked_add(term)
        {
            self.near = sum;
            return;
        }
        let (common, aligned) = if scale > self.scale {
            (scale, aligned(self.near, scale - self.scale).and_then(|near| near.checked_add(term)))
        } else {
            (self.scale, aligned(term, self.scale - scale).and_then(|term| self.near.checked_add(term)))
        };
        match aligned {
            Some(sum) => (self.near, self.scale) = (sum, common),
            None => {
                let full = widen(self.near, self.scale);
                self.far.get_or_insert_default().add_assign(full);
                (self.near, self.scale) = (term, scale);
            }
        }
    }
}

impl AddAssign<&ExactSum> for ExactSum {
    /// Adds all terms of another sum, as if they had been added one by one.
    fn add_assign(&mut self, other: &ExactSum) {
        let mut all = widen(self.near, self.scale) + widen(other.near, other.scale);
        for far in [&self.far, &other.far].into_iter().flatten() {
            all += far.as_ref();
        }
        let fitting = other.far.is_none() && self.far.is_none();
        let common = self.scale.max(other.scale);
        let near = aligned(self.near, common - self.scale)
            .zip(aligned(other.near, common - other.scale))
            .and_then(|(first, second)| first.checked_add(second));
        match near.filter(|_| fitting) {
            Some(near) => (self.near, self.scale) = (near, common),
            None => *self = Self { far: Some(Box::new(all)), ..Self::default() },
        }
    }
}

/// The same number in units that are smaller by 10^places, if it fits.
fn aligned(sum: I256, places: u32) -> Option<I256> {
    if sum == I256::ZERO {
        return Some(sum);
    }
    let power = wide_power_of_ten(places).filter(|power| *power <= I256::MAX.as_u256())?;
    // Cheaper than a checked multiplication: bits that surely fit.
    let bits = sum.unsigned_abs().leading_zeros() + power.leading_zeros();
    (bits > 256).then(|| sum.wrapping_mul(power.as_i256()))
}

/// The same number in units of 10^-56.
fn widen(sum: I256, scale: u32) -> IBig {
    let magnitude = UBig::from_le_bytes(&sum.unsigned_abs().to_le_bytes());
    let power = UBig::from(10u8).pow((PLACES - scale) as usize);
    let size = IBig::from(magnitude * power);
    if sum.is_negative() { -size } else { size }
}

/// Rounds a number of units of 10^-56.
fn round_unlimited(units: IBig) -> Result<Number, NumberError> {
    super::big::round_big(units, PLACES as i64)
}
