//! `use std.marketing`, `use "team/shared.kpi"`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, unquoted};
use crate::tree::{Use, UsePath};

pub(super) fn use_definition(pair: Pair<'_>, lowering: &Lowering<'_>) -> Option<Use> {
    let part = pair.into_inner().find(|part| matches!(part.as_rule(), Rule::text | Rule::reference))?;
    let span = lowering.span(&part);
    let path = match part.as_rule() {
        Rule::text => UsePath::File(unquoted(&part)),
        _ => UsePath::Library(lowering.path(part)),
    };
    Some(Use { path, span })
}
