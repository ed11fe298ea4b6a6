//! The cells to set.

use std::collections::BTreeMap;

use crate::passage::PassageId;
use crate::{Address, Content, Passage, Replacement};

/// The cells to set, sheet by sheet in reading order.
///
/// ```
/// use tolok_xlsx::{Address, Content, Edits};
/// let mut edits = Edits::default();
/// edits.set(0, Address::parse("C7").unwrap(), Content::Number(33.5));
/// assert_eq!(edits.len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    sheets: BTreeMap<usize, BTreeMap<Address, Content>>,
    formats: BTreeMap<(usize, Address), String>,
    texts: BTreeMap<PassageId, TextEdit>,
}

/// A text outside the cells, of which pieces are replaced.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextEdit {
    pub(crate) passage: Passage,
    pub(crate) pieces: Vec<Replacement>,
}

impl Edits {
    /// Sets a cell; `sheet` is the sheet's position in the workbook, from 0. A cell that is set twice keeps the last content.
    pub fn set(&mut self, sheet: usize, address: Address, content: Content) {
        self.sheets.entry(sheet).or_default().insert(address, content);
        self.formats.remove(&(sheet, address));
    }

    /// Sets a cell and says by which number format it is to show. A cell, or for a cell that is not there yet its row or column, whose format
    /// is anything but General keeps that, unless it shows days or times of day and this format does not; otherwise a style like the cell's own,
    /// with this format, is appended to the workbook's styles.
    ///
    /// ```
    /// use tolok_xlsx::{Address, Content, Edits};
    /// let mut edits = Edits::default();
    /// edits.set_formatted(0, Address::parse("C7").unwrap(), Content::Number(0.25), "0.0%");
    /// ```
    pub fn set_formatted(&mut self, sheet: usize, address: Address, content: Content, format: &str) {
        self.set(sheet, address, content);
        self.formats.insert((sheet, address), format.to_owned());
    }

    /// Replaces pieces of a text outside the cells. Where the text changes its look, a new piece looks like the first character that it stands
    /// for. A sheet that gets another name has it wherever it is named.
    pub fn replace_in(&mut self, passage: &Passage, pieces: Vec<Replacement>) {
        self.texts.insert(passage.id.clone(), TextEdit { passage: passage.clone(), pieces });
    }

    /// The number of cells to set.
    pub fn len(&self) -> usize {
        self.sheets.values().map(BTreeMap::len).sum()
    }

    /// True if there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.texts.is_empty()
    }

    /// True if no cell is to be set.
    pub(crate) fn has_no_cells(&self) -> bool {
        self.sheets.is_empty()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &TextEdit> {
        self.texts.values()
    }

    /// The format that a cell is to show by, if nothing else is said of it.
    pub(crate) fn format(&self, sheet: usize, address: Address) -> Option<&str> {
        self.formats.get(&(sheet, address)).map(String::as_str)
    }

    /// The cells to set, by the positions of their sheets.
    pub fn sheets(&self) -> impl Iterator<Item = (usize, &BTreeMap<Address, Content>)> {
        self.sheets.iter().map(|(sheet, cells)| (*sheet, cells))
    }
}
