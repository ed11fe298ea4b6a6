//! Tables for people and for programs: aligned, Markdown, comma-separated.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};

use crate::arguments::{Format, Tongue};
use crate::output;
use crate::wrapping::{self, wrapped};

/// How many columns the last column needs at least to stand beside the others.
const LEAST_FOR_THE_LAST: usize = 20;

/// Columns between two columns.
const BETWEEN: usize = 2;

/// What stands before a line below its row.
const INDENT: &str = "    ";

/// A table of texts.
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// One more row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The same table without what a terminal would obey.
    fn tamed(&self) -> Self {
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| wrapping::tame(cell)).collect());
        Self { header: self.header.clone(), rows: rows.collect() }
    }

    /// The table as text, ending with a newline. Columns that are empty throughout are left out of what people read.
    pub(crate) fn text(&self, format: Format, language: Option<Tongue>) -> String {
        match format {
            Format::Csv => self.comma_separated(language),
            Format::Markdown => self.markdown(),
            Format::Table | Format::Json => self.tamed().aligned(output::width()),
        }
    }

    fn used_columns(&self) -> Vec<usize> {
        (0..self.header.len()).filter(|column| self.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))).collect()
    }

    /// Columns side by side. Names and numbers read badly in pieces, so only the last column is broken over lines. Where there is no
    /// room for that, the last columns stand below the row instead, as many as have to.
    fn aligned(&self, width: usize) -> String {
        let columns = self.used_columns();
        let content = |column: &usize| (self.cells(*column).map(wrapping::columns).max().unwrap_or(0)) + BETWEEN;
        let Some((last, before)) = columns.split_last() else { return String::new() };
        let taken = before.iter().map(content).sum::<usize>();
        if taken + content(last).min(LEAST_FOR_THE_LAST) <= width {
            return self.side_by_side(&columns, width).iter().map(|line| coloured(line) + "\n").collect();
        }
        let fits = |kept: &usize| before.iter().take(*kept).map(content).sum::<usize>() <= width + BETWEEN;
        let kept = (1..=before.len()).rev().find(fits).unwrap_or(1);
        let (beside, below) = columns.split_at(kept);
        let rows = self.side_by_side(beside, usize::MAX);
        let mut text = String::new();
        for (index, row) in rows.iter().enumerate() {
            let cells = below.iter().filter_map(|column| self.cells(*column).nth(index)).filter(|cell| !cell.is_empty());
            let lines = cells.flat_map(|cell| wrapped(cell, width.saturating_sub(INDENT.len())));
            text.push_str(&(coloured(row) + "\n"));
            lines.for_each(|line| text.push_str(&format!("{INDENT}{}\n", coloured(&line))));
        }
        text
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(column).map_or("", String::as_str))
    }

    /// The lines of these columns; only in the last one a cell can take several.
    fn side_by_side(&self, columns: &[usize], width: usize) -> Vec<String> {
        let widths: BTreeMap<usize, usize> =
            columns.iter().map(|column| (*column, self.cells(*column).map(wrapping::columns).max().unwrap_or(0))).collect();
        let widest = |column: usize| widths.get(&column).copied().unwrap_or(0);
        let Some((last, before)) = columns.split_last() else { return Vec::new() };
        let taken = before.iter().map(|column| widest(*column) + BETWEEN).sum::<usize>();
        let to_the_right = |column: usize| self.header.get(column) == Some(&"value");
        let placed = |column: usize, cell: &str| {
            let space = " ".repeat(widest(column).saturating_sub(wrapping::columns(cell)));
            if to_the_right(column) { format!("{space}{cell}") } else { format!("{cell}{space}") }
        };
        let mut lines = Vec::new();
        for row in &self.rows {
            let cell = |column: usize| row.get(column).map_or("", String::as_str);
            let mut line: String = before.iter().map(|column| placed(*column, cell(*column)) + "  ").collect();
            let mut pieces = wrapped(cell(*last), width.saturating_sub(taken)).into_iter();
            let first = pieces.next().unwrap_or_default();
            line.push_str(&if to_the_right(*last) { placed(*last, &first) } else { first });
            lines.push(line.trim_end().to_string());
            lines.extend(pieces.map(|piece| format!("{}{piece}", " ".repeat(taken))));
        }
        lines
    }

    fn markdown(&self) -> String {
        let columns = self.used_columns();
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let header = columns.iter().filter_map(|column| self.header.get(*column)).map(|title| title.to_string()).collect();
        let rule =
            columns.iter().map(|column| if self.header.get(*column) == Some(&"value") { "---:" } else { "---" }.to_string()).collect();
        let mut text = line(header) + &line(rule);
        for row in &self.rows {
            text.push_str(&line(columns.iter().map(|column| row.get(*column).map_or_else(String::new, |cell| escaped(cell))).collect()));
        }
        text
    }

    /// With Polish or Indonesian, as the spreadsheets of those languages open it: semicolons and a byte-order mark, and [`exact`] numbers.
    fn comma_separated(&self, language: Option<Tongue>) -> String {
        let for_excel = for_excel(language);
        let mut writer = csv::WriterBuilder::new().delimiter(if for_excel { b';' } else { b',' }).from_writer(Vec::new());
        let written = writer.write_record(&self.header).and_then(|()| self.rows.iter().try_for_each(|row| writer.write_record(row)));
        let bytes = match (written, writer.into_inner()) {
            (Ok(()), Ok(bytes)) => bytes,
            _ => Vec::new(),
        };
        let text = String::from_utf8(bytes).unwrap_or_default();
        if for_excel { format!("\u{feff}{text}") } else { text }
    }
}

/// An exact value in a table for programs. Where a file is made for a spreadsheet of Indonesian or Polish, numbers have its decimal
/// comma: there `1.5` would be a text or a date.
pub(crate) fn exact(value: &tolok::Value, language: Option<Tongue>) -> String {
    match value {
        tolok::Value::Blank(_) | tolok::Value::Error(_) => String::new(),
        tolok::Value::Number(number) if for_excel(language) => number.to_string().replace('.', ","),
        value => value.to_string(),
    }
}

/// True for the languages in whose spreadsheets a comma stands for the point, and so a semicolon for the comma.
fn for_excel(language: Option<Tongue>) -> bool {
    matches!(language, Some(Tongue::Pl | Tongue::Id))
}

/// The word of a status with its shape.
pub(crate) fn status(status: Option<tolok::Status>) -> String {
    match status {
        None => String::new(),
        Some(tolok::Status::Good) => "● good".to_string(),
        Some(tolok::Status::Warn) => "▲ warn".to_string(),
        Some(tolok::Status::Bad) => "■ bad".to_string(),
    }
}

/// Colours the words of a status; they are stripped where the terminal has no colour.
pub(crate) fn coloured(line: &str) -> String {
    let paint = |line: &str, word: &str, color: AnsiColor| {
        let style = Style::new().fg_color(Some(color.into())).bold();
        line.replace(word, &format!("{style}{word}{style:#}"))
    };
    let line = paint(line, "● good", AnsiColor::Green);
    let line = paint(&line, "▲ warn", AnsiColor::Yellow);
    paint(&line, "■ bad", AnsiColor::Red)
}

pub(crate) fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests;
