//! Total rows: rows that are labelled as totals and whose numbers are the sums of others.

mod judge;
mod words;

pub use judge::is_same_total;
pub(crate) use judge::{Candidate, Judge, Verdict};
pub(crate) use words::{begin_no_total, is_aggregate, is_subtotal, is_surely_no_total, is_total};
