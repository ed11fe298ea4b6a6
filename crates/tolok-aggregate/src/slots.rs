//! Slots: the finest groups of rows that any level or window needs, one for each combination of members and base period.

use rustc_hash::FxHashMap;

/// The slot of a row that is in none.
pub(crate) const NO_SLOT: u32 = u32::MAX;
/// The period of a row without a date.
pub(crate) const NO_PERIOD: i64 = i64::MIN;

/// The slots of a source, in the order in which they were met.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// The combination that a combination and one more member make.
    chains: FxHashMap<(u32, u32), u32>,
    /// The members of each combination.
    combinations: Vec<Vec<u32>>,
    by_period: FxHashMap<(u32, i64), u32>,
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
    pub(crate) fn longer(&mut self, combination: u32, member: u32) -> u32 {
        if let Some(known) = self.chains.get(&(combination, member)) {
            return *known;
        }
        let mut members = self.combinations.get(combination as usize).cloned().unwrap_or_default();
        members.push(member);
        let longer = u32::try_from(self.combinations.len()).unwrap_or(u32::MAX);
        self.combinations.push(members);
        self.chains.insert((combination, member), longer);
        longer
    }

    /// The slot of a combination in a period.
    pub(crate) fn slot(&mut self, combination: u32, period: i64, row: u64) -> u32 {
        let next = u32::try_from(self.slots.len()).unwrap_or(NO_SLOT);
        let slot = *self.by_period.entry((combination, period)).or_insert(next);
        match self.slots.get_mut(slot as usize) {
            Some(known) => known.first_row = known.first_row.min(row),
            None => self.slots.push(Slot { combination, period, first_row: row }),
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
