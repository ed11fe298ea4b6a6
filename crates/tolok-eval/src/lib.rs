//! Formulas over a grid of aggregated measures, exactly: values, causes, targets and status.
//!
//! Where the grid comes from is nobody's business here. Inputs that a person gives by hand are one row; [`answer_by_hand`]
//! makes a grid of them, and [`Evaluator`] applies the formulas to the cells of whatever grid there is.

mod about;
mod by_hand;
pub mod codes;
mod evaluator;
mod examples;
mod explanation;
mod formula_text;
mod grid_index;
mod members;
mod outcome;
mod sides;
mod status;
mod time;

pub use by_hand::{Given, answer_by_hand, constant_of};
pub use evaluator::Evaluator;
pub use examples::{Failure, TestResult, run_examples};
pub use explanation::{Explanation, Provenance};
pub use formula_text::target_text;
pub use outcome::Outcome;
pub use sides::OneSided;
pub use status::{Aim, Status, status_text};
