//! `target for channel "Email" <= 20, warn <= 30`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, expression, unquoted};
use crate::tree::{Bound, Target, TargetFor};

pub(super) fn target(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Target> {
    let (mut member, mut good, mut warn) = (None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::target_for => {
                let mut inner = part.into_inner();
                let (dimension, text) = (inner.next()?, inner.next()?);
                member = Some(TargetFor { dimension: lowering.name(&dimension), member: unquoted(&text) });
            }
            Rule::bound => good = bound(part, lowering),
            Rule::warn => warn = part.into_inner().next().and_then(|inner| bound(inner, lowering)),
            _ => {}
        }
    }
    Some(Target { member, good: good?, warn })
}

fn bound(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Bound> {
    let mut inner = pair.into_inner();
    let first = inner.next()?;
    if first.as_rule() == Rule::comparison {
        let value = inner.next()?;
        return Some(Bound::Compare(expression::comparison(first), expression::operation(value, lowering)));
    }
    let mut ends = first.into_inner().filter(|part| part.as_rule() == Rule::arithmetic);
    let (low, high) = (ends.next()?, ends.next()?);
    Some(Bound::Between(expression::operation(low, lowering), expression::operation(high, lowering)))
}
