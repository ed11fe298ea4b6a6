//! Which columns of data a plan needs, and what definitions call them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_model::{Definitions, Entity, EntityKind, Quantity, Rollup, Type};
use tolok_plan::{Column, Measure, Plan};
use tolok_table::{Kind, Role, Term, Vocabulary};

/// The columns of data that a plan needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needs {
    /// Keys of inputs.
    pub(crate) inputs: BTreeSet<Arc<str>>,
    /// Keys of dimensions.
    pub(crate) dimensions: BTreeSet<Arc<str>>,
    /// Columns that are named by their source and heading.
    pub(crate) columns: BTreeSet<(Arc<str>, Arc<str>)>,
}

impl Needs {
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut needs = Self::default();
        needs.dimensions.extend(plan.dimensions.iter().cloned());
        for measure in &plan.measures {
            needs.measure(measure);
        }
        for filter in &plan.filters {
            filter.for_each_leaf(&mut |leaf| needs.column(leaf));
        }
        // A grouping needs what it groups.
        for members in &plan.members {
            if let Some(from) = members.from.as_ref().filter(|_| needs.dimensions.contains(&members.dimension)) {
                needs.dimensions.insert(Arc::clone(from));
            }
        }
        needs
    }

    fn measure(&mut self, measure: &Measure) {
        for expression in measure.expressions() {
            expression.for_each_leaf(&mut |leaf| self.column(leaf));
        }
        if let tolok_plan::Aggregation::Stock { keys, .. } = &measure.aggregation {
            self.dimensions.extend(keys.iter().cloned());
        }
    }

    fn column(&mut self, column: &Column) {
        match column {
            Column::Input(key) => {
                self.inputs.insert(Arc::clone(key));
            }
            Column::Dimension(key) => {
                self.dimensions.insert(Arc::clone(key));
            }
            Column::Source { source, column } => {
                self.columns.insert((Arc::clone(source), Arc::clone(column)));
            }
            Column::Grouped { measure, keys } => {
                self.measure(measure);
                keys.iter().for_each(|key| self.column(key));
            }
            Column::Time(_) | Column::Param(_) => {}
        }
    }
}

/// What definitions look for in tables. `own` needs what is asked for, `all` also what a library could show.
pub(crate) fn vocabulary(model: &Definitions, own: &Needs, all: &Needs, needs_time: bool) -> Vocabulary {
    let mut terms = Vec::new();
    let mut known: BTreeSet<Arc<str>> = BTreeSet::new();
    for (id, entity) in model.entities() {
        let term = match &entity.kind {
            EntityKind::Input(input) => {
                let Some(key) = model.column_key(id) else { continue };
                known.insert(Arc::clone(&key));
                Term {
                    kind: input.is_typed.then(|| kind_of(&input.ty)),
                    is_flow: matches!(input.rollup, Some(Rollup::Flow { .. })),
                    is_needed: own.inputs.contains(&key),
                    ..term(key, entity, Role::Input)
                }
            }
            EntityKind::Dimension(dimension) if dimension.from.is_none() => {
                let members = dimension.members.iter().flat_map(|member| std::iter::once(&member.name).chain(member.spellings()));
                Term {
                    kind: Some(Kind::Text),
                    members: members.cloned().chain(grouped_members(model, &entity.key)).collect(),
                    is_needed: own.dimensions.contains(&entity.key),
                    ..term(Arc::clone(&entity.key), entity, Role::Dimension)
                }
            }
            // A column of groups is read only where they are asked for, and where there is nothing that they group.
            EntityKind::Dimension(_) if own.dimensions.contains(&entity.key) => {
                Term { kind: Some(Kind::Text), ..term(Arc::clone(&entity.key), entity, Role::Dimension) }
            }
            EntityKind::Time(_) if model.time().is_some_and(|(time, _)| time == id) => {
                Term { kind: Some(Kind::Date), is_needed: needs_time, ..term(Arc::clone(&entity.key), entity, Role::Time) }
            }
            _ => continue,
        };
        terms.push(term);
    }
    // The weight of a rate needs no declaration.
    for key in all.inputs.iter().filter(|key| !known.contains(*key)) {
        terms.push(Term {
            key: Arc::clone(key),
            name: Arc::clone(key),
            names: vec![Arc::clone(key)],
            role: Role::Input,
            kind: Some(Kind::NUMBER),
            members: Vec::new(),
            is_flow: false,
            is_needed: own.inputs.contains(key),
        });
    }
    Vocabulary { terms }
}

fn term(key: Arc<str>, entity: &Entity, role: Role) -> Term {
    let mut names: Vec<Arc<str>> = vec![Arc::clone(&entity.name)];
    names.extend(entity.about.labels.values().chain(&entity.about.aliases).cloned());
    if key != entity.key {
        // The definition of a library that one of the file hides is bound by its full name.
        names = vec![Arc::clone(&key)];
    }
    Term { key, name: Arc::clone(&entity.name), names, role, kind: None, members: Vec::new(), is_flow: false, is_needed: false }
}

/// The members that groupings of a dimension name.
fn grouped_members(model: &Definitions, key: &Arc<str>) -> Vec<Arc<str>> {
    let groupings = model.entities().filter_map(|(_, entity)| match &entity.kind {
        EntityKind::Dimension(dimension) if dimension.from.as_ref() == Some(key) => Some(dimension),
        _ => None,
    });
    groupings.flat_map(|dimension| dimension.groups.iter().flat_map(|(_, members)| members.iter().cloned())).collect()
}

/// What the cells of a type are.
pub(crate) fn kind_of(ty: &Type) -> Kind {
    match ty {
        Type::Text => Kind::Text,
        Type::Bool => Kind::Bool,
        Type::Date => Kind::Date,
        Type::Number(Quantity::Percent) => Kind::PERCENT,
        Type::Number(quantity) => {
            let currency = quantity.currencies().first().and_then(|currency| (*currency).clone());
            Kind::Number { is_percent: false, currency }
        }
        Type::Unknown => Kind::NUMBER,
    }
}

/// What an input is whose cells are of a kind and that declares no type.
pub(crate) fn type_of(kind: &Kind) -> Type {
    match kind {
        Kind::Text => Type::Text,
        Kind::Bool => Type::Bool,
        Kind::Date => Type::Date,
        Kind::Number { is_percent: true, .. } => Type::Number(Quantity::Percent),
        Kind::Number { .. } => Type::PLAIN,
    }
}
