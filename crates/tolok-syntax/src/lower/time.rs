//! `time name: month`.

use tolok_value::Grain;

use crate::grammar::{Pair, Rule};
use crate::lower::Lowering;
use crate::tree::Time;

pub(super) fn time(pair: Pair<'_>, lowering: &Lowering<'_>) -> Option<Time> {
    let (mut name, mut grain) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(lowering.name(&part)),
            Rule::grain => grain = Grain::parse(part.as_str().trim()).map(|grain| (grain, lowering.span(&part))),
            _ => {}
        }
    }
    let (grain, grain_span) = grain?;
    Some(Time { name: name?, grain, grain_span })
}
