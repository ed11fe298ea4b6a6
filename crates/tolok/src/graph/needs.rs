//! What one definition needs directly, for its value and for its target.

use std::collections::BTreeMap;

use tolok_model::{Aspect, Definitions, Entity, EntityId, EntityKind, Formula, MemberFunction, Rollup, Term};
use tolok_plan::{Aggregation, Column, Measure, MeasureId, RowExpression};

/// Something that is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// A definition.
    Definition(EntityId),
    /// A column that nothing declares.
    Column(String),
}

/// Looks up what definitions need.
pub(crate) struct Needs<'d> {
    definitions: &'d Definitions,
    inputs: BTreeMap<MeasureId, EntityId>,
}

impl<'d> Needs<'d> {
    pub(crate) fn new(definitions: &'d Definitions) -> Self {
        let inputs = definitions.inputs().filter_map(|(id, _)| Some((definitions.measure_of(id)?, id))).collect();
        Self { definitions, inputs }
    }

    /// What something needs; the flag is true where only its target does.
    pub(crate) fn of(&self, of: &Need) -> BTreeMap<Need, bool> {
        let mut found = Found { needs: self, found: BTreeMap::new(), for_target: false };
        let entity = match of {
            Need::Definition(id) => self.definitions.entity(*id),
            Need::Column(_) => None,
        };
        match entity.map(|entity: &Entity| &entity.kind) {
            Some(EntityKind::Metric(metric)) => found.formula(&metric.formula),
            Some(EntityKind::Input(input)) => {
                if let Some(Rollup::Rate { weight }) = &input.rollup {
                    found.column(weight);
                }
            }
            Some(EntityKind::Dimension(dimension)) => {
                if let Some(from) = &dimension.from {
                    found.named(from);
                }
            }
            _ => {}
        }
        found.for_target = true;
        let targets = entity.into_iter().flat_map(|entity| &entity.targets);
        let bounds = targets.flat_map(|target| std::iter::once(&target.good).chain(&target.warn));
        bounds.flat_map(|bound| bound.formulas()).for_each(|formula| found.formula(formula));
        found.found
    }
}

struct Found<'n, 'd> {
    needs: &'n Needs<'d>,
    found: BTreeMap<Need, bool>,
    for_target: bool,
}

impl Found<'_, '_> {
    fn add(&mut self, need: Need) {
        self.found.entry(need).or_insert(self.for_target);
    }

    fn named(&mut self, key: &str) {
        self.add(self.needs.definitions.find(key).map_or_else(|| Need::Column(key.to_string()), Need::Definition));
    }

    fn formula(&mut self, formula: &Formula) {
        let definitions = self.needs.definitions;
        formula.for_each_leaf(&mut |term| match term {
            Term::Measure(id) => self.measure_of_formula(*id),
            Term::Metric(id) | Term::Param(id) => self.add(Need::Definition(*id)),
            Term::Column(column) => self.column(column),
            Term::Where { subject, condition } => {
                self.formula(subject);
                definitions.condition(*condition).into_iter().for_each(|condition| self.rows(condition));
            }
            Term::Time { subject, .. } | Term::Convert { subject, .. } => self.formula(subject),
            Term::Member { subject, dimensions, function: MemberFunction::Total | MemberFunction::Share | MemberFunction::Rank } => {
                self.formula(subject);
                dimensions.iter().for_each(|dimension| self.named(dimension));
            }
            // The words of a definition are no value of it.
            Term::About { aspect: Aspect::Label | Aspect::Description | Aspect::Unit, .. } | Term::Period => {}
            Term::About { definition, .. } => self.add(Need::Definition(*definition)),
            Term::MemberOf(dimension) => self.named(dimension),
        });
    }

    fn measure_of_formula(&mut self, id: MeasureId) {
        let definitions = self.needs.definitions;
        match self.needs.inputs.get(&id) {
            Some(input) => self.add(Need::Definition(*input)),
            None => definitions.measures().get(id.0).into_iter().for_each(|measure| self.measure(measure)),
        }
    }

    fn measure(&mut self, measure: &Measure) {
        self.rows(&measure.expression);
        measure.filters.iter().for_each(|filter| self.rows(filter));
        if let Aggregation::Weighted { weight } = &measure.aggregation {
            self.rows(weight);
        }
    }

    fn rows(&mut self, expression: &RowExpression) {
        expression.for_each_leaf(&mut |column| self.column(column));
    }

    fn column(&mut self, column: &Column) {
        match column {
            Column::Input(key) | Column::Dimension(key) | Column::Time(key) | Column::Param(key) => self.named(key),
            Column::Source { source, column } => self.add(Need::Column(format!("{source}.{column}"))),
            Column::Grouped { measure, keys } => {
                self.measure(measure);
                keys.iter().for_each(|key| self.column(key));
            }
        }
    }
}
