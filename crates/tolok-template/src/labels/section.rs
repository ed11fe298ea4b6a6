//! What rows of a sheet say about everything below them: `Email`, `Channel: Email`, `Month: October 2026`, a title, the name of the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::Grain;
use tolok_xlsx::Address;

use super::heading::MemberHeading;
use super::lexicon::{Aside, Lexicon, Moment};
use super::parts::Parts;
use super::sheet::{Held, SheetCells};

/// What is said about everything below.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Members, by dimension.
    pub(super) members: BTreeMap<Arc<str>, MemberHeading>,
    /// A period or month, with where it stands; the name of the sheet stands nowhere.
    pub(super) moment: Option<(Moment, Option<Address>)>,
    /// A year, for months that have none.
    pub(super) year: Option<i16>,
    /// The dimensions of which it is about all members together.
    pub(super) totals: BTreeSet<Arc<str>>,
    /// True if it is about all periods of its table.
    pub(super) is_all_periods: bool,
    /// A heading that nobody understands, so that nobody knows whether what stands above it still holds.
    pub(super) unread: Option<Arc<str>>,
    /// True once a row has said anything of it.
    has_rows: bool,
    /// How many rows have said a period.
    moments: usize,
    /// True if the moment was only found within a longer text, so that a heading of its own goes before it.
    is_weak: bool,
}

/// The sections of a sheet, by the rows in which they begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections {
    /// What the name of the sheet says.
    whole: Section,
    rows: BTreeMap<u32, Said>,
}

/// What a single row says.
#[derive(Debug, Clone)]
struct Said {
    section: Section,
    clears_members: bool,
    /// True if it says that what is below is something else than the actual numbers: a plan, or another period.
    is_aside: bool,
    /// True if it cannot be a row of a table: it says what it is about, or nothing stands right above it.
    stands_alone: bool,
}

impl Sections {
    pub(super) fn of(sheet: &SheetCells, lexicon: &dyn Lexicon) -> Self {
        let name: Held = Held::Text(Arc::clone(&sheet.name));
        let mut whole = said(&name, None, lexicon).filter(|said| !said.is_aside).map(|said| said.section).unwrap_or_default();
        // Beside sheets of months, a sheet called `Total` is that of some months, and nothing says of which.
        let is_total = sheet.is_beside_periods && lexicon.is_total(&sheet.name);
        if is_total || lexicon.aside(&sheet.name) == Some(Aside::OtherPeriod) {
            whole.unread = Some(Arc::clone(&sheet.name));
        }
        let years: BTreeSet<i16> = lexicon.years(&sheet.name).into_iter().collect();
        whole.year = whole.year.or(years.first().copied().filter(|_| years.len() == 1));
        let mut by_row: BTreeMap<u32, Vec<(Address, &Held)>> = BTreeMap::new();
        for (address, cell) in sheet.filled() {
            by_row.entry(address.row()).or_default().push((address, &cell.held));
        }
        let mut rows = BTreeMap::new();
        let mut is_below_table = false;
        for (row, cells) in &by_row {
            let found = match cells.as_slice() {
                [(at, held)] => {
                    let stands_alone = |above: &u32| rows.get(above).is_some_and(|said: &Said| said.stands_alone);
                    let is_apart = row.checked_sub(1).is_none_or(|above| !by_row.contains_key(&above) || stands_alone(&above))
                        || is_title(*row, *at, &by_row, lexicon);
                    // Right below another row, the name of an input is its label, with nothing behind it yet.
                    let is_label = !is_apart && matches!(held, Held::Text(text) if !lexicon.measures(text).is_empty());
                    let found = said(held, Some(*at), lexicon).filter(|said| !is_label && (is_apart || !said.is_aside));
                    // What stands before the first table goes with its title.
                    let found = found.or_else(|| unread(held, lexicon).filter(|_| is_apart && is_below_table));
                    found.map(|said| Said { stands_alone: said.stands_alone || is_apart, ..said })
                }
                [(_, Held::Text(word)), (at, held)] => beside(word, *at, held, lexicon),
                _ => None,
            };
            match found {
                Some(found) => {
                    // Right below another row it may be one of a table that holds nothing but its member yet.
                    is_below_table &= row.checked_sub(1).is_some_and(|above| by_row.contains_key(&above));
                    rows.insert(*row, found);
                }
                None => is_below_table |= cells.len() > 1,
            }
        }
        Self { whole, rows }
    }

