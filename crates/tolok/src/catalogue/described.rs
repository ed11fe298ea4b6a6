//! What one definition says of itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_model::{About, Entity, EntityKind, Rollup, Type};
use tolok_plan::Column;
use tolok_syntax::tree::{self, Attribute, AttributeKind, Definition, Expression, Item};
use tolok_value::Language;

use super::collected::kind;
use super::formula::Linker;
use super::{Aim, Entry, Formula, Kind, Member, Piece, RollUp};
use crate::citation::cited;
use crate::display::format_text;

/// Describes a definition.
pub(super) struct Describer<'d> {
    pub(super) linker: Linker<'d>,
    pub(super) language: Language,
    pub(super) entity: &'d Entity,
    /// Where it is defined; an input that nothing declares has none.
    pub(super) item: Option<&'d Item>,
}

impl Describer<'_> {
    pub(super) fn entry(&self, anchor: String) -> Entry {
        let about = &self.entity.about;
        let definition = self.item.map(|item| &item.definition);
        let ty = Some(self.entity.ty()).filter(|ty| *ty != Type::Unknown);
        // A date is kept as formulas write it, with a sign before it.
        let text_of =
            |name: &str| about.texts.get(name).map(|text| text.trim().trim_start_matches('@').to_string()).filter(|text| !text.is_empty());
        let fill = match definition {
            Some(Definition::Input(input)) => input.fill.as_ref().map(|fill| self.linker.formula(&fill.value)),
            _ => None,
        };
        let parameters = match definition {
            Some(Definition::Function(function)) => function.parameters.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        Entry {
            kind: kind(self.entity),
            name: self.entity.name.to_string(),
            anchor,
            label: about.label(self.language.code(), &self.entity.name).to_string(),
            other_labels: other_labels(&about.labels, self.language),
            aliases: about.aliases.iter().map(ToString::to_string).collect(),
            documentation: documentation(about, self.language),
            formula: definition.and_then(formula_of).map(|formula| self.linker.formula(formula)),
            parameters,
            unit: ty.as_ref().map(ToString::to_string),
            format: ty
                .as_ref()
                .filter(|ty| matches!(ty, Type::Number(_) | Type::Date))
                .map(|ty| format_text(ty, Some(about), self.language)),
            better: about.better,
            indicator: about.indicator,
            targets: definition.map(attributes_of).unwrap_or_default().iter().filter_map(|attribute| self.aim(attribute)).collect(),
            roll_up: self.roll_up(),
            fill,
            category: text_of("category").filter(|_| kind(self.entity) == Kind::Kpi),
            texts: ["source", "owner", "cadence", "since"]
                .iter()
                .filter_map(|name| Some((name.to_string(), text_of(name)?)))
                .map(|(name, text)| if name == "source" { (name, cited(&text, self.language)) } else { (name, text) })
                .collect(),
            grain: match self.entity.kind {
                EntityKind::Time(grain) => Some(grain),
                _ => None,
            },
            tags: about.tags.iter().map(ToString::to_string).collect(),
            deprecated: about.deprecated.as_ref().map(|instead| instead.as_ref().map(ToString::to_string)),
            variants: Vec::new(),
            used_by: Vec::new(),
            examples: Vec::new(),
            groups_of: match &self.entity.kind {
                EntityKind::Dimension(dimension) => dimension.from.as_ref().map(|from| self.piece(from)),
                _ => None,
            },
            members: self.members(),
        }
    }

    fn aim(&self, attribute: &Attribute) -> Option<Aim> {
        let AttributeKind::Target(target) = &attribute.kind else { return None };
        let member = target.member.as_ref().map(|member| (member.dimension.to_string(), member.member.to_string()));
        Some(Aim { member, good: self.bound(&target.good), warn: target.warn.as_ref().map(|warn| self.bound(warn)) })
    }

    fn bound(&self, bound: &tree::Bound) -> Formula {
        match bound {
            tree::Bound::Compare(comparison, value) => {
                Formula::plain(&format!("{} ", comparison.text())).then("", self.linker.formula(value))
            }
            tree::Bound::Between(low, high) => {
                Formula::plain("between ").then("", self.linker.formula(low)).then(" and ", self.linker.formula(high))
            }
        }
    }

    fn roll_up(&self) -> Option<RollUp> {
        let EntityKind::Input(input) = &self.entity.kind else { return None };
        Some(match input.rollup.as_ref()? {
            Rollup::Flow { overlapping: false } => RollUp::Flow,
            Rollup::Flow { overlapping: true } => RollUp::Overlapping,
            Rollup::Stock { keys, within_period, first } => {
                RollUp::Stock { keys: keys.iter().map(|key| self.piece(key)).collect(), first: *first, within_period: *within_period }
            }
            Rollup::Rate { weight } => RollUp::Rate {
                weight: match weight {
                    Column::Source { source, column } => Piece { text: format!("{source}.{column}"), entry: None },
                    Column::Input(key) | Column::Dimension(key) | Column::Time(key) | Column::Param(key) => self.piece(key),
                    Column::Grouped { .. } => return None,
                },
            },
            Rollup::Single => RollUp::Single,
            Rollup::Constant => RollUp::Constant,
        })
    }

    /// What a key names, as it is spelt where it is defined.
    fn piece(&self, key: &Arc<str>) -> Piece {
        let definitions = self.linker.definitions;
        let entity = definitions.find_in(self.linker.file, key).and_then(|id| definitions.entity(id));
        let text = entity.map_or_else(|| key.to_string(), |entity| entity.name.to_string());
        Piece { text, entry: self.linker.entry_of(key) }
    }

    fn members(&self) -> Vec<Member> {
        let EntityKind::Dimension(dimension) = &self.entity.kind else { return Vec::new() };
        let parent = dimension.from.as_ref().and_then(|from| self.linker.definitions.find_in(self.linker.file, from));
        let parent = match parent.and_then(|id| self.linker.definitions.entity(id)).map(|entity| &entity.kind) {
            Some(EntityKind::Dimension(parent)) => Some(parent),
            _ => None,
        };
        let code = self.language.code();
        let of_parent = |member: &str| parent.map_or(member, |parent| parent.label(member, code)).to_string();
        let mut members: Vec<Member> = Vec::new();
        for (group, grouped) in &dimension.groups {
            let label = dimension.label(group, code).to_string();
            let groups = grouped.iter().map(|member| of_parent(member)).collect();
            members.push(Member { name: group.to_string(), label, other_labels: Vec::new(), aliases: Vec::new(), groups });
        }
        for named in &dimension.members {
            let aliases: Vec<String> = named.aliases.iter().map(ToString::to_string).collect();
            let other_labels = other_labels(&named.labels, self.language);
            match members.iter_mut().find(|member| tolok_value::same(&member.name, &named.name)) {
                Some(member) => (member.aliases, member.other_labels) = (aliases, other_labels),
                None => members.push(Member {
                    name: named.name.to_string(),
                    label: dimension.label(&named.name, code).to_string(),
                    other_labels,
                    aliases,
                    groups: Vec::new(),
                }),
            }
        }
        members
    }
}

/// What is written of a definition, in the language or else in the one of the file.
pub(super) fn documentation(about: &About, language: Language) -> Option<String> {
    let text = about.descriptions.get(language.code()).or_else(|| about.descriptions.get(""));
    text.map(|text| text.to_string()).filter(|text| !text.is_empty())
}

/// The labels that are not shown in the language.
pub(super) fn other_labels(labels: &BTreeMap<Arc<str>, Arc<str>>, language: Language) -> Vec<(String, String)> {
    let shown = if labels.contains_key(language.code()) { language.code() } else { "" };
    labels.iter().filter(|(code, _)| ***code != *shown).map(|(code, label)| (code.to_string(), label.to_string())).collect()
}

fn formula_of(definition: &Definition) -> Option<&Expression> {
    match definition {
        Definition::Metric(metric) => Some(&metric.formula),
        Definition::Param(param) => Some(&param.value),
        Definition::Function(function) => Some(&function.body),
        _ => None,
    }
}

fn attributes_of(definition: &Definition) -> &[Attribute] {
    match definition {
        Definition::Metric(metric) => &metric.attributes,
        Definition::Input(input) => &input.attributes,
        Definition::Param(param) => &param.attributes,
        _ => &[],
    }
}
