//! Rows above all tables that hold more than one text: `Report January 2026` with `Confidential` at its right, and `Month | Jan 2026 | | Owner | Anna`.

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::super::lexicon::{Lexicon, Moment};
use super::super::sheet::Held;
use super::said::{beside, said};
use super::{Said, Section};

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
    if cells.len() < 4 || !cells.len().is_multiple_of(2) || !inner.chunks(2).all(is_apart) {
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

/// A title that says a period or a member, and what else stands at its right: none of it is a period, nor the heading of a table.
fn titled(cells: &[(Address, &Held)], first: Option<u32>, lexicon: &dyn Lexicon) -> Option<Said> {
    let ((at, held), others) = cells.split_first()?;
    if !matches!(held, Held::Text(_)) || others.is_empty() {
        return None;
    }
    let section = said(held, Some(*at), lexicon).filter(|said| !said.is_aside && !said.clears_members)?.section;
    let of_others: Vec<Section> = others.iter().filter_map(|(at, held)| Some(said(held, Some(*at), lexicon)?.section)).collect();
    let is_heading =
        |held: &Held| matches!(held, Held::Text(text) if lexicon.is_total(text) || lexicon.is_value(text) || lexicon.is_axis(text));
    if others.iter().any(|(_, held)| is_heading(held)) || of_others.iter().any(says_time_but_a_day) {
        return None;
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

/// True for what says a period; a single day is when something was printed.
fn says_time_but_a_day(section: &Section) -> bool {
    let is_day = |moment: Moment| matches!(moment, Moment::Period(period) if Period::grain(period) == Grain::Day);
    section.unclear.is_some() || section.title_year.is_some() || section.moment.is_some_and(|(moment, _)| !is_day(moment))
}
