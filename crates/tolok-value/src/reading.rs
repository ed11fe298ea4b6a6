//! Numbers, dates and truths from the text that people write, in the habits of their language. Nothing is guessed.

mod currency;
mod date;
mod moment;
mod number;
mod truth;

use std::fmt;

pub use date::read_date;
pub(crate) use moment::read_moment;
pub use number::{Reading, read_number};
pub use truth::read_bool;

/// A text that is not what was asked for, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    message: String,
}

impl ReadError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// What is wrong with the text, and what was expected.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// True for a text that stands for no value: nothing but spaces, a dash, or `n/a`.
///
/// ```
/// assert!(tolok_value::is_blank_text(" N/A "));
/// ```
pub fn is_blank_text(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—") || text.trim().eq_ignore_ascii_case("n/a")
}

/// A text as messages quote it: on one line, and not without end.
fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", line.get(..end).unwrap_or_default()),
        None => format!("`{line}`"),
    }
}

#[cfg(test)]
mod tests;
