//! `input name: type, rollup, fill value`.

use crate::codes;
use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, attributes, expression};
use crate::tree::{Expression, ExpressionKind, Fill, Input, Name, Rollup, RollupKind, Span, TypeAnnotation};

pub(super) fn input(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Input> {
    let (mut name, mut declared, mut rollups, mut fills, mut said) = (None, None, Vec::new(), Vec::new(), Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(lowering.name(&part)),
            Rule::type_annotation => declared = annotation(part, lowering),
            Rule::rollup => rollups.extend(rollup(part, lowering)),
            Rule::fill => fills.push(fill(part, lowering)),
            Rule::attributes => said = attributes::attributes(part, lowering),
            _ => {}
        }
    }
    if let Some(second) = rollups.get(1).map(|rollup: &Rollup| rollup.span) {
        lowering.problem(&codes::UNEXPECTED, second, "an input rolls up in one way only", "keep one of them");
    }
    if let Some(second) = fills.get(1).map(|fill: &Fill| fill.span) {
        lowering.problem(&codes::UNEXPECTED, second, "an input has one `fill` only", "keep one of them");
    }
    let (rollup, fill) = (rollups.into_iter().next(), fills.into_iter().next());
    Some(Input { name: name?, annotation: declared, rollup, fill, attributes: said })
}

/// `: money[EUR]`.
pub(super) fn annotation(pair: Pair<'_>, lowering: &Lowering<'_>) -> Option<TypeAnnotation> {
    let (mut name, mut currency, mut span) = (None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::type_name => {
                span = Some(lowering.span(&part));
                name = Some(Name::new(&part.as_str().trim().to_lowercase(), lowering.span(&part)));
            }
            Rule::type_currency => {
                span = span.map(|span: Span| span.to(lowering.span(&part)));
                currency = part.into_inner().next().map(|code| code.as_str().trim().to_ascii_uppercase().into());
            }
            _ => {}
        }
    }
    Some(TypeAnnotation { name: name?, currency, span: span? })
}

fn fill(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Fill {
    let span = lowering.span(&pair);
    let value = pair.into_inner().find(|part| part.as_rule() == Rule::arithmetic);
    let value = match value {
        Some(value) => expression::operation(value, lowering),
        None => Expression { kind: ExpressionKind::Blank, span },
    };
    Fill { value, span }
}

fn rollup(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Rollup> {
    let span = lowering.span(&pair);
    let inner = pair.into_inner().next()?;
    let kind = match inner.as_rule() {
        Rule::flow => RollupKind::Flow { overlapping: inner.into_inner().any(|part| part.as_rule() == Rule::overlapping_word) },
        Rule::stock => stock(inner, lowering),
        Rule::rate => {
            let weight = inner.into_inner().find(|part| part.as_rule() == Rule::reference)?;
            RollupKind::Rate { weight: lowering.path(weight) }
        }
        Rule::single => RollupKind::Single,
        _ => RollupKind::Constant,
    };
    Some(Rollup { kind, span })
}

fn stock(pair: Pair<'_>, lowering: &Lowering<'_>) -> RollupKind {
    let (mut keys, mut within_period, mut first) = (Vec::new(), false, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::stock_keys => {
                keys = part.into_inner().filter(|key| key.as_rule() == Rule::name).map(|key| lowering.name(&key)).collect();
            }
            Rule::within_period => within_period = true,
            Rule::first_word => first = true,
            _ => {}
        }
    }
    RollupKind::Stock { keys, within_period, first }
}
