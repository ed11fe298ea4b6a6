//! Members that the conditions of a whole run ask for and the data does not have: most often slips of the finger.

use std::sync::Arc;

use tolok_plan::{Kind, Place};
use tolok_value::{Comparison, Value, same};

use crate::notice::Notice;
use crate::prepared::{Columns, RowFormula, RowLeaf, ViewPlan};
use crate::range::SourceStates;

/// A member that a condition asks for.
pub(crate) struct Wanted {
    dimension: Arc<str>,
    member: Arc<str>,
    place: Place,
    /// The table of the members that the dimension has.
    table: usize,
}

/// The members that conditions compare a dimension with, as `=` and `in` do.
pub(crate) fn wanted(filters: &[RowFormula], columns: &Columns<'_>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    filters.iter().for_each(|filter| look_for(filter, columns, &mut wanted));
    wanted
}

fn look_for(formula: &RowFormula, columns: &Columns<'_>, wanted: &mut Vec<Wanted>) {
    match &formula.kind {
        Kind::Compare { operator: Comparison::Equal, left, right } => {
            wanted.extend(member(left, right, columns).or_else(|| member(right, left, columns)));
        }
        Kind::Membership { subject, members, negated: false } => {
            wanted.extend(members.iter().filter_map(|other| member(subject, other, columns)));
        }
        _ => formula.parts().into_iter().for_each(|part| look_for(part, columns, wanted)),
    }
}

fn member(subject: &RowFormula, member: &RowFormula, columns: &Columns<'_>) -> Option<Wanted> {
    let (Kind::Leaf(RowLeaf::Column(view)), Kind::Value(Value::Text(name))) = (&subject.kind, &member.kind) else { return None };
    let (ViewPlan::Members { table, .. } | ViewPlan::Groups { table, .. }) = columns.views.get(*view)? else { return None };
    let dimension = columns.tables.get(*table)?;
    Some(Wanted { dimension: Arc::clone(dimension), member: Arc::clone(name), place: member.place, table: *table })
}

/// What is asked for and is in no source.
pub(crate) fn absent(sources: &[SourceStates<'_>]) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    for wanted in sources.iter().flat_map(|source| &source.wanted_members) {
        let is_it = |other: &&Wanted| other.dimension == wanted.dimension && other.member == wanted.member;
        let mut known: Vec<Arc<str>> = Vec::new();
        for source in sources {
            let table = source.wanted_members.iter().find(is_it).and_then(|wanted| source.merged.tables.get(wanted.table));
            // The first is that of the rows that have no member.
            known.extend(table.iter().flat_map(|table| table.members().iter().skip(1)).map(|member| Arc::clone(&member.name)));
        }
        if known.iter().any(|name| same(name, &wanted.member)) {
            continue;
        }
        let (dimension, member) = (Arc::clone(&wanted.dimension), Arc::clone(&wanted.member));
        let notice = Notice::Absent { dimension, member, known, place: wanted.place };
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    notices
}
