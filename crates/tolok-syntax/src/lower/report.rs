//! `report "title" { … }`.

use tolok_value::Grain;

use crate::codes;
use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, attributes, expression, unquoted};
use crate::tree::{Path, Report, ReportEntry, ReportEntryKind};

pub(super) fn report(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Report> {
    let (mut title, mut entries) = (None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::text => title = Some((unquoted(&part), lowering.span(&part))),
            Rule::report_block => entries = part.into_inner().filter_map(|entry| self::entry(entry, lowering)).collect(),
            _ => {}
        }
    }
    let (title, title_span) = title?;
    Some(Report { title, entries, title_span })
}

fn entry(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<ReportEntry> {
    let span = lowering.span(&pair);
    let kind = match pair.as_rule() {
        Rule::report_kpis => ReportEntryKind::Kpis(paths(pair, lowering)),
        Rule::report_inputs => ReportEntryKind::Inputs(paths(pair, lowering)),
        Rule::report_by => ReportEntryKind::By(paths(pair, lowering)),
        Rule::report_over => ReportEntryKind::Over(Grain::parse(pair.into_inner().next()?.as_str().trim())?),
        Rule::report_sort => {
            let (mut kpi, mut descending) = (None, false);
            for part in pair.into_inner() {
                match part.as_rule() {
                    Rule::minus_sign => descending = true,
                    Rule::reference => kpi = Some(lowering.path(part)),
                    _ => descending = part.as_str().trim().eq_ignore_ascii_case("desc"),
                }
            }
            ReportEntryKind::Sort { kpi: kpi?, descending }
        }
        Rule::report_top => match pair.into_inner().next()?.as_str().trim().parse() {
            Ok(count) => ReportEntryKind::Top(count),
            Err(_) => {
                lowering.problem(&codes::LIMIT, span, "this number of rows is too large", "write a number such as `top 10`");
                return None;
            }
        },
        Rule::report_total => ReportEntryKind::Total,
        Rule::report_where => {
            let condition = pair.into_inner().find(|part| part.as_rule() == Rule::operation)?;
            ReportEntryKind::Where(expression::operation(condition, lowering))
        }
        Rule::label | Rule::description => ReportEntryKind::Attribute(attributes::said(pair, lowering)?),
        _ => return None,
    };
    Some(ReportEntry { kind, span })
}

fn paths(pair: Pair<'_>, lowering: &Lowering<'_>) -> Vec<Path> {
    let lists = pair.into_inner().filter(|part| part.as_rule() == Rule::references);
    lists.flat_map(|list| list.into_inner()).map(|path| lowering.path(path)).collect()
}
