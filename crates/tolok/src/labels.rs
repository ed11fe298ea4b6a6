//! The label under which a worksheet names an input: by id, label or alias in any language.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use tolok_model::{Definitions, EntityId, EntityKind};

/// The label as it is compared: case, accents, spaces, punctuation and a unit in brackets do not matter.
///
/// "Koszt marketingu (zł)" and "koszt_marketingu" are the same.
pub(crate) fn label_key(label: &str) -> String {
    let without_unit = match (label.find(['(', '[']), label.trim_end().ends_with([')', ']'])) {
        (Some(start), true) if start > 0 => label.get(..start).unwrap_or(label),
        _ => label,
    };
    // `ł` has no decomposition, so folding accents has to name it.
    let plain: String = without_unit.nfd().filter(|character| !is_combining_mark(*character)).collect();
    let plain = tolok_value::fold(&plain).replace('ł', "l");
    plain.chars().filter(|character| character.is_alphanumeric() || *character == '%').collect()
}

/// Everything that a label could name, with the key of each name.
pub(crate) struct Labels {
    keys: Vec<(String, EntityId)>,
    /// Names with brackets as they are written: `margin (amount)` is not `margin`.
    exact: Vec<(String, EntityId)>,
}

impl Labels {
    /// The names, labels and aliases of all inputs and params.
    pub(crate) fn of(definitions: &Definitions) -> Self {
        let (mut keys, mut exact) = (Vec::new(), Vec::new());
        for (id, entity) in definitions.entities() {
            if matches!(entity.kind, EntityKind::Input(_) | EntityKind::Param(_)) {
                let names = std::iter::once(&entity.name).chain(entity.about.labels.values()).chain(&entity.about.aliases);
                for name in names {
                    let key = tolok_value::fold(name.trim());
                    exact.extend(name.ends_with(')').then_some((key, id)));
                    keys.push((label_key(name), id));
                }
            }
        }
        keys.sort();
        keys.dedup();
        Self { keys, exact }
    }

    /// The definitions that a label fits; more than one is an ambiguity.
    pub(crate) fn find(&self, label: &str) -> Vec<EntityId> {
        let key = tolok_value::fold(label.trim());
        let mut exact: Vec<EntityId> = self.exact.iter().filter(|(known, _)| *known == key).map(|(_, id)| *id).collect();
        exact.dedup();
        if !exact.is_empty() {
            return exact;
        }
        let key = label_key(label);
        let mut found: Vec<EntityId> = self.keys.iter().filter(|(known, _)| *known == key).map(|(_, id)| *id).collect();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::label_key;

    #[test]
    fn writing_habits_do_not_matter() {
        for (one, other) in
            [("New customers", "new_customers"), ("Koszt (zł)", "KOSZT"), ("Łączny koszt", "laczny koszt"), ("Café spend", "cafe-spend")]
        {
            assert_eq!(label_key(one), label_key(other), "{one} and {other}");
        }
        assert_ne!(label_key("rate %"), label_key("rate"));
        assert_ne!(label_key("(zł)"), label_key(""));
    }
}
