//! The date where no heading bears its name: a column that is called a date, a day or a month in one of three languages, and holds dates.

use crate::field::{Field, Rows};
use crate::names::loosened;
use crate::profile::date_of;

/// So many rows are looked at.
const ROWS: usize = 200;

/// The column among `columns`, with their headings, that can only be the date.
///
/// A column counts by its name and by its cells together: `Data` is Polish for a date, and English for anything. Of a day and a month beside
/// each other the day says more. A year alone is never taken: beside it stands a month, as a rule.
pub(super) fn date_column(columns: &[(usize, &str)], rows: &mut dyn Rows) -> Option<usize> {
    let mut called: Vec<(usize, usize, bool)> =
        columns.iter().filter_map(|(column, heading)| Some((rank(heading)?, *column, false))).collect();
    let mut left = ROWS;
    while left > 0 && !called.is_empty() && matches!(rows.advance(), Ok(true)) {
        left = left.saturating_sub(1);
        called.retain_mut(|(_, column, has_dates)| match rows.field(*column) {
            Field::Empty => true,
            field => {
                let is_date = date_of(&field).is_some();
                *has_dates |= is_date;
                // A total row or a note stands among dates now and then; a column of something else has none.
                is_date || *has_dates
            }
        });
    }
    called.retain(|(_, _, has_dates)| *has_dates);
    let best = called.iter().map(|(rank, ..)| *rank).min()?;
    let mut best = called.iter().filter(|(rank, ..)| *rank == best);
    match (best.next(), best.next()) {
        (Some((_, column, _)), None) => Some(*column),
        _ => None,
    }
}

/// How fine the dates of a column with this heading are, the finest first.
fn rank(heading: &str) -> Option<usize> {
    const WORDS: [&str; 4] = [
        "date day data dzien tanggal tgl hari",
        "week tydzien minggu",
        "month miesiac bulan period okres periode",
        "quarter kwartal kuartal triwulan",
    ];
    let heading = loosened(heading);
    WORDS.iter().position(|words| words.split(' ').any(|word| word == heading))
}
