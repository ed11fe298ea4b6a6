//! Totals that divide sums of different members: where one side is typed and the other is not, the total counts what the row cannot show.
//!
//! `tolok run` warns about the same in words (W0506). On a worksheet a condition finds it as people type.

use tolok_model::{EntityId, EntityKind, Formula, Rollup, Term};
use tolok_plan::Kind;
use tolok_value::Arithmetic;

use super::cells::Spot;
use crate::Definitions;

/// A condition that is true where a division of the KPI has only one side at some place that `spot` adds up; nothing for a KPI of which
/// no cells say that, such as one that compares periods.
pub(super) fn condition(definitions: &Definitions, kpi: EntityId, spot: &Spot<'_>) -> Option<String> {
    let mut divisions = Vec::new();
    collect(definitions, definitions.formula_of(kpi)?, &mut divisions, 0)?;
    let conditions: Vec<String> = divisions.iter().filter_map(|division| division.condition(spot)).collect();
    match conditions.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(format!("OR({})", several.join(","))),
    }
    // A condition is a formula of at most 8192 characters, and one this long says nothing to anybody.
    .filter(|condition| condition.len() < LONGEST)
}

const LONGEST: usize = 2000;
/// How deep metrics of metrics are followed.
const DEEPEST: usize = 32;

/// The inputs of both sides of a division.
struct Division {
    dividend: Vec<EntityId>,
    divisor: Vec<EntityId>,
}

impl Division {
    fn condition(&self, spot: &Spot<'_>) -> Option<String> {
        if self.dividend.is_empty() || self.divisor.is_empty() || self.dividend == self.divisor {
            return None;
        }
        let (dividend, divisor) = (ranges(&self.dividend, spot)?, ranges(&self.divisor, spot)?);
        let areas = dividend.first()?.len();
        if dividend.iter().chain(&divisor).any(|ranges| ranges.len() != areas) {
            return None;
        }
        // Each side is there where all of its inputs are.
        let there = |side: &[Vec<String>], area: usize| {
            let factors: Vec<String> =
                side.iter().filter_map(|ranges| ranges.get(area)).map(|range| format!("ISNUMBER({range})")).collect();
            format!("{}*1", factors.join("*"))
        };
        let differs = |area: usize| format!("SUMPRODUCT(({}<>{})*1)", there(&dividend, area), there(&divisor, area));
        let differing: Vec<String> = (0..areas).map(differs).collect();
        let counted = dividend.iter().chain(&divisor).map(|ranges| format!("COUNT({})>0", ranges.join(",")));
        let mut parts: Vec<String> = Vec::new();
        for part in counted.chain([format!("{}>0", differing.join("+"))]) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Some(format!("AND({})", parts.join(",")))
    }
}

fn ranges(inputs: &[EntityId], spot: &Spot<'_>) -> Option<Vec<Vec<String>>> {
    inputs.iter().map(|id| spot.ranges(*id)).collect()
}

/// Adds the divisions of a formula of inputs, and gives the inputs that it needs; nothing where it has a value without them.
fn collect(definitions: &Definitions, formula: &Formula, divisions: &mut Vec<Division>, depth: usize) -> Option<Vec<EntityId>> {
    if depth > DEEPEST {
        return None;
    }
    match &formula.kind {
        Kind::Value(_) | Kind::Leaf(Term::Param(_)) => Some(Vec::new()),
        Kind::Leaf(Term::Measure(measure)) => {
            let (id, _) = definitions.model.inputs().find(|(id, _)| definitions.model.measure_of(*id) == Some(*measure))?;
            is_summed(definitions, id).then(|| vec![id])
        }
        Kind::Leaf(Term::Metric(id)) => collect(definitions, definitions.formula_of(*id)?, divisions, depth + 1),
        Kind::Negate(inner) | Kind::Percent(inner) => collect(definitions, inner, divisions, depth),
        Kind::Chain { first, rest } => {
            let mut all = collect(definitions, first, divisions, depth)?;
            let mut dividend = all.clone();
            for (operator, operand) in rest {
                let inputs = collect(definitions, operand, divisions, depth)?;
                match operator {
                    Arithmetic::Divide => divisions.push(Division { dividend: dividend.clone(), divisor: inputs.clone() }),
                    _ => add(&mut dividend, &inputs),
                }
                add(&mut all, &inputs);
            }
            Some(all)
        }
        _ => None,
    }
}

/// True for what a total adds up. A rate has weights of its own, and what was counted before still holds.
fn is_summed(definitions: &Definitions, id: EntityId) -> bool {
    match definitions.model.entity(id).map(|entity| &entity.kind) {
        Some(EntityKind::Input(input)) => matches!(input.rollup, Some(Rollup::Flow { .. })) && input.fill.is_none(),
        _ => false,
    }
}

fn add(known: &mut Vec<EntityId>, more: &[EntityId]) {
    for id in more {
        if !known.contains(id) {
            known.push(*id);
        }
    }
}
