//! Decimals on their way from text to Arrow: units and scale, read without detours.

use tolok_value::{Locale, Number};

/// Significant digits that a number has at most.
pub(crate) const DIGITS: usize = 28;

/// A number of so many units of 10^-scale, at most 29 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub units: i128,
    pub scale: u8,
}

impl Decimal {
    /// Reads plain digits with the decimal sign of a language, such as `-1234.50`: what most cells are. Nothing for all that is longer,
    /// grouped, or written with anything else.
    pub(crate) fn parse_plain(text: &str, sign: u8) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, digits) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        if digits.is_empty() || digits.len() > DIGITS {
            return None;
        }
        let (mut units, mut scale, mut point, mut before) = (0i128, 0u8, false, 0u8);
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    units = units.wrapping_mul(10).wrapping_add(i128::from(byte.wrapping_sub(b'0')));
                    if point {
                        scale = scale.saturating_add(1);
                    } else {
                        before = before.saturating_add(1);
                    }
                }
                byte if *byte == sign && !point && before > 0 => point = true,
                _ => return None,
            }
        }
        if point && scale == 0 {
            return None;
        }
        Some(Self { units: if negative { units.wrapping_neg() } else { units }, scale })
    }

    /// The same as a number of the language.
    pub(crate) fn to_number(self) -> Option<Number> {
        Number::from_scaled(self.units, u32::from(self.scale)).ok()
    }

    /// The digits of a number.
    pub(crate) fn of(number: Number) -> Option<Self> {
        let text = number.to_string();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { units: if negative { units.checked_neg()? } else { units }, scale: u8::try_from(fraction.len()).ok()? })
    }

    /// A number of so many units as its text.
    pub(crate) fn shown(units: i128, scale: i8) -> String {
        let text = format!("{units}e{}", i32::from(scale).saturating_neg());
        Number::parse(&text).map_or(text, |number| number.to_string())
    }

    /// Digits before the decimal sign.
    pub(crate) fn whole_digits(self) -> u32 {
        let digits = self.units.unsigned_abs().checked_ilog10().map_or(0, |log| log.saturating_add(1));
        digits.saturating_sub(u32::from(self.scale))
    }

    /// The same in units of 10^-scale, if it fits.
    pub(crate) fn rescaled(self, scale: u8) -> Option<i128> {
        let places = scale.checked_sub(self.scale)?;
        self.units.checked_mul(10i128.checked_pow(u32::from(places))?)
    }
}

/// The decimal sign of a language as a byte.
pub(crate) fn sign(locale: Locale) -> u8 {
    if locale.decimal_sign() == ',' { b',' } else { b'.' }
}

/// Significant digits of a number as it is written: zeros in front and at the end of a fraction do not count.
pub(crate) fn significant_digits(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_digits_are_read() {
        for (text, sign, expected) in [
            ("1234.50", b'.', Some((123450, 2))),
            ("-7", b'.', Some((-7, 0))),
            ("0,5", b',', Some((5, 1))),
            ("1,234", b'.', None),
            ("1.", b'.', None),
            (".5", b'.', None),
            ("", b'.', None),
            ("-", b'.', None),
            ("1e5", b'.', None),
            ("12345678901234567890123456789", b'.', None),
        ] {
            assert_eq!(Decimal::parse_plain(text, sign).map(|decimal| (decimal.units, decimal.scale)), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_decimals_are_the_same() {
        for text in ["0", "-0.5", "1234567890.0123456789", "79228162514264337593543950330", "0.0000000000000000000000000001"] {
            let number = Number::parse(text).unwrap();
            let decimal = Decimal::of(number).unwrap();
            assert_eq!(Decimal::shown(decimal.units, decimal.scale as i8), text);
            assert_eq!(decimal.to_number(), Some(number));
        }
        assert_eq!(Decimal { units: 1050, scale: 2 }.whole_digits(), 2);
        assert_eq!(Decimal { units: 5, scale: 2 }.whole_digits(), 0);
        assert_eq!(Decimal { units: 5, scale: 1 }.rescaled(3), Some(500));
        assert_eq!(significant_digits("0.001200e7"), 2);
    }
}
