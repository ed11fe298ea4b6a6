//! Rows above all tables that hold more than one text: `Report January 2026` with `Confidential` at its right, and `Month | Jan 2026 | | Owner | Anna`.

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::super::lexicon::{Lexicon, Moment};
use super::super::sheet::Held;
use super::said::{beside, said};
use super::{Said, Section, year_of};

/// What such a row says; `first` is the first column of the table below if its headings are inputs and KPIs, so that this row has none of its
/// members.
pub(super) fn beginning(cells: &[(Address, &Held)], first: Option<u32>, lexicon: &dyn Lexicon) -> Option<Said> {
    pairs(cells, lexicon).or_else(|| titled(cells, first, lexicon))
}

/// Words with something behind them, each pair apart from the next.
fn pairs(cells: &[(Address, &Held)], lexicon: &dyn Lexicon) -> Option<Said> {
    let is_apart = |two: &[(Address, &Held)]| match two {
        [(before, _), (next, held)] => {
            next.column() > before.column() + 1 || matches!(held, Held::Text(word) if word.trim_end().ends_with(':'))
        }
        _ => true,
    };
    let inner = cells.get(1..cells.len().checked_sub(1)?)?;
    if cells.len() < 4 || !cells.len().is_multiple_of(2) {
        return None;
    }
    // `Month | Feb 2026 | Region | South`: each first word is that of a time or a dimension, and what is behind it is one of those.
    let is_named = |pair: &[(Address, &Held)]| match pair {
        [(_, Held::Text(word)), (at, held)] => {
            let word = word.trim().trim_end_matches(':');
            (lexicon.is_time(word) || lexicon.dimension(word).is_some())
                && beside(word, *at, held, lexicon).is_some_and(|said| is_known(&said))
        }
        _ => false,
    };
    if !inner.chunks(2).all(is_apart) && !cells.chunks(2).all(is_named) {
        return None;
    }
    let said = cells.chunks(2).filter_map(|pair| match pair {
        [(_, Held::Text(word)), (at, held)] => beside(word, *at, held, lexicon),
        _ => None,
    });
    said.reduce(|mut one, other| {
        one.section.members.extend(other.section.members);
        one.section.moment = one.section.moment.or(other.section.moment);
        one.section.unclear = one.section.unclear.or(other.section.unclear);
        one.section.title_year = one.section.title_year.or(other.section.title_year);
        one
    })
}

/// True for what says a period or a member that is known.
fn is_known(said: &Said) -> bool {
    says_time_but_a_day(&said.section) || said.section.members.values().any(|member| member.is_known)
}

/// A title that says a period or a member, and what else stands at its right: none of it is the heading of a table.
fn titled(cells: &[(Address, &Held)], first: Option<u32>, lexicon: &dyn Lexicon) -> Option<Said> {
    let ((at, held), others) = cells.split_first()?;
    let Held::Text(text) = held else { return None };
    if others.is_empty() {
        return None;
    }
    let section = said(held, Some(*at), lexicon).filter(|said| !said.is_aside && !said.clears_members)?.section;
    let of_others: Vec<Section> = others.iter().filter_map(|(at, held)| Some(said(held, Some(*at), lexicon)?.section)).collect();
    let is_heading =
        |held: &Held| matches!(held, Held::Text(text) if lexicon.is_total(text) || lexicon.is_value(text) || lexicon.is_axis(text));
    if others.iter().any(|(_, held)| is_heading(held)) {
        return None;
    }
    if of_others.iter().any(says_time_but_a_day) {
        return with_time_beside(text, section, &of_others, lexicon);
    }
    let says_time = says_time_but_a_day(&section);
    let mut members = section.members.clone();
    let is_of_table = first == Some(at.column());
    let others_members: Vec<_> = of_others.into_iter().flat_map(|section| section.members).collect();
    if is_of_table {
        members.extend(others_members.into_iter().filter(|(dimension, _)| !section.members.contains_key(dimension)));
    } else {
        members.clear();
    }
    if !says_time && members.is_empty() {
        return None;
    }
    let Section { moment, unclear, title_year, is_weak, .. } = section;
    let section = Section { members, moment, unclear, title_year, is_weak, ..Section::default() };
    Some(Said { stands_alone: true, ..Said::of(section) })
}

/// A title where what stands at its right says a time, too: the year of its months, or the period of its member.
fn with_time_beside(text: &str, section: Section, of_others: &[Section], lexicon: &dyn Lexicon) -> Option<Said> {
    let times: Vec<&Section> = of_others.iter().filter(|section| says_time_but_a_day(section)).collect();
    let only = match times.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    // `January – March` with `2026` at its right: it says the year and nothing more.
    let year = only.filter(|time| time.members.is_empty()).and_then(|time| year_of(time.moment?.0));
    let is_of_months = section.unclear.is_some() || section.moment.is_some_and(|(moment, _)| year_of(moment).is_none());
    let section = match year.filter(|_| is_of_months) {
        Some(year) => Section { year: section.year.or(Some(year)), ..section },
        // `Report March 2026` with `Printed April 2026` at its right; `March 2026` and `April 2026` are headings.
        None if says_time_but_a_day(&section) => Some(section).filter(|_| lexicon.moment(text.trim()).is_none())?,
        // `Region: South` with `February 2026` at its right.
        None => {
            let has_members = of_others.iter().any(|section| !section.members.is_empty());
            let time = only.filter(|_| text.contains(':') && !section.members.is_empty() && !has_members)?;
            let Section { moment, unclear, title_year, .. } = time.clone();
            Section { members: section.members, moment, unclear, title_year, is_weak: section.is_weak, ..Section::default() }
        }
    };
    Some(Said { stands_alone: true, ..Said::of(section) })
}

/// True for what says a period; a single day is when something was printed.
fn says_time_but_a_day(section: &Section) -> bool {
    let is_day = |moment: Moment| matches!(moment, Moment::Period(period) if Period::grain(period) == Grain::Day);
    section.unclear.is_some() || section.title_year.is_some() || section.moment.is_some_and(|(moment, _)| !is_day(moment))
}
