//! Why there is no number to give.

use std::fmt;

use crate::{ErrorKind, ValueError};

/// Why an operation on numbers has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberError {
    /// Beyond the largest number, after rounding.
    TooLarge,
    /// Not zero, but zero in 28 decimal places.
    TooSmall,
    /// Division by zero, 0/0 too.
    DivisionByZero,
    /// An operation that has no result, such as 0^0 or the root of a negative number.
    Undefined,
    /// A text that is no number, or a NaN.
    NotANumber,
}

impl fmt::Display for NumberError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            NumberError::TooLarge => "the result is larger than 79,228,162,514,264,337,593,543,950,335",
            NumberError::TooSmall => "the result is not zero, but too small to be shown in 28 decimal places",
            NumberError::DivisionByZero => "division by zero",
            NumberError::Undefined => "there is no such number",
            NumberError::NotANumber => "not a number",
        })
    }
}

impl std::error::Error for NumberError {}

impl From<NumberError> for ValueError {
    fn from(error: NumberError) -> Self {
        let kind = match error {
            NumberError::DivisionByZero => ErrorKind::DivisionByZero,
            NumberError::NotANumber => ErrorKind::Value,
            NumberError::TooLarge | NumberError::TooSmall | NumberError::Undefined => ErrorKind::Number,
        };
        ValueError::new(kind, error.to_string())
    }
}
