//! Which different values there are.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tolok_value::{Date, Number, Value, fold};

/// The different values of some rows: texts are the same without regard to case and to spaces around them, as members are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Distinct {
    /// The numbers of values, where [`crate::different::Different`] gave them some.
    numbers: FxHashSet<u32>,
    /// Values without a number.
    keys: BTreeSet<DistinctKey>,
}

/// What a value is the same as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        self.keys.insert(DistinctKey::of(value));
    }

    pub(crate) fn add_number(&mut self, number: u32) {
        self.numbers.insert(number);
    }

    pub(crate) fn merge(&mut self, other: &Distinct) {
        self.numbers.extend(&other.numbers);
        self.keys.extend(other.keys.iter().cloned());
    }

    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.numbers.len().saturating_add(self.keys.len())).unwrap_or(u64::MAX)
    }

    /// The same under other numbers of the values.
    pub(crate) fn renumbered(&self, numbers: &[u32]) -> Self {
        let number = |own: &u32| numbers.get(*own as usize).copied().unwrap_or(*own);
        Self { numbers: self.numbers.iter().map(number).collect(), keys: self.keys.clone() }
    }
}
