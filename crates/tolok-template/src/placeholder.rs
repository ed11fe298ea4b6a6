//! A placeholder and where it is.

use std::sync::Arc;

use tolok_diagnostics::Place;

use crate::Spot;

/// A placeholder and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The workbook, as the person gave its name.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The cell, or the text outside the cells.
    pub spot: Spot,
    /// What stands between the braces, without the white space around it.
    pub formula: String,
    /// True if the cell holds nothing else, so that it becomes the value itself; otherwise its display stands in a text.
    pub alone: bool,
    /// The cell's number format, as the workbook writes it; General in a text outside the cells.
    pub number_format: Arc<str>,
}

impl Placeholder {
    /// Where it is, for messages.
    pub fn place(&self) -> Place {
        Place::cell(Arc::clone(&self.file), Arc::clone(&self.sheet), self.spot.words())
    }
}
