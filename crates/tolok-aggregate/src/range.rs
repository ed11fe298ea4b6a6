//! What is kept of a source after all of its rows: states by slot, in the order of members and periods, and merged over ranges of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_plan::{Aggregation, Measure};
use tolok_value::Date;

use crate::absent::Wanted;
use crate::codes;
use crate::different::Different;
use crate::execute::Request;
use crate::member_table::{Member, MemberTable};
use crate::prepared::{Prepared, ViewPlan};
use crate::records::{Record, Surroundings, aggregate};
use crate::scan::{Kept, Scan, Scanned};
use crate::slots::Slots;
use crate::source::Source;
use crate::state::State;

/// What is kept of a source, from all threads.
pub(crate) struct Merged {
    pub(crate) tables: Vec<MemberTable>,
    pub(crate) slots: Slots,
    states: Vec<Vec<State>>,
    records: Vec<Vec<Vec<Record>>>,
    /// For each measure the different values, where it counts them.
    different: Vec<Different>,
    pub(crate) dates: BTreeSet<Date>,
    pub(crate) undated: Option<(u64, u64)>,
    /// For each dimension that the source has, its place among those of the plan.
    pub(crate) dimensions: Vec<usize>,
    /// For each of them, its table of members.
    pub(crate) dimension_tables: Vec<usize>,
    /// For each measure, the tables of the keys of a stock.
    key_tables: Vec<Vec<usize>>,
    has_dates: bool,
}

/// Merges what the threads have kept.
pub(crate) fn merge(parts: Vec<Scanned>, scan: &Scan<'_>, dimensions: Vec<usize>) -> Merged {
    let table_of = |view: &usize| match scan.columns.views.get(*view) {
        Some(ViewPlan::Members { table, .. } | ViewPlan::Groups { table, .. }) => *table,
        _ => usize::MAX,
    };
    let mut merged = Merged {
        tables: scan.columns.tables.iter().map(|_| MemberTable::new(None)).collect(),
        slots: Slots::new(),
        states: scan.measures.iter().map(|_| Vec::new()).collect(),
        records: scan.measures.iter().map(|_| Vec::new()).collect(),
        different: scan.measures.iter().map(|_| Different::default()).collect(),
        dates: BTreeSet::new(),
        undated: None,
        dimensions,
        dimension_tables: scan.dimensions.iter().map(table_of).collect(),
        key_tables: scan.measures.iter().map(|prepared| prepared.keys.iter().map(table_of).collect()).collect(),
        has_dates: scan.time.is_some(),
    };
    for part in parts {
        merged.take(part, scan);
    }
    merged
}

impl Merged {
    fn take(&mut self, part: Scanned, scan: &Scan<'_>) {
        let numbers: Vec<Vec<u32>> = (self.tables.iter_mut().zip(&part.tables))
            .map(|(table, other)| other.members().iter().map(|member: &Member| table.join(member)).collect())
            .collect();
        let number = |table: usize, id: u32| numbers.get(table).and_then(|numbers| numbers.get(id as usize)).copied().unwrap_or(id);
        let mut slots = Vec::with_capacity(part.slots.len());
        for slot in part.slots.all() {
            let members = part.slots.members(slot).iter().zip(&self.dimension_tables).map(|(id, table)| number(*table, *id));
            let combination = self.slots.combination(members);
            slots.push(self.slots.join(combination, slot) as usize);
        }
        for (measure, kept) in part.kept.into_iter().enumerate() {
            let Some(prepared) = scan.measures.get(measure) else { continue };
            let keys = self.key_tables.get(measure).cloned().unwrap_or_default();
            let rename = |place: usize, id: u32| keys.get(place).map_or(id, |table| number(*table, id));
            match kept {
                Kept::Records(mut records) => {
                    records.resize_with(slots.len(), Vec::new);
                    for (slot, records) in slots.iter().zip(records) {
                        self.keep_records(measure, *slot, records);
                    }
                }
                Kept::Sums(mut sums) => {
                    sums.finish(slots.len());
                    self.merge_states(measure, prepared.measure, &slots, &|slot| sums.state(slot, &prepared.measure.aggregation));
                }
                Kept::Distinct(states, different) => {
                    let numbers = self.different.get_mut(measure).map(|all| all.join(&different)).unwrap_or_default();
                    self.merge_states(measure, prepared.measure, &slots, &|slot| {
                        states.get(slot).map_or_else(|| State::new(&prepared.measure.aggregation), |state| state.with_numbers(&numbers))
                    });
                }
                Kept::States(states) => {
                    self.merge_states(measure, prepared.measure, &slots, &|slot| {
                        states.get(slot).map_or_else(|| State::new(&prepared.measure.aggregation), |state| state.with_keys(&rename))
                    });
                }
            }
        }
        self.dates.extend(part.dates);
        if let Some((rows, first)) = part.undated {
            let (known, known_first) = self.undated.unwrap_or((0, first));
            self.undated = Some((known.saturating_add(rows), known_first.min(first)));
        }
    }

