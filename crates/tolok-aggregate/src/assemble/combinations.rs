//! The combinations of members that the data has, joined over sources: first seen first.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tolok_plan::{Level, Plan};

use crate::execute::Request;
use crate::member_table::{Member, MemberTable};
use crate::range::SourceStates;
use crate::slots::NO_PERIOD;

/// The members of the asked dimensions, over all sources.
pub(crate) struct Joined {
    tables: Vec<MemberTable>,
    /// For each source and each of its dimensions, the numbers of its members here.
    numbers: Vec<Vec<Vec<u32>>>,
}

impl Joined {
    pub(crate) fn new(plan: &Plan, sources: &[SourceStates<'_>]) -> Self {
        let mut joined = Self { tables: plan.dimensions.iter().map(|_| MemberTable::new(None)).collect(), numbers: Vec::new() };
        for (order, source) in (0u64..).zip(sources) {
            let mut numbers = Vec::new();
            for (dimension, table) in source.merged.dimensions.iter().zip(&source.merged.dimension_tables) {
                let (Some(all), Some(own)) = (joined.tables.get_mut(*dimension), source.merged.tables.get(*table)) else { continue };
                // The rows of an earlier source come before those of a later one.
                let later = |member: &Member| Member { first_row: member.first_row.min(1 << 48) | (order << 49), ..member.clone() };
                numbers.push(own.members().iter().map(|member| all.join(&later(member))).collect());
            }
            joined.numbers.push(numbers);
        }
        joined
    }

    /// The combinations of a level, with the slots of each source that belong to them.
    pub(crate) fn combinations(&self, level: &Level, sources: &[SourceStates<'_>], request: &Request<'_>) -> Combinations {
        let dimensions: Vec<usize> =
            level.dimensions.iter().filter_map(|wanted| request.plan.dimensions.iter().position(|known| known == wanted)).collect();
        let mut combinations = Combinations { names: Vec::new(), slots: Vec::new() };
        let mut found: Vec<(u64, u64, Vec<u32>)> = Vec::new();
        let mut first_of: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let mut by_source: Vec<BTreeMap<usize, Vec<SlotInTime>>> = Vec::new();
        for (order, source) in (0u64..).zip(sources) {
            let mut mine: BTreeMap<usize, Vec<SlotInTime>> = BTreeMap::new();
            let own: Option<Vec<usize>> =
                dimensions.iter().map(|dimension| source.merged.dimensions.iter().position(|known| known == dimension)).collect();
            if let Some(own) = own {
                for (slot, facts) in (0u32..).zip(source.merged.slots.all()) {
                    let members = source.merged.slots.members(facts);
                    let numbers = |place: &usize| {
                        let id = members.get(*place).copied().unwrap_or(0);
                        self.numbers.get(order as usize).and_then(|all| all.get(*place)?.get(id as usize)).copied().unwrap_or(0)
                    };
                    let key: Vec<u32> = own.iter().map(numbers).collect();
                    let place = *first_of.entry(key.clone()).or_insert_with(|| {
                        found.push((order, facts.first_row, key));
                        found.len().saturating_sub(1)
                    });
                    if let Some((first_source, first_row, _)) = found.get_mut(place)
                        && *first_source == order
                    {
                        *first_row = (*first_row).min(facts.first_row);
                    }
                    mine.entry(place).or_default().push(SlotInTime { period: facts.period, slot });
                }
            }
            by_source.push(mine);
        }
        if dimensions.is_empty() && found.is_empty() {
            // The total is there whether or not there is a row.
            found.push((0, 0, Vec::new()));
        }
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|place| found.get(*place).map(|(source, row, _)| (*source, *row)));
        for place in &order {
            let key = found.get(*place).map_or(&[][..], |(_, _, key)| key.as_slice());
            combinations.names.push(self.names(&dimensions, key));
        }
        for mut mine in by_source {
            let slots = order.iter().map(|place| {
                let mut slots = mine.remove(place).unwrap_or_default();
                slots.sort_unstable_by_key(|slot| (slot.period, slot.slot));
                slots
            });
            combinations.slots.push(slots.collect());
        }
        combinations
    }

    fn names(&self, dimensions: &[usize], key: &[u32]) -> Vec<Arc<str>> {
        dimensions.iter().zip(key).filter_map(|(dimension, id)| Some(self.tables.get(*dimension)?.name(*id))).collect()
    }
}

/// A slot with its base period; those without a date come first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SlotInTime {
    pub(crate) period: i64,
    pub(crate) slot: u32,
}

/// The combinations of members of a level.
pub(crate) struct Combinations {
    names: Vec<Vec<Arc<str>>>,
    /// For each source, the slots of each combination in the order of time.
    slots: Vec<Vec<Vec<SlotInTime>>>,
}

impl Combinations {
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &[Arc<str>]> {
        self.names.iter().map(Vec::as_slice)
    }

    /// The slots of each combination in a source.
    pub(crate) fn slots(&self, source: usize) -> impl Iterator<Item = &[SlotInTime]> {
        self.slots.get(source).into_iter().flatten().map(Vec::as_slice)
    }
}

/// The slots that have a date.
pub(crate) fn dated(slots: &[SlotInTime]) -> &[SlotInTime] {
    let first = slots.partition_point(|slot| slot.period == NO_PERIOD);
    slots.get(first..).unwrap_or(&[])
}
