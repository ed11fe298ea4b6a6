//! Inputs given by hand: one row, and the grid that it makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_model::{Definitions, EntityId, EntityKind};
use tolok_plan::{Aggregation, Column, Grid, Leaves, Measure, Place, Plan, RowExpression, evaluate, origin_of};
use tolok_value::{Blank, ErrorKind, Number, Origin, Value, ops};

/// What a person gives: values of inputs, params, metrics, and members of dimensions.
#[derive(Debug, Clone, Default)]
pub struct Given {
    values: BTreeMap<EntityId, Value>,
    columns: BTreeMap<(Arc<str>, Arc<str>), Value>,
}

impl Given {
    /// Nothing given yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a value to a definition; the last one counts.
    pub fn set(&mut self, definition: EntityId, value: Value) {
        self.values.insert(definition, value);
    }

    /// How many definitions have a value.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True if nothing is given.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.columns.is_empty()
    }

    /// Takes in what else is given; the last one counts.
    pub fn extend(&mut self, other: Given) {
        self.values.extend(other.values);
        self.columns.extend(other.columns);
    }

    /// Gives a value to a column of a source: `orders.amount`.
    pub fn set_column(&mut self, source: &str, column: &str, value: Value) {
        self.columns.insert((tolok_value::fold(source).into(), tolok_value::fold(column).into()), value);
    }

    /// What was given to a column of a source.
    pub fn column(&self, source: &str, column: &str) -> Option<&Value> {
        self.columns.get(&(source.into(), tolok_value::fold(column).into()))
    }

    /// What was given to a definition.
    pub fn get(&self, definition: EntityId) -> Option<&Value> {
        self.values.get(&definition)
    }
}

/// The grid that a plan has over the one row a person gave: a single cell.
pub fn answer_by_hand(definitions: &Definitions, plan: &Plan, given: &Given) -> Grid {
    let mut row = Row { definitions, given, measure: "".into() };
    let mut values = Vec::new();
    for measure in &plan.measures {
        row.measure = Arc::clone(&measure.name);
        values.push(row.aggregate(measure));
    }
    Grid::single(values)
}

struct Row<'a> {
    definitions: &'a Definitions,
    given: &'a Given,
    measure: Arc<str>,
}

impl Row<'_> {
    /// An aggregation over one row, or over none where a filter leaves it out.
    fn aggregate(&mut self, measure: &Measure) -> Value {
        match (self.of_the_row(measure), &measure.otherwise) {
            (Value::Blank(_), Some(otherwise)) => otherwise.clone(),
            (value, _) => value,
        }
    }

    fn of_the_row(&mut self, measure: &Measure) -> Value {
        for filter in &measure.filters {
            match evaluate(filter, self) {
                Value::Bool(true) => {}
                error @ Value::Error(_) => return error,
                _ => return over_nothing(measure, "the condition leaves the row out"),
            }
        }
        if let Aggregation::Weighted { weight } = &measure.aggregation {
            return self.weighted(&measure.expression, weight);
        }
        match (evaluate(&measure.expression, self), &measure.aggregation) {
            (error @ Value::Error(_), _) => error,
            (Value::Blank(_), Aggregation::Count | Aggregation::CountDistinct) => Number::ZERO.into(),
            (_, Aggregation::Count | Aggregation::CountDistinct) => Number::ONE.into(),
            (value @ Value::Blank(_), _) => value,
            (value, _) => match &measure.conversion {
                Some(_) => Value::error(ErrorKind::NotAvailable, "there are no exchange rates here: name them with `rates from`"),
                None => value,
            },
        }
    }

    /// Σ(rate · weight) / Σ weight of one row is the rate, unless its weight is missing or zero. A weight that nobody gives
    /// by hand does not matter to one row.
    fn weighted(&mut self, rate: &RowExpression, weight: &RowExpression) -> Value {
        let rate = evaluate(rate, self);
        match evaluate(weight, self) {
            _ if rate.is_error() || rate.is_blank() => rate,
            error @ Value::Error(_) => error,
            Value::Number(number) if number.is_zero() => ops::divide(&Value::from(Number::ZERO), &Value::from(number)),
            _ => rate,
        }
    }

    fn entity(&self, key: &str) -> Option<EntityId> {
        self.definitions.find(key)
    }
}

impl Leaves<Column> for Row<'_> {
    fn leaf(&mut self, leaf: &Column, place: Place) -> Value {
        let missing = |name: &str| Value::Blank(Blank::because(format!("`{name}` has no value")));
        match leaf {
            Column::Input(key) | Column::Dimension(key) | Column::Time(key) => {
                let Some(id) = self.entity(key) else { return missing(key) };
                let name = self.definitions.entity(id).map_or(key.as_ref(), |entity| &entity.name);
                self.given.get(id).filter(|value| !value.is_blank()).cloned().unwrap_or_else(|| missing(name))
            }
            Column::Param(key) => {
                let Some(id) = self.entity(key) else { return missing(key) };
                match (self.given.get(id), self.definitions.entity(id).map(|entity| &entity.kind)) {
                    (Some(value), _) => value.clone(),
                    (None, Some(EntityKind::Param(param))) => constant(&param.value, self.definitions),
                    _ => missing(key),
                }
            }
            Column::Source { source, column } => {
                self.given.column(source, column).cloned().unwrap_or_else(|| missing(&format!("{source}.{column}")))
            }
            Column::Grouped { measure, .. } => {
                let value = self.aggregate(measure);
                match value {
                    Value::Error(error) => Value::Error(error.located(|| self.origin(place), |_| None)),
                    value => value,
                }
            }
        }
    }

    fn origin(&self, place: Place) -> Origin {
        origin_of(&self.measure, self.definitions.file_name(place.file), place)
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.definitions.text_at(place)
    }
}

/// The value that a param has unless a run sets another.
pub fn constant_of(definitions: &Definitions, id: EntityId) -> Option<Value> {
    match &definitions.entity(id)?.kind {
        EntityKind::Param(param) => Some(constant(&param.value, definitions)),
        _ => None,
    }
}

/// The value of a formula that needs nothing.
pub(crate) fn constant(formula: &tolok_model::Formula, definitions: &Definitions) -> Value {
    struct Nothing<'a>(&'a Definitions);
    impl Leaves<tolok_model::Term> for Nothing<'_> {
        fn leaf(&mut self, _: &tolok_model::Term, _: Place) -> Value {
            Value::error(ErrorKind::Value, "this is not a constant")
        }

        fn origin(&self, place: Place) -> Origin {
            origin_of(&"".into(), self.0.file_name(place.file), place)
        }

        fn text(&self, place: Place) -> Option<&str> {
            self.0.text_at(place)
        }
    }
    evaluate(formula, &mut Nothing(definitions))
}

fn over_nothing(measure: &Measure, reason: &str) -> Value {
    match measure.aggregation {
        Aggregation::Count | Aggregation::CountDistinct => Number::ZERO.into(),
        _ => Value::Blank(Blank::because(reason)),
    }
}
