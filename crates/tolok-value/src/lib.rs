//! What a number is: exact decimals, blanks, errors with their cause, dates; reading and showing them; scalar functions.
//!
//! Nothing here knows formulas or tables.

mod blank;
mod error;
mod fold;
mod number;
mod operator;
pub mod ops;
mod period;
mod scalar;
mod time;
mod value;

pub use blank::Blank;
pub use error::{ErrorKind, Origin, ValueError};
pub use fold::{fold, same};
pub use number::{ExactSum, Number, NumberError};
pub use operator::{Arithmetic, Comparison, Logic};
pub use period::{Period, PeriodError};
pub use scalar::{Blanks, ScalarFunction};
pub use time::{Date, Grain, Span};
pub use value::Value;
