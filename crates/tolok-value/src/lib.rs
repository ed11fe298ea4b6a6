//! What a number is: exact decimals, blanks, errors with their cause, dates; reading and showing them; scalar functions.
//!
//! Nothing here knows formulas or tables.

mod blank;
mod error;
mod number;
mod value;

pub use blank::Blank;
pub use error::{ErrorKind, Origin, ValueError};
pub use number::{ExactSum, Number, NumberError};
pub use value::Value;
