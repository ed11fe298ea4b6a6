//! From a flat row of operands and operators to a tree: `or` · `and` · `not` · comparison · `&` · `+ -` · `* /` · sign · `^` · `%`.
//!
//! Every level is a loop, so the depth of the call stack is the number of levels, however long the row is.

use std::iter::Peekable;
use std::vec::IntoIter;

use tolok_value::{Arithmetic, Comparison, Logic};

use crate::lower::Lowering;
use crate::tree::{Expression, ExpressionKind, Span};

/// One element of the flat row.
pub(crate) enum Token {
    Operand(Expression),
    Sign(Sign, Span),
    Percent(Span),
    Logic(Logic),
    Compare(Comparison),
    Arithmetic(Arithmetic),
    Power,
    Membership { members: Vec<Expression>, negated: bool, span: Span },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Minus,
    Plus,
    Not,
}

/// The tree of a row.
pub(crate) fn climb(tokens: Vec<Token>, lowering: &mut Lowering<'_>) -> Expression {
    let mut climber = Climber { tokens: tokens.into_iter().peekable(), lowering };
    let expression = climber.either();
    // Only the list of an `in` can have something left behind it: arithmetic binds tighter than the comparison it belongs to.
    if climber.tokens.peek().is_some() {
        climber.lowering.after_membership(expression.span);
    }
    expression
}

struct Climber<'a, 'text> {
    tokens: Peekable<IntoIter<Token>>,
    lowering: &'a mut Lowering<'text>,
}

impl Climber<'_, '_> {
    fn either(&mut self) -> Expression {
        self.logic(Logic::Or, Self::both)
    }

    fn both(&mut self) -> Expression {
        self.logic(Logic::And, Self::negation)
    }

    fn logic(&mut self, level: Logic, operand: fn(&mut Self) -> Expression) -> Expression {
        let first = operand(self);
        let mut operands = vec![first];
        while self.tokens.next_if(|token| matches!(token, Token::Logic(operator) if *operator == level)).is_some() {
            operands.push(operand(self));
        }
        if operands.len() == 1 {
            return operands.pop().unwrap_or_else(|| self.nothing());
        }
        let span = operands.iter().map(|operand| operand.span).reduce(Span::to).unwrap_or_default();
        Expression { kind: ExpressionKind::Logic { operator: level, operands }, span }
    }

    fn negation(&mut self) -> Expression {
        let mut starts = Vec::new();
        while let Some(Token::Sign(_, span)) = self.tokens.next_if(|token| matches!(token, Token::Sign(Sign::Not, _))) {
            starts.push(span);
        }
        if let Some(limit) = starts.get(crate::limits::MAX_RUN) {
            self.lowering.too_many_in_a_row("`not`", *limit);
            starts.clear();
        }
        let mut operand = self.comparison();
        for start in starts.into_iter().rev() {
            let span = start.to(operand.span);
            operand = Expression { kind: ExpressionKind::Not(Box::new(operand)), span };
        }
        operand
    }

    fn comparison(&mut self) -> Expression {
        let left = self.concatenation();
        let compared = match self.tokens.next_if(|token| matches!(token, Token::Compare(_) | Token::Membership { .. })) {
            Some(Token::Compare(operator)) => {
                let right = self.concatenation();
                let span = left.span.to(right.span);
                Expression { kind: ExpressionKind::Compare { operator, left: Box::new(left), right: Box::new(right) }, span }
            }
            Some(Token::Membership { members, negated, span }) => {
                let span = left.span.to(span);
                Expression { kind: ExpressionKind::Membership { subject: Box::new(left), members, negated }, span }
            }
            _ => return left,
        };
        let mut span = compared.span;
        let mut chained = false;
        while let Some(token) = self.tokens.next_if(|token| matches!(token, Token::Compare(_) | Token::Membership { .. })) {
            chained = true;
            span = match token {
                Token::Membership { span: members, .. } => span.to(members),
                _ => span.to(self.concatenation().span),
            };
        }
        if chained {
            self.lowering.chained_comparison(span);
        }
        compared
    }

    fn concatenation(&mut self) -> Expression {
        self.chain(|operator| operator == Arithmetic::Concat, Self::sum)
    }

    fn sum(&mut self) -> Expression {
        self.chain(|operator| matches!(operator, Arithmetic::Add | Arithmetic::Subtract), Self::product)
    }

    fn product(&mut self) -> Expression {
        self.chain(|operator| matches!(operator, Arithmetic::Multiply | Arithmetic::Divide), Self::signed)
    }

    fn chain(&mut self, level: fn(Arithmetic) -> bool, operand: fn(&mut Self) -> Expression) -> Expression {
        let first = operand(self);
        let mut rest = Vec::new();
        while let Some(Token::Arithmetic(operator)) =
            self.tokens.next_if(|token| matches!(token, Token::Arithmetic(operator) if level(*operator)))
        {
            rest.push((operator, operand(self)));
        }
        match rest.last() {
            None => first,
            Some((_, last)) => {
                let span = first.span.to(last.span);
                Expression { kind: ExpressionKind::Chain { first: Box::new(first), rest }, span }
            }
        }
    }

    /// A value with its signs. A minus before a power is the one place where Excel and paper differ.
    fn signed(&mut self) -> Expression {
        let signs = self.signs();
        let operand = self.power(&signs);
        negated(operand, &signs)
    }

    fn signs(&mut self) -> Vec<(Sign, Span)> {
        let mut signs = Vec::new();
        while let Some(Token::Sign(sign, span)) = self.tokens.next_if(|token| matches!(token, Token::Sign(..))) {
            if sign == Sign::Not {
                self.lowering.not_inside(span);
            }
            signs.push((sign, span));
        }
        signs
    }

    fn power(&mut self, signs: &[(Sign, Span)]) -> Expression {
        let base = self.percent();
        if self.tokens.next_if(|token| matches!(token, Token::Power)).is_none() {
            return base;
        }
        let exponent_signs = self.signs();
        let exponent = self.percent();
        let exponent = negated(exponent, &exponent_signs);
        let mut span = base.span.to(exponent.span);
        let mut chained = false;
        while self.tokens.next_if(|token| matches!(token, Token::Power)).is_some() {
            chained = true;
            self.signs();
            span = span.to(self.percent().span);
        }
        if chained {
            self.lowering.chained_power(span);
        } else if let Some((_, sign)) = signs.iter().find(|(sign, _)| *sign == Sign::Minus) {
            self.lowering.signed_power(sign.to(span), base.span, span);
        }
        Expression { kind: ExpressionKind::Power { base: Box::new(base), exponent: Box::new(exponent) }, span }
    }

    fn percent(&mut self) -> Expression {
        let mut operand = match self.tokens.next_if(|token| matches!(token, Token::Operand(_))) {
            Some(Token::Operand(operand)) => operand,
            _ => self.nothing(),
        };
        while let Some(Token::Percent(sign)) = self.tokens.next_if(|token| matches!(token, Token::Percent(_))) {
            let span = operand.span.to(sign);
            operand = Expression { kind: ExpressionKind::Percent(Box::new(operand)), span };
        }
        operand
    }

    /// What stands in for an operand that the grammar has promised.
    fn nothing(&self) -> Expression {
        Expression { kind: ExpressionKind::Blank, span: Span::default() }
    }
}

fn negated(operand: Expression, signs: &[(Sign, Span)]) -> Expression {
    signs.iter().rev().filter(|(sign, _)| *sign == Sign::Minus).fold(operand, |operand, (_, start)| {
        let span = start.to(operand.span);
        Expression { kind: ExpressionKind::Negate(Box::new(operand)), span }
    })
}
