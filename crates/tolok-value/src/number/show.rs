//! The exact digits of a number, as text.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Number;

impl fmt::Display for Number {
    /// Plain digits: no exponent, no grouping, no trailing zeros.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (negative, magnitude, scale) = self.without_trailing_zeros().parts();
        let scale = scale as usize;
        let mut digits = format!("{magnitude:0>width$}", width = scale + 1);
        if scale > 0 {
            digits.insert(digits.len() - scale, '.');
        }
        formatter.pad_integral(!negative, "", &digits)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Number::parse(&text).map_err(D::Error::custom)
    }
}
