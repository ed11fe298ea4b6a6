//! Titles and names of sheets: `Report of October 2026`, `Radio performance, Q1 2026`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::{Date, Grain, Period};
use tolok_xlsx::Address;

use super::super::heading::MemberHeading;
use super::super::lexicon::{Lexicon, Moment};
use super::{Said, Section};

/// What a longer text says: the one period that stands in it, or else its one year, and a member that nothing but plain words surround. Of
/// several periods nobody knows which are meant. A single full date is that of something else.
pub(super) fn read(text: &str, at: Option<Address>, lexicon: &dyn Lexicon) -> Option<Said> {
    let mut words = Words::default();
    let pieces: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || matches!(character, ',' | '·' | '|' | '(' | ')' | '–' | '—'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut next = 0;
    while next < pieces.len() {
        let longest = (1..=3).rev().find_map(|count| Some((lexicon.moment(&pieces.get(next..next + count)?.join(" "))?, count)));
        match longest {
            Some((moment, count)) => {
                words.add(moment);
                next += count;
            }
            None => {
                let Some(piece) = pieces.get(next) else { break };
                // `Jan-Mar`, and the halves of a year, which are no periods here.
                let ends: Option<Vec<Moment>> = piece.split(['-', '/']).map(|end| lexicon.moment(end)).collect();
                match ends {
                    Some(ends) => ends.into_iter().for_each(|end| words.add(end)),
                    None if ["H1", "H2"].iter().any(|half| tolok_value::same(half, piece)) => words.halves += 2,
                    None => words.others.push(piece),
                }
                next += 1;
            }
        }
    }
    let years: BTreeSet<i16> = lexicon.years(text).into_iter().collect();
    let year = years.first().copied().filter(|_| years.len() == 1);
    let is_span = words.others.iter().any(|word| lexicon.is_span(word));
    let moment = words.period(year).filter(|_| !is_span);
    let unclear = moment.is_none() && (words.count() > 1 || is_span && words.count() > 0);
    let members: BTreeMap<_, _> = words.member(lexicon, at).into_iter().collect();
    if moment.is_none() && year.is_none() && members.is_empty() && !unclear {
        return None;
    }
    let section = Section {
        members,
        moment: moment.map(|period| (Moment::Period(period), at)),
        unclear: unclear.then(|| text.into()),
        year,
        is_weak: true,
        ..Section::default()
    };
    Some(Said { stands_alone: true, ..Said::of(section) })
}

/// The words of a title.
#[derive(Default)]
struct Words<'t> {
    periods: BTreeSet<Period>,
    /// Months and quarters without a year.
    without_year: BTreeSet<Moment>,
    /// Full dates.
    days: BTreeSet<Period>,
    /// Twice the number of halves of a year.
    halves: usize,
    others: Vec<&'t str>,
}

impl Words<'_> {
    fn add(&mut self, moment: Moment) {
        match moment {
            Moment::Period(period) if period.grain() == Grain::Day => drop(self.days.insert(period)),
            Moment::Period(period) if period.grain() == Grain::Year => {}
            Moment::Period(period) => drop(self.periods.insert(period)),
            moment => drop(self.without_year.insert(moment)),
        }
    }

    /// How many periods are named; two dates are the ends of one.
    fn count(&self) -> usize {
        self.halves + self.periods.len() + self.without_year.len() + if self.days.len() > 1 { 2 } else { 0 }
    }

    /// The only one, with the only year where it has none itself.
    fn period(&self, year: Option<i16>) -> Option<Period> {
        let has_dates = !self.days.is_empty() || self.halves > 0;
        match (self.periods.first(), self.without_year.first()) {
            (Some(period), None) if self.periods.len() == 1 => Some(*period),
            (None, Some(Moment::Month(month))) if self.without_year.len() == 1 && !has_dates => {
                Period::of(Date::new(year?, *month, 1).ok()?, Grain::Month)
            }
            _ => None,
        }
    }

    /// The member that is left where plain words and numbers are taken out.
    fn member(&self, lexicon: &dyn Lexicon, at: Option<Address>) -> Option<(Arc<str>, MemberHeading)> {
        let is_plain = |word: &str| lexicon.is_title_word(word) || lexicon.is_axis(word) || !word.chars().any(char::is_alphabetic);
        let left: Vec<&str> = self.others.iter().copied().filter(|word| !is_plain(word)).collect();
        let member = lexicon.only_member(&left.join(" "))?;
        Some((Arc::clone(&member.dimension), MemberHeading::known(&member, at.unwrap_or(Address::A1))))
    }
}
