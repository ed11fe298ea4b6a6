//! `source name from "file" { … }` and `rates from "file"`.

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, unquoted};
use crate::tree::{Binding, Name, Rates, Source, SourceEntry, SourceEntryKind};

pub(super) fn source(pair: Pair<'_>, lowering: &Lowering<'_>) -> Option<Source> {
    let (mut name, mut file, mut sheet, mut range, mut entries) = (None, None, None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(lowering.name(&part)),
            Rule::text => file = Some(unquoted(&part)),
            Rule::source_sheet => sheet = part.into_inner().next().map(|text| unquoted(&text)),
            Rule::source_range => range = part.into_inner().next().map(|text| unquoted(&text)),
            Rule::source_block => entries = Some(part.into_inner().filter_map(|entry| self::entry(entry, lowering)).collect()),
            _ => {}
        }
    }
    Some(Source { name: name?, file: file?, sheet, range, entries })
}

pub(super) fn rates(pair: Pair<'_>) -> Option<Rates> {
    let file = pair.into_inner().find(|part| part.as_rule() == Rule::text)?;
    Some(Rates { file: unquoted(&file) })
}

fn entry(pair: Pair<'_>, lowering: &Lowering<'_>) -> Option<SourceEntry> {
    let span = lowering.span(&pair);
    let kind = match pair.as_rule() {
        Rule::binding => {
            let mut inner = pair.into_inner().filter(|part| part.as_rule() != Rule::assign);
            let (name, heading) = (inner.next()?, inner.next()?);
            let heading = match heading.as_rule() {
                Rule::text => Name::new(&unquoted(&heading), lowering.span(&heading)),
                _ => lowering.name(&heading),
            };
            SourceEntryKind::Binding(Binding { name: lowering.name(&name), heading })
        }
        Rule::source_locale => SourceEntryKind::Locale(pair.into_inner().next()?.as_str().trim().to_lowercase().into()),
        Rule::source_totals => SourceEntryKind::TotalsKeep(pair.into_inner().next()?.as_str().trim().eq_ignore_ascii_case("keep")),
        _ => return None,
    };
    Some(SourceEntry { kind, span })
}