    fn merge_states(&mut self, index: usize, measure: &Measure, slots: &[usize], state: &dyn Fn(usize) -> State) {
        let count = self.slots.len();
        let Some(states) = self.states.get_mut(index) else { return };
        states.resize_with(count, || State::new(&measure.aggregation));
        for (local, global) in slots.iter().enumerate() {
            if let Some(known) = states.get_mut(*global) {
                known.merge(&state(local));
            }
        }
    }

    fn keep_records(&mut self, measure: usize, slot: usize, records: Vec<Record>) {
        let count = self.slots.len();
        let Some(kept) = self.records.get_mut(measure) else { return };
        kept.resize_with(count, Vec::new);
        if let Some(kept) = kept.get_mut(slot) {
            kept.extend(records);
        }
    }
}

/// A source after all of its rows.
pub(crate) struct SourceStates<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) merged: Merged,
    pub(crate) measures: Vec<Prepared<'a>>,
    /// The place of each of the plan's measures among those of this source.
    pub(crate) places: BTreeMap<usize, usize>,
    /// The members that the conditions of the plan ask for.
    pub(crate) wanted_members: Vec<Wanted>,
    /// The source's own columns that were read.
    pub(crate) wanted: Vec<usize>,
    pub(crate) request: &'a Request<'a>,
}

