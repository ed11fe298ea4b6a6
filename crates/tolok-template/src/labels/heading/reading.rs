//! What single headings can be, before their line is known for what it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::super::kind::Kind;
use super::super::lexicon::{Lexicon, Measure, Moment};
use super::super::sheet::{Held, View};
use super::About;

/// A heading with its places and the cell that it stands in.
pub(in super::super) type Found<'a> = (RangeInclusive<u32>, Address, Reading<'a>);

/// What a single heading can be.
pub(in super::super) enum Reading<'a> {
    Moment(Moment),
    Total,
    Value,
    Text(&'a str),
}

impl Reading<'_> {
    pub(in super::super) fn kind(&self) -> Option<Kind> {
        match self {
            Reading::Moment(_) => Some(Kind::Moment),
            Reading::Text(_) => Some(Kind::Member),
            Reading::Total => Some(Kind::Total),
            Reading::Value => None,
        }
    }
}

/// What a heading can be; nothing for what is none.
pub(super) fn reading<'a>(held: &'a Held, lexicon: &dyn Lexicon) -> Option<Reading<'a>> {
    match held {
        Held::Date(_, period) => Some(Reading::Moment(Moment::Period(*period))),
        Held::Number(number) if number.fract() == 0.0 && (1950.0..=2100.0).contains(number) => {
            lexicon.moment(&number.to_string()).map(Reading::Moment)
        }
        Held::Text(text) if lexicon.is_total(text) => Some(Reading::Total),
        Held::Text(text) => match lexicon.moment(text) {
            Some(moment) => Some(Reading::Moment(moment)),
            None if lexicon.is_value(text) => Some(Reading::Value),
            None => Some(Reading::Text(text.trim())),
        },
        _ => None,
    }
}

/// A number below a word for a period that numbers stand for: `12` below `Month`.
pub(super) fn numbered<'a>(held: &Held, corner: &str) -> Option<Reading<'a>> {
    let is_any = |words: &[&str]| words.iter().any(|word| tolok_value::same(corner.trim(), word));
    let Held::Number(number) = held else { return None };
    let number = (1..=12_i8).find(|known| f64::from(*known) == *number)?;
    if is_any(&["month", "month no.", "bulan", "miesiąc", "miesiac"]) {
        return Some(Reading::Moment(Moment::Month(number)));
    }
    (number <= 4 && is_any(&["quarter", "kuartal", "triwulan", "kwartał", "kwartal"])).then_some(Reading::Moment(Moment::Quarter(number)))
}

/// True for the heading of a column that numbers the rows of a table.
pub(super) fn counts_rows(text: &str) -> bool {
    ["#", "no", "no.", "nr", "nr.", "lp", "lp."].iter().any(|word| tolok_value::same(text, word))
}

/// Days that are each the first, or each the last, of a month of its own stand for their months.
pub(super) fn months_of_days(found: &mut [Found<'_>]) {
    let mut days = Vec::new();
    for (.., reading) in found.iter() {
        match reading {
            Reading::Moment(Moment::Period(period)) if period.grain() == Grain::Day => days.push(period.first_day()),
            Reading::Moment(_) => return,
            _ => {}
        }
    }
    let months: BTreeSet<Option<Period>> = days.iter().map(|day| Period::of(*day, Grain::Month)).collect();
    let are_ends = days.iter().all(|day| *day == day.first_of_month()) || days.iter().all(|day| *day == day.last_of_month());
    if days.len() < 2 || months.len() != days.len() || !are_ends {
        return;
    }
    for (.., reading) in found {
        if let Reading::Moment(Moment::Period(period)) = reading
            && let Some(month) = Period::of(period.first_day(), Grain::Month)
        {
            *period = month;
        }
    }
}

/// The next total behind a place, with no gap before it and nothing but headings.
pub(super) fn total_behind(
    view: View<'_>,
    lexicon: &dyn Lexicon,
    line: u32,
    place: u32,
    named: &BTreeMap<u32, Vec<Measure>>,
) -> Option<u32> {
    let is_table = |place: u32| named.keys().any(|named| view.text(*named, place).is_some());
    let behind = (place.saturating_add(1)..).map_while(|place| Some((place, view.text(line, place).filter(|_| !is_table(place))?)));
    behind.filter(|(_, text)| lexicon.is_total(text)).map(|(place, _)| place).next()
}

/// Which of the totals are those of some of the headings alone: others of their own stand on both sides, and the last total is that of all.
/// Where a heading stands there twice, the totals are those of groups.
pub(super) fn subtotals(found: &[Found<'_>], totals: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let key = |reading: &Reading<'_>| match reading {
        Reading::Text(text) => Some(tolok_value::fold(text)),
        Reading::Moment(moment) => Some(format!("{moment:?}")),
        Reading::Total | Reading::Value => None,
    };
    let is_each_once = found.iter().filter_map(|(.., reading)| key(reading)).all(|key| seen.insert(key));
    let Some((last, before)) = totals.split_last().filter(|_| is_each_once) else { return Vec::new() };
    let first = found.iter().position(|(.., reading)| key(reading).is_some());
    let is_among = |total: &usize| first.is_some_and(|first| first < *total) && total + 1 < *last;
    before.iter().copied().filter(is_among).collect()
}

/// The dimension whose members these texts are, and whether that is beyond doubt.
pub(super) fn dimension(lexicon: &dyn Lexicon, corner: &str, texts: &[&str]) -> (About, bool) {
    if let Some(said) = corner.split(['/', '\\', '|']).find_map(|part| lexicon.dimension(part.trim())) {
        return (About::Members(said), true);
    }
    let mut known: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for text in texts {
        let dimensions: BTreeSet<Arc<str>> = lexicon.members(text).into_iter().map(|member| member.dimension).collect();
        for dimension in dimensions {
            *known.entry(dimension).or_default() += 1;
        }
    }
    let most = known.values().copied().max().unwrap_or(0);
    let mut fitting = known.into_iter().filter(|(_, count)| *count == most).map(|(dimension, _)| dimension);
    match (fitting.next(), fitting.next()) {
        // A grouping has no member but its own, so of a tie the first is as good as any.
        (Some(dimension), None) => (About::Members(dimension), true),
        (Some(one), Some(other)) => (About::Undecided([one, other].into_iter().chain(fitting).collect()), true),
        (None, _) => match lexicon.dimensions().as_slice() {
            [only] => (About::Members(Arc::clone(only)), false),
            [] if !corner.is_empty() && lexicon.measures(corner).is_empty() => (About::Members(tolok_value::fold(corner).into()), false),
            [] => (About::Members("member".into()), false),
            several => (About::Undecided(several.to_vec()), false),
        },
    }
}
