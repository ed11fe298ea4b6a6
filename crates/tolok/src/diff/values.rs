//! Which values change between two versions of definitions, for the same values given by hand.

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::Value;

use crate::{Definitions, Kpi, Problems, Request};

/// A definition whose value changes.
#[derive(Debug, Clone)]
pub struct ValueChange {
    /// Its name in the new version, or in the old one where only that has it.
    pub name: String,
    /// What comes out of the old version; none where it has no such definition.
    pub before: Option<Kpi>,
    /// What comes out of the new version.
    pub after: Option<Kpi>,
}

impl Definitions {
    /// The values that a newer version changes for what the request gives, with warnings about what is given. A name that only
    /// one of the versions has is given to that one.
    ///
    /// # Errors
    ///
    /// E0201 for a name that neither version has, E0502 and E0508 for values that cannot be read.
    pub fn diff_values(&self, newer: &Definitions, request: &Request) -> Result<(Vec<ValueChange>, Vec<Diagnostic>), Problems> {
        let known = |definitions: &Definitions, name: &str| definitions.model.find(name).is_some() || name.contains('.');
        let part_for = |definitions: &Definitions, other: &Definitions| {
            let mut part = request.clone();
            part.settings.retain(|(name, _)| known(definitions, name) || !known(other, name));
            part
        };
        let before = self.evaluate(&part_for(self, newer))?;
        let after = newer.evaluate(&part_for(newer, self))?;
        let mut changes = Vec::new();
        for kpi in &after.kpis {
            let old = before.get(&kpi.name);
            if !old.map_or(kpi.value.is_blank(), |old| unchanged(old, kpi)) {
                changes.push(ValueChange { name: kpi.name.clone(), before: old.cloned(), after: Some(kpi.clone()) });
            }
        }
        for old in before.kpis.into_iter().filter(|old| after.get(&old.name).is_none() && !old.value.is_blank()) {
            changes.push(ValueChange { name: old.name.clone(), before: Some(old), after: None });
        }
        let about_given = |problem: &Diagnostic| matches!(problem.place, Place::Argument(_));
        Ok((changes, after.diagnostics.into_iter().filter(about_given).collect()))
    }
}

/// Two errors of one kind are one result, wherever they came up.
fn unchanged(before: &Kpi, after: &Kpi) -> bool {
    let same = match (&before.value, &after.value) {
        (Value::Error(before), Value::Error(after)) => before.kind() == after.kind(),
        (before, after) => before == after,
    };
    same && before.status == after.status
}
