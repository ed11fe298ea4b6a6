//! Executes a measure plan over tables in memory, exactly: the reference for what a roll-up means.
//!
//! Every source is read once. Its rows are put into slots, one for each combination of members and the finest period that any level or
//! window needs, and each measure keeps one state a slot. States of one measure can be merged, in any order and without rounding, so the
//! value of a total, a subtotal, a coarser period or a window is the merged state of the slots that belong to it: the same as if it had
//! been computed from the rows again. Only what looks at other rows while it computes a row, `per`, keeps its rows.
//!
//! Nothing here knows the text of a language, files or formulas.

mod absent;
mod assemble;
pub mod codes;
mod conversion;
mod days;
mod different;
mod execute;
mod fast_sum;
mod fixed;
mod member_table;
mod notice;
mod pairs;
mod periods;
mod placement;
mod prepared;
mod range;
mod records;
mod row;
mod scan;
mod selection;
mod short_texts;
mod slots;
mod source;
mod state;
mod trace;
mod view;

pub use conversion::Rates;
pub use execute::{Answer, Request, execute};
pub use notice::Notice;
pub use source::{Batch, CellError, Rows, Source, SourceColumn, Texts};
pub use trace::{LeftOut, Trace, trace};
pub use view::value;
