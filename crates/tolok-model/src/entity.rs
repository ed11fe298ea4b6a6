//! What a name can stand for.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_plan::Place;
use tolok_syntax::tree::{AttributeKind, DimensionEntry, DimensionEntryKind};
use tolok_value::Grain;

use crate::{About, Formula, Target, Type};

/// The place of a definition in the list of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// A definition that has a name.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name as it was defined.
    pub name: Arc<str>,
    /// The key under which it compares.
    pub key: Arc<str>,
    /// Where its name stands.
    pub place: Place,
    /// What is said of it.
    pub about: About,
    /// What its value is aimed at.
    pub targets: Vec<Target>,
    /// What it is.
    pub kind: EntityKind,
}

/// What a definition is.
#[derive(Debug, Clone)]
pub enum EntityKind {
    /// A number that comes from data.
    Input(Input),
    /// A number that a person sets.
    Param(Param),
    /// A formula.
    Metric(Metric),
    /// What rows are grouped by.
    Dimension(Dimension),
    /// The date column with the finest period to report.
    Time(Grain),
    /// A reusable formula; it is written into the formulas that use it.
    Function,
    /// Where data is.
    Source,
    /// A definition that could not be read or checked.
    Broken,
}

/// A number that comes from data.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its type; a plain number where none is declared.
    pub ty: Type,
    /// How it rolls up; none where its type has no default and nothing is said.
    pub rollup: Option<Rollup>,
    /// What an empty cell means, a constant.
    pub fill: Option<Formula>,
    /// True if nothing declares it: the file is in quick mode.
    pub implicit: bool,
    /// True if its type is declared; otherwise the cells decide.
    pub is_typed: bool,
}

/// How an input rolls up.
#[derive(Debug, Clone, PartialEq)]
pub enum Rollup {
    /// Summed.
    Flow {
        /// Totals are an upper bound.
        overlapping: bool,
    },
    /// The last report of each key, summed over keys.
    Stock {
        /// The keys.
        keys: Vec<Arc<str>>,
        /// Only reports of the period itself.
        within_period: bool,
        /// The first report instead of the last.
        first: bool,
    },
    /// Σ(rate · weight) / Σ weight.
    Rate {
        /// The weight's column.
        weight: tolok_plan::Column,
    },
    /// Cannot be combined.
    Single,
    /// The same in every row.
    Constant,
}

/// A number that a person sets.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its type.
    pub ty: Type,
    /// Its value, a constant, unless a run sets another.
    pub value: Formula,
}

/// A formula with a name.
#[derive(Debug, Clone)]
pub struct Metric {
    /// What it gives: the declared type, or else what the formula gives.
    pub ty: Type,
    /// The formula.
    pub formula: Formula,
    /// The formula as it is written canonically.
    pub text: Arc<str>,
}

/// What rows are grouped by.
#[derive(Debug, Clone, Default)]
pub struct Dimension {
    /// The dimension whose members it groups.
    pub from: Option<Arc<str>>,
    /// The groups with their members.
    pub groups: Vec<(Arc<str>, Vec<Arc<str>>)>,
    /// The members that are named, with what else they are called.
    pub members: Vec<Member>,
    /// The groups that are called like a member of the dimension they group, and are shown as it is. Whoever reads a label takes it for the
    /// member's.
    pub groups_like_members: Vec<Member>,
}

/// A member of a dimension, with what else it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// The member.
    pub name: Arc<str>,
    /// Labels by language; the empty key is the one without a language.
    pub labels: BTreeMap<Arc<str>, Arc<str>>,
    /// Other spellings.
    pub aliases: Vec<Arc<str>>,
}

impl Member {
    /// The member that an entry of a dimension's block names.
    pub(crate) fn read(entry: &DimensionEntry) -> Option<Self> {
        let DimensionEntryKind::Member { member, attributes } = &entry.kind else { return None };
        let mut read = Self { name: Arc::clone(member), ..Self::default() };
        for attribute in attributes {
            match &attribute.kind {
                AttributeKind::Label { language, text } => {
                    read.labels.insert(language.clone().unwrap_or_else(|| "".into()), Arc::clone(text));
                }
                AttributeKind::Alias { aliases, .. } => read.aliases.extend(aliases.iter().map(|(alias, _)| Arc::clone(alias))),
                _ => {}
            }
        }
        Some(read)
    }

    /// Every other spelling.
    pub fn spellings(&self) -> impl Iterator<Item = &Arc<str>> {
        self.labels.values().chain(&self.aliases)
    }
}

impl Dimension {
    /// The member that a spelling means, if it is one of the others.
    pub fn member_of(&self, spelling: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.spellings().any(|other| tolok_value::same(other.trim(), spelling.trim())))
    }

    /// What a member is called in a language.
    pub fn label<'a>(&'a self, member: &'a str, language: &str) -> &'a str {
        let mut all = self.members.iter().chain(&self.groups_like_members);
        let named = all.find(|named| tolok_value::same(&named.name, member));
        named.and_then(|named| named.labels.get(language).or_else(|| named.labels.get(""))).map_or(member, |label| label)
    }
}

impl Entity {
    /// The type of a value that it stands for.
    pub fn ty(&self) -> Type {
        match &self.kind {
            EntityKind::Input(input) => input.ty.clone(),
            EntityKind::Param(param) => param.ty.clone(),
            EntityKind::Metric(metric) => metric.ty.clone(),
            _ => Type::Unknown,
        }
    }
}
