//! From a request to a measure plan: which measures, under which conditions, and which metrics in which order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_plan::{Column, Conversion, Expression, Level, Measure, MeasureId, Members, Plan, RowExpression, Timeline, Window};
use tolok_value::{Date, Grain};

use crate::{Aspect, ConditionId, Definitions, EntityId, EntityKind, Formula, Term, TimeFunction, Type};

/// The conditions that hold where a formula is computed, in order and each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filters(Vec<ConditionId>);

impl Filters {
    /// These conditions and one more.
    #[must_use]
    pub fn and(&self, condition: ConditionId) -> Self {
        let mut conditions = self.0.clone();
        if let Err(place) = conditions.binary_search(&condition) {
            conditions.insert(place, condition);
        }
        Self(conditions)
    }

    /// The conditions.
    pub fn conditions(&self) -> &[ConditionId] {
        &self.0
    }
}

/// What holds where a formula is computed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context {
    /// The conditions that rows have to meet.
    pub filters: Filters,
    /// The periods that inputs are aggregated over.
    pub window: Window,
    /// The currency that amounts are converted into.
    pub currency: Option<Arc<str>>,
}

impl Context {
    /// The same under one more condition.
    #[must_use]
    pub fn where_(&self, condition: ConditionId) -> Self {
        Self { filters: self.filters.and(condition), ..self.clone() }
    }

    /// The same over other periods.
    #[must_use]
    pub fn over(&self, window: Window) -> Self {
        Self { window, ..self.clone() }
    }

    /// The same in another currency.
    #[must_use]
    pub fn in_currency(&self, currency: &Arc<str>) -> Self {
        Self { currency: Some(Arc::clone(currency)), ..self.clone() }
    }
}

/// A metric in a context.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// Which metric.
    pub metric: EntityId,
    /// What holds where it is computed.
    pub context: Context,
}

/// The rows and levels that a plan is for.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The keys of the dimensions that rows are grouped by.
    pub dimensions: Vec<Arc<str>>,
    /// The levels; those that formulas look at besides are added.
    pub levels: Vec<Level>,
    /// The periods.
    pub timeline: Option<Timeline>,
    /// Conditions that every row has to meet.
    pub filters: Vec<RowExpression>,
    /// The last day that counts.
    pub as_of: Option<Date>,
}

impl Scope {
    /// Everything in one total.
    pub fn total() -> Self {
        Self { levels: vec![Level::default()], ..Self::default() }
    }
}

/// A plan, and what the evaluator has to know to use its answer.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// The plan, for whoever aggregates.
    pub plan: Plan,
    /// False where conditions multiply beyond what can be computed, so that the plan has a part of it only.
    pub is_complete: bool,
    /// The metrics to compute, each after those it needs; before them the inputs and params that have a target.
    pub instances: Vec<Instance>,
    measures: BTreeMap<(MeasureId, Context), MeasureId>,
}

impl Planned {
    /// The place in the plan of a measure in a context.
    pub fn measure(&self, measure: MeasureId, context: &Context) -> Option<MeasureId> {
        self.measures.get(&(measure, context.clone())).copied()
    }
}

/// The periods that a function aggregates over; none for one that does not, and for a span that is no whole number of periods.
pub fn window_of(function: TimeFunction, span: Option<tolok_value::Span>, over: Grain) -> Option<Window> {
    match function {
        TimeFunction::Rolling => {
            let periods = u32::try_from(span?.periods(over)?).ok().filter(|periods| *periods > 0)?;
            Some(Window::Rolling(periods))
        }
        TimeFunction::Cumulative => Some(Window::Cumulative),
        TimeFunction::YearToDate => Some(Window::ToDate(Grain::Year)),
        TimeFunction::QuarterToDate => Some(Window::ToDate(Grain::Quarter)),
        TimeFunction::MonthToDate => Some(Window::ToDate(Grain::Month)),
        _ => None,
    }
}

impl Definitions {
    /// The plan that answers formulas and definitions in one total, where nothing is grouped.
    pub fn plan(&self, wanted: &[EntityId], formulas: &[&Formula]) -> Planned {
        self.plan_in(&Scope::total(), wanted, formulas)
    }

