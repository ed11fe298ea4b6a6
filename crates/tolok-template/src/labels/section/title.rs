//! Titles and names of sheets: `Report of October 2026`, `Radio performance, Q1 2026`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::{Grain, Period};
use tolok_xlsx::Address;

use super::super::heading::MemberHeading;
use super::super::lexicon::{Aside, Lexicon, Moment};
use super::super::recognised::{Title, TitlePeriod};
use super::{Said, Section, year_of};

/// What a longer text says: the one period that stands in it, or else its one year, and a member that nothing but plain words surround. Of
/// several periods nobody knows which are meant, nor where something stands there that is no period here. A single full date is that of
/// something else, and a sentence tells about the numbers.
pub(super) fn read(text: &str, at: Option<Address>, lexicon: &dyn Lexicon) -> Option<Said> {
    let mut words = Words::default();
    let apart = text.replace("..", " – ");
    let pieces: Vec<&str> = apart
        .split(|character: char| character.is_whitespace() || matches!(character, ',' | '·' | '|' | '(' | ')' | '–' | '—'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut next = 0;
    while next < pieces.len() {
        match longest(&apart, &pieces, next, lexicon) {
            Some((Time::Said(moment), count)) => {
                let is_behind_title =
                    next.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(|word| lexicon.is_title_word(word));
                words.add(moment, is_behind_title || pieces.get(next).is_some_and(|word| is_surely_time(word)));
                next += count;
            }
            Some((Time::Unclear, count)) => {
                words.is_unclear = true;
                next += count;
            }
            None => {
                let Some(piece) = pieces.get(next) else { break };
                // `Jan-Mar`.
                if let Some(groups) = numbers_of_date(piece) {
                    words.dates += usize::from(groups == 3);
                    words.parts_of_dates += usize::from(groups == 2);
                    // `01.01.-31.03.2026`.
                    words.is_unclear |= groups > 3;
                    next += 1;
                    continue;
                }
                let ends: Option<Vec<Moment>> = piece.split(['-', '/']).map(|end| lexicon.moment(end)).collect();
                match ends {
                    Some(ends) => ends.into_iter().for_each(|end| words.add(end, true)),
                    None => words.others.push(piece),
                }
                next += 1;
            }
        }
    }
    let years: BTreeSet<i16> = lexicon.years(text).into_iter().collect();
    let year = years.first().copied().filter(|_| years.len() == 1);
    let is_sentence = is_sentence(text);
    let said_years = if is_sentence { BTreeSet::new() } else { words.said_years(lexicon) };
    // `Black Friday report 2025`: a part of the year that stands beside it.
    let names_part = |year: &i16| words.others.iter().any(|word| lexicon.is_unclear_period(&format!("{word} {year}")));
    words.is_unclear |= said_years.iter().any(names_part);
    // `1-15 January 2026`: some of the days of a month.
    let is_of_days = |word: &&str| word.split(['-', '–']).all(|day| day.parse().is_ok_and(|day: u8| (1..=31).contains(&day)));
    words.is_unclear |= words.others.iter().any(is_of_days) && (words.count() > 0 || !words.days.is_empty());
    // Of what has no year nothing is known yet that could be misread.
    let is_short = pieces.len() <= 3 && (pieces.len() > 1 || text.contains(|letter: char| letter.is_ascii_digit()));
    let says_year = !words.years.is_empty() || words.others.iter().any(|word| !lexicon.years(word).is_empty());
    let says_time = words.count() > 0 || says_year || is_short;
    words.is_unclear |= says_time && !is_sentence && lexicon.is_left_open(&pieces, words.count() > 0);
    // `January 2025 – 2026`.
    let has_other_year = words.periods.first().is_some_and(|period| words.years.iter().any(|year| *year != period.first_day().year()));
    words.is_unclear |= has_other_year;
    let is_span = words.others.iter().any(|word| lexicon.is_span(word));
    let moment = words.period(year, lexicon).filter(|_| !is_span && (is_sentence || !words.is_unclear));
    let is_month_alone = words.is_month_alone && !is_sentence && moment.is_none() && words.count() == 1;
    let without_year = words.without_year.first().copied().filter(|_| is_month_alone && year.is_none() && !is_span && !words.is_unclear);
    let ends_a_year = words.others.iter().any(|word| *word != "-" && lexicon.is_span(word)) && !said_years.is_empty();
    let several = words.count() > 1 || is_span && words.count() > 0;
    let is_unclear =
        moment.is_none() && (several || !is_sentence && (words.is_unclear || is_month_alone || ends_a_year || said_years.len() > 1));
    let members: BTreeMap<_, _> = words.member(lexicon, at).into_iter().collect();
    if moment.is_none() && year.is_none() && members.is_empty() && !is_unclear {
        return None;
    }
    let section = Section {
        members,
        moment: moment.map(Moment::Period).or(without_year).map(|moment| (moment, at)),
        unclear: is_unclear.then(|| {
            let title = Title { text: text.into(), at };
            // Of averages nobody adds up the months.
            let is_of_each = words.others.iter().any(|word| lexicon.aside(word) == Some(Aside::Share) || lexicon.is_aggregate(word));
            let is_sure = words.count() == 2 && !words.is_unclear && !is_sentence && !is_of_each;
            let ends = is_sure.then(|| ends_of_span(text, year, lexicon)).flatten();
            match ends {
                Some((first, last)) => TitlePeriod::Span(title, first, last),
                None => TitlePeriod::Unclear(title),
            }
        }),
        title_year: said_years.first().copied().filter(|_| moment.is_none() && !is_unclear),
        year,
        is_weak: true,
        ..Section::default()
    };
    Some(Said { stands_alone: true, ..Said::of(section) })
}

/// The first and the last month or quarter of `January – March 2026` or `Q1 to Q3 2026`; the first has the year of the last where it says none.
fn ends_of_span(text: &str, year: Option<i16>, lexicon: &dyn Lexicon) -> Option<(Period, Period)> {
    const MOST: usize = 2;
    let (before, after) = BETWEEN.iter().find_map(|between| text.split_once(between))?;
    let before: Vec<&str> = before.split_whitespace().collect();
    let after: Vec<&str> = after.split_whitespace().collect();
    let moment = |words: &[&str]| {
        let moment = lexicon.moment(words.join(" ").trim_matches([',', '(', ')', '.', ':', '|']))?;
        lexicon.period(moment, year)
    };
    let first = (1..=MOST).rev().find_map(|count| moment(before.get(before.len().checked_sub(count)?..)?))?;
    let last = (1..=MOST).rev().find_map(|count| moment(after.get(..count)?))?;
    let is_part = |period: Period| matches!(period.grain(), Grain::Month | Grain::Quarter);
    (first.grain() == last.grain() && is_part(first) && first.first_day() < last.first_day()).then_some((first, last))
}

/// What stands between the ends; what is longer goes first, for a date has dashes of its own.
const BETWEEN: &[&str] =
    &[" – ", " — ", " - ", "..", "–", "—", " to ", " through ", " s/d ", " s.d. ", " sampai ", " hingga ", " do ", "-"];

/// How many numbers a date or a range of dates has; nothing for a word that is none.
fn numbers_of_date(piece: &str) -> Option<usize> {
    let is_sign = |letter: char| matches!(letter, '.' | '/' | '-');
    let numbers: Vec<&str> = piece.split(is_sign).filter(|number| !number.is_empty()).collect();
    let is_number = |number: &&str| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |number: &&str| number.len() <= 2;
    let is_date = numbers.len() > 2 || numbers.len() == 2 && numbers.iter().all(is_day) && piece.contains(['.', '/']);
    (is_date && numbers.iter().all(is_number)).then_some(numbers.len())
}

/// What some words say of time.
enum Time {
    Said(Moment),
    /// Which period it is stays open.
    Unclear,
}

/// The longest words from a place on that say something of time, and how many they are. What leaves it open gives way to a period within.
fn longest(text: &str, pieces: &[&str], first: usize, lexicon: &dyn Lexicon) -> Option<(Time, usize)> {
    const MOST: usize = 3;
    // `Report no. 7, March 2026` is of no day.
    let next = first.checked_add(1).and_then(|next| pieces.get(next));
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_cut = pieces.get(first).zip(next).is_some_and(|(number, next)| {
        let is_marked = number.contains(['#', ':']) && is_number(number.trim_matches(['#', ':']));
        is_marked || is_number(number) && !text.contains(&format!("{number} {next}"))
    });
    let at = |first: usize, count: usize| time_of(&pieces.get(first..first.saturating_add(count))?.join(" "), lexicon);
    let begins_period =
        |place: usize| (1..=MOST).any(|count| matches!(at(place, count), Some(Time::Said(moment)) if year_of(moment).is_none()));
    let most = if is_cut { 1 } else { MOST };
    (1..=most).rev().find_map(|count| {
        let time = at(first, count)?;
        let is_within = matches!(time, Time::Unclear) && (1..count).any(|inner| begins_period(first.saturating_add(inner)));
        // `Wave 3 2026` is no month.
        let before = first.checked_sub(1).and_then(|before| pieces.get(before));
        let is_numbered = || before.is_some_and(|word| !lexicon.is_time(word));
        let is_number = |piece: &&str| piece.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let is_bare = count > 1 && pieces.iter().skip(first).take(count).all(is_number);
        let is_number = is_bare && matches!(time, Time::Said(_)) && is_numbered();
        (!is_within).then_some((if is_number { Time::Unclear } else { time }, count))
    })
}

/// True for a word that says nothing of its own in a title, and for numbers.
fn is_plain(word: &str, lexicon: &dyn Lexicon) -> bool {
    lexicon.is_title_word(word) || lexicon.is_axis(word) || !word.chars().any(char::is_alphabetic)
}

fn time_of(words: &str, lexicon: &dyn Lexicon) -> Option<Time> {
    let bare = words.trim_matches(['.', ':', ';', '!', '"', '[', ']', '/', '“', '”']);
    match lexicon.moment(bare) {
        Some(moment) => Some(Time::Said(moment)),
        None => (lexicon.is_unclear_period(bare) || lexicon.aside(bare) == Some(Aside::OtherPeriod)).then_some(Time::Unclear),
    }
}

/// False for a short small word, which may well be no month: `may`, `się`.
fn is_surely_time(word: &str) -> bool {
    const SHORTEST: usize = 4;
    let is_large = word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
    is_large || word.chars().count() >= SHORTEST
}

/// True for a sentence of some length, as notes are. Polish puts a stop behind a year: `2026 r.`
fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 5;
    text.ends_with('.') && !text.ends_with(" r.") && text.split_whitespace().count() >= FEWEST_WORDS
}

/// The words of a title.
#[derive(Default)]
struct Words<'t> {
    periods: BTreeSet<Period>,
    /// Months and quarters without a year.
    without_year: BTreeSet<Moment>,
    /// Full dates.
    days: BTreeSet<Period>,
    years: BTreeSet<i16>,
    /// True if one of those without a year can be nothing else.
    is_month_alone: bool,
    /// True if something stands there that leaves open which period is meant.
    is_unclear: bool,
    /// Dates that are written in another way than those that are read, and days without a year beside them.
    dates: usize,
    parts_of_dates: usize,
    others: Vec<&'t str>,
}

