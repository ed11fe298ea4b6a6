//! Formulas that say the same, each of the cells around its own, as when one was copied down a column: they are read once.

use std::collections::HashMap;
use std::mem;

use crate::cursor::is_word;
use crate::reference::Corner;
use crate::{Address, Book};

/// How many are remembered; those that come later are read each by itself.
const MOST: usize = 10_000;

/// What was read of formulas, for those that say the same elsewhere.
///
/// ```
/// use std::sync::Arc;
/// use tolok_excel_formula::{Address, Book, Expression, Families};
/// let at = |address| Address::parse(address).unwrap();
/// let (book, mut families) = (Book::new(["Data"]), Families::default());
/// let mut read = |text, cell| families.read(text, at(cell), &book, |text| Expression::parse(text).map(Arc::new));
/// let (first, moved) = read("A2*$B$1", "C2");
/// assert_eq!(moved, (0, 0));
/// let (second, moved) = read("A7*$B$1", "C7");
/// assert_eq!(moved, (5, 0));
/// assert!(Arc::ptr_eq(&first.unwrap(), &second.unwrap()));
/// ```
#[derive(Debug)]
pub struct Families<T> {
    known: HashMap<Box<[u8]>, (Address, T)>,
    key: Vec<u8>,
}

impl<T> Default for Families<T> {
    fn default() -> Self {
        Self { known: HashMap::new(), key: Vec::new() }
    }
}

impl<T: Clone> Families<T> {
    /// What was read of a formula in a cell, and how far the cell is from the one for which it was read.
    pub fn read(&mut self, text: &str, cell: Address, book: &Book, read: impl FnOnce(&str) -> T) -> (T, (i64, i64)) {
        let mut key = mem::take(&mut self.key);
        key.clear();
        let found = if book.has_names_like_cells || !write_key(text, cell, &mut key) {
            (read(text), (0, 0))
        } else if let Some((first, what)) = self.known.get(key.as_slice()) {
            (what.clone(), cell.distance(*first))
        } else {
            let what = read(text);
            if self.known.len() < MOST {
                self.known.insert(key.as_slice().into(), (cell, what.clone()));
            }
            (what, (0, 0))
        };
        self.key = key;
        found
    }
}

/// Writes the text with its addresses as seen from the cell; false for a formula of which it is not plain which words are addresses.
fn write_key(text: &str, cell: Address, key: &mut Vec<u8>) -> bool {
    let mut rest = text;
    let mut before = Before::Other;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => quoted(rest, first),
            // Tables, other workbooks, constants, and the byte that an address begins with in a key.
            '[' | '{' | '\0' => None,
            _ if is_word(first) => Some(rest.find(|character| !is_word(character)).unwrap_or(rest.len())),
            other => Some(other.len_utf8()),
        };
        let Some((taken, behind)) = length.and_then(|length| rest.split_at_checked(length)) else { return false };
        let corner = if behind.starts_with(['(', '!', '[']) { None } else { Corner::cell(taken) };
        before = match (before, corner) {
            (_, Some(corner)) => {
                corner.write_key(cell, key);
                Before::Cell
            }
            // Whole rows and columns, several sheets, and ranges that are known only when they are computed.
            (Before::Colon, None) => return false,
            (before, None) => {
                key.extend_from_slice(taken.as_bytes());
                match taken {
                    ":" if before == Before::Cell => Before::Colon,
                    ":" => return false,
                    _ => Before::Other,
                }
            }
        };
        rest = behind;
    }
    before != Before::Colon
}

/// What stands before a place in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Cell,
    Colon,
    Other,
}

/// How long a quoted text is, with its quotes.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut at = 1;
    loop {
        at += text.get(at..)?.find(quote)? + 1;
        if !text.get(at..)?.starts_with(quote) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests;
