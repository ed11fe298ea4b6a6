//! Slots: the finest groups of rows that any level or window needs, one for each combination of members and base period.

use rustc_hash::FxHashMap;

use crate::pairs::Pairs;

/// The slot of a row that is in none.
pub(crate) const NO_SLOT: u32 = u32::MAX;
/// The period of a row without a date.
pub(crate) const NO_PERIOD: i64 = i64::MIN;

/// The slots of a source, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// The combination that a combination and one more member make.
    chains: Pairs,
    /// The members of each combination.
    combinations: Vec<Vec<u32>>,
    /// The ordinals of the base periods that were met, and the number of each.
    periods: Vec<i64>,
    period_numbers: FxHashMap<i64, u32>,
    /// The slot of a combination and the number of a period.
    by_period: Pairs,
    slots: Vec<Slot>,
}

/// A slot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    /// Which combination of members.
    pub(crate) combination: u32,
    /// The ordinal of its base period, or [`NO_PERIOD`].
    pub(crate) period: i64,
    /// The first row in it.
    pub(crate) first_row: u64,
}

impl Slots {
    pub(crate) fn new() -> Self {
        Self { combinations: vec![Vec::new()], ..Self::default() }
    }

    /// The combination of these members.
    pub(crate) fn combination(&mut self, members: impl IntoIterator<Item = u32>) -> u32 {
        let mut combination = 0;
        for member in members {
            combination = self.longer(combination, member);
        }
        combination
    }

    /// A combination with one more member.
    #[inline]
    pub(crate) fn longer(&mut self, combination: u32, member: u32) -> u32 {
        match self.chains.get(combination, member) {
            Some(known) => known,
            None => self.new_combination(combination, member),
        }
    }

    fn new_combination(&mut self, combination: u32, member: u32) -> u32 {
        let mut members = self.combinations.get(combination as usize).cloned().unwrap_or_default();
        members.push(member);
        let longer = number(self.combinations.len());
        self.combinations.push(members);
        self.chains.insert(combination, member, longer);
        longer
    }

    /// The number of a period.
    pub(crate) fn period(&mut self, ordinal: i64) -> u32 {
        let next = number(self.periods.len());
        let known = *self.period_numbers.entry(ordinal).or_insert(next);
        if known == next {
            self.periods.push(ordinal);
        }
        known
    }

    /// The slot of a combination in a period, which this row is the first of unless an earlier one was. Rows are met in their order.
    #[inline]
    pub(crate) fn slot(&mut self, combination: u32, period: u32, row: u64) -> u32 {
        match self.by_period.get(combination, period) {
            Some(known) => known,
            None => self.new_slot(combination, period, row),
        }
    }

    fn new_slot(&mut self, combination: u32, period: u32, row: u64) -> u32 {
        let slot = number(self.slots.len());
        let ordinal = self.periods.get(period as usize).copied().unwrap_or(NO_PERIOD);
        self.slots.push(Slot { combination, period: ordinal, first_row: row });
        self.by_period.insert(combination, period, slot);
        slot
    }

    /// The slot that is the same as one of another thread, which may have met it earlier.
    pub(crate) fn join(&mut self, combination: u32, other: &Slot) -> u32 {
        let period = self.period(other.period);
        let slot = self.slot(combination, period, other.first_row);
        if let Some(known) = self.slots.get_mut(slot as usize) {
            known.first_row = known.first_row.min(other.first_row);
        }
        slot
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn all(&self) -> &[Slot] {
        &self.slots
    }

    /// The members of a slot's combination.
    pub(crate) fn members(&self, slot: &Slot) -> &[u32] {
        self.combinations.get(slot.combination as usize).map_or(&[], Vec::as_slice)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NO_SLOT)
}
