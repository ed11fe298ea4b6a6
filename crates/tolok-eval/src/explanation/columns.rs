//! What a row has: the columns that aggregations and conditions look at, for a row that is given by hand.

use tolok_model::{Entity, EntityKind};
use tolok_plan::{Column, Expression, RowExpression};
use tolok_value::{Blank, Value};

use super::builder::Builder;
use super::{Explanation, Provenance};
use crate::Outcome;
use crate::by_hand::constant;

impl Builder<'_> {
    /// The columns of row expressions, each once, in reading order.
    pub(super) fn columns<'e>(&mut self, expressions: impl IntoIterator<Item = &'e RowExpression>) -> Vec<Explanation> {
        let mut columns: Vec<&Column> = Vec::new();
        for expression in expressions {
            each_column(expression, &mut |column| {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            });
        }
        columns.into_iter().map(|column| self.column(column)).collect()
    }

    fn column(&mut self, column: &Column) -> Explanation {
        let known = match column {
            Column::Input(key) | Column::Dimension(key) | Column::Time(key) | Column::Param(key) => self.definitions.find(key),
            Column::Source { .. } | Column::Grouped { .. } => None,
        };
        let value = match (known, column) {
            (Some(id), _) => self.given.get(id),
            (None, Column::Source { source, column }) => self.given.column(source, column),
            (None, _) => None,
        };
        let entity = known.and_then(|id| self.definitions.entity(id));
        let name = entity.map_or_else(|| self.texts.column(column).into(), |entity| entity.name.clone());
        let (value, provenance) = match (value, entity) {
            (Some(value), Some(Entity { kind: EntityKind::Param(_), .. })) => (value.clone(), Provenance::Given),
            (Some(value), _) if !value.is_blank() => (value.clone(), Provenance::Given),
            (_, Some(entity)) => self.unless_given(entity),
            (_, None) => (Value::Blank(Blank::because(format!("`{name}` has no value"))), Provenance::Missing),
        };
        let outcome = Some(Outcome::from(value));
        Explanation { definition: known, name: Some(name), outcome, ..Explanation::empty(provenance) }
    }

    /// What stands for a definition that nobody gave a value.
    pub(super) fn unless_given(&self, entity: &Entity) -> (Value, Provenance) {
        match &entity.kind {
            EntityKind::Param(param) => (constant(&param.value, self.definitions), Provenance::Own),
            EntityKind::Input(input) => match &input.fill {
                Some(fill) => (constant(fill, self.definitions), Provenance::Fill),
                None => (missing(entity), Provenance::Missing),
            },
            _ => (missing(entity), Provenance::Missing),
        }
    }
}

fn missing(entity: &Entity) -> Value {
    Value::Blank(Blank::because(format!("`{}` has no value", entity.name)))
}

/// Calls `visit` with every column, also with those that a value per key looks at.
fn each_column<'e>(expression: &'e Expression<Column>, visit: &mut dyn FnMut(&'e Column)) {
    expression.for_each_leaf(&mut |column| match column {
        Column::Grouped { measure, keys } => {
            std::iter::once(&measure.expression).chain(&measure.filters).for_each(|part| each_column(part, visit));
            keys.iter().for_each(&mut *visit);
        }
        column => visit(column),
    });
}
