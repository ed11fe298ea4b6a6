//! The columns that KPIs look at: inputs, dimensions and dates, in aggregations and conditions at any depth.

use tolok_model::{EntityId, EntityKind, Formula, Rollup, Term};
use tolok_plan::{Column, Kind, Measure, RowExpression};

use super::asked::Held;
use crate::Definitions;

/// How deep metrics of metrics are followed.
const DEEPEST: usize = 32;

impl Definitions {
    /// Adds the columns that a KPI looks at, or that an input needs beside its own.
    pub(super) fn needed_columns(&self, id: EntityId, columns: &mut Vec<Held>) {
        match self.model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Metric(_)) => {
                if let Some(formula) = self.formula_of(id) {
                    self.columns_of(formula, columns, 0);
                }
            }
            // A rate is nothing without what weighs it.
            Some(EntityKind::Input(input)) => {
                if let Some(Rollup::Rate { weight }) = &input.rollup {
                    self.column_of(weight, columns, 0);
                }
            }
            _ => {}
        }
    }

    fn columns_of(&self, formula: &Formula, columns: &mut Vec<Held>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        formula.for_each_leaf(&mut |leaf| match leaf {
            Term::Measure(measure) => {
                if let Some(measure) = self.model.measures().get(measure.0) {
                    self.columns_of_measure(measure, columns, depth);
                }
            }
            Term::Metric(id) => {
                if let Some(formula) = self.formula_of(*id) {
                    self.columns_of(formula, columns, depth + 1);
                }
            }
            Term::Where { subject, condition } => {
                self.columns_of(subject, columns, depth + 1);
                if let Some(condition) = self.model.condition(*condition) {
                    self.columns_of_row(condition, columns, depth);
                }
            }
            Term::Time { subject, .. } | Term::Member { subject, .. } | Term::Convert { subject, .. } => {
                self.columns_of(subject, columns, depth + 1);
            }
            _ => {}
        });
    }

    fn columns_of_measure(&self, measure: &Measure, columns: &mut Vec<Held>, depth: usize) {
        measure.expressions().for_each(|expression| self.columns_of_row(expression, columns, depth));
    }

    fn columns_of_row(&self, expression: &RowExpression, columns: &mut Vec<Held>, depth: usize) {
        expression.for_each_leaf(&mut |column| self.column_of(column, columns, depth));
    }

    fn column_of(&self, column: &Column, columns: &mut Vec<Held>, depth: usize) {
        match column {
            Column::Grouped { measure, keys } if depth <= DEEPEST => {
                self.columns_of_measure(measure, columns, depth + 1);
                keys.iter().for_each(|key| self.column_of(key, columns, depth + 1));
            }
            Column::Input(_) | Column::Dimension(_) | Column::Time(_) => {
                if let Some(id) = self.definition_of(column) {
                    self.add_column_of(id, columns);
                }
            }
            _ => {}
        }
    }
}

/// True for a formula that is a single input or aggregation, which a row shows already.
pub(super) fn is_bare(formula: &Formula) -> bool {
    matches!(&formula.kind, Kind::Leaf(Term::Measure(_)))
}
