//! What rows of a sheet say about everything below them: `Email`, `Channel: Email`, `Month: October 2026`, a title, the name of the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::Grain;
use tolok_xlsx::Address;

use super::heading::MemberHeading;
use super::lexicon::{Aside, Lexicon, Moment};
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
    /// What the last rows have said, and how many of them one after another.
    run: Option<(Run, usize)>,
    /// How many rows have said a period.
    moments: usize,
    /// True if the moment was only found within a longer text, so that a heading of its own goes before it.
    is_weak: bool,
}

/// What rows say one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    Members,
    Years,
    Periods,
}

impl Section {
    /// Counts what a row says.
    fn count(&mut self, said: &Said) {
        let run = match said.section.moment {
            Some(_) if said.section.is_weak => None,
            Some((moment, _)) if year_of(moment).is_some() => Some(Run::Years),
            Some(_) => Some(Run::Periods),
            None => (!said.section.members.is_empty()).then_some(Run::Members),
        };
        let Some(run) = run else { return };
        self.moments += usize::from(run != Run::Members);
        let before = self.run.filter(|(before, _)| *before == run).map_or(0, |(_, count)| count);
        self.run = Some((run, before + 1));
    }

    /// What is below a row that says nothing but that it is a total: of the members or periods that stand above it.
    fn total(mut self) -> Self {
        match self.run.take() {
            Some((Run::Periods | Run::Years, 2..)) => (self.is_all_periods, self.moment) = (true, None),
            Some((Run::Members, 2..)) => self.members.clear(),
            // Only one is there to be a total of.
            run if self.moments < 2 => {
                let has_one = run.is_some_and(|(run, _)| run != Run::Members) && !self.members.is_empty();
                self.unread = has_one.then(|| "Total".into()).or(self.unread);
                self.members.clear();
            }
            None => {
                (self.is_all_periods, self.moment) = (true, None);
                self.members.clear();
            }
            // It may be that of the periods above, and nothing says of which.
            Some(_) => self.unread = Some("Total".into()),
        }
        self
    }
}

/// The sections of a sheet, by the rows in which they begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections {
    /// What the name of the sheet says.
    whole: Section,
    rows: BTreeMap<u32, Said>,
    /// The rows of a single cell with headings or names of inputs and KPIs below, and whether they are right below.
    titles: BTreeMap<u32, bool>,
}

/// What a single row says.
#[derive(Debug, Clone, Default)]
struct Said {
    section: Section,
    clears_members: bool,
    /// True if it says that what is below is something else than the actual numbers: a plan, or another period.
    is_aside: bool,
    /// True if rows with names of inputs and KPIs, or headings, follow it.
    leads: bool,
    /// True if it cannot be a row of a table: it says what it is about, or nothing stands right above it.
    stands_alone: bool,
}

impl Said {
    fn of(section: Section) -> Self {
        Self { section, ..Self::default() }
    }
}

