//! Builds the tree of an explanation beside the evaluator, which has computed every metric already.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_model::{Aspect, Context, Definitions, Entity, EntityId, EntityKind, Formula, Instance, MemberFunction, Term};
use tolok_plan::{Aggregation, Kind, MeasureId, Place};
use tolok_value::Value;

use super::branches::computed;
use super::{Explanation, Provenance};
use crate::by_hand::Given;
use crate::formula_text::FormulaText;
use crate::{Evaluator, Outcome};

/// How deep a tree may be. As JSON every level is two, and readers of JSON often stop at 128.
const DEEPEST: usize = 40;
/// How many parts a tree may have.
const MOST: usize = 5_000;

pub(super) struct Builder<'a> {
    pub(super) definitions: &'a Definitions,
    pub(super) given: &'a Given,
    pub(super) texts: FormulaText<'a>,
    evaluator: Evaluator<'a>,
    /// Where each definition begins, to tell which one a part of a formula was written in.
    beginnings: Vec<(u32, u32, EntityId)>,
    expanded: BTreeSet<(Instance, usize)>,
    room: usize,
    /// True where inputs come from rows of data, false where they are given by hand.
    over_rows: bool,
}

/// Where a part of a formula stands.
#[derive(Clone)]
struct Surroundings {
    /// The definition that is computed.
    definition: Arc<str>,
    /// The definition that the part around it was written in: the same, or a function.
    written_in: Option<EntityId>,
    context: Context,
    /// The cell of the grid.
    cell: usize,
    depth: usize,
}

impl Surroundings {
    fn inside(&self, written_in: Option<EntityId>) -> Self {
        Self { written_in, depth: self.depth + 1, ..self.clone() }
    }

    fn under(&self, context: Context) -> Self {
        Self { context, ..self.clone() }
    }

