//! How wide columns, how high rows and how large notes have to be, so that nothing is cut off.

use unicode_width::UnicodeWidthStr;

use super::{Content, Form, FormCell, FormRow, Look};

/// Beside a text there is some air, and an indent.
const AIR: usize = 3;

/// What is wide enough for each column: its longest words, and whole texts as far as the column may go.
pub(super) fn widths(form: &Form) -> Vec<usize> {
    let column = |place: usize, least: usize, most: usize| {
        // Titles go on over the empty cells beside them.
        let goes_on = |cell: &&FormCell| matches!(cell.look, Look::Title | Look::Subtitle | Look::Part | Look::Remark);
        let cells = form.rows.iter().filter_map(|row| alone(row, place)).filter(|cell| !goes_on(cell));
        let wanted = cells.map(|cell| {
            let text = text(cell);
            let whole = width(text, cell) + AIR;
            let longest_word = text.split_whitespace().map(|word| width(word, cell)).max().unwrap_or(0) + AIR;
            if cell.look.wraps() { whole.min(most).max(longest_word) } else { whole }
        });
        wanted.chain([least]).max().unwrap_or(least)
    };
    form.columns.iter().enumerate().map(|(place, size)| column(place, size.least, size.most)).collect()
}

/// The cell at a place, if it is over this column alone.
fn alone(row: &FormRow, place: usize) -> Option<&FormCell> {
    let mut next = 0;
    row.cells.iter().find(|cell| {
        let is_here = next == place && cell.columns == 1;
        next += usize::from(cell.columns);
        is_here
    })
}

/// How high a row is in points.
pub(super) fn height(row: &FormRow, widths: &[usize]) -> f64 {
    let mut next = 0;
    let mut highest = 0.0_f64;
    for cell in &row.cells {
        let end = next + usize::from(cell.columns);
        let room: usize = widths.get(next..end.min(widths.len())).unwrap_or_default().iter().sum();
        next = end;
        let lines = if cell.look.wraps() { lines(text(cell), room.saturating_sub(AIR - 1).max(1), cell) } else { 1 };
        highest = highest.max(f64::from(lines) * cell.look.line() + cell.look.air());
    }
    highest.max(15.0)
}

/// The lines that a text takes in a room of so many characters.
fn lines(text: &str, room: usize, cell: &FormCell) -> u32 {
    let of_paragraph = |paragraph: &str| {
        let (mut lines, mut used) = (1_u32, 0_usize);
        for word in paragraph.split_whitespace() {
            let wide = width(word, cell);
            let space = usize::from(used > 0);
            if used > 0 && used + space + wide > room {
                lines = lines.saturating_add(1);
                used = wide;
            } else {
                used += space + wide;
            }
            let over = u32::try_from(used.saturating_sub(1) / room).unwrap_or(0);
            lines = lines.saturating_add(over);
            used -= usize::try_from(over).unwrap_or(0) * room;
        }
        lines
    };
    text.split('\n').map(of_paragraph).sum()
}

/// How wide a text is in the characters of its cell: bold letters are a tenth wider.
fn width(text: &str, cell: &FormCell) -> usize {
    let plain = text.width();
    if cell.look.is_bold() { plain + plain.div_ceil(8) } else { plain }
}

fn text(cell: &FormCell) -> &str {
    match &cell.content {
        Content::Text(text) => text,
        Content::Nothing | Content::Formula(_) => "",
    }
}

/// The width and the height of a note in pixels.
pub(super) fn note(text: &str) -> (u32, u32) {
    const WIDTH: u32 = 320;
    const CHARACTERS: usize = 44;
    const LINE: u32 = 18;
    let lines: usize = text.split('\n').map(|line| line.width().div_ceil(CHARACTERS).max(1)).sum();
    (WIDTH, LINE * (u32::try_from(lines).unwrap_or(40).min(40) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_takes_as_many_lines_as_its_words_need() {
        let cell = FormCell::text("", Look::Label);
        for (text, room, expected) in [("one", 10, 1), ("one two", 7, 1), ("one two", 6, 2), ("one two three", 7, 2), ("abcdefghij", 4, 3)]
        {
            assert_eq!(lines(text, room, &cell), expected, "{text} in {room}");
        }
    }
}
