//! What stands in the notes of labels: what a number is, how it is computed, and where that is from.

use tolok_model::{Entity, EntityKind, Rollup};

use super::labels::Labels;
use super::words::Words;
use crate::Definitions;

/// The note of an input or KPI.
pub(super) fn of(definitions: &Definitions, entity: &Entity, labels: &Labels<'_>, words: &Words, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let description = entity.about.descriptions.get(language).or_else(|| entity.about.descriptions.get(""));
    lines.extend(description.map(ToString::to_string));
    match &entity.kind {
        EntityKind::Metric(metric) => lines.push(format!("{}: {}", words.formula, spoken(definitions, &metric.text, labels))),
        EntityKind::Input(input) => lines.extend(match &input.rollup {
            Some(Rollup::Flow { overlapping: true }) => Some(words.overlapping.to_owned()),
            Some(Rollup::Stock { first: true, .. }) => Some(words.first_stock.to_owned()),
            Some(Rollup::Stock { .. }) => Some(words.stock.to_owned()),
            Some(Rollup::Single) => Some(words.single.to_owned()),
            Some(Rollup::Rate { weight: tolok_plan::Column::Input(key) }) => {
                let weight = definitions.model.find(key).map(|id| labels.called(id));
                weight.map(|weight| format!("{}: {weight}", words.rate))
            }
            _ => None,
        }),
        _ => {}
    }
    lines.extend(definitions.target_text(entity).map(|target| format!("{}: {target}", words.target)));
    lines.extend(entity.about.texts.get("source").map(|source| format!("{}: {source}", words.source)));
    lines
}

/// A formula with labels for names.
fn spoken(definitions: &Definitions, formula: &str, labels: &Labels<'_>) -> String {
    let mut text = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, text: &mut String| {
        let id = definitions.model.find(word).filter(|id| definitions.model.entity(*id).is_some_and(has_value));
        // A word that is quoted or a function stays what it is.
        match id {
            Some(id) => text.push_str(&labels.called(id)),
            None => text.push_str(word),
        }
        word.clear();
    };
    for letter in formula.chars() {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            flush(&mut word, &mut text);
            text.push(letter);
        }
    }
    flush(&mut word, &mut text);
    text
}

fn has_value(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Metric(_) | EntityKind::Input(_) | EntityKind::Param(_))
}

impl Definitions {
    /// A KPI's target as it is written, without those of single members.
    fn target_text(&self, entity: &Entity) -> Option<String> {
        let target = entity.targets.iter().find(|target| target.member.is_none())?;
        Some(tolok_eval::target_text(&self.model, target))
    }
}
