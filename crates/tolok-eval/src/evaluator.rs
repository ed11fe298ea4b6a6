//! Formulas applied to one cell of a grid.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_model::{Definitions, Entity, EntityId, EntityKind, Filters, Formula, Instance, MemberFunction, Planned, Term};
use tolok_plan::{Cell, MeasureId, Place};
use tolok_value::{Blank, ErrorKind, Origin, Value, ops};

use crate::by_hand::{Given, constant};
use crate::expression::{Leaves, evaluate, origin_of};
use crate::outcome::Outcome;
use crate::status::status;

/// Applies formulas to one cell: the measures' values are there, every metric is computed once for each set of conditions.
pub struct Evaluator<'a> {
    pub(crate) definitions: &'a Definitions,
    planned: &'a Planned,
    cell: &'a Cell,
    given: &'a Given,
    pub(crate) language: Arc<str>,
    values: BTreeMap<Instance, Option<Value>>,
    filters: Filters,
    definition: Arc<str>,
    /// True once the metrics of the plan are there, so that one that is not has been left out of it.
    is_prepared: bool,
}

impl<'a> Evaluator<'a> {
    /// An evaluator for a cell of the grid that answers a plan. `given` sets params and replaces metrics; `language` is that of labels.
    pub fn new(definitions: &'a Definitions, planned: &'a Planned, cell: &'a Cell, given: &'a Given, language: &str) -> Self {
        let mut evaluator = Self {
            definitions,
            planned,
            cell,
            given,
            language: language.into(),
            values: BTreeMap::new(),
            filters: Filters::default(),
            definition: "".into(),
            is_prepared: false,
        };
        // In order, so that no metric has to wait for another and the stack stays flat however long a chain of metrics is.
        evaluator.is_prepared = !planned.is_complete;
        for instance in &planned.instances {
            evaluator.compute(instance);
        }
        evaluator.is_prepared = true;
        evaluator
    }

    /// What came out for a definition.
    pub fn outcome(&mut self, id: EntityId) -> Outcome {
        self.outcome_under(id, &Filters::default())
    }

    /// What came out for a definition under conditions.
    pub(crate) fn outcome_under(&mut self, id: EntityId, filters: &Filters) -> Outcome {
        self.filters = filters.clone();
        let value = self.value(id);
        let status = self.status_of(id, &value);
        Outcome { value, status }
    }

    /// The value of a formula that stands by itself; `name` is what its errors call it.
    pub fn formula(&mut self, formula: &Formula, name: &str) -> Value {
        self.filters = Filters::default();
        self.definition = name.into();
        evaluate(formula, self)
    }

    /// The value of a part of a definition's formula under conditions.
    pub(crate) fn part(&mut self, formula: &Formula, definition: &Arc<str>, filters: &Filters) -> Value {
        self.filters = filters.clone();
        self.definition = Arc::clone(definition);
        evaluate(formula, self)
    }

    /// The value of a definition under the conditions at hand.
    pub(crate) fn value(&mut self, id: EntityId) -> Value {
        let definitions = self.definitions;
        let Some(entity) = definitions.entity(id) else { return Value::BLANK };
        match &entity.kind {
            EntityKind::Input(_) => match self.definitions.measure_of(id) {
                Some(measure) => self.measure(measure),
                // No formula uses it, so no plan asked for it: what was given is all there is.
                None => self.given.get(id).cloned().unwrap_or_else(|| missing(entity)),
            },
            EntityKind::Param(param) => match self.given.get(id) {
                Some(value) => value.clone(),
                None => constant(&param.value, self.definitions),
            },
            EntityKind::Metric(_) => self.metric(&Instance { metric: id, filters: self.filters.clone() }),
            _ => Value::BLANK,
        }
    }

    fn metric(&mut self, instance: &Instance) -> Value {
        match self.values.get(instance) {
            Some(Some(value)) => value.clone(),
            Some(None) => Value::error(ErrorKind::NotAvailable, "a target needs the status that it decides"),
            None if self.is_prepared && !self.planned.is_complete => {
                Value::error(ErrorKind::NotAvailable, "its conditions multiply beyond what can be computed")
            }
            None => self.compute(instance),
        }
    }