    fn in_cell(&self, cell: usize) -> Self {
        Self { cell, ..self.clone() }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn new(definitions: &'a Definitions, given: &'a Given, evaluator: Evaluator<'a>, over_rows: bool) -> Self {
        let is_written = |entity: &Entity| !matches!(&entity.kind, EntityKind::Input(input) if input.implicit);
        let written = definitions.entities().filter(|(_, entity)| is_written(entity));
        let mut beginnings: Vec<_> = written.map(|(id, entity)| (entity.place.file, entity.place.start, id)).collect();
        beginnings.sort_unstable();
        Self {
            definitions,
            given,
            texts: FormulaText::new(definitions),
            evaluator,
            beginnings,
            expanded: BTreeSet::new(),
            room: MOST,
            over_rows,
        }
    }

    pub(super) fn explain(mut self, id: EntityId, cell: usize) -> Explanation {
        self.definition(id, &Context::default(), cell, 0)
    }

    fn definition(&mut self, id: EntityId, context: &Context, cell: usize, depth: usize) -> Explanation {
        let definitions = self.definitions;
        let Some(entity) = definitions.entity(id) else { return Explanation::empty(Provenance::Missing) };
        self.evaluator.go_to(cell);
        let outcome = self.evaluator.outcome_under(id, context);
        let mut explanation = Explanation {
            definition: Some(id),
            name: Some(entity.name.clone()),
            outcome: Some(outcome),
            target: self.evaluator.target_of(id).map(|target| self.texts.target(target)),
            ..Explanation::empty(Provenance::Computed)
        };
        let is_given = self.given.get(id).is_some_and(|value| !value.is_blank() || !matches!(entity.kind, EntityKind::Input(_)));
        match &entity.kind {
            EntityKind::Metric(metric) => {
                explanation.formula = Some(metric.text.to_string());
                let instance = Instance { metric: id, context: context.clone() };
                if is_given {
                    explanation.provenance = Provenance::Given;
                } else if self.expanded.contains(&(instance.clone(), cell)) {
                    explanation.provenance = Provenance::Repeated;
                } else if depth >= DEEPEST || self.room == 0 {
                    explanation.provenance = Provenance::Cut;
                } else {
                    self.expanded.insert((instance, cell));
                    let surroundings = Surroundings {
                        definition: entity.name.clone(),
                        written_in: Some(id),
                        context: context.clone(),
                        cell,
                        depth: depth + 1,
                    };
                    explanation.children = self.formula(&metric.formula, &surroundings);
                }
            }
            EntityKind::Param(param) => explanation.formula = Some(self.texts.formula(&param.value)),
            _ => {}
        }
        if self.over_rows && matches!(entity.kind, EntityKind::Input(_)) && !is_given {
            explanation.provenance = Provenance::Data;
            let measure = definitions.measure_of(id).and_then(|measure| self.evaluator.planned.measure(measure, context));
            explanation.aggregated = measure.map(|measure| (measure, cell));
        } else if !matches!(entity.kind, EntityKind::Metric(_)) {
            explanation.provenance = if is_given { Provenance::Given } else { self.unless_given(entity).1 };
        }
        explanation
    }

    /// The children of a formula that is shown already: its operands, or the formula itself where it was written elsewhere.
    fn formula(&mut self, formula: &Formula, surroundings: &Surroundings) -> Vec<Explanation> {
        let is_aggregation = self.over_rows && matches!(formula.kind, Kind::Leaf(Term::Measure(_)));
        if is_aggregation || self.is_named(formula) || self.function_of(formula.place, surroundings).is_some() {
            return vec![self.part(formula, surroundings)];
        }
        match &formula.kind {
            Kind::Leaf(term) => self.term(term, surroundings),
            _ => self.operands(formula, surroundings),
        }
    }

    /// True for the bare name of a definition.
    fn is_named(&self, formula: &Formula) -> bool {
        match &formula.kind {
            Kind::Leaf(Term::Metric(_) | Term::Param(_)) => true,
            Kind::Leaf(Term::Measure(id)) => self.texts.input_of(*id).is_some(),
            _ => false,
        }
    }

    fn operands(&mut self, formula: &Formula, surroundings: &Surroundings) -> Vec<Explanation> {
        let evaluator = &mut self.evaluator;
        evaluator.go_to(surroundings.cell);
        let computed = computed(formula, &mut |part| evaluator.part(part, &surroundings.definition, &surroundings.context));
        let mut children = Vec::new();
        for (part, is_computed) in formula.parts().into_iter().zip(computed) {
            self.operand(part, is_computed, surroundings, &mut children);
        }
        children
    }

    /// An operand with a sign before it is shown without it; a constant is not shown, unless it is where an error comes from.
    fn operand(&mut self, operand: &Formula, is_computed: bool, surroundings: &Surroundings, children: &mut Vec<Explanation>) {
        if let Kind::Negate(inner) | Kind::Not(inner) | Kind::Percent(inner) = &operand.kind {
            return self.operand(inner, is_computed, surroundings, children);
        }
        if self.room == 0 {
            if children.last().is_none_or(|last| last.formula.as_deref() != Some("…")) {
                children.push(Explanation { formula: Some("…".to_string()), ..Explanation::empty(Provenance::Cut) });
            }
            return;
        }
        let mut is_constant = true;
        operand.for_each_leaf(&mut |_| is_constant = false);
        if is_constant && !(is_computed && self.value(operand, surroundings).is_error()) {
            return;
        }
        children.push(match is_computed {
            true => self.part(operand, surroundings),
            false => Explanation::not_computed(self.texts.formula(operand)),
        });
    }

    fn value(&mut self, formula: &Formula, surroundings: &Surroundings) -> Value {
        self.evaluator.go_to(surroundings.cell);
        self.evaluator.part(formula, &surroundings.definition, &surroundings.context)
    }

    /// A part of a formula.
    fn part(&mut self, formula: &Formula, surroundings: &Surroundings) -> Explanation {
        self.room = self.room.saturating_sub(1);
        match &formula.kind {
            Kind::Leaf(Term::Metric(id) | Term::Param(id)) => {
                return self.definition(*id, &surroundings.context, surroundings.cell, surroundings.depth);
            }
            Kind::Leaf(Term::Measure(id)) if let Some(input) = self.texts.input_of(*id) => {
                return self.definition(input, &surroundings.context, surroundings.cell, surroundings.depth);
            }
            _ => {}
        }
        let function = self.function_of(formula.place, surroundings);
        let inner = surroundings.inside(function.or(surroundings.written_in));
        let (children, provenance) = match &formula.kind {
            _ if surroundings.depth >= DEEPEST => (Vec::new(), Provenance::Cut),
            Kind::Leaf(term) => (self.term(term, &inner), Provenance::Computed),
            _ => (self.operands(formula, &inner), Provenance::Computed),
        };
        Explanation {
            formula: Some(self.texts.formula(formula)),
            function: function.and_then(|id| self.definitions.entity(id)).map(|entity| entity.name.clone()),
            outcome: Some(Outcome::from(self.value(formula, surroundings))),
            aggregated: self.aggregated(formula, surroundings),
            children,
            ..Explanation::empty(provenance)
        }
    }

    /// The measure of an aggregation that stands by itself.
    fn aggregated(&self, formula: &Formula, surroundings: &Surroundings) -> Option<(MeasureId, usize)> {
        let Kind::Leaf(Term::Measure(id)) = &formula.kind else { return None };
        let measure = self.evaluator.planned.measure(*id, &surroundings.context).filter(|_| self.over_rows)?;
        Some((measure, surroundings.cell))
    }

    /// What a leaf is made of that is no name.
    fn term(&mut self, term: &Term, surroundings: &Surroundings) -> Vec<Explanation> {
        let definitions = self.definitions;
        match term {
            Term::Measure(_) if self.over_rows => Vec::new(),
            Term::Measure(id) => self.measure(*id),
            Term::Where { subject, condition } => {
                let inner = surroundings.under(surroundings.context.where_(*condition));
                let mut children = self.formula(subject, &inner);
                if !self.over_rows {
                    children.extend(self.columns(definitions.condition(*condition)));
                }
                children
            }
            Term::Time { function, subject, span, .. } => {
                let looks = self.evaluator.looks(*function, *span, surroundings.cell, &surroundings.context);
                self.looked_at(subject, looks, surroundings)
            }
            Term::Member { function, subject, dimensions } => {
                let above = self.evaluator.level_above(surroundings.cell, dimensions);
                let own = (*function != MemberFunction::Total || above.is_none()).then_some(surroundings.cell);
                let above = above.filter(|_| *function != MemberFunction::Rank);
                let looks = own.into_iter().chain(above).map(|cell| (cell, surroundings.context.clone())).collect();
                self.looked_at(subject, looks, surroundings)
            }
            Term::Convert { subject, currency } => self.formula(subject, &surroundings.under(surroundings.context.in_currency(currency))),
            Term::About { aspect: Aspect::Label | Aspect::Description | Aspect::Unit, .. } => Vec::new(),
            Term::About { definition, .. } => {
                vec![self.definition(*definition, &surroundings.context, surroundings.cell, surroundings.depth)]
            }
            _ => Vec::new(),
        }
    }

    /// A formula in several cells and contexts: now and a period ago, here and in the total.
    fn looked_at(&mut self, subject: &Formula, looks: Vec<(usize, Context)>, surroundings: &Surroundings) -> Vec<Explanation> {
        let mut children = Vec::new();
        for (cell, context) in looks {
            let inner = surroundings.under(context).in_cell(cell);
            let mut found = if cell == surroundings.cell { self.formula(subject, &inner) } else { vec![self.part(subject, &inner)] };
            if cell != surroundings.cell {
                found.iter_mut().for_each(|child| child.elsewhere = Some(cell));
            }
            children.extend(found);
        }
        children
    }

    /// An aggregation of rows: what the row has that is given by hand.
    fn measure(&mut self, id: MeasureId) -> Vec<Explanation> {
        let definitions = self.definitions;
        let Some(measure) = definitions.measures().get(id.0) else { return Vec::new() };
        let weight = match &measure.aggregation {
            Aggregation::Weighted { weight } => Some(weight.as_ref()),
            _ => None,
        };
        self.columns(std::iter::once(&measure.expression).chain(weight).chain(&measure.filters))
    }

    /// The function that a part comes from, where the part around it was written somewhere else.
    fn function_of(&self, place: Place, surroundings: &Surroundings) -> Option<EntityId> {
        let after = self.beginnings.partition_point(|(file, start, _)| (*file, *start) <= (place.file, place.start));
        let (file, _, id) = *self.beginnings.get(after.checked_sub(1)?)?;
        let is_function = matches!(self.definitions.entity(id)?.kind, EntityKind::Function);
        (file == place.file && is_function && surroundings.written_in != Some(id)).then_some(id)
    }
}
