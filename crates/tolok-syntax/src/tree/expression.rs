//! Formulas.

use std::sync::Arc;

use tolok_value::{Arithmetic, Comparison, Date, Logic, Number, NumberError, Period};

use crate::tree::{Name, Path, Span};

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it says.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// What a formula says. Operators of one level stand in a chain, so that long sums are flat.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// `1_000.50`, with the spelling to keep.
    Number {
        /// The exact value, or why there is none.
        value: Result<Number, NumberError>,
        /// As it was written.
        spelling: Arc<str>,
    },
    /// `"Email"`.
    Text(Arc<str>),
    /// `true`, `false`.
    Bool(bool),
    /// `blank`.
    Blank,
    /// `@2026-01-31`.
    Date(Date),
    /// `@2026-01`, `@2026-Q1`, `@2026-W05`, `@2026`.
    Period(Period),
    /// `3 months`.
    Span(tolok_value::Span),
    /// `spend`, `orders.amount`.
    Reference(Path),
    /// `round(x, 2)`.
    Call {
        /// The function's name.
        function: Name,
        /// What stands in the brackets.
        arguments: Vec<Expression>,
    },
    /// `-x`.
    Negate(Box<Expression>),
    /// `not x`.
    Not(Box<Expression>),
    /// `x%`.
    Percent(Box<Expression>),
    /// `a + b - c`, `a * b / c`, `a & b`: operators of one level, from left to right.
    Chain {
        /// The first operand.
        first: Box<Expression>,
        /// The other operands, each with the operator before it.
        rest: Vec<(Arithmetic, Expression)>,
    },
    /// `x ^ 2`.
    Power {
        /// What is raised.
        base: Box<Expression>,
        /// To which power.
        exponent: Box<Expression>,
    },
    /// `a and b and c`, `a or b`.
    Logic {
        /// Which of the two.
        operator: Logic,
        /// At least two operands.
        operands: Vec<Expression>,
    },
    /// `a <= b`.
    Compare {
        /// How.
        operator: Comparison,
        /// What.
        left: Box<Expression>,
        /// With what.
        right: Box<Expression>,
    },
    /// `x in ("a", "b")`, `x not in (…)`.
    Membership {
        /// What is looked for.
        subject: Box<Expression>,
        /// Where it is looked for.
        members: Vec<Expression>,
        /// True for `not in`.
        negated: bool,
    },
    /// `m where condition`.
    Where {
        /// What is restricted.
        subject: Box<Expression>,
        /// To which rows.
        condition: Box<Expression>,
    },
    /// `m per key`.
    Per {
        /// What is computed for each key.
        subject: Box<Expression>,
        /// The keys.
        keys: Vec<Path>,
    },
    /// `(x)`: the brackets a person wrote are kept.
    Group(Box<Expression>),
}

impl Expression {
    /// The expression without the brackets around it.
    pub fn inner(&self) -> &Expression {
        let mut expression = self;
        while let ExpressionKind::Group(inner) = &expression.kind {
            expression = inner;
        }
        expression
    }
}

impl Expression {
    /// The expressions it is made of, from left to right.
    pub fn parts(&self) -> Vec<&Expression> {
        match &self.kind {
            ExpressionKind::Call { arguments, .. } => arguments.iter().collect(),
            ExpressionKind::Negate(operand)
            | ExpressionKind::Not(operand)
            | ExpressionKind::Percent(operand)
            | ExpressionKind::Group(operand) => {
                vec![operand]
            }
            ExpressionKind::Chain { first, rest } => {
                std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, operand)| operand)).collect()
            }
            ExpressionKind::Power { base, exponent } => vec![base, exponent],
            ExpressionKind::Logic { operands, .. } => operands.iter().collect(),
            ExpressionKind::Compare { left, right, .. } => vec![left, right],
            ExpressionKind::Membership { subject, members, .. } => std::iter::once(subject.as_ref()).chain(members).collect(),
            ExpressionKind::Where { subject, condition } => vec![subject, condition],
            ExpressionKind::Per { subject, .. } => vec![subject],
            _ => Vec::new(),
        }
    }
}
