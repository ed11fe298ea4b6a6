//! Measures that look at other rows while they compute one: `sum(amount where (count(id) per customer) > 1)`. They keep their rows, and
//! are computed anew for each cell over the rows that belong to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_plan::{Leaves, Measure, Place, Plan, evaluate, origin_of};
use tolok_value::{Date, Origin, Value};

use crate::conversion::{Rates, converted};
use crate::execute::Request;
use crate::prepared::{Columns, Prepared, RowLeaf};
use crate::source::Texts;
use crate::state::{DistinctKey, RowFacts, State};

/// A row that is kept.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) row: u64,
    pub(crate) date: Option<Date>,
    /// The value of each view.
    pub(crate) values: Vec<Value>,
}

/// What the rows of a measure are computed with.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) texts: &'a dyn Texts,
    pub(crate) rates: Option<&'a Rates>,
    pub(crate) has_dates: bool,
}

/// A measure of which a person gave everything: over one row without members and without a date.
pub(crate) fn of_one_row(measure: &Measure, request: &Request<'_>) -> Value {
    let (source, plan) = (crate::source::Source::nothing(), Plan::default());
    let mut columns = Columns::new(&source, &plan, request.given);
    let prepared = columns.prepare(measure);
    let record = Record { row: 0, date: None, values: Vec::new() };
    let surroundings = Surroundings { texts: request.texts, rates: request.rates, has_dates: false };
    let value = aggregate(&prepared, &[&record], surroundings).value();
    match (value, &measure.otherwise) {
        (Value::Blank(_), Some(otherwise)) => otherwise.clone(),
        (value, _) => value,
    }
}

/// What is kept of some rows.
pub(crate) fn aggregate(prepared: &Prepared<'_>, records: &[&Record], surroundings: Surroundings<'_>) -> State {
    let mut state = State::new(&prepared.measure.aggregation);
    let mut keys = KeyNumbers::default();
    let mut row = RecordRow { prepared, records, surroundings, record: None, groups: prepared.grouped.iter().map(|_| None).collect() };
    'rows: for record in records {
        row.record = Some(record);
        let mut failure = None;
        for filter in &prepared.filters {
            match evaluate(filter, &mut row) {
                Value::Bool(true) => {}
                error @ Value::Error(_) => failure = failure.or(Some(error)),
                _ => continue 'rows,
            }
        }
        if let Some(error) = failure {
            state.fail(record.row, error);
            continue;
        }
        let mut value = evaluate(&prepared.expression, &mut row);
        if let Some(conversion) = &prepared.measure.conversion {
            value = converted(value, conversion, record.date, surroundings.rates, &prepared.measure.name);
        }
        let weight = prepared.weight.as_ref().map(|weight| evaluate(weight, &mut row));
        let key: Vec<u32> = prepared.keys.iter().map(|view| keys.number(record.values.get(*view))).collect();
        let facts = RowFacts { row: record.row, date: record.date, has_dates: surroundings.has_dates, key: &key, weight: weight.as_ref() };
        state.add(facts, value);
    }
    state
}

/// Numbers for the keys of stocks.
#[derive(Default)]
struct KeyNumbers(BTreeMap<DistinctKey, u32>);

impl KeyNumbers {
    fn number(&mut self, value: Option<&Value>) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(value.map_or(DistinctKey::Blank, DistinctKey::of)).or_insert(next)
    }
}

/// The value of a nested measure for each of its keys.
type Groups = BTreeMap<Vec<DistinctKey>, Value>;

/// One record among the others.
struct RecordRow<'a, 'p> {
    prepared: &'a Prepared<'p>,
    records: &'a [&'a Record],
    surroundings: Surroundings<'a>,
    record: Option<&'a Record>,
    /// The values of the nested measures, once one of them was asked for.
    groups: Vec<Option<Groups>>,
}

impl RecordRow<'_, '_> {
    fn grouped(&mut self, place: usize) -> Value {
        let (Some(grouped), Some(record)) = (self.prepared.grouped.get(place), self.record) else { return Value::BLANK };
        let key = |record: &Record| -> Vec<DistinctKey> { grouped.keys.iter().map(|leaf| DistinctKey::of(&value(leaf, record))).collect() };
        if self.groups.get(place).is_some_and(Option::is_none) {
            let mut members: BTreeMap<Vec<DistinctKey>, Vec<&Record>> = BTreeMap::new();
            for record in self.records {
                members.entry(key(record)).or_default().push(record);
            }
            let values = members.into_iter().map(|(key, records)| {
                let value = aggregate(&grouped.measure, &records, self.surroundings).value();
                (key, value)
            });
            let values: Groups = values.collect();
            if let Some(groups) = self.groups.get_mut(place) {
                *groups = Some(values);
            }
        }
        let groups = self.groups.get(place).and_then(Option::as_ref);
        groups.and_then(|groups| groups.get(&key(record))).cloned().unwrap_or(Value::BLANK)
    }
}

fn value(leaf: &RowLeaf, record: &Record) -> Value {
    match leaf {
        RowLeaf::Column(view) => record.values.get(*view).cloned().unwrap_or(Value::BLANK),
        RowLeaf::Value(value) => value.clone(),
        RowLeaf::Grouped(_) => Value::BLANK,
    }
}

impl Leaves<RowLeaf> for RecordRow<'_, '_> {
    fn leaf(&mut self, leaf: &RowLeaf, _: Place) -> Value {
        match (leaf, self.record) {
            (RowLeaf::Grouped(place), _) => self.grouped(*place),
            (leaf, Some(record)) => value(leaf, record),
            _ => Value::BLANK,
        }
    }

    fn origin(&self, place: Place) -> Origin {
        let name: &Arc<str> = &self.prepared.measure.name;
        origin_of(name, self.surroundings.texts.file_name(place.file), place)
    }

    fn text(&self, place: Place) -> Option<&str> {
        self.surroundings.texts.text(place)
    }
}
