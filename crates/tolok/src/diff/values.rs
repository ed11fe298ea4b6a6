//! Which values change between two versions of definitions, for the same values given by hand or over the same tables.

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::Value;

use crate::{Definitions, Kpi, Problems, Progress, Request, RunRequest, RunResult};

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
        let before = self.evaluate(&self.part_for(newer, request))?;
        let after = newer.evaluate(&newer.part_for(self, request))?;
        let changes = changed(before.kpis, after.kpis);
        let about_given = |problem: &Diagnostic| matches!(problem.place, Place::Argument(_));
        Ok((changes, after.diagnostics.into_iter().filter(about_given).collect()))
    }
}

impl Definitions {
    /// The values that a newer version changes over tables, in the total of everything, with the warnings of the newer one.
    ///
    /// # Errors
    ///
    /// As for [`Definitions::run`], of either version.
    pub fn diff_over_tables(
        &self,
        newer: &Definitions,
        request: &RunRequest,
        progress: &dyn Progress,
    ) -> Result<(Vec<ValueChange>, Vec<Diagnostic>), Problems> {
        let part = |definitions: &Definitions, other: &Definitions| RunRequest {
            request: definitions.part_for(other, &request.request),
            ..request.clone()
        };
        let before = self.run(&part(self, newer), progress)?;
        let after = newer.run(&part(newer, self), progress)?;
        let only = |result: &RunResult| result.rows.first().map(|row| row.kpis.clone()).unwrap_or_default();
        Ok((changed(only(&before), only(&after)), after.diagnostics))
    }

    /// What a request gives that these definitions know, or that neither version does.
    fn part_for(&self, other: &Definitions, request: &Request) -> Request {
        let known = |definitions: &Definitions, name: &str| definitions.model.find(name).is_some() || name.contains('.');
        let mut part = request.clone();
        part.settings.retain(|(name, _)| known(self, name) || !known(other, name));
        part
    }
}

/// The values that differ.
fn changed(before: Vec<Kpi>, after: Vec<Kpi>) -> Vec<ValueChange> {
    let find = |kpis: &[Kpi], name: &str| kpis.iter().find(|kpi| tolok_value::same(&kpi.name, name)).cloned();
    let mut changes = Vec::new();
    for kpi in &after {
        let old = find(&before, &kpi.name);
        if !old.as_ref().map_or(kpi.value.is_blank(), |old| unchanged(old, kpi)) {
            changes.push(ValueChange { name: kpi.name.clone(), before: old, after: Some(kpi.clone()) });
        }
    }
    for old in before.into_iter().filter(|old| find(&after, &old.name).is_none() && !old.value.is_blank()) {
        changes.push(ValueChange { name: old.name.clone(), before: Some(old), after: None });
    }
    changes
}

/// Two errors of one kind are one result, wherever they came up.
fn unchanged(before: &Kpi, after: &Kpi) -> bool {
    let same = match (&before.value, &after.value) {
        (Value::Error(before), Value::Error(after)) => before.kind() == after.kind(),
        (before, after) => before == after,
    };
    same && before.status == after.status
}
