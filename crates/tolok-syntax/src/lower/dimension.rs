//! `dimension name from other { … }`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, attributes, unquoted};
use crate::tree::{Dimension, DimensionEntry, DimensionEntryKind};

pub(super) fn dimension(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Dimension> {
    let (mut names, mut entries) = (Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => names.push(lowering.name(&part)),
            Rule::dimension_block => entries = Some(part.into_inner().filter_map(|entry| self::entry(entry, lowering)).collect()),
            _ => {}
        }
    }
    let mut names = names.into_iter();
    Some(Dimension { name: names.next()?, from: names.next(), entries })
}

fn entry(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<DimensionEntry> {
    let span = lowering.span(&pair);
    let kind = match pair.as_rule() {
        Rule::member => {
            let mut inner = pair.into_inner();
            let member = unquoted(&inner.next()?);
            let attributes = inner.filter_map(|part| attributes::said(part, lowering)).collect();
            DimensionEntryKind::Member { member, attributes }
        }
        Rule::member_group => {
            let mut texts = pair.into_inner().filter(|part| part.as_rule() == Rule::text).map(|text| unquoted(&text));
            DimensionEntryKind::Group { group: texts.next()?, members: texts.collect() }
        }
        Rule::attribute => DimensionEntryKind::Attribute(attributes::attribute(pair, lowering)?),
        _ => return None,
    };
    Some(DimensionEntry { kind, span })
}