    /// The sections without what rows of parts say, which are about themselves alone.
    pub(super) fn without(&self, parts: &Parts) -> Self {
        let rows = self.rows.iter().filter(|(row, _)| parts.get(**row).is_none()).map(|(row, said)| (*row, said.clone()));
        Self { whole: self.whole.clone(), rows: rows.collect() }
    }

    /// What is said about a row of a table whose rows are inputs and KPIs.
    pub(super) fn at(&self, row: u32) -> Section {
        self.joined(self.rows.range(..row).map(|(_, said)| said))
    }

    /// What is said about a table whose columns are inputs and KPIs, and whose headings stand in a row. The rows of tables above it, of which
    /// some may hold nothing but their label, say nothing.
    pub(super) fn above(&self, row: u32) -> Section {
        self.joined(self.rows.range(..row).map(|(_, said)| said).filter(|said| said.stands_alone))
    }

    fn joined<'s>(&self, said: impl Iterator<Item = &'s Said>) -> Section {
        said.fold(self.whole.clone(), |mut section, said| {
            if said.clears_members {
                section.members.clear();
            }
            if let Some(unread) = &said.section.unread {
                let is_inherited = section.has_rows && !(section.members.is_empty() && section.moment.is_none());
                let holds = is_inherited || said.is_aside || section.unread.is_some();
                section.unread = Some(unread.clone()).filter(|_| holds);
                return section;
            }
            // A period of its own goes before the name of the sheet.
            section.unread = self.whole.unread.clone().filter(|_| said.section.moment.is_none() || said.section.is_weak);
            section.has_rows = true;
            section.moments += usize::from(said.section.moment.is_some() && !said.section.is_weak);
            if said.clears_members && section.moments > 1 && section.members.is_empty() {
                // It may be that of the periods above, and nothing says of which.
                section.unread = Some("Total".into());
                return section;
            }
            section.members.extend(said.section.members.iter().map(|(dimension, member)| (Arc::clone(dimension), member.clone())));
            match (said.section.moment, section.moment) {
                (None, _) => {}
                // Something found within a text gives way to what stands by itself.
                (Some(_), Some(_)) if said.section.is_weak && !section.is_weak => {}
                // A year says of which year a month is.
                (Some((moment, _)), Some((Moment::Month(_) | Moment::Quarter(_), _))) if year_of(moment).is_some() => {
                    section.year = year_of(moment);
                }
                (Some((moment, at)), before) => {
                    section.year = year_of(moment).or(before.and_then(|(before, _)| year_of(before))).or(section.year);
                    section.moment = Some((moment, at));
                    section.is_weak = said.section.is_weak;
                }
            }
            section.year = said.section.year.or(section.year);
            section
        })
    }
}

/// True for a cell right between two tables whose columns are inputs and KPIs: below the total of one, or something else than its rows are.
fn is_title(row: u32, at: Address, by_row: &BTreeMap<u32, Vec<(Address, &Held)>>, lexicon: &dyn Lexicon) -> bool {
    let kind_in = |row: u32| {
        let (_, held) = by_row.get(&row)?.iter().find(|(address, _)| address.column() == at.column())?;
        kind(held, lexicon)
    };
    let names = |(address, held): &(Address, &Held)| {
        address.column() > at.column() && matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty())
    };
    let is_above_table = by_row.get(&row.saturating_add(1)).is_some_and(|cells| cells.iter().any(names));
    let above = row.checked_sub(1).and_then(kind_in);
    is_above_table && above.is_some_and(|above| above == Kind::Total || kind_in(row).is_some_and(|own| own != above))
}

/// What the label of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Moment,
    Member,
    Total,
}

