//! Members or periods over tables that stand side by side: `Email` over one and `Radio` over the next, each table with labels of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_xlsx::Address;

use super::heading::{About, Heading, MemberHeading, Over};
use super::lexicon::{Lexicon, Moment};
use super::sheet::{Held, View};

/// The member or period over the table whose labels stand at the place `label`; nothing where the line has anything else over `labels`, or one
/// alone, which is said of all that is below it. Beside a member that is known, what nobody knows is one too.
pub(super) fn read(
    view: View<'_>,
    lexicon: &dyn Lexicon,
    line: u32,
    label: u32,
    labels: &BTreeSet<u32>,
    filled: &BTreeSet<u32>,
) -> Option<Heading> {
    let at = view.address(line, label)?;
    let over: Vec<u32> = filled.iter().copied().filter(|place| view.held(line, *place).is_some()).collect();
    if over.len() < 2 || !over.contains(&label) || !over.iter().all(|place| labels.contains(place)) {
        return None;
    }
    let names: Vec<Name<'_>> = over.iter().map(|place| Name::read(view.held(line, *place)?, lexicon)).collect::<Option<_>>()?;
    let about = about(&names)?;
    let own = over.iter().zip(&names).find(|(place, _)| **place == label).map(|(_, name)| name.heading(at))?;
    let spread = view.spread(line, label);
    let is_merged = spread.end() > spread.start();
    let next = over.into_iter().find(|place| *place > label);
    let last = if is_merged { *spread.end() } else { next.map_or_else(|| filled.last().copied(), |next| next.checked_sub(1))? };
    Some(Heading {
        line,
        about,
        places: (label.saturating_add(1)..=last).map(|place| (place, own.clone())).collect(),
        is_certain: true,
        runs_over_the_year: false,
        is_merged: true,
        set_aside: Vec::new(),
        end: None,
    })
}

/// What the names are all of; nothing where they are of several things.
fn about(names: &[Name<'_>]) -> Option<About> {
    let dimensions: BTreeSet<&Arc<str>> = names.iter().filter_map(Name::dimension).collect();
    let is_period = |name: &Name<'_>| matches!(name, Name::Period(_));
    match dimensions.first() {
        Some(dimension) if dimensions.len() == 1 && !names.iter().any(is_period) => Some(About::Members(Arc::clone(dimension))),
        None if names.iter().any(is_period) && names.iter().all(|name| is_period(name) || matches!(name, Name::Total)) => {
            Some(About::Periods)
        }
        _ => None,
    }
}

/// What stands over a table.
enum Name<'a> {
    Known(Arc<str>, Arc<str>),
    Period(Moment),
    Total,
    Unknown(&'a str),
}

impl<'a> Name<'a> {
    fn read(held: &'a Held, lexicon: &dyn Lexicon) -> Option<Self> {
        let text = match held {
            Held::Date(_, period) => return Some(Name::Period(Moment::Period(*period))),
            Held::Text(text) => text.trim(),
            _ => return None,
        };
        if let Some(moment) = lexicon.moment(text) {
            return Some(Name::Period(moment));
        }
        let (word, name) = text.split_once(':').map_or(("", text), |(word, name)| (word.trim(), name.trim()));
        let said = lexicon.dimension(word).filter(|_| !word.is_empty());
        let mut members = lexicon.members(name).into_iter().filter(|member| said.as_ref().is_none_or(|said| *said == member.dimension));
        if let Some(member) = members.next().filter(|_| members.next().is_none()) {
            return Some(Name::Known(member.dimension, member.name));
        }
        if let Some(dimension) = said {
            return Some(Name::Known(dimension, name.into()));
        }
        match lexicon.is_total(text) {
            true => Some(Name::Total),
            false => (!lexicon.is_axis(text) && lexicon.measures(text).is_empty()).then_some(Name::Unknown(text)),
        }
    }

    fn dimension(&self) -> Option<&Arc<str>> {
        if let Name::Known(dimension, _) = self { Some(dimension) } else { None }
    }

    fn heading(&self, at: Address) -> Over {
        match self {
            Name::Known(_, name) => Over::Member(MemberHeading { name: Arc::clone(name), is_known: true, at }),
            Name::Period(moment) => Over::Moment(*moment, at),
            Name::Total => Over::Total,
            Name::Unknown(text) => Over::Member(MemberHeading { name: (*text).into(), is_known: false, at }),
        }
    }
}
