//! What a number is: exact decimals, blanks, errors with their cause, dates; reading and showing them; scalar functions.
//!
//! Nothing here knows formulas or tables.

mod blank;
mod calendar;
mod error;
mod fold;
mod format;
pub mod functions;
mod locale;
mod number;
mod operator;
pub mod ops;
mod period;
mod reading;
mod scalar;
mod time;
mod value;

pub use blank::Blank;
pub use calendar::Calendar;
pub use error::{ErrorKind, Origin, ValueError};
pub use fold::{fold, same};
pub use format::{FormatError, NumberFormat};
pub use locale::{Language, Locale};
pub use number::{ExactSum, Number, NumberError, short_decimal};
pub use operator::{Arithmetic, Comparison, Logic};
pub use period::{Period, PeriodError};
pub use reading::{ReadError, Reading, is_blank_text, read_bool, read_date, read_number};
pub use scalar::{Blanks, Rounding, ScalarFunction};
pub use time::{Date, Grain, Span, date_of_unix_day, unix_day};
pub use value::Value;
