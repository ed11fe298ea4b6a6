//! The functions that compare members: the level above, the share of it, the rank among neighbours.

use std::cmp::Ordering;
use std::sync::Arc;

use tolok_model::{Better, Context, EntityKind, Formula, MemberFunction, Term};
use tolok_plan::{Kind, evaluate};
use tolok_value::{Comparison, ErrorKind, Number, Value, ops};

use crate::Evaluator;

/// Which ranks: of which formula, in which context, below which cell, over which dimensions.
pub(crate) type RankKey = (usize, Context, usize, Vec<Arc<str>>);

/// The values of neighbours, for ranks, the best first: computed once, asked by each of them.
#[derive(Debug)]
pub(crate) struct Ranked {
    lower_is_better: bool,
    values: Vec<(usize, Value)>,
}

impl Evaluator<'_> {
    /// A function of members of a formula, at the cell at hand.
    pub(crate) fn member_function(&mut self, function: MemberFunction, subject: &Formula, dimensions: &[Arc<str>]) -> Value {
        let above = self.level_above(self.at, dimensions);
        match function {
            MemberFunction::Total => self.above(above, subject),
            MemberFunction::Share => {
                let value = evaluate(subject, self);
                if value.is_error() {
                    return value;
                }
                // On a dimension that is not asked for, the share is all of it.
                let whole = if above.is_none() { value.clone() } else { self.above(above, subject) };
                ops::divide(&value, &whole)
            }
            MemberFunction::Rank => {
                let value = evaluate(subject, self);
                match (above, &value) {
                    (_, Value::Error(_)) => value,
                    (None, _) => Value::error(ErrorKind::NotAvailable, "there are no members to rank: all of them are in this value"),
                    (_, Value::Blank(_)) => value,
                    (Some(above), _) => self.rank(&value, subject, dimensions, above),
                }
            }
        }
    }

    fn above(&mut self, above: Option<usize>, subject: &Formula) -> Value {
        match above {
            Some(place) => self.at_cell(place, |evaluator| evaluate(subject, evaluator)),
            None => evaluate(subject, self),
        }
    }

    /// One more than the number of neighbours that are better, so that equal ones share a rank.
    fn rank(&mut self, value: &Value, subject: &Formula, dimensions: &[Arc<str>], above: usize) -> Value {
        let key = (std::ptr::from_ref(subject) as usize, self.context.clone(), above, dimensions.to_vec());
        let neighbours = match self.ranked.get(&key) {
            Some(known) => Arc::clone(known),
            None => {
                let places = self.cell().map(|cell| self.index.neighbours(self.at, cell, dimensions)).unwrap_or_default();
                let values = places.into_iter().map(|place| (place, self.at_cell(place, |evaluator| evaluate(subject, evaluator))));
                let mut values: Vec<(usize, Value)> = values.filter(|(_, value)| !value.is_blank() && !value.is_error()).collect();
                let lower_is_better = self.lower_is_better(subject);
                values.sort_by(|(_, one), (_, other)| ordered(one, other, lower_is_better));
                let ranked = Arc::new(Ranked { lower_is_better, values });
                self.ranked.insert(key, Arc::clone(&ranked));
                ranked
            }
        };
        let is_better = |other: &Value| ordered(other, value, neighbours.lower_is_better) == Ordering::Less;
        let better = neighbours.values.partition_point(|(_, other)| is_better(other));
        Number::from(i64::try_from(better).unwrap_or(i64::MAX).saturating_add(1)).into()
    }

    /// Which direction is good: as the metric says, higher unless it says.
    fn lower_is_better(&self, subject: &Formula) -> bool {
        let definition = match &subject.kind {
            Kind::Leaf(Term::Metric(id)) => Some(*id),
            Kind::Leaf(Term::Measure(measure)) => {
                self.definitions.inputs().map(|(id, _)| id).find(|id| self.definitions.measure_of(*id) == Some(*measure))
            }
            _ => None,
        };
        let entity = definition.and_then(|id| self.definitions.entity(id)).filter(|entity| !matches!(entity.kind, EntityKind::Broken));
        entity.is_some_and(|entity| entity.about.better == Some(Better::Lower))
    }
}

/// The better one first.
fn ordered(one: &Value, other: &Value, lower_is_better: bool) -> Ordering {
    let holds = |comparison| ops::compare(comparison, one, other) == Value::Bool(true);
    let ascending = if holds(Comparison::Less) {
        Ordering::Less
    } else if holds(Comparison::Greater) {
        Ordering::Greater
    } else {
        Ordering::Equal
    };
    if lower_is_better { ascending } else { ascending.reverse() }
}
