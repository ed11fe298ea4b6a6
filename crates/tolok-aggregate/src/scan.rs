//! One look over the rows of a source: each row into its slot, each measure's value into what is kept of that slot.

pub(crate) mod each_row;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::Array;
use tolok_plan::{Aggregation, Plan};
use tolok_value::{Date, Grain, Period, Value, date_of_unix_day};

use crate::conversion::Rates;
use crate::days::{Days, Known};
use crate::different::Different;
use crate::fast_sum::{FastSum, Rows};
use crate::member_table::{MemberTable, NO_ID};
use crate::prepared::{Columns, Prepared, RowFormula, RowLeaf, ViewPlan};
use crate::records::Record;
use crate::row::Row;
use crate::selection::Selection;
use crate::slots::{NO_PERIOD, NO_SLOT, Slots};
use crate::source::{Batch, Texts};
use crate::state::State;
use crate::view::{Cells, View, members};
use each_row::{add_each, count_different, fixed, keep_each, keep_rows};

/// What a scan is for.
pub(crate) struct Scan<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) columns: &'a Columns<'a>,
    pub(crate) measures: &'a [Prepared<'a>],
    /// Conditions that every row has to meet.
    pub(crate) filters: &'a [RowFormula],
    /// The views of the dimensions that were asked for and that the source has.
    pub(crate) dimensions: &'a [usize],
    /// The view of the date, where the source has one.
    pub(crate) time: Option<usize>,
    /// How fine slots are; no periods where there is none.
    pub(crate) base: Option<Grain>,
    pub(crate) texts: &'a dyn Texts,
    pub(crate) rates: Option<&'a Rates>,
}

/// What one thread has kept of the rows that it has seen.
pub(crate) struct Scanned {
    pub(crate) tables: Vec<MemberTable>,
    pub(crate) slots: Slots,
    /// For each measure what is kept of it.
    pub(crate) kept: Vec<Kept>,
    /// Every date that was met.
    pub(crate) dates: BTreeSet<Date>,
    /// How many rows have no date, and the first of them.
    pub(crate) undated: Option<(u64, u64)>,
    days: Days,
}

/// Where the rows of a batch belong.
#[derive(Clone, Copy)]
struct Placed<'b> {
    /// The slot of each row.
    slots: &'b [u32],
    /// How many of the rows are in each slot.
    counts: &'b [u32],
}

/// What is kept of a measure.
pub(crate) enum Kept {
    Sums(FastSum),
    States(Vec<State>),
    /// The numbers of different values.
    Distinct(Vec<State>, Different),
    Records(Vec<Vec<Record>>),
}

impl Scanned {
    pub(crate) fn new(scan: &Scan<'_>) -> Self {
        let members = |dimension: &Arc<str>| scan.plan.members.iter().find(|members| members.dimension == *dimension);
        let kept = scan.measures.iter().map(|prepared| match &prepared.measure.aggregation {
            _ if !prepared.grouped.is_empty() => Kept::Records(Vec::new()),
            Aggregation::Sum | Aggregation::Average | Aggregation::Count => Kept::Sums(FastSum::default()),
            Aggregation::CountDistinct => Kept::Distinct(Vec::new(), Different::default()),
            _ => Kept::States(Vec::new()),
        });
        Self {
            tables: (scan.columns.tables.iter().enumerate())
                .map(|(table, dimension)| match members(dimension) {
                    Some(members) if members.from.is_some() && !scan.columns.is_of_groups(table) => MemberTable::of_groups(members),
                    members => MemberTable::new(members),
                })
                .collect(),
            slots: Slots::new(),
            kept: kept.collect(),
            dates: BTreeSet::new(),
            undated: None,
            days: Days::default(),
        }
    }

    /// Takes in the rows of a batch.
    pub(crate) fn take(&mut self, batch: &Batch, scan: &Scan<'_>) {
        let views = self.views(batch, scan);
        let name: Arc<str> = "".into();
        let mut row = Row { views: &views, plans: &scan.columns.views, tables: &self.tables, row: 0, measure: &name, texts: scan.texts };
        let selection = Selection::of(scan.filters, batch.row_count, &mut row);
        let slots = self.place(batch, &views, &selection, scan);
        let mut counts = vec![0u32; self.slots.len()];
        for slot in &slots {
            // A slot of no row is beyond all of them.
            if let Some(count) = counts.get_mut(*slot as usize) {
                *count = count.saturating_add(1);
            }
        }
        let placed = Placed { slots: &slots, counts: &counts };
        let mut kept = std::mem::take(&mut self.kept);
        for (kept, prepared) in kept.iter_mut().zip(scan.measures) {
            self.measure(kept, prepared, batch, &views, placed, scan);
            // A condition of the whole run that is an error is the error of everything.
            for (place, error) in &selection.errors {
                kept.fail(slots.get(*place).copied(), batch.first_row.saturating_add(*place as u64), error);
            }
        }
        self.kept = kept;
    }

