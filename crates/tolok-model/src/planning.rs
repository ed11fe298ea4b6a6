//! From a request to a measure plan: which measures, under which conditions, and which metrics in which order.

use std::collections::{BTreeMap, BTreeSet};

use tolok_plan::{Level, MeasureId, Plan};

use crate::{Aspect, ConditionId, Definitions, EntityId, EntityKind, Formula, Term};

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

/// A metric under conditions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// Which metric.
    pub metric: EntityId,
    /// Under which conditions.
    pub filters: Filters,
}

/// A plan, and what the evaluator has to know to use its answer.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// The plan, for whoever aggregates.
    pub plan: Plan,
    /// False where conditions multiply beyond what can be computed, so that the plan has a part of it only.
    pub is_complete: bool,
    /// The metrics to compute, each after those it needs.
    pub instances: Vec<Instance>,
    measures: BTreeMap<(MeasureId, Filters), MeasureId>,
}

impl Planned {
    /// The place in the plan of a measure under conditions.
    pub fn measure(&self, measure: MeasureId, filters: &Filters) -> Option<MeasureId> {
        self.measures.get(&(measure, filters.clone())).copied()
    }
}

impl Definitions {
    /// The plan that answers formulas and definitions at one level: everything in one total, where nothing is grouped.
    pub fn plan(&self, wanted: &[EntityId], formulas: &[&Formula]) -> Planned {
        let mut planner = Planner { definitions: self, planned: Planned::default(), seen: BTreeSet::new(), pending: Vec::new() };
        planner.planned.plan.levels.push(Level::default());
        planner.planned.is_complete = true;
        for id in wanted {
            planner.definition(*id, &Filters::default());
        }
        for formula in formulas {
            planner.formula(formula, &Filters::default());
        }
        while let Some(instance) = planner.pending.pop() {
            planner.instance(&instance);
        }
        let position: BTreeMap<EntityId, usize> = self.order().iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut instances: Vec<Instance> = planner.seen.into_iter().collect();
        instances.sort_by_key(|instance| position.get(&instance.metric).copied());
        Planned { instances, ..planner.planned }
    }
}

/// How often metrics may be computed under different conditions.
const MOST_INSTANCES: usize = 20_000;

struct Planner<'d> {
    definitions: &'d Definitions,
    planned: Planned,
    seen: BTreeSet<Instance>,
    pending: Vec<Instance>,
}

impl Planner<'_> {
    fn definition(&mut self, id: EntityId, filters: &Filters) {
        match self.definitions.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(_)) => {
                if let Some(measure) = self.definitions.measure_of(id) {
                    self.measure(measure, filters);
                }
            }
            Some(EntityKind::Metric(_)) => {
                let instance = Instance { metric: id, filters: filters.clone() };
                if self.seen.len() >= MOST_INSTANCES {
                    self.planned.is_complete = false;
                    return;
                }
                if self.seen.insert(instance.clone()) {
                    self.pending.push(instance);
                }
            }
            _ => {}
        }
    }

    fn instance(&mut self, instance: &Instance) {
        let Some(entity) = self.definitions.entity(instance.metric) else { return };
        let EntityKind::Metric(metric) = &entity.kind else { return };
        self.formula(&metric.formula, &instance.filters);
        for target in &metric.targets {
            for formula in target.good.formulas().into_iter().chain(target.warn.iter().flat_map(|warn| warn.formulas())) {
                self.formula(formula, &instance.filters);
            }
        }
    }

    fn formula(&mut self, formula: &Formula, filters: &Filters) {
        formula.for_each_leaf(&mut |term| match term {
            Term::Measure(id) => self.measure(*id, filters),
            Term::Metric(id) => self.definition(*id, filters),
            Term::Where { subject, condition } => self.formula(subject, &filters.and(*condition)),
            Term::Time { subject, .. } | Term::Member { subject, .. } | Term::Convert { subject, .. } => self.formula(subject, filters),
            Term::About { aspect: Aspect::Label | Aspect::Description | Aspect::Unit, .. } => {}
            Term::About { definition, .. } => self.definition(*definition, filters),
            Term::Param(_) | Term::Column(_) | Term::Period | Term::MemberOf(_) => {}
        });
    }

    fn measure(&mut self, id: MeasureId, filters: &Filters) {
        let key = (id, filters.clone());
        if self.planned.measures.contains_key(&key) {
            return;
        }
        let Some(mut measure) = self.definitions.measures().get(id.0).cloned() else { return };
        let conditions = filters.conditions().iter().filter_map(|condition| self.definitions.condition(*condition));
        measure.filters.extend(conditions.cloned());
        self.planned.measures.insert(key, MeasureId(self.planned.plan.measures.len()));
        self.planned.plan.measures.push(measure);
    }
}
