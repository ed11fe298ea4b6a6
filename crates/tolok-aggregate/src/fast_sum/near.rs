//! Sums of a few thousand rows in integers of the machine, which are cheaper to add to than those of the totals.

use super::doubles::{FIFTEEN_DIGITS, ROWS};

/// Rows after which the sums are moved: so many values of fifteen digits fit into 64 bits.
const MOST_ROWS: usize = 9_216;
const _: () = assert!((MOST_ROWS as i128) * (FIFTEEN_DIGITS as i128) <= i64::MAX as i128 && MOST_ROWS >= ROWS);

/// A sum for each slot.
#[derive(Debug)]
pub(super) struct Near {
    /// What is added next.
    units: Box<[i64; ROWS]>,
    sums: Vec<i64>,
    rows: usize,
    /// Where many slots are visited seldom, each of them is moved when it is visited.
    touched: Vec<u32>,
}

impl Default for Near {
    fn default() -> Self {
        Self { units: Box::new([0; ROWS]), sums: Vec::new(), rows: 0, touched: Vec::new() }
    }
}

impl Near {
    /// Where the units of the next rows are written.
    pub(super) fn units(&mut self) -> &mut [i64; ROWS] {
        &mut self.units
    }

    pub(super) fn reserve(&mut self, slots: usize) {
        if slots > self.sums.len() {
            self.sums.resize(slots, 0);
        }
    }

    /// Adds the units, of at most fifteen digits, to the slots of their rows; false, and nothing is added, where sums have to be moved first.
    #[inline]
    pub(super) fn add(&mut self, slots: &[u32]) -> bool {
        let rows = self.rows.saturating_add(slots.len());
        if rows > MOST_ROWS {
            return false;
        }
        self.rows = rows;
        if self.is_sparse() {
            self.touched.extend_from_slice(slots);
        }
        for (units, slot) in self.units.iter().zip(slots) {
            if let Some(sum) = self.sums.get_mut(*slot as usize) {
                // No overflow: see `MOST_ROWS`.
                *sum = sum.wrapping_add(*units);
            }
        }
        true
    }

    /// True where there are so many slots that going through all of them would cost more than the rows do.
    fn is_sparse(&self) -> bool {
        self.sums.len() > MOST_ROWS
    }

    /// Hands over all sums, and begins again.
    pub(super) fn drain(&mut self, mut take: impl FnMut(usize, i64)) {
        if self.rows == 0 {
            return;
        }
        let mut hand_over = |slot: usize, sum: &mut i64| {
            if *sum != 0 {
                take(slot, std::mem::take(sum));
            }
        };
        // Slots may have become many since the first rows were added, which are then not among the touched ones.
        if self.touched.len() == self.rows {
            for slot in &self.touched {
                if let Some(sum) = self.sums.get_mut(*slot as usize) {
                    hand_over(*slot as usize, sum);
                }
            }
        } else {
            for (slot, sum) in self.sums.iter_mut().enumerate() {
                hand_over(slot, sum);
            }
        }
        self.touched.clear();
        self.rows = 0;
    }
}