    fn compute(&mut self, instance: &Instance) -> Value {
        let definitions = self.definitions;
        let Some(Entity { name, kind: EntityKind::Metric(metric), .. }) = definitions.entity(instance.metric) else { return Value::BLANK };
        let value = match self.given.get(instance.metric) {
            Some(value) => value.clone(),
            None => {
                self.values.insert(instance.clone(), None);
                let outer =
                    (std::mem::replace(&mut self.filters, instance.filters.clone()), std::mem::replace(&mut self.definition, name.clone()));
                let value = evaluate(&metric.formula, self);
                (self.filters, self.definition) = outer;
                value
            }
        };
        self.values.insert(instance.clone(), Some(value.clone()));
        value
    }

    fn measure(&self, measure: MeasureId) -> Value {
        let found = self.planned.measure(measure, &self.filters).and_then(|planned| self.cell.value(planned));
        found.cloned().unwrap_or_else(|| Value::error(ErrorKind::NotAvailable, "nothing was aggregated for this"))
    }

    pub(crate) fn status_of(&mut self, id: EntityId, value: &Value) -> Option<crate::Status> {
        let definitions = self.definitions;
        let Some(EntityKind::Metric(metric)) = definitions.entity(id).map(|entity| &entity.kind) else { return None };
        let target = metric.targets.iter().find(|target| target.member.is_none())?;
        status(value, target, &mut |formula| evaluate(formula, self))
    }

    fn restricted(&mut self, subject: &Formula, filters: Filters) -> Value {
        let outer = std::mem::replace(&mut self.filters, filters);
        let value = evaluate(subject, self);
        self.filters = outer;
        value
    }

    /// Without members, the level above any dimension is the level at hand.
    fn member_function(&mut self, function: MemberFunction, subject: &Formula) -> Value {
        let value = evaluate(subject, self);
        match function {
            MemberFunction::Total => value,
            MemberFunction::Share => ops::divide(&value, &value),
            MemberFunction::Rank if value.is_error() => value,
            MemberFunction::Rank => Value::error(ErrorKind::NotAvailable, "there are no members to rank: the dimension is not asked for"),
        }
    }
}

impl Leaves<Term> for Evaluator<'_> {
    fn leaf(&mut self, leaf: &Term, _: Place) -> Value {
        match leaf {
            Term::Measure(id) => self.measure(*id),
            Term::Metric(id) | Term::Param(id) => self.value(*id),
            Term::Where { subject, condition } => {
                let filters = self.filters.and(*condition);
                self.restricted(subject, filters)
            }
            Term::Time { .. } => Value::error(ErrorKind::NotAvailable, "there are no periods here"),
            Term::Member { function, subject, .. } => self.member_function(*function, subject),
            Term::Convert { subject, .. } => match evaluate(subject, self) {
                value @ (Value::Error(_) | Value::Blank(_)) => value,
                _ => Value::error(ErrorKind::NotAvailable, "there are no exchange rates here: name them with `rates from`"),
            },
            Term::About { aspect, definition } => self.about(*aspect, *definition),
            Term::Period => Value::error(ErrorKind::NotAvailable, "there is no period here"),
            Term::MemberOf(dimension) => match self.definitions.find(dimension).and_then(|id| self.given.get(id)) {
                Some(member) => member.clone(),
                None => Value::error(ErrorKind::NotAvailable, format!("the dimension `{dimension}` is not asked for")),
            },
            Term::Column(_) => Value::error(ErrorKind::NotAvailable, "a column has a value in a row only"),
        }
    }

    fn origin(&self, place: Place) -> Origin {
        origin_of(&self.definition, self.definitions.file_name(place.file), place)
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.definitions.text_at(place)
    }
}

fn missing(entity: &Entity) -> Value {
    Value::Blank(Blank::because(format!("`{}` has no value", entity.name)))
}
