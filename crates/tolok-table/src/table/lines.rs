//! Which line of a text file each row begins in: remembered where rows and lines fall out of step.

use crate::part::Part;

/// Steps that are remembered; beyond them the file is read again.
const MOST: usize = 65_536;

/// Lines of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    /// Rows from which on lines follow one another, with the line of each.
    steps: Vec<(u64, u64)>,
    /// The first row that is not remembered.
    forgotten: Option<u64>,
}

impl Lines {
    /// Remembers the line of the next row.
    pub(super) fn note(&mut self, row: u64, line: Option<u64>) {
        let Some(line) = line else { return };
        let follows = self
            .steps
            .last()
            .is_some_and(|(first, start)| row.checked_sub(*first).and_then(|after| start.checked_add(after)) == Some(line));
        if follows || self.forgotten.is_some() {
            return;
        }
        if self.steps.len() < MOST {
            self.steps.push((row, line));
        } else {
            self.forgotten = Some(row);
        }
    }

    /// The line of a row.
    pub(super) fn of(&self, row: u64, part: &Part) -> Option<u64> {
        if self.forgotten.is_some_and(|forgotten| row >= forgotten) {
            return read_again(row, part);
        }
        let after = self.steps.partition_point(|(first, _)| *first <= row);
        let (first, line) = self.steps.get(after.checked_sub(1)?)?;
        line.checked_add(row.checked_sub(*first)?)
    }
}

fn read_again(row: u64, part: &Part) -> Option<u64> {
    let mut rows = part.rows().ok()?;
    for _ in 0..=row {
        if !rows.advance().ok()? {
            return None;
        }
    }
    rows.line()
}
