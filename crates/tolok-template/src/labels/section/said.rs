//! What single rows of a sheet say about everything below them.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_xlsx::Address;

use super::super::heading::MemberHeading;
use super::super::lexicon::{Aside, Lexicon, Moment};
use super::super::sheet::Held;
use super::{Said, Section, title, year_of};

/// What a cell says that stands by itself.
pub(super) fn said(held: &Held, at: Option<Address>, lexicon: &dyn Lexicon) -> Option<Said> {
    let of_moment = |moment: Moment, stands_alone: bool| Said {
        stands_alone,
        ..Said::of(Section { moment: Some((moment, at)), ..Section::default() })
    };
    let text = match held {
        Held::Date(_, period) => return Some(of_moment(Moment::Period(*period), false)),
        Held::Number(number) => {
            return lexicon.moment(&number.to_string()).filter(|moment| year_of(*moment).is_some()).map(|moment| of_moment(moment, false));
        }
        Held::Text(text) => text.trim(),
        _ => return None,
    };
    if let Some(moment) = lexicon.moment(text) {
        return Some(of_moment(moment, false));
    }
    if lexicon.is_value(text) {
        return Some(Said::default());
    }
    if lexicon.is_total(text) {
        return Some(Said { clears_members: true, ..Said::default() });
    }
    if matches!(lexicon.aside(text), Some(Aside::Plan | Aside::OtherPeriod | Aside::Change | Aside::Share)) {
        let section = Section { unread: Some(text.into()), ..Section::default() };
        return Some(Said { is_aside: true, stands_alone: true, ..Said::of(section) });
    }
    let (word, name) = match text.split_once(':') {
        Some((before, after)) => (before.trim(), after.trim()),
        None => ("", text),
    };
    if let Some(moment) = lexicon.moment(name).filter(|_| lexicon.is_time(word)) {
        return Some(of_moment(moment, true));
    }
    let dimension = lexicon.dimension(word).filter(|_| !word.is_empty());
    let mut known = lexicon.members(name).into_iter().filter(|member| dimension.as_ref().is_none_or(|said| *said == member.dimension));
    let member = known.next().filter(|_| known.next().is_none());
    let at_or_first = at.unwrap_or(Address::A1);
    let member = match (member, &dimension) {
        (Some(member), _) => Some((member.dimension, MemberHeading { name: member.name, is_known: true, at: at_or_first })),
        (None, Some(dimension)) if !name.is_empty() => {
            Some((Arc::clone(dimension), MemberHeading { name: name.into(), is_known: false, at: at_or_first }))
        }
        _ => None,
    };
    if let Some(member) = member {
        let section = Section { members: BTreeMap::from([member]), ..Section::default() };
        return Some(Said { stands_alone: dimension.is_some(), ..Said::of(section) });
    }
    title::read(text, at, lexicon)
}

/// A heading that says nothing that anybody understands.
pub(super) fn unread(held: &Held, lexicon: &dyn Lexicon) -> Option<Said> {
    /// A heading has few words; a note below a table has more.
    const MOST_WORDS: usize = 6;
    let Held::Text(text) = held else { return None };
    let text = text.trim();
    if text.ends_with('.') || text.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    if lexicon.is_axis(text) || !lexicon.measures(text).is_empty() {
        return None;
    }
    let section = Section { unread: Some(text.into()), ..Section::default() };
    Some(Said { stands_alone: true, ..Said::of(section) })
}

/// What a word and the cell beside it say: `Month` and one month, `Channel` and one member.
pub(super) fn beside(word: &str, at: Address, held: &Held, lexicon: &dyn Lexicon) -> Option<Said> {
    let word = word.trim().trim_end_matches(':').trim_end();
    let found = said(held, Some(at), lexicon)?;
    let is_time = lexicon.is_time(word);
    let moment = found.section.moment.filter(|_| is_time);
    let unclear = found.section.unclear.filter(|_| is_time);
    let title_year = found.section.title_year.filter(|_| is_time);
    let dimension = lexicon.dimension(word);
    let members: BTreeMap<Arc<str>, MemberHeading> =
        found.section.members.into_iter().filter(|(key, _)| dimension.as_ref() == Some(key)).collect();
    let is_weak = moment.is_some() && found.section.is_weak;
    let says_time = moment.is_some() || unclear.is_some() || title_year.is_some();
    let section = Section { members, moment, unclear, title_year, is_weak, ..Section::default() };
    (says_time || !section.members.is_empty()).then_some(Said { stands_alone: true, ..Said::of(section) })
}

/// What a title and the cell beside it say: `Marketing report`, `July 2026`. Members and names are of a table.
pub(super) fn titled(word: &str, at: Address, held: &Held, lexicon: &dyn Lexicon) -> Option<Said> {
    let word = word.trim();
    let is_label = lexicon.is_axis(word) || lexicon.is_total(word) || lexicon.moment(word).is_some() || !lexicon.members(word).is_empty();
    if is_label || matches!(held, Held::Number(number) if !YEARS.contains(number)) {
        return None;
    }
    // What says a time or a member itself is more than a title.
    let says_member =
        || word.contains(':') && said(&Held::Text(word.into()), None, lexicon).is_some_and(|said| !said.section.members.is_empty());
    let is_more = |said: Said| said.section.unclear.is_some() || said.section.moment.is_some();
    if title::read(word, None, lexicon).is_some_and(is_more) || says_member() {
        return None;
    }
    let Section { moment, unclear, title_year, .. } = said(held, Some(at), lexicon)?.section;
    let says_time = moment.is_some() || unclear.is_some() || title_year.is_some();
    let section = Section { moment, unclear, title_year, is_weak: true, ..Section::default() };
    says_time.then_some(Said { stands_alone: true, ..Said::of(section) })
}

/// Numbers that are years beside a title.
const YEARS: std::ops::RangeInclusive<f64> = 1950.0..=2100.0;
