//! One part of a formula: what it is worth and what type it has.

use tolok_plan::{Expression, Kind, Lazy};
use tolok_syntax::tree::{self, ExpressionKind};
use tolok_value::{Logic, Value};

use super::{Checker, Context, Part};
use crate::linearity::Linearity;
use crate::{Quantity, Type, codes};

impl Checker<'_> {
    /// Checks a part of a formula.
    pub(crate) fn part(&mut self, expression: &tree::Expression, context: &Context<'_>) -> Part {
        let place = self.place(context.file, expression.span);
        if !self.has_room(context, expression.span) {
            return Part::unknown(place);
        }
        let in_product = context.in_product;
        let context = &Context { depth: context.depth + 1, in_product: false, ..*context };
        let constant = |value: Value, ty: Type| Part::new(Expression::value(value, place), ty, Linearity::Constant);
        match &expression.kind {
            ExpressionKind::Number { value, .. } => constant(Value::from(*value), Type::PLAIN),
            ExpressionKind::Text(text) => constant(Value::Text(text.clone()), Type::Text),
            ExpressionKind::Bool(truth) => constant(Value::Bool(*truth), Type::Bool),
            ExpressionKind::Blank => constant(Value::BLANK, Type::Unknown),
            ExpressionKind::Date(date) => constant(Value::Date(*date), Type::Date),
            ExpressionKind::Period(period) => {
                let help = format!("compare a date with its first and last day: `date >= @{}`", period.first_day());
                self.misplaced(context, expression, "a period is not a value", &help)
            }
            ExpressionKind::Span(_) => {
                self.misplaced(context, expression, "a span of time is not a value", "spans stand in functions such as `prev(m, 3 months)`")
            }
            ExpressionKind::Reference(path) => self.reference(path, context),
            ExpressionKind::Call { function, arguments } => self.call(function, arguments, expression.span, context),
            ExpressionKind::Negate(operand) => {
                let part = self.part(operand, context);
                self.expect_number(&part, operand, context, "a sign stands before");
                let kind = Kind::Negate(Box::new(part.formula));
                Part::new(Expression { kind, place }, part.ty, part.linearity)
            }
            ExpressionKind::Not(operand) => {
                let part = self.part(operand, context);
                self.expect_condition(&part, operand, context);
                Part::new(Expression { kind: Kind::Not(Box::new(part.formula)), place }, Type::Bool, part.linearity)
            }
            ExpressionKind::Percent(operand) => {
                let part = self.part(operand, context);
                self.expect_number(&part, operand, context, "`%` stands after");
                Part::new(Expression { kind: Kind::Percent(Box::new(part.formula)), place }, part.ty, part.linearity)
            }
            ExpressionKind::Chain { first, rest } => self.chain(first, rest, expression.span, &Context { in_product, ..*context }),
            ExpressionKind::Power { base, exponent } => self.power(base, exponent, expression.span, context),
            ExpressionKind::Logic { operator, operands } => {
                let parts: Vec<Part> = operands.iter().map(|operand| self.condition_part(operand, context)).collect();
                logic(*operator, parts, place)
            }
            ExpressionKind::Compare { operator, left, right } => self.comparison(*operator, left, right, expression.span, context),
            ExpressionKind::Membership { subject, members, negated } => {
                let subject_part = self.part(subject, context);
                let mut formulas = Vec::new();
                for member in members {
                    let part = self.part(member, context);
                    self.expect_comparable(&subject_part, &part, subject.span.to(member.span), context);
                    formulas.push(self.as_member_of(part.formula, &subject_part.formula));
                }
                let kind = Kind::Membership { subject: Box::new(subject_part.formula), members: formulas, negated: *negated };
                Part::new(Expression { kind, place }, Type::Bool, subject_part.linearity)
            }
            ExpressionKind::Where { subject, condition } => self.restricted(subject, condition, expression.span, context),
            ExpressionKind::Per { subject, keys } => self.grouped(subject, keys, expression.span, context),
            ExpressionKind::Group(inner) => self.part(inner, &Context { in_product, ..*context }),
        }
    }

    /// Checks an operand that has to be true or false.
    pub(crate) fn condition_part(&mut self, operand: &tree::Expression, context: &Context<'_>) -> Part {
        let part = self.part(operand, context);
        self.expect_condition(&part, operand, context);
        part
    }

    pub(super) fn expect_number(&mut self, part: &Part, written: &tree::Expression, context: &Context<'_>, what: &str) {
        if !matches!(part.ty, Type::Number(_) | Type::Unknown) {
            let message = format!("{what} a number, but this is {}", part.ty.words());
            self.report(&codes::KINDS, context.file, written.span.range(), message, "`value(…)` reads a number out of a text");
        }
    }

    pub(super) fn expect_condition(&mut self, part: &Part, written: &tree::Expression, context: &Context<'_>) {
        if !matches!(part.ty, Type::Bool | Type::Unknown) {
            let message = format!("a condition is true or false, but this is {}", part.ty.words());
            self.report(&codes::KINDS, context.file, written.span.range(), message, "compare it, as in `x > 0`");
        }
    }

    pub(super) fn misplaced(&mut self, context: &Context<'_>, expression: &tree::Expression, message: &str, help: &str) -> Part {
        self.report(&codes::MISPLACED, context.file, expression.span.range(), message, help);
        Part::unknown(self.place(context.file, expression.span))
    }
}

/// `and` or `or` of conditions.
pub(super) fn logic(operator: Logic, parts: Vec<Part>, place: tolok_plan::Place) -> Part {
    let linearity = parts.iter().map(|part| part.linearity).fold(Linearity::Constant, Linearity::joined);
    let operands = parts.into_iter().map(|part| part.formula).collect();
    Part::new(Expression { kind: Kind::Logic { operator, operands }, place }, Type::Bool, linearity)
}

/// A row's value where a condition holds, and blank where it does not.
pub(super) fn only_where(subject: Part, condition: Part, place: tolok_plan::Place) -> Part {
    let otherwise = Expression::value(Value::BLANK, place);
    let kind = Kind::Lazy { form: Lazy::If, arguments: vec![condition.formula, subject.formula, otherwise] };
    Part::new(Expression { kind, place }, subject.ty, subject.linearity)
}

/// The quantity of a part, a plain number where it is not known.
pub(super) fn quantity(part: &Part) -> Quantity {
    part.ty.quantity().cloned().unwrap_or(Quantity::Plain)
}
