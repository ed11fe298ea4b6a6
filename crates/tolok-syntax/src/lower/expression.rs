//! Formulas.

use tolok_value::{Arithmetic, Comparison, Logic};

use crate::codes;
use crate::grammar::{Pair, Rule};
use crate::limits::MAX_RUN;
use crate::lower::{Lowering, literal, unquoted};
use crate::precedence::{Sign, Token, climb};
use crate::tree::{Expression, ExpressionKind, Name, Span};

/// The formula among the parts of a pair.
pub(crate) fn formula_in(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Expression> {
    pair.into_inner().find(|part| part.as_rule() == Rule::formula).map(|part| formula(part, lowering))
}

/// A formula.
pub(crate) fn formula(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Expression {
    let span = lowering.span(&pair);
    match pair.into_inner().next() {
        Some(inner) => clause(inner, lowering),
        None => Expression { kind: ExpressionKind::Blank, span },
    }
}

/// An operation with its conditions and groupings.
pub(super) fn clause(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Expression {
    let whole = lowering.span(&pair);
    let mut result = Expression { kind: ExpressionKind::Blank, span: whole };
    for (index, part) in pair.into_inner().enumerate() {
        if index > MAX_RUN {
            lowering.too_many_in_a_row("conditions", whole);
            break;
        }
        let span = result.span.to(lowering.span(&part));
        result = match part.as_rule() {
            Rule::condition => {
                let condition = inner_operation(part, lowering);
                check_condition(&result, &condition, whole, lowering);
                let kind = ExpressionKind::Where { subject: Box::new(result), condition: Box::new(condition) };
                Expression { kind, span }
            }
            Rule::grouping => {
                let keys = part.into_inner().filter(|key| key.as_rule() == Rule::reference).map(|key| lowering.path(key)).collect();
                Expression { kind: ExpressionKind::Per { subject: Box::new(result), keys }, span }
            }
            _ => operation(part, lowering),
        };
    }
    result
}

/// Operands and operators, settled by precedence.
pub(super) fn operation(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Expression {
    let tokens = pair.into_inner().map(|part| token(part, lowering)).collect();
    climb(tokens, lowering)
}

fn inner_operation(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Expression {
    let span = lowering.span(&pair);
    match pair.into_inner().find(|part| part.as_rule() == Rule::operation) {
        Some(part) => operation(part, lowering),
        None => Expression { kind: ExpressionKind::Blank, span },
    }
}

fn token(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Token {
    let span = lowering.span(&pair);
    match pair.as_rule() {
        Rule::prefix => {
            let sign = match pair.into_inner().next().map(|sign| sign.as_rule()) {
                Some(Rule::minus_sign) => Sign::Minus,
                Some(Rule::not_word) => Sign::Not,
                _ => Sign::Plus,
            };
            Token::Sign(sign, span)
        }
        Rule::percent_sign => Token::Percent(span),
        Rule::infix | Rule::arithmetic_infix | Rule::comparison => infix(pair),
        Rule::membership => {
            let negated = pair.clone().into_inner().any(|part| part.as_rule() == Rule::not_word);
            Token::Membership { members: arguments(pair, lowering), negated, span }
        }
        _ => Token::Operand(primary(pair, span, lowering)),
    }
}

fn infix(pair: Pair<'_>) -> Token {
    let mut innermost = pair;
    while let Some(inner) = innermost.clone().into_inner().next() {
        innermost = inner;
    }
    match innermost.as_rule() {
        Rule::or_word => Token::Logic(Logic::Or),
        Rule::and_word => Token::Logic(Logic::And),
        Rule::concat_sign => Token::Arithmetic(Arithmetic::Concat),
        Rule::add_sign => Token::Arithmetic(Arithmetic::Add),
        Rule::subtract_sign => Token::Arithmetic(Arithmetic::Subtract),
        Rule::multiply_sign => Token::Arithmetic(Arithmetic::Multiply),
        Rule::divide_sign => Token::Arithmetic(Arithmetic::Divide),
        Rule::power_sign => Token::Power,
        rule => Token::Compare(comparison_of(rule)),
    }
}

/// The comparison of a `comparison` pair.
pub(super) fn comparison(pair: Pair<'_>) -> Comparison {
    comparison_of(pair.into_inner().next().map_or(Rule::equal, |sign| sign.as_rule()))
}

fn comparison_of(rule: Rule) -> Comparison {
    match rule {
        Rule::not_equal => Comparison::NotEqual,
        Rule::less => Comparison::Less,
        Rule::less_equal => Comparison::LessOrEqual,
        Rule::greater => Comparison::Greater,
        Rule::greater_equal => Comparison::GreaterOrEqual,
        _ => Comparison::Equal,
    }
}

fn primary(pair: Pair<'_>, span: Span, lowering: &mut Lowering<'_>) -> Expression {
    let kind = match pair.as_rule() {
        Rule::number => literal::number(&pair, lowering),
        Rule::text => ExpressionKind::Text(unquoted(&pair)),
        Rule::date => literal::date(&pair, lowering),
        Rule::span => literal::span(pair, lowering),
        Rule::true_word => ExpressionKind::Bool(true),
        Rule::false_word => ExpressionKind::Bool(false),
        Rule::reference => ExpressionKind::Reference(lowering.path(pair)),
        Rule::call => call(pair, lowering),
        Rule::group => match pair.into_inner().find(|part| part.as_rule() == Rule::clause) {
            Some(inner) => ExpressionKind::Group(Box::new(clause(inner, lowering))),
            None => ExpressionKind::Blank,
        },
        _ => ExpressionKind::Blank,
    };
    Expression { kind, span }
}

fn call(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> ExpressionKind {
    // Functions are written in lower case, whoever typed them how.
    let function = pair.clone().into_inner().next().map(|callee| Name::new(&callee.as_str().trim().to_lowercase(), lowering.span(&callee)));
    match function {
        Some(function) => ExpressionKind::Call { function, arguments: arguments(pair, lowering) },
        None => ExpressionKind::Blank,
    }
}

fn arguments(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Vec<Expression> {
    let arguments = pair.into_inner().filter(|part| part.as_rule() == Rule::argument);
    arguments.filter_map(|argument| argument.into_inner().next()).map(|inner| clause(inner, lowering)).collect()
}

/// `spend where channel = "Email" / leads` divides a text: the brackets are missing.
fn check_condition(subject: &Expression, condition: &Expression, whole: Span, lowering: &mut Lowering<'_>) {
    let Some((text, rest)) = text_with_arithmetic(condition) else { return };
    let restricted = lowering.slice(Span::new(subject.span.start, text.end));
    let after = lowering.slice(Span::new(text.end, whole.end.max(text.end)));
    let help = format!("put brackets around it: `({restricted}){after}`");
    let message = "the condition runs to the end of the formula, so this calculates with a text";
    lowering.problem(&codes::CONDITION, rest, message, help);
}

/// The text that a condition calculates with, and the whole calculation.
fn text_with_arithmetic(condition: &Expression) -> Option<(Span, Span)> {
    match &condition.kind {
        ExpressionKind::Chain { first, rest } if !matches!(rest.first(), Some((Arithmetic::Concat, _))) => match first.kind {
            ExpressionKind::Text(_) => Some((first.span, condition.span)),
            _ => text_with_arithmetic(first).map(|(text, _)| (text, condition.span)),
        },
        ExpressionKind::Compare { left, right, .. } => text_with_arithmetic(left).or_else(|| text_with_arithmetic(right)),
        ExpressionKind::Logic { operands, .. } => operands.iter().find_map(text_with_arithmetic),
        ExpressionKind::Not(operand) => text_with_arithmetic(operand),
        _ => None,
    }
}
