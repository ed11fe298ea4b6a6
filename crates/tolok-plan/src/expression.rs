//! Checked expressions: the same operators over whatever leaves a stage has, columns of rows or aggregated measures.

use serde::{Deserialize, Serialize};
use tolok_value::{Arithmetic, Comparison, Logic, ScalarFunction, Value};

use crate::Place;

/// An expression over leaves of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expression<Leaf> {
    /// What it computes.
    pub kind: Kind<Leaf>,
    /// Where it was written.
    pub place: Place,
}

/// What an expression computes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kind<Leaf> {
    /// What the stage at hand looks up.
    Leaf(Leaf),
    /// A constant.
    Value(Value),
    /// `-x`
    Negate(Box<Expression<Leaf>>),
    /// `not x`
    Not(Box<Expression<Leaf>>),
    /// `x%`
    Percent(Box<Expression<Leaf>>),
    /// `a + b - c`, `a * b / c`, `a & b`: operators of one level, from left to right.
    Chain {
        /// The first operand.
        first: Box<Expression<Leaf>>,
        /// The other operands, each with the operator before it.
        rest: Vec<(Arithmetic, Expression<Leaf>)>,
    },
    /// `x ^ 2`
    Power {
        /// What is raised.
        base: Box<Expression<Leaf>>,
        /// To which power.
        exponent: Box<Expression<Leaf>>,
    },
    /// `a and b`, `a or b`
    Logic {
        /// Which of the two.
        operator: Logic,
        /// The operands, from left to right.
        operands: Vec<Expression<Leaf>>,
    },
    /// `a <= b`
    Compare {
        /// How.
        operator: Comparison,
        /// What.
        left: Box<Expression<Leaf>>,
        /// With what.
        right: Box<Expression<Leaf>>,
    },
    /// `x = blank` and `x <> blank`: the comparisons that a blank answers.
    IsBlank {
        /// What is asked.
        subject: Box<Expression<Leaf>>,
        /// True for `<>`.
        negated: bool,
    },
    /// `x in (a, b)`
    Membership {
        /// What is looked for.
        subject: Box<Expression<Leaf>>,
        /// Where it is looked for.
        members: Vec<Expression<Leaf>>,
        /// True for `not in`.
        negated: bool,
    },
    /// A function whose arguments are all computed first.
    Call {
        /// Which function.
        function: ScalarFunction,
        /// Its arguments.
        arguments: Vec<Expression<Leaf>>,
    },
    /// A function that computes only the arguments it needs.
    Lazy {
        /// Which function.
        form: Lazy,
        /// Its arguments.
        arguments: Vec<Expression<Leaf>>,
    },
}

/// The functions that compute only the arguments they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lazy {
    /// `if(condition, then, else)`
    If,
    /// `ifs(condition, value, …)`
    Ifs,
    /// `switch(value, case, result, …, otherwise)`
    Switch,
    /// `iferror(value, otherwise)`
    IfError,
    /// `ifblank(value, otherwise)`
    IfBlank,
    /// `iserror(value)`
    IsError,
    /// `isblank(value)`
    IsBlank,
    /// `coalesce(value, …)`
    Coalesce,
    /// `div(a, b, otherwise)`
    Divide,
}

impl<Leaf> Expression<Leaf> {
    /// A constant.
    pub fn value(value: impl Into<Value>, place: Place) -> Self {
        Self { kind: Kind::Value(value.into()), place }
    }

    /// A leaf.
    pub fn leaf(leaf: Leaf, place: Place) -> Self {
        Self { kind: Kind::Leaf(leaf), place }
    }

    /// Calls `visit` with every leaf, in reading order.
    pub fn for_each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Leaf)) {
        match &self.kind {
            Kind::Leaf(leaf) => visit(leaf),
            _ => self.parts().into_iter().for_each(|part| part.for_each_leaf(visit)),
        }
    }

    /// The same expression over other leaves; nothing where one of them has no counterpart.
    pub fn map_leaves<Other>(self, map: &mut dyn FnMut(Leaf, Place) -> Option<Expression<Other>>) -> Option<Expression<Other>> {
        mapped(self, map)
    }

    /// The expressions it is made of, from left to right.
    pub fn parts(&self) -> Vec<&Expression<Leaf>> {
        match &self.kind {
            Kind::Leaf(_) | Kind::Value(_) => Vec::new(),
            Kind::Negate(operand) | Kind::Not(operand) | Kind::Percent(operand) => vec![operand],
            Kind::IsBlank { subject, .. } => vec![subject],
            Kind::Chain { first, rest } => std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, operand)| operand)).collect(),
            Kind::Power { base, exponent } => vec![base, exponent],
            Kind::Compare { left, right, .. } => vec![left, right],
            Kind::Logic { operands, .. } => operands.iter().collect(),
            Kind::Membership { subject, members, .. } => std::iter::once(subject.as_ref()).chain(members).collect(),
            Kind::Call { arguments, .. } | Kind::Lazy { arguments, .. } => arguments.iter().collect(),
        }
    }
}

fn mapped<A, B>(expression: Expression<A>, map: &mut dyn FnMut(A, Place) -> Option<Expression<B>>) -> Option<Expression<B>> {
    let place = expression.place;
    let boxed =
        |expression: Box<Expression<A>>, map: &mut dyn FnMut(A, Place) -> Option<Expression<B>>| mapped(*expression, map).map(Box::new);
    let kind = match expression.kind {
        Kind::Leaf(leaf) => return map(leaf, place),
        Kind::Value(value) => Kind::Value(value),
        Kind::Negate(operand) => Kind::Negate(boxed(operand, map)?),
        Kind::Not(operand) => Kind::Not(boxed(operand, map)?),
        Kind::Percent(operand) => Kind::Percent(boxed(operand, map)?),
        Kind::Chain { first, rest } => {
            let first = boxed(first, map)?;
            let rest = rest.into_iter().map(|(operator, operand)| Some((operator, mapped(operand, map)?))).collect::<Option<_>>()?;
            Kind::Chain { first, rest }
        }
        Kind::Power { base, exponent } => Kind::Power { base: boxed(base, map)?, exponent: boxed(exponent, map)? },
        Kind::Logic { operator, operands } => Kind::Logic { operator, operands: map_all(operands, map)? },
        Kind::Compare { operator, left, right } => Kind::Compare { operator, left: boxed(left, map)?, right: boxed(right, map)? },
        Kind::IsBlank { subject, negated } => Kind::IsBlank { subject: boxed(subject, map)?, negated },
        Kind::Membership { subject, members, negated } => {
            Kind::Membership { subject: boxed(subject, map)?, members: map_all(members, map)?, negated }
        }
        Kind::Call { function, arguments } => Kind::Call { function, arguments: map_all(arguments, map)? },
        Kind::Lazy { form, arguments } => Kind::Lazy { form, arguments: map_all(arguments, map)? },
    };
    Some(Expression { kind, place })
}

fn map_all<A, B>(expressions: Vec<Expression<A>>, map: &mut dyn FnMut(A, Place) -> Option<Expression<B>>) -> Option<Vec<Expression<B>>> {
    expressions.into_iter().map(|expression| mapped(expression, map)).collect()
}