    /// The plan that answers formulas and definitions at levels.
    pub fn plan_in(&self, scope: &Scope, wanted: &[EntityId], formulas: &[&Formula]) -> Planned {
        let mut planner = Planner {
            definitions: self,
            timeline: scope.timeline,
            planned: Planned { is_complete: true, ..Planned::default() },
            seen: BTreeSet::new(),
            pending: Vec::new(),
            rolled_up: BTreeSet::new(),
            needs_periods: false,
        };
        for id in wanted {
            planner.definition(*id, &Context::default());
        }
        for formula in formulas {
            planner.formula(formula, &Context::default());
        }
        while let Some(instance) = planner.pending.pop() {
            planner.instance(&instance);
        }
        let levels = planner.levels(&scope.levels);
        let position: BTreeMap<EntityId, usize> = self.order().iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut instances: Vec<Instance> = planner.seen.into_iter().collect();
        instances.sort_by_key(|instance| position.get(&instance.metric).copied());
        let plan = Plan {
            dimensions: scope.dimensions.clone(),
            levels,
            timeline: scope.timeline,
            filters: scope.filters.clone(),
            as_of: scope.as_of,
            members: self.members(),
            ..planner.planned.plan
        };
        Planned { plan, instances, ..planner.planned }
    }

    /// Other spellings of members, and groupings.
    fn members(&self) -> Vec<Members> {
        let mut members = Vec::new();
        for (_, entity) in self.entities() {
            let EntityKind::Dimension(dimension) = &entity.kind else { continue };
            let named =
                dimension.members.iter().flat_map(|member| member.spellings().map(|other| (Arc::clone(other), Arc::clone(&member.name))));
            let grouped =
                dimension.groups.iter().flat_map(|(group, members)| members.iter().map(|member| (Arc::clone(member), Arc::clone(group))));
            let spellings = if dimension.from.is_some() { grouped.collect() } else { named.collect::<Vec<_>>() };
            if !spellings.is_empty() || dimension.from.is_some() {
                members.push(Members { dimension: Arc::clone(&entity.key), from: dimension.from.clone(), spellings });
            }
        }
        members
    }
}

/// A condition around a measure reaches the measures inside it as well: what it leaves out is in no group of `per`.
fn restrict(measure: &mut Measure, conditions: &[RowExpression]) {
    if conditions.is_empty() {
        return;
    }
    let inner = |expression: &RowExpression| {
        expression.clone().map_leaves(&mut |leaf, place| {
            let leaf = match leaf {
                Column::Grouped { mut measure, keys } => {
                    restrict(&mut measure, conditions);
                    Column::Grouped { measure, keys }
                }
                leaf => leaf,
            };
            Some(Expression::leaf(leaf, place))
        })
    };
    let restricted = |expression: &mut RowExpression| {
        if let Some(restricted) = inner(expression) {
            *expression = restricted;
        }
    };
    std::iter::once(&mut measure.expression).chain(&mut measure.filters).for_each(restricted);
    measure.filters.extend(conditions.iter().cloned());
}

/// How often metrics may be computed in different contexts.
const MOST_INSTANCES: usize = 20_000;

struct Planner<'d> {
    definitions: &'d Definitions,
    timeline: Option<Timeline>,
    planned: Planned,
    seen: BTreeSet<Instance>,
    pending: Vec<Instance>,
    /// The sets of dimensions that `total(m, …)` rolls up.
    rolled_up: BTreeSet<Vec<Arc<str>>>,
    /// True if a total over all periods looks at a single one.
    needs_periods: bool,
}

