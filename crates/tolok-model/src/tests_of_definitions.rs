//! The `test` blocks of a file, checked.

use std::sync::Arc;

use tolok_plan::Place;

use crate::{EntityId, Formula};

/// One `test`.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its title.
    pub title: Arc<str>,
    /// Where the title stands.
    pub place: Place,
    /// What is given.
    pub given: Vec<GivenValue>,
    /// What has to come out.
    pub expected: Vec<Expected>,
}

/// A value that a test gives.
#[derive(Debug, Clone)]
pub struct GivenValue {
    /// To what.
    pub definition: EntityId,
    /// The value, a constant.
    pub value: Formula,
}

/// What has to come out.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The whole condition.
    pub condition: Formula,
    /// The two sides, where the condition is an equality.
    pub sides: Option<(Formula, Formula)>,
    /// How far the two sides may be apart.
    pub within: Option<Formula>,
    /// As it is written canonically.
    pub text: Arc<str>,
    /// Where it stands.
    pub place: Place,
}
