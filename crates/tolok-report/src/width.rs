//! How wide columns are: as wide as what people read in them, within reason.

use unicode_width::UnicodeWidthStr;

use crate::sheet::SheetKind;
use crate::{Row, Sheet};

/// Room at both sides of a text.
const PADDING: usize = 2;
/// The button of the filter covers so much of a heading.
const BUTTON: usize = 3;
/// Narrower than this looks broken.
const LEAST: usize = 8;
/// Wider than this hides the neighbours.
const MOST: usize = 60;
/// Longer headings are broken into lines.
const HEADING: usize = 24;

/// Sentences in notes are broken into lines of so many characters.
const NOTE: u16 = 100;

/// How many lines the sentence of a note takes.
pub(crate) fn lines_of_note(row: &Row) -> u16 {
    let widest = row.cells.iter().map(|cell| cell.shown.width()).max().unwrap_or(0);
    // A line ends before the word that does not fit, so some room stays empty.
    let room = usize::from(NOTE).saturating_sub(8);
    u16::try_from(widest.div_ceil(room)).unwrap_or(u16::MAX).min(20)
}

/// The widths of the columns, in characters.
pub(crate) fn widths(sheet: &Sheet) -> Vec<u16> {
    if sheet.kind == SheetKind::Notes {
        return vec![18, NOTE];
    }
    (0..sheet.width())
        .map(|column| {
            let cells = sheet.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.shown.width() + PADDING);
            let heading = sheet.columns.get(column).map_or(0, |column| heading_width(&column.heading) + BUTTON);
            let widest = cells.chain([heading]).max().unwrap_or(LEAST).clamp(LEAST, MOST);
            u16::try_from(widest).unwrap_or(u16::MAX)
        })
        .collect()
}

/// A heading may break between words, but not within one.
fn heading_width(heading: &str) -> usize {
    let longest_word = heading.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    heading.width().min(HEADING).max(longest_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;

    #[test]
    fn a_long_note_takes_several_lines() {
        let lines = |length: usize| lines_of_note(&Row::new(vec![Cell::text("warning"), Cell::text("x".repeat(length))]));
        assert_eq!([lines(10), lines(92), lines(93), lines(184), lines(100_000)], [1, 1, 2, 2, 20]);
    }
}