impl SourceStates<'_> {
    /// How fine the slots of the plan are.
    pub(crate) fn base_grain(&self, timeline: tolok_plan::Timeline) -> tolok_value::Grain {
        crate::periods::base_grain(self.request.plan, timeline)
    }

    /// Whether the source has dates.
    pub(crate) fn has_dates(&self) -> bool {
        self.merged.has_dates
    }

    /// Where a row of a measure stands, for messages.
    pub(crate) fn place(&self, row: u64, column: Option<usize>) -> tolok_diagnostics::Place {
        let column = column.or_else(|| self.wanted.first().copied()).unwrap_or(0);
        self.source.rows.place(row, column)
    }

    /// What is kept of a measure over some slots.
    pub(crate) fn over(&self, measure: usize, slots: &[u32]) -> State {
        let Some(prepared) = self.measures.get(measure) else { return State::new(&Aggregation::Sum) };
        if !prepared.grouped.is_empty() {
            let kept = self.merged.records.get(measure);
            let of_slot = |slot: &u32| kept.and_then(|kept| kept.get(*slot as usize)).map_or(&[][..], Vec::as_slice);
            let mut records: Vec<&Record> = slots.iter().flat_map(of_slot).collect();
            // Rows in their order, whichever thread saw them.
            records.sort_by_key(|record| record.row);
            let surroundings = Surroundings { texts: self.request.texts, rates: self.request.rates, has_dates: self.merged.has_dates };
            return aggregate(prepared, &records, surroundings);
        }
        let mut state = State::new(&prepared.measure.aggregation);
        for slot in slots {
            self.add(&mut state, measure, *slot);
        }
        state
    }

    /// Merges one more slot into a state; nothing for a measure that keeps its rows.
    pub(crate) fn add(&self, state: &mut State, measure: usize, slot: u32) {
        if let Some(other) = self.merged.states.get(measure).and_then(|states| states.get(slot as usize)) {
            state.merge(other);
        }
    }

    /// True for a measure whose states can be merged slot by slot.
    pub(crate) fn is_mergeable(&self, measure: usize) -> bool {
        self.measures.get(measure).is_some_and(|prepared| prepared.grouped.is_empty())
    }

    /// The names of a stock's key.
    pub(crate) fn key_names(&self, measure: usize, key: &[u32]) -> Vec<Arc<str>> {
        let tables = self.merged.key_tables.get(measure).map_or(&[][..], Vec::as_slice);
        key.iter().zip(tables).filter_map(|(id, table)| Some(self.merged.tables.get(*table)?.name(*id))).collect()
    }

    /// What contradicts itself in the data.
    pub(crate) fn problems(&self) -> Vec<Diagnostic> {
        let mut problems: Vec<Diagnostic> = Vec::new();
        let slots: Vec<u32> = (0..self.merged.slots.len()).filter_map(|slot| u32::try_from(slot).ok()).collect();
        for (index, prepared) in self.measures.iter().enumerate() {
            let problem = match &prepared.measure.aggregation {
                Aggregation::Constant => self.over(index, &slots).disagreement().map(|rows| self.disagreement(prepared, rows)),
                Aggregation::Stock { .. } => self.conflict(index, &slots).map(|rows| self.contradiction(prepared, rows)),
                _ => None,
            };
            // Windows and conditions make several measures of one input.
            problems.extend(problem.filter(|problem| !problems.iter().any(|known: &Diagnostic| known.message == problem.message)));
        }
        problems
    }

    /// Two rows that contradict each other, with the key that they report on: in a slot, or only over all of them.
    fn conflict(&self, measure: usize, slots: &[u32]) -> Option<(u64, u64, Vec<Arc<str>>)> {
        let of = |slots: &[u32]| {
            let state = self.over(measure, slots);
            let (first, second, key) = state.reports()?.conflict()?;
            Some((first, second, self.key_names(measure, key)))
        };
        slots.iter().filter_map(|slot| of(&[*slot])).min_by_key(|(first, second, _)| (*first, *second)).or_else(|| of(slots))
    }

    fn disagreement(&self, prepared: &Prepared<'_>, (first, second): (u64, u64)) -> Diagnostic {
        let column = self.column(prepared);
        let words = format!("`{}` is the same in every row, but two rows disagree", prepared.measure.name);
        let problem = Diagnostic::new(&codes::CONSTANT, words).at(self.place(second, column));
        problem
            .related(self.place(first, column), "the other row")
            .help("correct the data, or say how rows are combined: `rate weighted by …`, `single`")
    }

    fn contradiction(&self, prepared: &Prepared<'_>, (first, second, key): (u64, u64, Vec<Arc<str>>)) -> Diagnostic {
        let column = self.column(prepared);
        let date = if self.merged.has_dates { " and one date" } else { "" };
        let key = match key.as_slice() {
            [] => format!("one key{date}"),
            key => format!("{}{date}", key.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" / ")),
        };
        let words = format!("two rows report different values of `{}` for {key}", prepared.measure.name);
        let problem = Diagnostic::new(&codes::TWO_REPORTS, words).at(self.place(second, column));
        problem
            .related(self.place(first, column), "the other report")
            .help("correct the data, or name what tells the two apart: `stock per (…, …)`")
    }

    /// The source's own column that a measure looks at first.
    fn column(&self, prepared: &Prepared<'_>) -> Option<usize> {
        let mut found = None;
        prepared.measure.expression.for_each_leaf(&mut |leaf| {
            found = found.or_else(|| crate::placement::column_of(self.source, leaf));
        });
        found
    }
}
