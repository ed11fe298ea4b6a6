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

/// What a target aims at where a value stands: the ends of what is good, as far as they have a value there.
///
/// `<= 40` has a high end alone, `between 2 and 4` has both, and both are the same for `= 3`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Aim {
    /// The least that is good.
    pub low: Option<Value>,
    /// The most that is good.
    pub high: Option<Value>,
}

/// How a value stands to its target, and what the target is.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Judgement {
    /// Nothing where the value or the target's own value is missing.
    pub(crate) status: Option<Status>,
    pub(crate) aim: Aim,
}

pub(crate) fn judgement(value: &Value, target: &Target, compute: &mut dyn FnMut(&Formula) -> Value) -> Judgement {
    let good = Ends::of(&target.good, compute);
    let status = match good.hold(value) {
        Some(true) => Some(Status::Good),
        Some(false) => match target.warn.as_ref().map(|warn| Ends::of(warn, compute).hold(value)) {
            Some(Some(true)) => Some(Status::Warn),
            Some(None) => None,
            Some(Some(false)) | None => Some(Status::Bad),
        },
        None => None,
    };
    Judgement { status, aim: good.aim() }
}

/// A bound with the values of its formulas.
enum Ends {
    Compare(Comparison, Value),
    Between(Value, Value),
}

impl Ends {
    fn of(bound: &Bound, compute: &mut dyn FnMut(&Formula) -> Value) -> Self {
        match bound {
            Bound::Compare(comparison, formula) => Ends::Compare(*comparison, compute(formula)),
            Bound::Between(low, high) => Ends::Between(compute(low), compute(high)),
        }
    }

    fn hold(&self, value: &Value) -> Option<bool> {
        let holds = |comparison: Comparison, end: &Value| match ops::compare(comparison, value, end) {
            Value::Bool(truth) => Some(truth),
            _ => None,
        };
        match self {
            Ends::Compare(comparison, end) => holds(*comparison, end),
            Ends::Between(low, high) => Some(holds(Comparison::GreaterOrEqual, low)? && holds(Comparison::LessOrEqual, high)?),
        }
    }

    fn aim(self) -> Aim {
        let (low, high) = match self {
            Ends::Between(low, high) => (Some(low), Some(high)),
            Ends::Compare(Comparison::Less | Comparison::LessOrEqual, end) => (None, Some(end)),
            Ends::Compare(Comparison::Greater | Comparison::GreaterOrEqual, end) => (Some(end), None),
            Ends::Compare(Comparison::Equal, end) => (Some(end.clone()), Some(end)),
            Ends::Compare(Comparison::NotEqual, _) => (None, None),
        };
        let known = |end: Option<Value>| end.filter(|end| !end.is_blank() && !end.is_error());
        Aim { low: known(low), high: known(high) }
    }
}
