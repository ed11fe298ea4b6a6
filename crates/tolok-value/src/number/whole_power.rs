//! Powers with whole exponents.

use dashu_float::{Context, FBig, Repr, round::mode::HalfEven};
use dashu_int::{IBig, UBig};

use super::big::{round_big, round_quotient};
use super::{Number, NumberError};

/// Powers of up to so many bits are computed in full.
const FULL_BITS: u64 = 4096;

/// Decimal digits of the others: four times what is kept.
const GUARDED_DIGITS: usize = 120;

impl Number {
    /// The power with a whole exponent, rounded once.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::parse("1.1").unwrap().power_integer(3).unwrap().to_string(), "1.331");
    /// ```
    ///
    /// # Errors
    /// `Undefined` for 0^0, `DivisionByZero` for 0 to a negative power, `TooLarge`, `TooSmall`.
    pub fn power_integer(self, exponent: i64) -> Result<Number, NumberError> {
        let (negative, magnitude, scale) = self.without_trailing_zeros().parts();
        let negative = negative && exponent % 2 != 0;
        match (magnitude, exponent) {
            (0, 0) => return Err(NumberError::Undefined),
            (0, 1..) => return Ok(Number::ZERO),
            (0, _) => return Err(NumberError::DivisionByZero),
            (_, 0) => return Ok(Number::ONE),
            (1, _) if scale == 0 => {
                return Ok(if negative { Number::ONE.negate() } else { Number::ONE });
            }
            _ => (),
        }
        self.check_range(exponent)?;
        let times = exponent.unsigned_abs();
        let bits = u64::from(128 - magnitude.leading_zeros());
        if bits.saturating_mul(times) > FULL_BITS {
            return self.power_guarded(negative, exponent);
        }
        let power = UBig::from(magnitude).pow(times as usize);
        // At most 4096 exponents get here, of at most 28 places each.
        let places = i64::from(scale) * times as i64;
        if exponent > 0 { round_quotient(negative, power, UBig::ONE, places) } else { round_quotient(negative, UBig::ONE, power, -places) }
    }

    /// Keeps away powers that are far out of range; the estimate errs on the side of computing them.
    fn check_range(self, exponent: i64) -> Result<(), NumberError> {
        let estimate = self.abs().to_f64().log10() * exponent as f64;
        let doubt = 30.0 + exponent.unsigned_abs() as f64 * 1e-15;
        if estimate > doubt {
            Err(NumberError::TooLarge)
        } else if estimate < -doubt {
            Err(NumberError::TooSmall)
        } else {
            Ok(())
        }
    }

    /// Powers of so many digits that no tie can come up: their last digit is not zero and lies far beyond the 29th.
    fn power_guarded(self, negative: bool, exponent: i64) -> Result<Number, NumberError> {
        let (_, magnitude, scale) = self.parts();
        let base = Repr::<10>::new(IBig::from(magnitude), -(scale as isize));
        let power: FBig<HalfEven, 10> =
            Context::new(GUARDED_DIGITS).powi(&base, IBig::from(exponent)).map_err(|_| NumberError::TooLarge)?.value();
        let (digits, places) = power.into_repr().into_parts();
        round_big(if negative { -digits } else { digits }, -(places as i64))
    }
}
