//! True and false in the languages of the data.

use super::{ReadError, quoted};
use crate::fold;

/// Reads true or false: `true`, `yes`, `ya`, `benar`, `tak`, `prawda` and their opposites, in any case.
///
/// # Errors
/// For any other text.
pub fn read_bool(text: &str) -> Result<bool, ReadError> {
    match fold(text.trim()).as_str() {
        "true" | "yes" | "ya" | "benar" | "tak" | "prawda" => Ok(true),
        "false" | "no" | "tidak" | "salah" | "nie" | "fałsz" => Ok(false),
        _ => Err(ReadError::new(format!("{} is neither true nor false", quoted(text)))),
    }
}