/// What a label is; nothing for what is none.
pub(super) fn kind(held: &Held, lexicon: &dyn Lexicon) -> Option<Kind> {
    match held {
        Held::Date(..) => Some(Kind::Moment),
        Held::Text(text) if lexicon.is_total(text) => Some(Kind::Total),
        Held::Text(text) if lexicon.moment(text).is_some() => Some(Kind::Moment),
        Held::Text(text) => (!lexicon.members(text).is_empty()).then_some(Kind::Member),
        _ => None,
    }
}

/// The year, if a moment is nothing else.
pub(super) fn year_of(moment: Moment) -> Option<i16> {
    match moment {
        Moment::Period(period) if period.grain() == Grain::Year => Some(period.first_day().year()),
        _ => None,
    }
}

/// What a cell says that stands by itself.
fn said(held: &Held, at: Option<Address>, lexicon: &dyn Lexicon) -> Option<Said> {
    let of_moment = |moment: Moment, stands_alone: bool| Said {
        section: Section { moment: Some((moment, at)), ..Section::default() },
        clears_members: false,
        is_aside: false,
        stands_alone,
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
        return Some(Said { section: Section::default(), clears_members: false, is_aside: false, stands_alone: false });
    }
    if lexicon.is_total(text) {
        return Some(Said { section: Section::default(), clears_members: true, is_aside: false, stands_alone: false });
    }
    if matches!(lexicon.aside(text), Some(Aside::Plan | Aside::OtherPeriod | Aside::Change)) {
        let section = Section { unread: Some(text.into()), ..Section::default() };
        return Some(Said { section, clears_members: false, is_aside: true, stands_alone: true });
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
        return Some(Said { section, clears_members: false, is_aside: false, stands_alone: dimension.is_some() });
    }
    within(text, at, lexicon)
}

/// A heading that says nothing that anybody understands.
fn unread(held: &Held, lexicon: &dyn Lexicon) -> Option<Said> {
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
    Some(Said { section, clears_members: false, is_aside: false, stands_alone: true })
}

/// The one period that stands within a longer text, such as a title, or else its one year. A full date is that of something else.
fn within(text: &str, at: Option<Address>, lexicon: &dyn Lexicon) -> Option<Said> {
    let words: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || matches!(character, ',' | '·' | '|' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut periods = BTreeSet::new();
    let mut next = 0;
    while next < words.len() {
        let longest = (1..=3).rev().find_map(|count| {
            let piece = words.get(next..next + count)?.join(" ");
            match lexicon.moment(&piece) {
                Some(Moment::Period(period)) => Some((period, count)),
                _ => None,
            }
        });
        match longest {
            Some((period, _)) if period.grain() == Grain::Day => return None,
            Some((period, count)) => {
                if period.grain() != Grain::Year {
                    periods.insert(period);
                }
                next += count;
            }
            None => next += 1,
        }
    }
    let years: BTreeSet<i16> = lexicon.years(text).into_iter().collect();
    let year = years.first().copied().filter(|_| years.len() == 1);
    let moment = periods.first().copied().filter(|_| periods.len() == 1).map(|period| (Moment::Period(period), at));
    let section = Section { moment, year, is_weak: true, ..Section::default() };
    (moment.is_some() || year.is_some()).then_some(Said { section, clears_members: false, is_aside: false, stands_alone: true })
}

/// What a word and the cell beside it say: `Month` and one month, `Channel` and one member.
fn beside(word: &str, at: Address, held: &Held, lexicon: &dyn Lexicon) -> Option<Said> {
    let word = word.trim().trim_end_matches(':').trim_end();
    let found = said(held, Some(at), lexicon)?;
    let moment = found.section.moment.filter(|_| lexicon.is_time(word) && !found.section.is_weak);
    let dimension = lexicon.dimension(word);
    let members: BTreeMap<Arc<str>, MemberHeading> =
        found.section.members.into_iter().filter(|(key, _)| dimension.as_ref() == Some(key)).collect();
    let section = Section { members, moment, ..Section::default() };
    (section.moment.is_some() || !section.members.is_empty()).then_some(Said {
        section,
        clears_members: false,
        is_aside: false,
        stands_alone: true,
    })
}
