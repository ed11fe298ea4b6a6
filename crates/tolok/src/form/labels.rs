//! Labels that can be read back: each says one thing, to people and to whoever fills the worksheet later.

use std::sync::Arc;

use tolok_model::{Dimension, Entity, EntityId, EntityKind, Type};
use tolok_template::labels::Lexicon;
use tolok_value::{Grain, Language, NumberFormat, Period, Value};

use crate::Definitions;
use crate::labelled::{DefinitionLexicon, Reading};

/// Chooses labels.
pub(super) struct Labels<'d> {
    definitions: &'d Definitions,
    lexicon: DefinitionLexicon<'d>,
    language: Language,
}

impl<'d> Labels<'d> {
    pub(super) fn new(definitions: &'d Definitions, language: Language) -> Self {
        Self { definitions, lexicon: DefinitionLexicon::new(definitions, &Reading::default()), language }
    }

    /// The label of an input or KPI with its unit, or without one where only so nothing else is called alike; nothing where only its name would do.
    pub(super) fn spoken(&self, id: EntityId) -> Option<String> {
        let entity = self.definitions.model.entity(id)?;
        let code = self.language.code();
        let own = entity.about.labels.get(code).or_else(|| entity.about.labels.get(""));
        // In quick mode and in small files names are all there is. Of most aliases nobody knows which language they are in.
        let name = own.is_none().then(|| entity.name.to_string());
        let in_words = own.is_some().then(|| entity.name.replace('_', " "));
        let aliases = entity.about.aliases.iter().map(ToString::to_string);
        let in_language = entity.about.aliases_in.get(code).into_iter().flatten().map(ToString::to_string);
        let candidates = own.map(ToString::to_string).into_iter().chain(name).chain(in_language).chain(in_words).chain(aliases);
        let unit = unit(&entity.ty());
        candidates.into_iter().find_map(|label| {
            let label = capitalised(&label);
            let with_unit = unit.as_ref().map(|unit| format!("{label} ({unit})"));
            with_unit.into_iter().chain([label]).find(|label| self.says(label, id))
        })
    }

    /// True if its label in the language says it and nothing else.
    pub(super) fn has_its_own(&self, id: EntityId) -> bool {
        self.says(&self.called(id), id)
    }

    /// The name of an input or KPI, which is always told apart.
    pub(super) fn name(&self, id: EntityId) -> String {
        self.definitions.model.entity(id).map_or_else(String::new, |entity| entity.name.to_string())
    }

    /// What people call it, whether or not something else is called alike.
    pub(super) fn called(&self, id: EntityId) -> String {
        let label = |entity: &Entity| capitalised(entity.about.label(self.language.code(), &entity.name));
        self.definitions.model.entity(id).map_or_else(String::new, label)
    }

    fn says(&self, label: &str, id: EntityId) -> bool {
        let key = self.definitions.model.entity(id).map(|entity| &entity.key);
        let found = self.lexicon.measures(label);
        let is_only =
            matches!(found.as_slice(), [only] if Some(&only.key) == key) && self.lexicon.inputs_like(label).all(|input| input == id);
        is_only && self.lexicon.moment(label).is_none() && !self.lexicon.is_total(label)
    }

    /// What a member is called; none may be called like an input or KPI.
    pub(super) fn member(&self, dimension: EntityId, member: &Arc<str>) -> String {
        let Some(EntityKind::Dimension(kind)) = self.definitions.model.entity(dimension).map(|entity| &entity.kind) else {
            return member.to_string();
        };
        let label = Dimension::label(kind, member, self.language.code());
        let found = self.lexicon.members(label);
        let says = |found: &[tolok_template::labels::Member]| {
            let key = self.definitions.model.entity(dimension).map(|entity| &entity.key);
            matches!(found, [only] if Some(&only.dimension) == key && tolok_value::same(&only.name, member))
        };
        // A label that could be two members, or an input, is none.
        if says(&found) && self.lexicon.measures(label).is_empty() { label.to_owned() } else { member.to_string() }
    }

    /// What a period is called: `January 2026`.
    pub(super) fn period(&self, period: Period) -> String {
        match (period.grain(), NumberFormat::parse("mmmm yyyy")) {
            (Grain::Month, Ok(format)) => capitalised(&format.show(&Value::Date(period.first_day()), self.language)),
            _ => period.to_string(),
        }
    }
}

/// The unit, where numbers alone do not show it: a currency.
fn unit(ty: &Type) -> Option<String> {
    let quantity = ty.quantity().filter(|quantity| quantity.is_money())?;
    quantity.currencies().first().and_then(|currency| currency.as_ref()).map(ToString::to_string)
}

/// A heading begins with a capital letter, but for a name that is written otherwise.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && text.contains(' ') => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
