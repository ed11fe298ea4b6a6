//! Worksheets in which labels say what cells are: read to be filled, or as the data of a run.

mod cells;
mod data;
mod lexicon;
mod results;
mod rows;
mod total;
mod typed;

pub(crate) use cells::LabelledCells;
pub(crate) use data::LabelledData;
pub(crate) use lexicon::{DefinitionLexicon, Reading};
pub(crate) use results::content;
pub(crate) use rows::LabelRows;
pub(crate) use typed::{About, Level, Typed};