    pub(crate) fn views(&mut self, batch: &Batch, scan: &Scan<'_>) -> Vec<View> {
        let mut views: Vec<View> = Vec::new();
        for plan in &scan.columns.views {
            let view = match *plan {
                ViewPlan::Plain(wanted) => match batch.columns.get(wanted) {
                    Some(array) => View { cells: Cells::Array(Arc::clone(array)), errors: errors(batch, wanted) },
                    None => View { cells: Cells::Missing, errors: BTreeMap::new() },
                },
                ViewPlan::Members { wanted, table } => {
                    View { cells: Cells::Members(self.members(batch, wanted, table)), errors: errors(batch, wanted) }
                }
                ViewPlan::Groups { of, table } => {
                    let members = match views.get(of).map(|view| &view.cells) {
                        Some(Cells::Members(members)) => members.clone(),
                        _ => Vec::new(),
                    };
                    View { cells: Cells::Members(self.groups(&members, of, table, batch.first_row, scan)), errors: BTreeMap::new() }
                }
            };
            views.push(view);
        }
        views
    }

    /// The number of each row's member.
    fn members(&mut self, batch: &Batch, wanted: usize, table: usize) -> Vec<u32> {
        let (Some(array), Some(table)) = (batch.columns.get(wanted), self.tables.get_mut(table)) else { return Vec::new() };
        members(array, table, batch.first_row)
    }

    /// The group of each row's member.
    fn groups(&mut self, members: &[u32], of: usize, table: usize, first_row: u64, scan: &Scan<'_>) -> Vec<u32> {
        let from = match scan.columns.views.get(of) {
            Some(ViewPlan::Members { table, .. } | ViewPlan::Groups { table, .. }) => *table,
            _ => return Vec::new(),
        };
        let mut known: BTreeMap<u32, u32> = BTreeMap::new();
        let mut groups = Vec::with_capacity(members.len());
        for (row, member) in members.iter().enumerate() {
            let group = match known.get(member) {
                Some(group) => *group,
                None => {
                    let name = self.tables.get(from).map_or_else(|| "".into(), |table| table.name(*member));
                    let named = if *member == NO_ID { "" } else { &*name };
                    let group = self.tables.get_mut(table).map_or(NO_ID, |table| table.id(named, first_row.saturating_add(row as u64)));
                    known.insert(*member, group);
                    group
                }
            };
            groups.push(group);
        }
        groups
    }

