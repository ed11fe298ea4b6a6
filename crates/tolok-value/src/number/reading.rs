//! A number from its plain text, as a formula or a data file of ours writes it.

use super::place::{DIGITS, Rest, round};
use super::{Number, NumberError};

/// Digits that 128 bits surely hold.
const HELD: u32 = 38;

impl Number {
    /// Reads `[-]digits[.digits][e[+-]digits]`, rounded once.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::parse("-1.50e2").unwrap().to_string(), "-150");
    /// ```
    ///
    /// # Errors
    /// `NotANumber` for anything else, `TooLarge`, `TooSmall`.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        Self::parse_exact(text).map(|(number, _)| number)
    }

    /// The same, and whether digits were lost.
    ///
    /// # Errors
    /// As for [`Number::parse`].
    pub fn parse_exact(text: &str) -> Result<(Number, bool), NumberError> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let digits = match mantissa.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => Digits::default().read(whole)?.places().read(fraction)?,
            Some(_) => return Err(NumberError::NotANumber),
            None => Digits::default().read(mantissa)?,
        };
        digits.number(negative, exponent)
    }
}

/// The digits read so far.
#[derive(Default)]
struct Digits {
    magnitude: u128,
    held: u32,
    /// Decimal places among the held digits; negative for digits that were left out before the point.
    scale: i64,
    fraction: bool,
    lost: bool,
}

impl Digits {
    fn places(self) -> Self {
        Self { fraction: true, ..self }
    }

    fn read(mut self, text: &str) -> Result<Self, NumberError> {
        if text.is_empty() {
            return Err(NumberError::NotANumber);
        }
        for byte in text.bytes() {
            if !byte.is_ascii_digit() {
                return Err(NumberError::NotANumber);
            }
            let digit = byte - b'0';
            if self.held < HELD {
                self.magnitude = self.magnitude * 10 + u128::from(digit);
                self.held += u32::from(self.magnitude > 0);
                self.scale += i64::from(self.fraction);
            } else {
                self.lost |= digit > 0;
                self.scale -= i64::from(!self.fraction);
            }
        }
        Ok(self)
    }

    fn number(self, negative: bool, exponent: i64) -> Result<(Number, bool), NumberError> {
        if self.magnitude == 0 {
            return Ok((Number::ZERO, false));
        }
        let scale = self.scale.saturating_sub(exponent);
        let limit = i64::from(HELD + DIGITS as u32);
        if scale < -limit {
            return Err(NumberError::TooLarge);
        }
        if scale > 2 * limit {
            return Err(NumberError::TooSmall);
        }
        // Digits are lost only beyond the 38th, so what they are worth never decides a tie by itself.
        let rest = if self.lost { Rest::LessThanHalf } else { Rest::Nothing };
        let number = round(negative, self.magnitude, scale as i32, rest)?;
        Ok((number, self.lost || !number.is_exactly(self.magnitude, scale)))
    }
}

impl Number {
    /// True if this is `magnitude · 10^-scale` in size.
    fn is_exactly(self, magnitude: u128, scale: i64) -> bool {
        let (_, held, held_scale) = self.without_trailing_zeros().parts();
        let (mut magnitude, mut scale) = (magnitude, scale);
        while magnitude != 0 && magnitude % 10 == 0 {
            magnitude /= 10;
            scale -= 1;
        }
        let mut whole = held;
        let mut whole_scale = i64::from(held_scale);
        while whole != 0 && whole % 10 == 0 {
            whole /= 10;
            whole_scale -= 1;
        }
        (whole, whole_scale) == (magnitude, scale)
    }
}

fn parse_exponent(text: &str) -> Result<i64, NumberError> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, text.get(1..).unwrap_or_default()),
        [b'+', ..] => (false, text.get(1..).unwrap_or_default()),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let size = digits.bytes().fold(0i64, |size, byte| size.saturating_mul(10).saturating_add(i64::from(byte - b'0')));
    Ok(if negative { -size } else { size })
}
