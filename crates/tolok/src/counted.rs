//! Whether what a KPI counts is there to be counted: the count of a column that no data has is 0, and says nothing.

use tolok_model::{EntityId, EntityKind, Formula, Term};
use tolok_plan::{Aggregation, Column, Measure};
use tolok_value::{ErrorKind, Value};

use crate::Definitions;

/// How deep metrics of metrics are followed.
const DEEPEST: usize = 32;

impl Definitions {
    /// True for a value of a library's definition that is worth a line: it is known, and no count of what the data has not. `has` tells of an
    /// input, a dimension or a date whether the data has it.
    pub(crate) fn is_told(&self, id: EntityId, value: &Value, has: &dyn Fn(&Column) -> bool) -> bool {
        // Anything else was computed from something.
        let may_count_nothing = match value {
            Value::Number(number) => number.is_zero(),
            Value::Error(error) => error.kind() == ErrorKind::DivisionByZero,
            _ => false,
        };
        self.is_known(id, value) && (!may_count_nothing || self.formula_of(id).is_none_or(|formula| self.counts(formula, has, 0)))
    }

    fn counts(&self, formula: &Formula, has: &dyn Fn(&Column) -> bool, depth: usize) -> bool {
        let mut all = true;
        formula.for_each_leaf(&mut |leaf| {
            all = all
                && match leaf {
                    Term::Measure(measure) => self.model.measures().get(measure.0).is_none_or(|measure| self.has_counted(measure, has)),
                    Term::Metric(id) if depth < DEEPEST => self.formula_of(*id).is_none_or(|formula| self.counts(formula, has, depth + 1)),
                    Term::Where { subject, .. } | Term::Time { subject, .. } | Term::Member { subject, .. } => {
                        self.counts(subject, has, depth + 1)
                    }
                    _ => true,
                };
        });
        all
    }

    /// True unless it is a count that looks at something the data has not.
    fn has_counted(&self, measure: &Measure, has: &dyn Fn(&Column) -> bool) -> bool {
        !matches!(measure.aggregation, Aggregation::Count | Aggregation::CountDistinct) || self.has_all(measure, has)
    }

    fn has_all(&self, measure: &Measure, has: &dyn Fn(&Column) -> bool) -> bool {
        let mut all = true;
        for expression in measure.expressions() {
            expression.for_each_leaf(&mut |column| all = all && self.has_column(column, has));
        }
        all
    }

    fn has_column(&self, column: &Column, has: &dyn Fn(&Column) -> bool) -> bool {
        match column {
            Column::Grouped { measure, keys } => self.has_all(measure, has) && keys.iter().all(|key| self.has_column(key, has)),
            Column::Dimension(_) => has(column) || self.grouped_by(column).is_some_and(|from| has(&from)),
            Column::Input(_) | Column::Time(_) => has(column),
            Column::Source { .. } | Column::Param(_) => true,
        }
    }

    /// The dimension whose members another one groups.
    fn grouped_by(&self, column: &Column) -> Option<Column> {
        match &self.model.entity(self.definition_of(column)?)?.kind {
            EntityKind::Dimension(dimension) => dimension.from.clone().map(Column::Dimension),
            _ => None,
        }
    }

    /// What declares a column.
    pub(crate) fn definition_of(&self, column: &Column) -> Option<EntityId> {
        let (Column::Input(key) | Column::Dimension(key) | Column::Time(key)) = column else { return None };
        let is_it = |id: &EntityId| self.model.column_key(*id).as_ref() == Some(key);
        self.model.find(key).filter(is_it).or_else(|| self.model.entities().map(|(id, _)| id).find(is_it))
    }
}
