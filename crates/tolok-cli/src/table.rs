//! Tables for people and for programs: aligned, Markdown, comma-separated.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Aligned, presets};

use crate::arguments::{Format, Tongue};
use crate::output;

/// How many columns the last column needs at least to stand beside the others.
const LEAST_FOR_THE_LAST: usize = 20;

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

    /// The table as text, ending with a newline. Columns that are empty throughout are left out of what people read.
    pub(crate) fn text(&self, format: Format, language: Option<Tongue>) -> String {
        match format {
            Format::Csv => self.comma_separated(language),
            Format::Markdown => self.markdown(),
            Format::Table | Format::Json => self.aligned(),
        }
    }

    fn used_columns(&self) -> Vec<usize> {
        (0..self.header.len()).filter(|column| self.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))).collect()
    }

    /// Columns side by side. Names and numbers read badly in pieces, so only the last column is broken over lines; where even that
    /// leaves it no room, it stands below the row instead.
    fn aligned(&self) -> String {
        let columns = self.used_columns();
        let Some((last, before)) = columns.split_last() else { return String::new() };
        let content =
            |column: &usize| self.rows.iter().filter_map(|row| row.get(*column)).map(|cell| cell.chars().count()).max().unwrap_or(0) + 2;
        let fits = before.iter().map(content).sum::<usize>() + content(last).min(LEAST_FOR_THE_LAST) <= output::width();
        if fits || before.len() < 2 { self.side_by_side(&columns) } else { self.last_below(before, *last) }
    }

    fn side_by_side(&self, columns: &[usize]) -> String {
        let mut table = Aligned::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(output::width()).unwrap_or(80));
        for row in &self.rows {
            table.add_row(columns.iter().map(|column| row.get(*column).cloned().unwrap_or_default()));
        }
        for (place, column) in columns.iter().enumerate() {
            if let Some(layout) = table.column_mut(place) {
                layout.set_padding(if place == 0 { (0, 1) } else { (1, 1) });
                if place + 1 < columns.len() {
                    layout.set_constraint(ColumnConstraint::ContentWidth);
                }
                if self.header.get(*column) == Some(&"value") {
                    layout.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        table.trim_fmt().lines().map(|line| coloured(line.trim_end()) + "\n").collect()
    }

    fn last_below(&self, before: &[usize], last: usize) -> String {
        let rows = Table { header: self.header.clone(), rows: self.rows.clone() };
        let above = rows.side_by_side(before);
        let below = self.rows.iter().map(|row| row.get(last).map_or("", String::as_str));
        let line = |(line, below): (&str, &str)| match below {
            "" => format!("{line}\n"),
            words => format!("{line}\n    {}\n", coloured(words)),
        };
        // Every row of whole columns is one line, unless the terminal is narrower than a name.
        if above.lines().count() == self.rows.len() { above.lines().zip(below).map(line).collect() } else { above }
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

    /// With Polish or Indonesian, as the spreadsheets of those languages open it: semicolons and a byte-order mark.
    fn comma_separated(&self, language: Option<Tongue>) -> String {
        let for_excel = matches!(language, Some(Tongue::Pl | Tongue::Id));
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
