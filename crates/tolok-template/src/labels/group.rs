//! Members over tables that stand side by side: `Email` over one and `Radio` over the next, each table with labels of its own.

use std::collections::BTreeSet;

use super::heading::{About, Heading, MemberHeading, Over};
use super::lexicon::Lexicon;
use super::sheet::View;

/// The member over the table whose labels stand at the place `label`; nothing where the line has anything else than members over `labels`, or
/// one alone, which is said of all that is below it.
pub(super) fn read(
    view: View<'_>,
    lexicon: &dyn Lexicon,
    line: u32,
    label: u32,
    labels: &BTreeSet<u32>,
    filled: &BTreeSet<u32>,
) -> Option<Heading> {
    let member = lexicon.only_member(view.text(line, label)?)?;
    let at = view.address(line, label)?;
    let over: Vec<u32> = filled.iter().copied().filter(|place| view.held(line, *place).is_some()).collect();
    let is_like = |place: &u32| {
        let other = view.text(line, *place).and_then(|text| lexicon.only_member(text));
        labels.contains(place) && other.is_some_and(|other| other.dimension == member.dimension)
    };
    if over.len() < 2 || !over.iter().all(is_like) {
        return None;
    }
    let spread = view.spread(line, label);
    let is_merged = spread.end() > spread.start();
    let next = over.into_iter().find(|place| *place > label);
    let last = if is_merged { *spread.end() } else { next.map_or_else(|| filled.last().copied(), |next| next.checked_sub(1))? };
    let heading = Over::Member(MemberHeading::known(&member, at));
    let places = (label.saturating_add(1)..=last).map(|place| (place, heading.clone())).collect();
    Some(Heading {
        line,
        about: About::Members(member.dimension),
        places,
        is_certain: true,
        runs_over_the_year: false,
        is_merged: true,
        set_aside: Vec::new(),
    })
}
