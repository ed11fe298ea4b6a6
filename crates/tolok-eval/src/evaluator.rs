//! Formulas applied to the cells of a grid.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_model::{Context, Definitions, Entity, EntityId, EntityKind, Formula, Instance, Planned, Target, Term};
use tolok_plan::{Cell, Grid, Leaves, MeasureId, NO_MEMBER, Place, evaluate, origin_of};
use tolok_value::{Blank, ErrorKind, Origin, Value};

use crate::by_hand::{Given, constant};
use crate::grid_index::GridIndex;
use crate::members::{RankKey, Ranked};
use crate::outcome::Outcome;
use crate::status::{Judgement, judgement};

/// Applies formulas to the cells of a grid: the measures' values are there, every metric is computed once for each cell and context.
pub struct Evaluator<'a> {
    pub(crate) definitions: &'a Definitions,
    pub(crate) planned: &'a Planned,
    pub(crate) grid: &'a Grid,
    pub(crate) index: GridIndex,
    given: &'a Given,
    pub(crate) language: Arc<str>,
    values: BTreeMap<Instance, Vec<Known>>,
    pub(crate) ranked: BTreeMap<RankKey, Arc<Ranked>>,
    pub(crate) context: Context,
    /// The cell at hand.
    pub(crate) at: usize,
    /// Which definitions are being compared with their targets, in which contexts and cells.
    judged: Vec<(EntityId, Context, usize)>,
    definition: Arc<str>,
    /// True once the metrics of the plan are there, so that one that is not has been left out of it.
    is_prepared: bool,
}

/// What is known of a metric in a cell.
#[derive(Clone)]
enum Known {
    Nothing,
    BeingComputed,
    Value(Value),
}

impl<'a> Evaluator<'a> {
    /// An evaluator for the grid that answers a plan, at its first cell. `given` sets params and replaces metrics; `language` is that of
    /// labels.
    pub fn new(definitions: &'a Definitions, planned: &'a Planned, grid: &'a Grid, given: &'a Given, language: &str) -> Self {
        let mut evaluator = Self {
            definitions,
            planned,
            grid,
            index: GridIndex::new(&planned.plan, grid),
            given,
            language: language.into(),
            values: BTreeMap::new(),
            ranked: BTreeMap::new(),
            context: Context::default(),
            at: 0,
            judged: Vec::new(),
            definition: "".into(),
            is_prepared: false,
        };
        // In order, so that no metric has to wait for another and the stack stays flat however long a chain of metrics is.
        evaluator.is_prepared = !planned.is_complete;
        for instance in &planned.instances {
            for cell in 0..grid.cells.len() {
                evaluator.at = cell;
                evaluator.compute(instance);
            }
        }
        evaluator.at = 0;
        evaluator.is_prepared = true;
        evaluator
    }

    /// Goes to a cell, as a place in the grid's list: what is asked next is asked there.
    pub fn go_to(&mut self, cell: usize) {
        self.at = cell;
    }

    /// What came out for a definition.
    pub fn outcome(&mut self, id: EntityId) -> Outcome {
        self.outcome_under(id, &Context::default())
    }

    /// What came out for a definition in a context.
    pub(crate) fn outcome_under(&mut self, id: EntityId, context: &Context) -> Outcome {
        self.context = context.clone();
        let value = self.value(id);
        match self.judgement_of(id, &value) {
            Some(Ok(Judgement { status, aim })) => Outcome { value, status, aim: Some(Box::new(aim)) },
            Some(Err(_)) | None => Outcome::from(value),
        }
    }

    /// The value of a formula that stands by itself; `name` is what its errors call it.
    pub fn formula(&mut self, formula: &Formula, name: &str) -> Value {
        self.part(formula, &name.into(), &Context::default())
    }

    /// The value of a part of a definition's formula in a context.
    pub(crate) fn part(&mut self, formula: &Formula, definition: &Arc<str>, context: &Context) -> Value {
        self.context = context.clone();
        self.definition = Arc::clone(definition);
        evaluate(formula, self)
    }

