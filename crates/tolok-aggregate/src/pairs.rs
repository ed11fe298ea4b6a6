//! A number for each pair of numbers: in a table while that stays small, hashed beyond it.

use rustc_hash::FxHashMap;

/// No number.
const NONE: u32 = u32::MAX;
/// So many cells the table may have: 16 MiB.
const MOST_CELLS: usize = 4 << 20;

/// A number for each pair of numbers. Pairs of few combinations and few members or periods, which is what most rows have, are found
/// without hashing.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    near: Vec<Vec<u32>>,
    cells: usize,
    far: FxHashMap<(u32, u32), u32>,
}

impl Pairs {
    #[inline]
    pub(crate) fn get(&self, first: u32, second: u32) -> Option<u32> {
        match self.near.get(first as usize).and_then(|row| row.get(second as usize)) {
            Some(&NONE) | None if self.far.is_empty() => None,
            Some(&NONE) | None => self.far.get(&(first, second)).copied(),
            Some(known) => Some(*known),
        }
    }

    /// Remembers the number of a pair that has none yet.
    pub(crate) fn insert(&mut self, first: u32, second: u32, number: u32) {
        let place = second as usize;
        if self.make_room(first as usize, place)
            && let Some(cell) = self.near.get_mut(first as usize).and_then(|row| row.get_mut(place))
        {
            *cell = number;
            return;
        }
        self.far.insert((first, second), number);
    }

    fn make_room(&mut self, first: usize, second: usize) -> bool {
        if first >= MOST_CELLS {
            return false;
        }
        let known = self.near.get(first).map_or(0, Vec::len);
        if second < known {
            return true;
        }
        let wanted = second.saturating_add(1).checked_next_power_of_two().unwrap_or(usize::MAX);
        let cells = self.cells.saturating_add(wanted.saturating_sub(known));
        if cells > MOST_CELLS {
            return false;
        }
        if first >= self.near.len() {
            self.near.resize_with(first.saturating_add(1), Vec::new);
        }
        if let Some(row) = self.near.get_mut(first) {
            row.resize(wanted, NONE);
            self.cells = cells;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_in_the_table_and_beyond_it() {
        let mut pairs = Pairs::default();
        let all: Vec<(u32, u32)> =
            (0..50).flat_map(|first| [0, 1, 7, 1_000_000, 4_000_000, u32::MAX - 1].map(|second| (first * 97, second))).collect();
        for (number, (first, second)) in (0..).zip(&all) {
            assert_eq!(pairs.get(*first, *second), None);
            pairs.insert(*first, *second, number);
        }
        for (number, (first, second)) in (0..).zip(&all) {
            assert_eq!(pairs.get(*first, *second), Some(number));
        }
        assert_eq!(pairs.get(1, 1), None);
        assert!(pairs.cells <= MOST_CELLS && !pairs.far.is_empty());
    }
}
