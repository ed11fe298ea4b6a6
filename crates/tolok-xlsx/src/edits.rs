//! The cells to set.

use std::collections::BTreeMap;

use crate::{Address, Content};

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
}

impl Edits {
    /// Sets a cell; `sheet` is the sheet's position in the workbook, from 0. A cell that is set twice keeps the last content.
    pub fn set(&mut self, sheet: usize, address: Address, content: Content) {
        self.sheets.entry(sheet).or_default().insert(address, content);
    }

    /// The number of cells to set.
    pub fn len(&self) -> usize {
        self.sheets.values().map(BTreeMap::len).sum()
    }

    /// True if there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    pub(crate) fn sheets(&self) -> impl Iterator<Item = (usize, &BTreeMap<Address, Content>)> {
        self.sheets.iter().map(|(sheet, cells)| (*sheet, cells))
    }
}
