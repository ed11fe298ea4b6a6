//! A placeholder and where it is.

use std::sync::Arc;

use tolok_diagnostics::Place;
use tolok_xlsx::Address;

/// A placeholder and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The workbook, as the person gave its name.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The cell.
    pub address: Address,
    /// What stands between the braces, without the white space around it.
    pub formula: String,
    /// True if the cell holds nothing else, so that it becomes the value itself; otherwise its display stands in a text.
    pub alone: bool,
    /// The cell's number format, as the workbook writes it.
    pub number_format: Arc<str>,
}

impl Placeholder {
    /// The cell, for messages.
    pub fn place(&self) -> Place {
        Place::cell(Arc::clone(&self.file), Arc::clone(&self.sheet), self.address.to_string())
    }
}