impl Words<'_> {
    fn add(&mut self, moment: Moment, is_sure: bool) {
        match moment {
            Moment::Period(period) if period.grain() == Grain::Day => drop(self.days.insert(period)),
            Moment::Period(period) if period.grain() == Grain::Year => drop(self.years.insert(period.first_day().year())),
            Moment::Period(period) => drop(self.periods.insert(period)),
            moment => {
                self.is_month_alone |= is_sure;
                self.without_year.insert(moment);
            }
        }
    }

    /// How many periods are named; two dates are the ends of one.
    fn count(&self) -> usize {
        self.periods.len() + self.without_year.len() + if self.dates_count() > 1 { 2 } else { 0 }
    }

    fn dates_count(&self) -> usize {
        let dates = self.days.len() + self.dates;
        if dates > 0 { dates + self.parts_of_dates } else { 0 }
    }

    /// The only one, with the only year where it has none itself.
    fn period(&self, year: Option<i16>, lexicon: &dyn Lexicon) -> Option<Period> {
        match (self.periods.first(), self.without_year.first()) {
            (Some(period), None) if self.periods.len() == 1 => Some(*period),
            (None, Some(moment)) if self.without_year.len() == 1 && self.days.is_empty() => year.and(lexicon.period(*moment, year)),
            _ => None,
        }
    }

    /// The years that stand there by themselves, and not as part of a date.
    fn said_years(&self, lexicon: &dyn Lexicon) -> BTreeSet<i16> {
        self.years.iter().copied().chain(self.others.iter().flat_map(|word| lexicon.years(word))).collect()
    }

    /// The member that is left where plain words and numbers are taken out.
    fn member(&self, lexicon: &dyn Lexicon, at: Option<Address>) -> Option<(Arc<str>, MemberHeading)> {
        let left: Vec<&str> = self.others.iter().copied().filter(|word| !is_plain(word, lexicon)).collect();
        let member = lexicon.only_member(&left.join(" "))?;
        Some((Arc::clone(&member.dimension), MemberHeading::known(&member, at.unwrap_or(Address::A1))))
    }
}
