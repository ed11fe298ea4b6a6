//! Good, warn or bad: how a value stands to its target.

use std::fmt;

use tolok_model::{Bound, Formula, Target};
use tolok_value::{Comparison, Value, ops};

/// How a value stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The target is met.
    Good,
    /// The target is nearly met.
    Warn,
    /// The target is missed.
    Bad,
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(status_text(*self))
    }
}

/// The word for a status.
pub fn status_text(status: Status) -> &'static str {
    match status {
        Status::Good => "good",
        Status::Warn => "warn",
        Status::Bad => "bad",
    }
}

/// The status of a value; nothing where the value or the target's own value is missing.
pub(crate) fn status(value: &Value, target: &Target, compute: &mut dyn FnMut(&Formula) -> Value) -> Option<Status> {
    if holds(value, &target.good, compute)? {
        return Some(Status::Good);
    }
    match &target.warn {
        Some(warn) if holds(value, warn, compute)? => Some(Status::Warn),
        _ => Some(Status::Bad),
    }
}

fn holds(value: &Value, bound: &Bound, compute: &mut dyn FnMut(&Formula) -> Value) -> Option<bool> {
    let truth = |value: Value| match value {
        Value::Bool(truth) => Some(truth),
        _ => None,
    };
    match bound {
        Bound::Compare(comparison, formula) => truth(ops::compare(*comparison, value, &compute(formula))),
        Bound::Between(low, high) => {
            let above = truth(ops::compare(Comparison::GreaterOrEqual, value, &compute(low)))?;
            Some(above && truth(ops::compare(Comparison::LessOrEqual, value, &compute(high)))?)
        }
    }
}
