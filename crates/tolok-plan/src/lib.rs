//! The measure plan as plain data, and the grid that answers it. Nothing here knows who made a plan or who runs it.
//!
//! A plan says which measures are wanted at which levels; a measure is an aggregation of a row expression over the rows that
//! its filters keep. Whoever executes a plan returns a [`Grid`].

mod evaluate;
mod expression;
mod grid;
mod measure;
mod member;
mod place;
mod row;
mod timeline;
mod window;

pub use evaluate::{Leaves, evaluate, origin_of};
pub use expression::{Expression, Kind, Lazy};
pub use grid::{Cell, Grid, NO_MEMBER};
pub use measure::{Aggregation, Conversion, Level, Measure, MeasureId, Plan};
pub use member::Members;
pub use place::Place;
pub use row::{Column, RowExpression};
pub use timeline::Timeline;
pub use window::Window;
