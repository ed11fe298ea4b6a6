//! What changed between two versions of definitions, and which values change with it.

mod described;
mod values;

use std::collections::BTreeMap;

use crate::Definitions;
use described::{Described, described};

pub use values::ValueChange;

/// What changed between two versions of definitions.
///
/// ```
/// use tolok::Definitions;
/// let old = Definitions::parse("cac = spend / customers")?;
/// let new = Definitions::parse("cac = spend / new_customers")?;
/// let difference = old.diff(&new);
/// let change = &difference.changed[0].changes[0];
/// assert_eq!((change.aspect.as_str(), change.after.as_deref()), ("formula", Some("spend / new_customers")));
/// # Ok::<(), tolok::Problems>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What only the new version has, in its order.
    pub added: Vec<Definition>,
    /// What only the old version has, in its order.
    pub removed: Vec<Definition>,
    /// What both have and say differently, in the new version's order.
    pub changed: Vec<Changed>,
}

/// A definition that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// `metric`, `input`, `param` and so on.
    pub kind: &'static str,
    /// Its name or title.
    pub name: String,
    /// Its canonical text without attributes.
    pub head: String,
    /// Its canonical text.
    pub text: String,
}

/// A definition that both versions have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is in the new version.
    pub kind: &'static str,
    /// Its name or title in the new version.
    pub name: String,
    /// What is said differently.
    pub changes: Vec<Change>,
}

/// One thing that is said differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What: `formula`, `type`, `roll-up`, `label id`, …
    pub aspect: String,
    /// What the old version says, if anything.
    pub before: Option<String>,
    /// What the new version says, if anything.
    pub after: Option<String>,
}

impl Difference {
    /// True if both versions say the same, however it is written.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl Definitions {
    /// What a newer version says differently: of the file itself and the files it uses, not of libraries. Definitions are
    /// compared by their names; one with another name is a removed and an added one.
    pub fn diff(&self, newer: &Definitions) -> Difference {
        let (old, new) = (described(self), described(newer));
        let keys = |described: &[Described]| -> BTreeMap<_, _> {
            described.iter().enumerate().map(|(place, definition)| (definition.key.clone(), place)).collect()
        };
        let (old_keys, new_keys) = (keys(&old), keys(&new));
        let mut difference = Difference::default();
        for definition in &new {
            match old_keys.get(&definition.key).and_then(|place| old.get(*place)) {
                None => difference.added.push(definition.definition.clone()),
                Some(before) => {
                    let changes = before.changes(definition);
                    if !changes.is_empty() {
                        let Definition { kind, name, .. } = definition.definition.clone();
                        difference.changed.push(Changed { kind, name, changes });
                    }
                }
            }
        }
        let removed = old.iter().filter(|definition| !new_keys.contains_key(&definition.key));
        difference.removed.extend(removed.map(|definition| definition.definition.clone()));
        difference
    }
}

#[cfg(test)]
mod tests;
