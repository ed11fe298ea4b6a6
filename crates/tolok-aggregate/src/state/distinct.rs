//! Which different values there are.

use std::collections::BTreeSet;

use tolok_value::{Date, Number, Value, fold};

/// The different values of some rows: texts are the same without regard to case and to spaces around them, as members are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Distinct(BTreeSet<DistinctKey>);

/// What a value is the same as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DistinctKey {
    Blank,
    Number(Number),
    Text(Box<str>),
    Bool(bool),
    Date(Date),
    Error(&'static str),
}

impl DistinctKey {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Number(number) => DistinctKey::Number(*number),
            Value::Text(text) => DistinctKey::Text(fold(text.trim()).into()),
            Value::Bool(truth) => DistinctKey::Bool(*truth),
            Value::Date(date) => DistinctKey::Date(*date),
            Value::Blank(_) => DistinctKey::Blank,
            Value::Error(error) => DistinctKey::Error(error.kind().text()),
        }
    }
}

impl Distinct {
    pub(crate) fn add(&mut self, value: &Value) {
        self.0.insert(DistinctKey::of(value));
    }

    pub(crate) fn merge(&mut self, other: &Distinct) {
        self.0.extend(other.0.iter().cloned());
    }

    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }
}
