//! What rows of a sheet say about everything below them: `Email`, `Channel: Email`, `Month: October 2026`, a title, the name of the sheet.

mod beginning;
mod rows;
mod said;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::Grain;
use tolok_xlsx::Address;

use self::beginning::beginning;
use self::rows::{counted, is_beside_labels, is_led, is_title};
use self::said::{beside, said, titled, unread};
use super::heading::MemberHeading;
use super::kind::is_name;
use super::lexicon::{Aside, Lexicon, Moment};
use super::recognised::{Title, TitlePeriod};
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
    /// A title with several periods, or with something that is none here: all from the first to the last, or nobody knows which are meant
    /// where nothing else says it.
    unclear: Option<TitlePeriod>,
    /// The year of a title that says nothing else of time.
    title_year: Option<i16>,
    /// What says that numbers are counted in thousands or the like.
    pub(super) counted: Option<Title>,
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
    /// Makes it be about a period of which nobody knows which it is.
    pub(super) fn leave_open(&mut self, text: &str, at: Address) {
        (self.moment, self.is_all_periods) = (None, false);
        self.unclear = Some(TitlePeriod::Unclear(Title { text: text.into(), at: Some(at) }));
    }

    /// True if a title leaves open which period is meant, or says several.
    pub(super) fn is_unclear(&self) -> bool {
        self.unclear.is_some()
    }

    /// What titles say of the period, where nothing else does.
    pub(super) fn title(&self, lexicon: &dyn Lexicon) -> Option<TitlePeriod> {
        let unclear = self.unclear.clone().filter(|_| !lexicon.has_period());
        unclear.or(self.title_year.map(TitlePeriod::Year))
    }

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
        // A plan that stands by itself is filled with what came about in its period.
        let of_name = said(&name, None, lexicon).filter(|said| !said.is_aside).or_else(|| title::read(&sheet.name, None, lexicon));
        let mut whole = of_name.map(|said| said.section).unwrap_or_default();
        // Beside sheets of months, a sheet called `Total` is about all of them.
        whole.is_all_periods = sheet.is_beside_periods && (lexicon.is_total(&sheet.name) || lexicon.is_summary(&sheet.name));
        if matches!(lexicon.aside(&sheet.name), Some(Aside::OtherPeriod | Aside::Share)) {
            whole.unread = Some(Arc::clone(&sheet.name));
        }
        let years: BTreeSet<i16> = lexicon.years(&sheet.name).into_iter().collect();
        whole.year = whole.year.or(years.first().copied().filter(|_| years.len() == 1));
        let mut by_row: BTreeMap<u32, Vec<(Address, &Held)>> = BTreeMap::new();
        for (address, cell) in sheet.filled() {
            by_row.entry(address.row()).or_default().push((address, &cell.held));
        }
        let of_sheet = || lexicon.is_counted(&sheet.name).then(|| Title { text: Arc::clone(&sheet.name), at: None });
        whole.counted = counted(&by_row, lexicon).or_else(of_sheet);
        let first_named = by_row.iter().find(|(_, cells)| cells.iter().any(|(_, held)| is_name(held, lexicon))).map(|(row, _)| *row);
        let is_above_names = |row: u32| first_named.is_some_and(|first| row < first);
        // The first column of a table whose headings are inputs and KPIs.
        let named = first_named.and_then(|row| by_row.get(&row)).filter(|cells| {
            const FEWEST: usize = 2;
            cells.iter().filter(|(_, held)| is_name(held, lexicon)).count() >= FEWEST
        });
        let first_column = named.and_then(|cells| Some(cells.first()?.0.column()));
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
                [(_, Held::Text(word)), (at, held)] => {
                    let found = beside(word, *at, held, lexicon);
                    let found = found.or_else(|| titled(word, *at, held, lexicon).filter(|_| is_above_names(*row)));
                    found.or_else(|| beginning(cells, first_column, lexicon).filter(|_| is_above_names(*row)))
                }
                cells => beginning(cells, first_column, lexicon).filter(|_| is_above_names(*row)),
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
                (Some((moment, _)), Some((before, _))) if said.section.is_weak && !section.is_weak && !adds_year(moment, before) => {}
                // A year says of which year a month is.
                (Some((moment, _)), Some((Moment::Month(_) | Moment::Quarter(_), _))) if year_of(moment).is_some() => {
                    section.year = year_of(moment);
                }
                // It says nothing of what is left open.
                (Some((moment, _)), None) if year_of(moment).is_some() && section.unclear.is_some() && said.section.unclear.is_none() => {
                    section.year = year_of(moment);
                }
                (Some((moment, at)), before) => {
                    section.year = year_of(moment).or(before.and_then(|(before, _)| year_of(before))).or(section.year);
                    section.moment = Some((moment, at));
                    section.unclear = said.section.unclear.clone();
                    section.is_weak = said.section.is_weak;
                    section.is_all_periods = false;
                }
            }
            if said.section.moment.is_none()
                && said.section.unclear.is_some()
                && let Some((year, _)) = section.moment
                && year_of(year).is_some()
            {
                (section.year, section.moment) = (year_of(year), None);
            }
            if section.moment.is_none() {
                section.unclear = said.section.unclear.clone().or(section.unclear);
            }
            section.year = said.section.year.or(section.year);
            section.title_year = said.section.title_year.or(section.title_year);
            section
        })
    }
}

/// True for a month or quarter without a year below its year.
fn adds_year(moment: Moment, before: Moment) -> bool {
    matches!(moment, Moment::Month(_) | Moment::Quarter(_)) && year_of(before).is_some()
}

/// The year, if a moment is nothing else.
pub(super) fn year_of(moment: Moment) -> Option<i16> {
    match moment {
        Moment::Period(period) if period.grain() == Grain::Year => Some(period.first_day().year()),
        _ => None,
    }
}
