//! Names that are suspicious by themselves: nearly another name, or the name of a rate that would be summed.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::suggestion::Known;

use super::Checker;
use crate::{EntityId, EntityKind, Rollup, Type, codes};

impl Checker<'_> {
    /// Warns about names of inputs.
    pub(super) fn names(&mut self) {
        let keys: Vec<Arc<str>> = self.state.entities.iter().map(|entity| Arc::clone(&entity.key)).collect();
        // Of names that differ in digits only, such as `sales_1` and `sales_2`, the first stands for all.
        let mut families: BTreeSet<String> = BTreeSet::new();
        let is_first: Vec<bool> = keys.iter().map(|key| families.insert(without_digits(key))).collect();
        let known = Known::new(keys.iter().zip(&is_first).map(|(key, first)| if *first { key.as_ref() } else { "" }));
        for id in (0..keys.len()).map(EntityId) {
            if is_first.get(id.0) == Some(&true) {
                self.near_miss(id, &known);
            }
            self.rate_name(id);
        }
    }

    fn near_miss(&mut self, id: EntityId, known: &Known<'_>) {
        let Some(entity) = self.state.entities.get(id.0) else { return };
        if !matches!(&entity.kind, EntityKind::Input(input) if input.implicit) {
            return;
        }
        // Of two names that resemble each other the later one is the slip.
        let stands_before = |place: usize| {
            self.state.entities.get(place).is_some_and(|other| match &other.kind {
                EntityKind::Input(input) if input.implicit => {
                    (other.place.file, other.place.start) < (entity.place.file, entity.place.start)
                }
                _ => true,
            })
        };
        let Some(near) = known.nearest(&entity.key, |place, other| stands_before(place) && !differ_on_purpose(other, &entity.key)) else {
            return;
        };
        let near =
            self.state.entities.iter().find(|other| *other.key == *near).map_or_else(|| near.to_string(), |other| other.name.to_string());
        let message = format!("`{}` is read as an input of its own, but is nearly `{near}`", entity.name);
        let (file, span) = place_of(entity.place);
        self.report(&codes::NEAR_MISS, file, span, message, format!("did you mean `{near}`? if not, declare it as an `input`"));
    }

    fn rate_name(&mut self, id: EntityId) {
        let Some(entity) = self.state.entities.get(id.0) else { return };
        let EntityKind::Input(input) = &entity.kind else { return };
        let summed = matches!(input.rollup, Some(Rollup::Flow { .. })) && !self.declares_rollup(id);
        if !summed || !matches!(input.ty, Type::Number(_)) || !looks_like_a_rate(&entity.key) {
            return;
        }
        let message = format!("`{}` looks like a rate or an average, but is summed over rows", entity.name);
        let name = tolok_syntax::tree::Name::new(&entity.name, tolok_syntax::tree::Span::default());
        let help = format!("say how it is combined: `input {name}: {}, rate weighted by …`, `single`, `constant`, or `flow`", input.ty);
        let (file, span) = place_of(entity.place);
        self.report(&codes::RATE_NAME, file, span, message, help);
    }

    fn declares_rollup(&self, id: EntityId) -> bool {
        let declared = self.scopes.declared.get(id.0).and_then(|(file, item)| self.program.item(*file, *item));
        matches!(declared.map(|item| &item.definition), Some(tolok_syntax::tree::Definition::Input(input)) if input.rollup.is_some())
    }
}

fn place_of(place: tolok_plan::Place) -> (usize, std::ops::Range<usize>) {
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    (index(place.file), index(place.start)..index(place.end))
}

fn without_digits(name: &str) -> String {
    name.chars().filter(|character| !character.is_numeric()).collect()
}

/// `q1_sales` and `q2_sales`, `cost_a` and `cost_b`: names that tell things apart by a number or a letter.
fn differ_on_purpose(one: &str, other: &str) -> bool {
    if without_digits(one) == without_digits(other) {
        return true;
    }
    let (first, second): (Vec<&str>, Vec<&str>) = (one.split(['_', ' ']).collect(), other.split(['_', ' ']).collect());
    let mut different = first.iter().zip(&second).filter(|(one, other)| one != other);
    match (different.next(), different.next()) {
        (Some((one, other)), None) => first.len() == second.len() && one.chars().count() <= 2 && other.chars().count() <= 2,
        _ => false,
    }
}

fn looks_like_a_rate(key: &str) -> bool {
    if key.contains('%') || key.contains("rata-rata") || key.contains("rata_rata") || key.contains("rata rata") {
        return true;
    }
    key.split(|character: char| !character.is_alphanumeric()).any(|word| {
        matches!(word, "rate" | "avg" | "average" | "mean" | "ratio" | "pct" | "percent" | "percentage") || word.starts_with("średni")
    })
}
