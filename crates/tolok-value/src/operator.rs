//! The operators of formulas, as every stage names them.

use serde::{Deserialize, Serialize};

/// The operators that chain from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arithmetic {
    /// `&`
    Concat,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Arithmetic {
    /// As it is written.
    pub fn text(self) -> &'static str {
        match self {
            Arithmetic::Concat => "&",
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        }
    }
}

/// `and`, `or`: three-valued, and decided by the first operand that can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Logic {
    /// True if all are.
    And,
    /// True if one is.
    Or,
}

impl Logic {
    /// As it is written.
    pub fn text(self) -> &'static str {
        match self {
            Logic::And => "and",
            Logic::Or => "or",
        }
    }

    /// The truth that decides without looking further: false for `and`, true for `or`.
    pub fn decisive(self) -> bool {
        self == Logic::Or
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// As it is written.
    pub fn text(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// Whether an ordering is what the comparison asks for.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// assert!(tolok_value::Comparison::LessOrEqual.holds(Ordering::Equal));
    /// ```
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }
}