impl Sections {
    pub(super) fn of(sheet: &SheetCells, lexicon: &dyn Lexicon) -> Self {
        let name: Held = Held::Text(Arc::clone(&sheet.name));
        let mut whole = said(&name, None, lexicon).filter(|said| !said.is_aside).map(|said| said.section).unwrap_or_default();
        // Beside sheets of months, a sheet called `Total` is about all of them.
        whole.is_all_periods = sheet.is_beside_periods && lexicon.is_total(&sheet.name);
        if lexicon.aside(&sheet.name) == Some(Aside::OtherPeriod) {
            whole.unread = Some(Arc::clone(&sheet.name));
        }
        let years: BTreeSet<i16> = lexicon.years(&sheet.name).into_iter().collect();
        whole.year = whole.year.or(years.first().copied().filter(|_| years.len() == 1));
        let mut by_row: BTreeMap<u32, Vec<(Address, &Held)>> = BTreeMap::new();
        for (address, cell) in sheet.filled() {
            by_row.entry(address.row()).or_default().push((address, &cell.held));
        }
        let mut rows = BTreeMap::new();
        // Rows that stand apart from any table, whatever they say.
        let mut apart = BTreeSet::new();
        let mut is_below_table = false;
        for (row, cells) in &by_row {
            let found = match cells.as_slice() {
                // The only heading of a table says nothing of others.
                [(at, _)] if is_beside_labels(*row, *at, &by_row, lexicon) => None,
                [(at, held)] => {
                    let stands_alone = |above: &u32| apart.contains(above) || rows.get(above).is_some_and(|said: &Said| said.stands_alone);
                    let is_apart = row.checked_sub(1).is_none_or(|above| !by_row.contains_key(&above) || stands_alone(&above))
                        || is_title(*row, *at, &by_row, lexicon);
                    if is_apart && matches!(held, Held::Text(text) if lexicon.measures(text.trim()).is_empty()) {
                        apart.insert(*row);
                    }
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
        // A row of a table that holds nothing but its member yet says nothing of other tables.
        let below: Vec<u32> = rows.keys().rev().copied().collect();
        for row in below {
            let next = row.saturating_add(1);
            let next_leads = rows.get(&next).map(|said| said.leads);
            let at = by_row.get(&row).and_then(|cells| Some(cells.first()?.0)).unwrap_or(Address::A1);
            let leads = next_leads.unwrap_or_else(|| by_row.get(&next).is_some_and(|cells| is_led(at, cells, lexicon)));
            if let Some(said) = rows.get_mut(&row) {
                said.leads = leads;
            }
        }
        let titles = by_row.iter().filter_map(|(row, cells)| {
            let ([(at, _)], next) = (cells.as_slice(), row.saturating_add(1)) else { return None };
            let (below, cells) = by_row.range(next..).next()?;
            is_led(*at, cells, lexicon).then_some((*row, *below == next))
        });
        let titles = titles.collect();
        Self { whole, rows, titles }
    }

    /// The rows that may be titles of tables.
    pub(super) fn titles(&self) -> &BTreeMap<u32, bool> {
        &self.titles
    }

    /// The sections without what these rows say, which are about themselves alone.
    pub(super) fn without(&self, rows: &BTreeSet<u32>) -> Self {
        let rows = self.rows.iter().filter(|(row, _)| !rows.contains(row)).map(|(row, said)| (*row, said.clone()));
        Self { whole: self.whole.clone(), rows: rows.collect(), titles: self.titles.clone() }
    }

    /// What is said about a row of a table whose rows are inputs and KPIs.
    pub(super) fn at(&self, row: u32) -> Section {
        self.joined(self.rows.range(..row).map(|(_, said)| said).filter(|said| said.stands_alone || said.leads))
    }

    /// What is said about a table whose columns are inputs and KPIs, and whose headings stand in a row. The rows of tables above it, of which
    /// some may hold nothing but their label, say nothing.
    pub(super) fn above(&self, row: u32) -> Section {
        self.joined(self.rows.range(..row).map(|(_, said)| said).filter(|said| said.stands_alone))
    }

    fn joined<'s>(&self, said: impl Iterator<Item = &'s Said>) -> Section {
        said.fold(self.whole.clone(), |mut section, said| {
            if let Some(unread) = &said.section.unread {
                let is_inherited = section.has_rows && !(section.members.is_empty() && section.moment.is_none());
                let holds = is_inherited || said.is_aside || section.unread.is_some();
                section.unread = Some(unread.clone()).filter(|_| holds);
                return section;
            }
            // A period of its own goes before the name of the sheet.
            section.unread = self.whole.unread.clone().filter(|_| said.section.moment.is_none() || said.section.is_weak);
            section.has_rows = true;
            if said.clears_members {
                return section.total();
            }
            section.count(said);
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
                    section.is_all_periods = false;
                }
            }
            section.year = said.section.year.or(section.year);
            section
        })
    }
}

/// True for a cell in front of whose column, in the row below, a table has its labels; or that stands over the first of several columns of inputs
/// and KPIs, with headings of rows in front.
fn is_beside_labels(row: u32, at: Address, by_row: &BTreeMap<u32, Vec<(Address, &Held)>>, lexicon: &dyn Lexicon) -> bool {
    let names = |(address, held): &(Address, &Held)| {
        address.column() < at.column() && matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty())
    };
    let below = |rows: u32| by_row.get(&row.saturating_add(rows)).map(Vec::as_slice).unwrap_or_default();
    let is_over = |(address, held): &(Address, &Held)| {
        address.column() == at.column() && matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty())
    };
    let has_rows = below(2).iter().any(|(address, _)| address.column() < at.column());
    let has_headings = below(1).iter().any(|(address, _)| address.column() == at.column());
    below(1).iter().any(names) || has_headings && below(2).iter().any(names) || has_rows && below(1).iter().any(is_over)
}

/// True for a row with inputs or KPIs, or one of headings that stand behind a word for their axis, or behind the title above them.
fn is_led(title: Address, cells: &[(Address, &Held)], lexicon: &dyn Lexicon) -> bool {
    let is_named = |held: &Held| matches!(held, Held::Text(text) if !lexicon.measures(text.trim()).is_empty());
    let is_heading = |held: &Held| matches!(held, Held::Text(_) | Held::Date(..));
    let Some((first, held)) = cells.first() else { return false };
    let is_axis = matches!(held, Held::Text(text) if lexicon.is_axis(text.trim()));
    let are_headings = is_axis && cells.len() > 1 || first.column() > title.column();
    cells.iter().any(|(_, held)| is_named(held)) || are_headings && cells.iter().all(|(_, held)| is_heading(held))
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
    if matches!(lexicon.aside(text), Some(Aside::Plan | Aside::OtherPeriod | Aside::Change)) {
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
    Some(Said { stands_alone: true, ..Said::of(section) })
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
    (moment.is_some() || year.is_some()).then_some(Said { stands_alone: true, ..Said::of(section) })
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
    (section.moment.is_some() || !section.members.is_empty()).then_some(Said { stands_alone: true, ..Said::of(section) })
}
