//! What a KPI is aimed at.

use std::sync::Arc;

use tolok_value::Comparison;

use crate::Formula;

/// What a KPI is aimed at.
#[derive(Debug, Clone)]
pub struct Target {
    /// The dimension and the member it is for; none for everything.
    pub member: Option<(Arc<str>, Arc<str>)>,
    /// What is good.
    pub good: Bound,
    /// What is nearly good.
    pub warn: Option<Bound>,
}

/// A condition on the KPI's value.
#[derive(Debug, Clone)]
pub enum Bound {
    /// Compared with one value.
    Compare(Comparison, Formula),
    /// Between two, both included.
    Between(Formula, Formula),
}

impl Bound {
    /// The formulas in it.
    pub fn formulas(&self) -> Vec<&Formula> {
        match self {
            Bound::Compare(_, formula) => vec![formula],
            Bound::Between(low, high) => vec![low, high],
        }
    }
}
