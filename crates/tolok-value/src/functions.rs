//! Scalar functions under the names that spreadsheets give them, and with their meaning.
//!
//! Each takes its arguments computed. Errors and blanks are the caller's business; one that gets here anyway is given back. No text and
//! no truth becomes a number: what does not fit is `#VALUE!` with its cause.

pub mod aggregates;
mod arguments;
pub mod dates;
pub mod financial;
pub mod powers;
pub mod rounding;
pub mod text;

#[cfg(test)]
mod tests;
