//! `param name = value`.

use crate::grammar::Pair;
use crate::lower::{Lowering, metric};
use crate::tree::Param;

pub(super) fn param(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Param> {
    let read = metric::metric(pair, lowering)?;
    Some(Param {
        overrides: read.overrides,
        name: read.name,
        annotation: read.annotation,
        value: read.formula,
        attributes: read.attributes,
    })
}
