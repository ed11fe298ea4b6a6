//! The value of the earliest or the latest row.

use tolok_value::{Date, ErrorKind, Value};

use super::nothing;

/// The value of the earliest or the latest row so far.
#[derive(Debug, Clone)]
pub(crate) struct Timed {
    is_latest: bool,
    best: Option<(Date, Value)>,
    /// True if another row of that date has another value.
    is_tied: bool,
}

impl Timed {
    pub(crate) fn earliest() -> Self {
        Self { is_latest: false, best: None, is_tied: false }
    }

    pub(crate) fn latest() -> Self {
        Self { is_latest: true, best: None, is_tied: false }
    }

    pub(crate) fn add(&mut self, date: Date, value: Value) {
        self.take(date, value, false);
    }

    pub(crate) fn merge(&mut self, other: &Timed) {
        if let Some((date, value)) = &other.best {
            self.take(*date, value.clone(), other.is_tied);
        }
    }

    fn take(&mut self, date: Date, value: Value, is_tied: bool) {
        match &self.best {
            Some((known, same)) if *known == date => self.is_tied |= is_tied || *same != value,
            Some((known, _)) if (date > *known) != self.is_latest => {}
            _ => (self.best, self.is_tied) = (Some((date, value)), is_tied),
        }
    }

    pub(crate) fn value(&self) -> Value {
        match &self.best {
            None => nothing(),
            Some((date, _)) if self.is_tied => {
                let which = if self.is_latest { "last" } else { "first" };
                Value::error(ErrorKind::NotAvailable, format!("two rows of {date} have different values, so there is no {which} one"))
            }
            Some((_, value)) => value.clone(),
        }
    }
}
