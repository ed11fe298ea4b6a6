//! The columns of a source of several parts: those that are the same term, or have the same heading, are one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::names::loosened;

/// Columns over all parts.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The heading and the term of each column.
    pub columns: Vec<(Arc<str>, Option<usize>)>,
    /// For each part, the place of each column in it.
    pub maps: Vec<Vec<Option<usize>>>,
    known: BTreeMap<(Option<usize>, String, usize), usize>,
}

impl Merged {
    /// Adds a part with its headings and what they are.
    pub(super) fn add(&mut self, headings: &[Arc<str>], bound: &[(usize, Option<usize>)]) {
        let mut map: Vec<Option<usize>> = vec![None; self.columns.len()];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (heading, term) in bound {
            let text = headings.get(*heading).cloned().unwrap_or_else(|| "".into());
            let key = match term {
                Some(_) => (*term, String::new(), 0),
                None => {
                    // The same heading twice in one part is two columns.
                    let loose = loosened(&text);
                    let count = seen.entry(loose.clone()).or_default();
                    *count = count.saturating_add(1);
                    (None, loose, *count)
                }
            };
            let column = *self.known.entry(key).or_insert(self.columns.len());
            if column == self.columns.len() {
                self.columns.push((text, *term));
                map.push(None);
            }
            if let Some(place) = map.get_mut(column) {
                *place = Some(*heading);
            }
        }
        self.maps.push(map);
        for map in &mut self.maps {
            map.resize(self.columns.len(), None);
        }
    }
}
