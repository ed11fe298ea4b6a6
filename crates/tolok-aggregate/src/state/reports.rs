//! The reports of a stock: the first and the last of each key.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tolok_value::{Date, ExactSum, Number, Value};

use super::{nothing, summed};

/// The reports of a stock.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reports {
    by_key: BTreeMap<Box<[u32]>, Ends>,
}

#[derive(Debug, Clone)]
struct Ends {
    first: Report,
    last: Report,
}

/// What a row reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Report {
    /// When; none where the source has no dates.
    pub(crate) date: Option<Date>,
    pub(crate) row: u64,
    pub(crate) value: Number,
    /// Another row that reports a different value on the same date.
    pub(crate) contradicted_by: Option<u64>,
}

impl Report {
    /// Of two reports of one date the one of the earlier row stays, and remembers the other where they differ.
    fn beside(self, other: Report) -> Self {
        let (first, second) = if self.row <= other.row { (self, other) } else { (other, self) };
        let differing = (first.value != second.value).then_some(second.row);
        let others = [first.contradicted_by, second.contradicted_by, differing];
        Self { contradicted_by: others.into_iter().flatten().filter(|row| *row != first.row).min(), ..first }
    }
}

impl Reports {
    pub(crate) fn add(&mut self, key: &[u32], report: Report) {
        let Some(ends) = self.by_key.get_mut(key) else {
            self.by_key.insert(key.into(), Ends { first: report, last: report });
            return;
        };
        match report.date.cmp(&ends.first.date) {
            Ordering::Less => ends.first = report,
            Ordering::Equal => ends.first = ends.first.beside(report),
            Ordering::Greater => {}
        }
        match report.date.cmp(&ends.last.date) {
            Ordering::Greater => ends.last = report,
            Ordering::Equal => ends.last = ends.last.beside(report),
            Ordering::Less => {}
        }
    }

    pub(crate) fn merge(&mut self, other: &Reports) {
        for (key, ends) in &other.by_key {
            self.add(key, ends.first);
            self.add(key, ends.last);
        }
    }

    /// Two rows that contradict each other, where it matters which of them counts, and the key that they report on.
    pub(crate) fn conflict(&self) -> Option<(u64, u64, &[u32])> {
        let reports = self.by_key.iter().flat_map(|(key, ends)| [(key, ends.first), (key, ends.last)]);
        reports.filter_map(|(key, report)| Some((report.row, report.contradicted_by?, key.as_ref()))).min()
    }

    /// The last report of each key, summed.
    pub(crate) fn sum_of_last(&self) -> Value {
        sum(self.by_key.values().map(|ends| ends.last.value))
    }

    /// The first report of each key, summed; a key without one has its last report `before`.
    pub(crate) fn sum_of_first(&self, before: &Reports) -> Value {
        let carried = before.by_key.iter().filter(|(key, _)| !self.by_key.contains_key(*key)).map(|(_, ends)| ends.last.value);
        sum(self.by_key.values().map(|ends| ends.first.value).chain(carried))
    }

    /// The keys whose last report is older than a day, with its date.
    pub(crate) fn older_than(&self, day: Date) -> impl Iterator<Item = (&[u32], Date)> {
        self.by_key.iter().filter_map(move |(key, ends)| ends.last.date.filter(|date| *date < day).map(|date| (key.as_ref(), date)))
    }

    /// How many keys have a report.
    pub(crate) fn count(&self) -> usize {
        self.by_key.len()
    }

    /// The reports of each key, the last or the first, and the same amount for each of so many keys that have none.
    pub(crate) fn sum_filled(&self, first: bool, without: usize, fill: Number) -> Value {
        let own = self.by_key.values().map(|ends| if first { ends.first.value } else { ends.last.value });
        sum(own.chain(std::iter::repeat_n(fill, without)))
    }

    /// True if there is a report of a key.
    pub(crate) fn has(&self, key: &[u32]) -> bool {
        self.by_key.contains_key(key)
    }

    /// The same reports under other numbers of members.
    pub(crate) fn renumbered(&self, number: &dyn Fn(usize, u32) -> u32) -> Self {
        let mut renumbered = Self::default();
        for (key, ends) in &self.by_key {
            let key: Vec<u32> = key.iter().enumerate().map(|(place, id)| number(place, *id)).collect();
            renumbered.add(&key, ends.first);
            renumbered.add(&key, ends.last);
        }
        renumbered
    }
}

fn sum(numbers: impl Iterator<Item = Number>) -> Value {
    let mut sum = ExactSum::new();
    let mut any = false;
    for number in numbers {
        sum.add(number);
        any = true;
    }
    if any { summed(&sum) } else { nothing() }
}