    /// The value of a definition in the context at hand.
    pub(crate) fn value(&mut self, id: EntityId) -> Value {
        let definitions = self.definitions;
        let Some(entity) = definitions.entity(id) else { return Value::BLANK };
        match &entity.kind {
            EntityKind::Input(_) => match self.definitions.measure_of(id) {
                Some(measure) => self.measure(measure),
                None => self.given.get(id).cloned().unwrap_or_else(|| missing(entity)),
            },
            EntityKind::Param(param) => {
                let value = match self.given.get(id) {
                    Some(value) => value.clone(),
                    None => constant(&param.value, self.definitions),
                };
                self.in_the_currency_at_hand(value, entity)
            }
            EntityKind::Metric(_) => self.metric(&Instance { metric: id, context: self.context.clone() }),
            _ => Value::BLANK,
        }
    }

    /// A param has no date, so there is no rate for it.
    fn in_the_currency_at_hand(&self, value: Value, entity: &Entity) -> Value {
        let Some(wanted) = &self.context.currency else { return value };
        let ty = entity.ty();
        let is_other = ty.quantity().is_some_and(|quantity| quantity.currencies().iter().any(|known| known.as_ref() != Some(wanted)));
        if is_other && !value.is_blank() && !value.is_error() {
            return Value::error(ErrorKind::NotAvailable, format!("`{}` has no date, so there is no exchange rate for it", entity.name));
        }
        value
    }

    fn metric(&mut self, instance: &Instance) -> Value {
        match self.values.get(instance).and_then(|values| values.get(self.at)) {
            Some(Known::Value(value)) => value.clone(),
            Some(Known::BeingComputed) => needs_itself(),
            _ if self.is_prepared && !self.planned.is_complete => {
                Value::error(ErrorKind::NotAvailable, "its conditions multiply beyond what can be computed")
            }
            _ => self.compute(instance),
        }
    }

    fn compute(&mut self, instance: &Instance) -> Value {
        let definitions = self.definitions;
        let Some(Entity { name, kind: EntityKind::Metric(metric), .. }) = definitions.entity(instance.metric) else { return Value::BLANK };
        let value = match self.given.get(instance.metric) {
            Some(value) => value.clone(),
            None => {
                self.keep(instance, Known::BeingComputed);
                let outer =
                    (std::mem::replace(&mut self.context, instance.context.clone()), std::mem::replace(&mut self.definition, name.clone()));
                let value = evaluate(&metric.formula, self);
                (self.context, self.definition) = outer;
                value
            }
        };
        self.keep(instance, Known::Value(value.clone()));
        value
    }

    fn keep(&mut self, instance: &Instance, known: Known) {
        let cells = self.grid.cells.len();
        let values = match self.values.get_mut(instance) {
            Some(values) => values,
            None => self.values.entry(instance.clone()).or_insert_with(|| vec![Known::Nothing; cells]),
        };
        if let Some(place) = values.get_mut(self.at) {
            *place = known;
        }
    }

