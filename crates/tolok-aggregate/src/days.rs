//! Which period each day belongs to: worked out once for each day, and found by its distance from the first one.

use std::collections::BTreeMap;

/// The days that are found by their distance from the first one span so many days at most: more than a thousand years.
const MOST_DAYS: i64 = 400_000;
const UNKNOWN: u32 = u32::MAX;
const NOWHERE: u32 = u32::MAX - 1;

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Its period, as a number of [`crate::slots::Slots`].
    Period(u32),
    /// It does not count.
    Nowhere,
}

/// The days that were met.
#[derive(Debug, Default)]
pub(crate) struct Days {
    first: i64,
    near: Vec<u32>,
    far: BTreeMap<i32, u32>,
}

impl Days {
    #[inline]
    pub(crate) fn get(&self, day: i32) -> Option<Known> {
        let place = usize::try_from(i64::from(day).saturating_sub(self.first)).ok();
        match place.and_then(|place| self.near.get(place)).copied() {
            Some(UNKNOWN) | None if self.far.is_empty() => None,
            Some(UNKNOWN) | None => self.far.get(&day).copied().map(known),
            Some(number) => Some(known(number)),
        }
    }

    pub(crate) fn insert(&mut self, day: i32, what: Known) {
        let number = match what {
            Known::Period(period) => period,
            Known::Nowhere => NOWHERE,
        };
        if !self.insert_near(i64::from(day), number) {
            self.far.insert(day, number);
        }
    }

    fn insert_near(&mut self, day: i64, number: u32) -> bool {
        let end = self.first.saturating_add(i64::try_from(self.near.len()).unwrap_or(i64::MAX));
        // Some room on both sides, so that days in any order do not move the others each time.
        let (first, end) = match self.near.is_empty() {
            true => (day.saturating_sub(366), day.saturating_add(366)),
            false if day < self.first => (day.saturating_sub(366), end),
            false if day >= end => (self.first, day.saturating_add(366)),
            false => (self.first, end),
        };
        if end.saturating_sub(first) > MOST_DAYS {
            return false;
        }
        let before = usize::try_from(self.first.saturating_sub(first)).unwrap_or(0);
        if self.near.is_empty() {
            self.near = vec![UNKNOWN; 732];
        } else if before > 0 {
            self.near.splice(0..0, std::iter::repeat_n(UNKNOWN, before));
        }
        self.first = first;
        self.near.resize(usize::try_from(end.saturating_sub(first)).unwrap_or(0), UNKNOWN);
        match usize::try_from(day.saturating_sub(first)).ok().and_then(|place| self.near.get_mut(place)) {
            Some(cell) => *cell = number,
            None => return false,
        }
        true
    }
}

fn known(number: u32) -> Known {
    if number == NOWHERE { Known::Nowhere } else { Known::Period(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_however_far_apart() {
        let mut days = Days::default();
        let all = [20_000, 20_001, 19_000, 25_000, -700_000, i32::MIN, i32::MAX, 0, 20_002, 400_000];
        for (number, day) in (0..).zip(all) {
            assert_eq!(days.get(day), None, "{day}");
            days.insert(day, if number == 3 { Known::Nowhere } else { Known::Period(number) });
        }
        for (number, day) in (0..).zip(all) {
            assert_eq!(days.get(day), Some(if number == 3 { Known::Nowhere } else { Known::Period(number) }), "{day}");
        }
        assert_eq!(days.get(20_003), None);
        assert!(!days.far.is_empty());
    }
}
