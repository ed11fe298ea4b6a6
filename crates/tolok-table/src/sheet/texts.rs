//! Texts of cells, each kept once: a column of channels holds the same few over and over.

use std::collections::HashSet;
use std::sync::Arc;

use crate::cell::Cell;

/// Texts that were seen. Texts that are all different gain nothing by being kept, so there is an end to it.
#[derive(Debug, Default)]
pub(super) struct Texts(HashSet<Arc<str>>);

const MOST: usize = 1 << 16;

impl Texts {
    /// The cell of a text; one of nothing but spaces is empty.
    pub(super) fn cell(&mut self, text: &str) -> Cell {
        if text.trim().is_empty() {
            return Cell::Empty;
        }
        if let Some(known) = self.0.get(text) {
            return Cell::Text(Arc::clone(known));
        }
        let text: Arc<str> = text.into();
        if self.0.len() < MOST {
            self.0.insert(Arc::clone(&text));
        }
        Cell::Text(text)
    }
}