impl Planner<'_> {
    fn definition(&mut self, id: EntityId, context: &Context) {
        let Some(entity) = self.definitions.entity(id) else { return };
        if let (EntityKind::Input(_), Some(measure)) = (&entity.kind, self.definitions.measure_of(id)) {
            self.measure(measure, context);
        }
        if !matches!(entity.kind, EntityKind::Metric(_)) && entity.targets.is_empty() {
            return;
        }
        let instance = Instance { metric: id, context: context.clone() };
        if self.seen.len() >= MOST_INSTANCES {
            self.planned.is_complete = false;
            return;
        }
        if self.seen.insert(instance.clone()) {
            self.pending.push(instance);
        }
    }

    fn instance(&mut self, instance: &Instance) {
        let Some(entity) = self.definitions.entity(instance.metric) else { return };
        if let EntityKind::Metric(metric) = &entity.kind {
            self.formula(&metric.formula, &instance.context);
        }
        for target in &entity.targets {
            for formula in target.good.formulas().into_iter().chain(target.warn.iter().flat_map(|warn| warn.formulas())) {
                self.formula(formula, &instance.context);
            }
        }
    }

    fn formula(&mut self, formula: &Formula, context: &Context) {
        formula.for_each_leaf(&mut |term| match term {
            Term::Measure(id) => self.measure(*id, context),
            Term::Metric(id) => self.definition(*id, context),
            Term::Where { subject, condition } => self.formula(subject, &context.where_(*condition)),
            Term::Time { function, subject, span, .. } => {
                self.needs_periods = true;
                let window = self.timeline.and_then(|timeline| window_of(*function, *span, timeline.over));
                match window.filter(|_| context.window == Window::Period) {
                    Some(window) => self.formula(subject, &context.over(window)),
                    None => self.formula(subject, context),
                }
            }
            Term::Member { subject, dimensions, .. } => {
                self.rolled_up.insert(dimensions.clone());
                self.formula(subject, context);
            }
            Term::Convert { subject, currency } => self.formula(subject, &context.in_currency(currency)),
            Term::About { aspect: Aspect::Label | Aspect::Description | Aspect::Unit, .. } => {}
            Term::About { definition, .. } => self.definition(*definition, context),
            Term::Param(_) | Term::Column(_) | Term::Period | Term::MemberOf(_) => {}
        });
    }

    fn measure(&mut self, id: MeasureId, context: &Context) {
        let key = (id, context.clone());
        if self.planned.measures.contains_key(&key) {
            return;
        }
        let Some(mut measure) = self.definitions.measures().get(id.0).cloned() else { return };
        let conditions = context.filters.conditions().iter().filter_map(|condition| self.definitions.condition(*condition));
        restrict(&mut measure, &conditions.cloned().collect::<Vec<_>>());
        measure.window = context.window;
        measure.conversion = context.currency.as_ref().and_then(|currency| self.conversion(id, currency));
        self.planned.measures.insert(key, MeasureId(self.planned.plan.measures.len()));
        self.planned.plan.measures.push(measure);
    }

    /// What has to be converted to have an amount in another currency; counts and ratios have none.
    fn conversion(&self, id: MeasureId, to: &Arc<str>) -> Option<Conversion> {
        let ty = self.definitions.measure_type(id)?;
        let from = match ty {
            Type::Number(quantity) if quantity.currencies().is_empty() && *ty != Type::PLAIN => return None,
            Type::Number(quantity) => quantity.currencies().first().and_then(|currency| (*currency).clone()),
            _ => None,
        };
        (from.as_ref() != Some(to)).then(|| Conversion { from, to: Arc::clone(to) })
    }

    /// The levels that were asked for, and those that formulas look at from there.
    fn levels(&self, asked: &[Level]) -> Vec<Level> {
        let mut levels = asked.to_vec();
        let mut next = 0;
        while let Some(level) = levels.get(next).cloned() {
            let above = self.rolled_up.iter().map(|rolled_up| Level {
                dimensions: level.dimensions.iter().filter(|dimension| !rolled_up.contains(dimension)).cloned().collect(),
                period: level.period,
            });
            let periods = self.timeline.filter(|_| self.needs_periods && level.period.is_none());
            let beside = periods.map(|timeline| Level { period: Some(timeline.over), ..level.clone() });
            for found in above.chain(beside) {
                if !levels.contains(&found) {
                    levels.push(found);
                }
            }
            next += 1;
        }
        levels
    }
}
