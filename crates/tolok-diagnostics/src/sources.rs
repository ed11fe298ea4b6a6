//! The texts that places point into.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Place, Position};

/// The texts of the files that were read, by the name a person gave them; renderers need them for lines and columns.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, Arc<str>>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text, or replaces it.
    pub fn add(&mut self, file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        self.texts.insert(file.into(), text.into());
    }

    /// The text of a file.
    pub fn get(&self, file: &str) -> Option<&Arc<str>> {
        self.texts.get(file)
    }

    /// Adds all texts of another collection.
    pub fn extend(&mut self, other: &Sources) {
        self.texts.extend(other.texts.iter().map(|(file, text)| (Arc::clone(file), Arc::clone(text))));
    }

    /// First and last position of a place in a text that is here.
    pub fn positions(&self, place: &Place) -> Option<(Position, Position)> {
        let Place::Text { file, span } = place else { return None };
        let text = self.get(file)?;
        Some((Position::of(text, span.start), Position::of(text, span.end.max(span.start))))
    }

    /// The place as people write it: `marketing.kpi:3:15`, `ads.xlsx!2026!A14`, or a file's name.
    pub fn describe(&self, place: &Place) -> String {
        match (place, self.positions(place)) {
            (Place::Text { file, .. }, Some((start, _))) => format!("{file}:{}:{}", start.line, start.column),
            _ => place.to_string(),
        }
    }
}
