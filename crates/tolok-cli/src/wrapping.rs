//! Text broken into lines that fit a terminal, measured in columns: a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The text without what a terminal would obey: control characters become spaces.
pub(crate) fn tame(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// The text in lines of at most so many columns, broken between words where that can be. There is always a first line.
pub(crate) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && columns(&line) + 1 + columns(word) <= room {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            if columns(&line) + character.width().unwrap_or(0) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text with spaces after it up to a width.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Rows below their headings, columns of numbers to the right; columns that do not fit are counted.
pub(crate) fn aligned(head: &[(String, bool)], rows: &[Vec<String>], width: usize) -> String {
    const BETWEEN: usize = 2;
    let cell = |row: &[String], column: usize| row.get(column).map(|cell| tame(cell)).unwrap_or_default();
    let mut lines = vec![String::new(); rows.len().saturating_add(1)];
    for (column, (name, is_number)) in head.iter().enumerate() {
        let cells: Vec<String> = std::iter::once(tame(name)).chain(rows.iter().map(|row| cell(row, column))).collect();
        let widest = cells.iter().map(|cell| columns(cell)).max().unwrap_or(0);
        let taken = lines.first().map_or(0, |line| columns(line));
        if column > 0 && taken.saturating_add(BETWEEN).saturating_add(widest) > width {
            let left_out = head.len().saturating_sub(column);
            if let Some(line) = lines.first_mut() {
                line.push_str(&format!("  … {left_out} more column{}", if left_out == 1 { "" } else { "s" }));
            }
            break;
        }
        for (line, cell) in lines.iter_mut().zip(cells) {
            let space = " ".repeat(widest.saturating_sub(columns(&cell)));
            let gap = if column > 0 { " ".repeat(BETWEEN) } else { String::new() };
            line.push_str(&if *is_number { format!("{gap}{space}{cell}") } else { format!("{gap}{cell}{space}") });
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("spend / new_customers", 10), ["spend /", "new_custom", "ers"]);
        assert_eq!(wrapped("spend / leads", 13), ["spend / leads"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn columns_that_do_not_fit_are_counted() {
        let head = [("channel".to_string(), false), ("spend".to_string(), true), ("note".to_string(), false)];
        let rows = [vec!["Email".to_string(), "5".to_string(), "x".repeat(30)]];
        assert_eq!(aligned(&head, &rows, 40), "channel  spend  … 1 more column\nEmail        5");
        assert!(aligned(&head, &rows, 50).ends_with("xx"));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(columns("売上"), 4);
        assert_eq!(wrapped("売上高", 4), ["売上", "高"]);
        assert_eq!(padded("売", 4), "売  ");
    }

    #[test]
    fn what_a_terminal_would_obey_is_gone() {
        assert_eq!(tame("a\u{1b}[31mb\nc"), "a [31mb c");
    }
}
