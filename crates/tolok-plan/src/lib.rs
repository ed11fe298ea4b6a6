//! The measure plan as plain data, and the grid that answers it. Nothing here knows who made a plan or who runs it.
//!
//! A plan says which measures are wanted at which levels; a measure is an aggregation of a row expression over the rows that
//! its filters keep. Whoever executes a plan returns a [`Grid`].

mod expression;
mod grid;
mod measure;
mod place;
mod row;

pub use expression::{Expression, Kind, Lazy};
pub use grid::{Cell, Grid};
pub use measure::{Aggregation, Level, Measure, MeasureId, Plan};
pub use place::Place;
pub use row::{Column, RowExpression};