    /// The cell at hand.
    pub(crate) fn cell(&self) -> Option<&'a Cell> {
        self.grid.cells.get(self.at)
    }

    fn measure(&self, measure: MeasureId) -> Value {
        let found = self.planned.measure(measure, &self.context).and_then(|planned| self.cell()?.value(planned));
        found.cloned().unwrap_or_else(|| Value::error(ErrorKind::NotAvailable, "nothing was aggregated for this"))
    }

    /// How a value of a definition stands to its target; nothing where it has none.
    ///
    /// # Errors
    ///
    /// The error of a target that needs the status it decides.
    pub(crate) fn judgement_of(&mut self, id: EntityId, value: &Value) -> Option<Result<Judgement, Value>> {
        self.beside_target(id, |evaluator, target| judgement(value, target, &mut |formula| evaluate(formula, evaluator)))
    }

    /// What comes of comparing a definition with its target in the cell at hand; nothing where it has none.
    ///
    /// # Errors
    ///
    /// The error of a target that needs what it decides. Targets that need one another beyond any use count as such, for the stack has an end.
    pub(crate) fn beside_target<T>(&mut self, id: EntityId, compare: impl FnOnce(&mut Self, &'a Target) -> T) -> Option<Result<T, Value>> {
        const DEEPEST: usize = 16;
        let target = self.target_of(id)?;
        let judged = (id, self.context.clone(), self.at);
        if self.judged.len() >= DEEPEST || self.judged.contains(&judged) {
            return Some(Err(needs_itself()));
        }
        self.judged.push(judged);
        let found = compare(self, target);
        self.judged.pop();
        Some(Ok(found))
    }

    /// The target of a definition in the cell at hand: that of its member, or else the one for everything.
    pub(crate) fn target_of(&self, id: EntityId) -> Option<&'a Target> {
        let definitions = self.definitions;
        let targets = &definitions.entity(id)?.targets;
        let is_here = |(dimension, member): &(Arc<str>, Arc<str>)| {
            let here = self.cell().and_then(|cell| self.index.member(cell, dimension));
            let given = || definitions.find(dimension).and_then(|id| self.given.get(id)).and_then(Value::as_text);
            here.map(AsRef::as_ref).or_else(given).is_some_and(|here| tolok_value::same(here.trim(), member.trim()))
        };
        let own = targets.iter().find(|target| target.member.as_ref().is_some_and(is_here));
        own.or_else(|| targets.iter().find(|target| target.member.is_none()))
    }

    /// What is computed in another context.
    pub(crate) fn in_context(&mut self, context: Context, compute: impl FnOnce(&mut Self) -> Value) -> Value {
        let outer = std::mem::replace(&mut self.context, context);
        let value = compute(self);
        self.context = outer;
        value
    }

    /// What is computed in another cell.
    pub(crate) fn at_cell(&mut self, cell: usize, compute: impl FnOnce(&mut Self) -> Value) -> Value {
        let outer = std::mem::replace(&mut self.at, cell);
        let value = compute(self);
        self.at = outer;
        value
    }

    fn period(&self) -> Value {
        match self.cell().and_then(|cell| cell.period) {
            Some(period) => Value::text(period.to_string()),
            None => Value::error(ErrorKind::NotAvailable, "there is no period here"),
        }
    }

    fn member_of(&self, dimension: &str) -> Value {
        if let Some(member) = self.cell().and_then(|cell| self.index.member(cell, dimension)) {
            return match &**member {
                NO_MEMBER => Value::Blank(Blank::because(format!("these rows have no `{dimension}`"))),
                _ => Value::Text(Arc::clone(member)),
            };
        }
        match self.definitions.find(dimension).and_then(|id| self.given.get(id)) {
            Some(member) => member.clone(),
            None => Value::error(ErrorKind::NotAvailable, format!("the dimension `{dimension}` is not asked for")),
        }
    }
}

impl Leaves<Term> for Evaluator<'_> {
    fn leaf(&mut self, leaf: &Term, _: Place) -> Value {
        match leaf {
            Term::Measure(id) => self.measure(*id),
            Term::Metric(id) | Term::Param(id) => self.value(*id),
            Term::Where { subject, condition } => {
                let context = self.context.where_(*condition);
                self.in_context(context, |evaluator| evaluate(subject, evaluator))
            }
            Term::Time { function, subject, span, partial } => self.time_function(*function, subject, *span, *partial),
            Term::Member { function, subject, dimensions } => self.member_function(*function, subject, dimensions),
            Term::Convert { .. } if self.context.currency.is_some() => {
                Value::error(ErrorKind::NotAvailable, "an amount that is converted already is not converted again")
            }
            Term::Convert { subject, currency } => {
                let context = self.context.in_currency(currency);
                self.in_context(context, |evaluator| evaluate(subject, evaluator))
            }
            Term::About { aspect, definition } => self.about(*aspect, *definition),
            Term::Period => self.period(),
            Term::MemberOf(dimension) => self.member_of(dimension),
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

fn needs_itself() -> Value {
    Value::error(ErrorKind::NotAvailable, "a target needs the status that it decides")
}

fn missing(entity: &Entity) -> Value {
    Value::Blank(Blank::because(format!("`{}` has no value", entity.name)))
}
