//! Targets as conditions that colour a cell.

use std::sync::Arc;

use tolok_model::{Bound, Entity, Target};
use tolok_report::Tone;

use crate::live::Writer;

/// The conditions under which a cell is good, nearly so, or bad; the first that is true counts. `member` is what the cell is about.
pub(super) fn rules(entity: &Entity, cell: &str, member: Option<(&Arc<str>, &Arc<str>)>, writer: &Writer<'_>) -> Vec<(Tone, String)> {
    let is_own = |target: &&Target| match (&target.member, member) {
        (Some((dimension, name)), Some((asked, member))) => dimension == asked && tolok_value::same(name.trim(), member.trim()),
        _ => false,
    };
    let general = || entity.targets.iter().find(|target| target.member.is_none());
    let Some(target) = entity.targets.iter().find(is_own).or_else(general) else { return Vec::new() };
    let bounds = [(Tone::Good, Some(&target.good)), (Tone::Warn, target.warn.as_ref())];
    let mut rules = Vec::new();
    for (tone, bound) in bounds.into_iter().filter_map(|(tone, bound)| Some((tone, bound?))) {
        // A target that is no formula of the worksheet colours nothing.
        let Some(condition) = condition(bound, cell, writer) else { return Vec::new() };
        rules.push((tone, format!("AND(ISNUMBER({cell}),{condition})")));
    }
    rules.push((Tone::Bad, format!("ISNUMBER({cell})")));
    rules
}

fn condition(bound: &Bound, cell: &str, writer: &Writer<'_>) -> Option<String> {
    let side = |formula| {
        writer.whole(formula, 0).ok().map(|text| if text.contains(['=', '<', '>', '+', '-']) { format!("({text})") } else { text })
    };
    Some(match bound {
        Bound::Compare(comparison, formula) => format!("{cell}{}{}", comparison.text(), side(formula)?),
        Bound::Between(low, high) => format!("{cell}>={},{cell}<={}", side(low)?, side(high)?),
    })
}