    /// The slot of each row.
    fn place(&mut self, batch: &Batch, views: &[View], selection: &Selection, scan: &Scan<'_>) -> Vec<u32> {
        // What is a combination first becomes the slot.
        let mut places = vec![0; batch.row_count];
        for dimension in scan.dimensions {
            let Some(Cells::Members(ids)) = views.get(*dimension).map(|view| &view.cells) else { continue };
            for (combination, id) in places.iter_mut().zip(ids) {
                *combination = self.slots.longer(*combination, *id);
            }
        }
        let kept = selection.rows_to_place();
        let undated = self.slots.period(NO_PERIOD);
        let Some(time) = scan.time.and_then(|time| views.get(time)) else {
            for (row, (place, number)) in places.iter_mut().zip(batch.first_row..).enumerate() {
                let is_kept = kept.as_ref().is_none_or(|kept| kept.get(row) == Some(&true));
                *place = if is_kept { self.slots.slot(*place, undated, number) } else { NO_SLOT };
            }
            return places;
        };
        let (days, nulls) = match time.days() {
            Some(days) => (days.values().as_ref(), days.nulls().filter(|nulls| nulls.null_count() > 0)),
            None => (&[][..], None),
        };
        let mut days = days.iter();
        for (row, (place, number)) in places.iter_mut().zip(batch.first_row..).enumerate() {
            let day = days.next().filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row)));
            if kept.as_ref().is_some_and(|kept| kept.get(row) != Some(&true)) {
                *place = NO_SLOT;
                continue;
            }
            let known = match day {
                Some(day) => match self.days.get(*day) {
                    Some(known) => known,
                    None => self.new_day(*day, scan),
                },
                None => {
                    let (rows, first) = self.undated.unwrap_or((0, number));
                    self.undated = Some((rows.saturating_add(1), first.min(number)));
                    Known::Period(undated)
                }
            };
            *place = match known {
                Known::Period(period) => self.slots.slot(*place, period, number),
                Known::Nowhere => NO_SLOT,
            };
        }
        places
    }

    /// The base period of a day; nowhere where it lies after the last day that counts.
    fn new_day(&mut self, day: i32, scan: &Scan<'_>) -> Known {
        let date = date_of_unix_day(day).filter(|date| scan.plan.as_of.is_none_or(|last| *date <= last));
        let known = match date {
            Some(date) => {
                self.dates.insert(date);
                let period = match (scan.base, scan.plan.timeline) {
                    (Some(base), Some(timeline)) => Period::of_in(date, base, timeline.calendar).map_or(NO_PERIOD, Period::ordinal),
                    _ => NO_PERIOD,
                };
                Known::Period(self.slots.period(period))
            }
            None => Known::Nowhere,
        };
        self.days.insert(day, known);
        known
    }

    fn measure(&self, kept: &mut Kept, prepared: &Prepared<'_>, batch: &Batch, views: &[View], placed: Placed<'_>, scan: &Scan<'_>) {
        let Placed { slots, counts } = placed;
        let count = self.slots.len();
        let mut row =
            Row { views, plans: &scan.columns.views, tables: &self.tables, row: 0, measure: &prepared.measure.name, texts: scan.texts };
        if let Kept::Records(records) = kept {
            records.resize_with(count, Vec::new);
            return keep_rows(records, batch, slots, &mut row, scan);
        }
        let selection = Selection::of(&prepared.filters, batch.row_count, &mut row);
        let rows = Rows { slots, counts, kept: selection.rows(), first_row: batch.first_row };
        match kept {
            Kept::Sums(sums) => {
                sums.reserve(count);
                match plain_column(prepared, views) {
                    Some(array) => sums.add_column(array, rows),
                    None => match fixed(prepared, views, batch.row_count) {
                        Some(fixed) => sums.add_fixed(&fixed, rows),
                        None => add_each(sums, prepared, rows, &mut row, scan),
                    },
                }
            }
            Kept::States(states) => {
                states.resize_with(count, || State::new(&prepared.measure.aggregation));
                keep_each(states, prepared, rows, &mut row, scan);
            }
            Kept::Distinct(states, different) => {
                states.resize_with(count, || State::new(&prepared.measure.aggregation));
                count_different(states, different, prepared, rows, &mut row, scan);
            }
            Kept::Records(_) => {}
        }
        for (place, error) in &selection.errors {
            kept.fail(slots.get(*place).copied(), batch.first_row.saturating_add(*place as u64), error);
        }
    }
}

impl Kept {
    fn fail(&mut self, slot: Option<u32>, row: u64, error: &Value) {
        let Some(slot) = slot.filter(|slot| *slot != NO_SLOT).map(|slot| slot as usize) else { return };
        match self {
            Kept::Sums(sums) => sums.fail(slot, row, error.clone()),
            Kept::States(states) | Kept::Distinct(states, _) => {
                if let Some(state) = states.get_mut(slot) {
                    state.fail(row, error.clone());
                }
            }
            Kept::Records(_) => {}
        }
    }
}

fn errors(batch: &Batch, wanted: usize) -> BTreeMap<usize, Value> {
    batch.errors.iter().filter(|error| error.column == wanted).map(|error| (error.row, error.value.clone())).collect()
}

/// The column that a measure adds as it is: a bare input, or one whose blanks are filled where it has none.
fn plain_column<'v>(prepared: &Prepared<'_>, views: &'v [View]) -> Option<&'v arrow_array::ArrayRef> {
    use tolok_plan::{Kind, Lazy};
    if prepared.measure.conversion.is_some() || prepared.measure.aggregation == Aggregation::Count {
        return None;
    }
    let (view, is_filled) = match &prepared.expression.kind {
        Kind::Leaf(RowLeaf::Column(view)) => (*view, false),
        Kind::Lazy { form: Lazy::Coalesce, arguments } => match arguments.first().map(|first| &first.kind) {
            Some(Kind::Leaf(RowLeaf::Column(view))) => (*view, true),
            _ => return None,
        },
        _ => return None,
    };
    let view = views.get(view).filter(|view| view.errors.is_empty())?;
    match &view.cells {
        Cells::Array(array) if FastSum::takes(array) && !(is_filled && array.null_count() > 0) => Some(array),
        _ => None,
    }
}
