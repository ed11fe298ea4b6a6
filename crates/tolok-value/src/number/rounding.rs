//! Rounding on request: the only rounding besides that of every operation.

use super::place::{Rest, round};
use super::power_of_ten::power_of_ten;
use super::{Number, NumberError};

/// No number reaches so far to the left of its point.
const LEAST_DIGITS: i32 = 100;

/// Which of the two neighbours a number goes to.
#[derive(Clone, Copy)]
enum Towards {
    /// The nearer one; a tie goes away from zero.
    NearestAway,
    /// The nearer one; a tie goes to the even digit.
    NearestEven,
    /// The one away from zero.
    Away,
    /// The one towards zero.
    Zero,
    /// The lower one.
    Floor,
}

impl Number {
    /// Rounds to `digits` decimal places, or to tens, hundreds … where negative; ties go away from zero, as in a spreadsheet.
    ///
    /// ```
    /// use tolok_value::Number;
    /// assert_eq!(Number::parse("1.005").unwrap().round(2).unwrap().to_string(), "1.01");
    /// ```
    ///
    /// # Errors
    /// `TooLarge`, if rounding up leaves the range.
    pub fn round(self, digits: i32) -> Result<Number, NumberError> {
        self.round_towards(digits, Towards::NearestAway)
    }

    /// Rounds with ties to the even digit.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn round_even(self, digits: i32) -> Result<Number, NumberError> {
        self.round_towards(digits, Towards::NearestEven)
    }

    /// Rounds away from zero.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn round_up(self, digits: i32) -> Result<Number, NumberError> {
        self.round_towards(digits, Towards::Away)
    }

    /// Rounds towards zero.
    ///
    /// # Errors
    /// None in practice; the signature is that of its siblings.
    pub fn round_down(self, digits: i32) -> Result<Number, NumberError> {
        self.round_towards(digits, Towards::Zero)
    }

    /// Rounds to the next lower number of so many decimal places.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn floor(self, digits: i32) -> Result<Number, NumberError> {
        self.round_towards(digits, Towards::Floor)
    }

    fn round_towards(self, digits: i32, towards: Towards) -> Result<Number, NumberError> {
        let (negative, magnitude, scale) = self.parts();
        let surplus = i64::from(scale) - i64::from(digits);
        if surplus <= 0 || magnitude == 0 {
            return Ok(self);
        }
        // Where more digits go than 128 bits hold, what is left is nothing and the whole number is the rest.
        let power = u32::try_from(surplus).ok().and_then(power_of_ten);
        let (quotient, rest) = match power {
            Some(power) => (magnitude / power, Rest::of(magnitude % power, power, 0, Rest::Nothing)),
            None => (0, Rest::LessThanHalf),
        };
        let up = match (towards, rest) {
            (_, Rest::Nothing) | (Towards::Zero, _) => false,
            (Towards::NearestAway, rest) => matches!(rest, Rest::Half | Rest::MoreThanHalf),
            (Towards::NearestEven, Rest::Half) => quotient % 2 == 1,
            (Towards::NearestEven, rest) => rest == Rest::MoreThanHalf,
            (Towards::Away, _) => true,
            (Towards::Floor, _) => negative,
        };
        let rounded = quotient + u128::from(up);
        if rounded == 0 {
            return Ok(Number::ZERO);
        }
        round(negative, rounded, digits.max(-LEAST_DIGITS), Rest::Nothing)
    }
}
