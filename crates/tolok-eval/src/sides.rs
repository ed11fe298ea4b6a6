//! Divisions of which one side is blank where the other is not: what makes a total of ratios compare unlike things.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_model::{Context, EntityId, EntityKind, Formula, Term};
use tolok_plan::{Kind, Lazy};
use tolok_value::{Arithmetic, Value};

use crate::Evaluator;

/// A cell in which one side of a division is blank and the other is not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OneSided {
    /// The cell, as a place in the grid's list.
    pub cell: usize,
    /// True if it is the divisor that is blank.
    pub lacks_divisor: bool,
}

impl Evaluator<'_> {
    /// The cells, of those given, in which a division of a metric's formula has a blank side and one with a value, where both have a value
    /// in the cell `total`.
    pub fn one_sided(&mut self, metric: EntityId, cells: &[usize], total: usize) -> BTreeSet<OneSided> {
        let definitions = self.definitions;
        let mut found = BTreeSet::new();
        let Some(entity) = definitions.entity(metric) else { return found };
        let EntityKind::Metric(definition) = &entity.kind else { return found };
        let mut divisions = Vec::new();
        divisions_of(&definition.formula, &mut divisions);
        for (dividends, divisor) in divisions {
            if !dividends.iter().any(|formula| has_measure(formula)) || !has_measure(divisor) {
                continue;
            }
            let mut blanks = |cell: usize| {
                let name: Arc<str> = Arc::clone(&entity.name);
                let dividend = dividends.iter().map(|formula| self.part_at(formula, &name, cell)).find(Value::is_blank);
                let divisor = self.part_at(divisor, &name, cell);
                (dividend.is_some(), divisor.is_blank())
            };
            if blanks(total) != (false, false) {
                continue;
            }
            for cell in cells {
                match blanks(*cell) {
                    (true, false) => found.insert(OneSided { cell: *cell, lacks_divisor: false }),
                    (false, true) => found.insert(OneSided { cell: *cell, lacks_divisor: true }),
                    _ => false,
                };
            }
        }
        found
    }

    fn part_at(&mut self, formula: &Formula, name: &Arc<str>, cell: usize) -> Value {
        let name = Arc::clone(name);
        self.at_cell(cell, |evaluator| evaluator.part(formula, &name, &Context::default()))
    }
}

/// What is divided, as factors, and by what.
fn divisions_of<'f>(formula: &'f Formula, divisions: &mut Vec<(Vec<&'f Formula>, &'f Formula)>) {
    match &formula.kind {
        Kind::Chain { first, rest } => {
            let mut factors = vec![first.as_ref()];
            for (operator, operand) in rest {
                match operator {
                    Arithmetic::Divide => divisions.push((factors.clone(), operand)),
                    _ => factors.push(operand),
                }
            }
        }
        Kind::Lazy { form: Lazy::Divide, arguments } => {
            if let [dividend, divisor, ..] = arguments.as_slice() {
                divisions.push((vec![dividend], divisor));
            }
        }
        _ => {}
    }
    for part in formula.parts() {
        divisions_of(part, divisions);
    }
}

/// True if rows are aggregated for a formula.
fn has_measure(formula: &Formula) -> bool {
    let mut found = false;
    formula.for_each_leaf(&mut |leaf| found |= matches!(leaf, Term::Measure(_) | Term::Metric(_) | Term::Where { .. }));
    found
}
