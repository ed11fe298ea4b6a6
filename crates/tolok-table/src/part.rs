//! The parts of a source: a text file, a file of json lines, the cells of a sheet, or a data frame.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};

use crate::cell::Body;
use crate::field::{Field, Rows, Stop};
use crate::frame::Frame;
use crate::json::JsonPart;
use crate::layout;
use crate::text::{self, Opened, TextPart};
use crate::{File, Note, SourceRequest, Vocabulary, codes, sheet};

/// One part of a source.
#[derive(Debug)]
pub(crate) enum Part {
    Text(TextPart),
    Json(JsonPart),
    /// Cells in memory; of a turned text file also the line of each of its rows.
    Cells(Box<Body>, Vec<u64>),
    Frame(Frame),
}

/// Kinds of file, by the ending of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Text,
    Json,
    Workbook,
    Other,
}

/// True for the name of a workbook, by its ending.
///
/// ```
/// assert!(tolok_table::is_workbook("ads.XLSX") && !tolok_table::is_workbook("ads.csv"));
/// ```
pub fn is_workbook(name: &str) -> bool {
    FileKind::of(name) == FileKind::Workbook
}

/// True if no file of a source is a table with headings above its columns, although each is a workbook that can be read.
pub fn is_no_table(request: &SourceRequest, vocabulary: &Vocabulary) -> bool {
    let is_none = |file: &Arc<dyn File>| {
        let cells = sheet::open(file.as_ref(), request.sheet.as_deref(), request.range.as_deref());
        let layout = cells.map(|cells| layout::recognise(&cells, vocabulary, request));
        FileKind::of(file.name()) == FileKind::Workbook && layout.is_ok_and(|layout| !matches!(layout, Ok(layout::Layout::Wide(_))))
    };
    !request.files.is_empty() && request.files.iter().all(is_none)
}

impl FileKind {
    fn of(name: &str) -> Self {
        let ending = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => FileKind::Json,
            "xlsx" | "xlsm" | "xltx" | "xltm" | "xlsb" | "xls" | "ods" => FileKind::Workbook,
            "parquet" | "feather" | "arrow" | "pdf" | "docx" | "doc" | "html" | "htm" | "xml" | "zip" | "gz" | "kpi" | "numbers" => {
                FileKind::Other
            }
            _ => FileKind::Text,
        }
    }
}

impl Part {
    /// Finds out what a file is and how it is laid out.
    pub(crate) fn open(
        file: &Arc<dyn File>,
        request: &SourceRequest,
        vocabulary: &Vocabulary,
        notes: &mut Vec<Note>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        match FileKind::of(file.name()) {
            FileKind::Workbook => {
                let cells =
                    sheet::open(file.as_ref(), request.sheet.as_deref(), request.range.as_deref()).map_err(|problem| vec![problem])?;
                let layout = layout::recognise(&cells, vocabulary, request).map_err(|problem| vec![problem])?;
                let body = layout.into_body(cells, vocabulary, request)?;
                Ok(Part::cells(body, Vec::new(), notes))
            }
            FileKind::Json => JsonPart::open(file, request, notes, warnings).map(Part::Json),
            FileKind::Text => match text::open(file, request, vocabulary, notes, warnings)? {
                Opened::Rows(part) => Ok(Part::Text(part)),
                Opened::Turned(body, lines) => Ok(Part::cells(body, lines, notes)),
            },
            FileKind::Other => {
                let words = format!("`{}` is of a kind that is not read as data", file.name());
                let problem = Diagnostic::new(&codes::KIND_OF_DATA, words).at(Place::File(file.name().into()));
                Err(vec![problem.help("give a csv, tsv or jsonl file, or a workbook")])
            }
        }
    }

    fn cells(mut body: Body, lines: Vec<u64>, notes: &mut Vec<Note>) -> Self {
        notes.append(&mut body.notes);
        Part::Cells(Box::new(body), lines)
    }

    pub(crate) fn name(&self) -> &Arc<str> {
        match self {
            Part::Text(part) => &part.name,
            Part::Json(part) => &part.name,
            Part::Cells(body, _) => &body.file,
            Part::Frame(frame) => &frame.label,
        }
    }

    pub(crate) fn headings(&self) -> Vec<Arc<str>> {
        match self {
            Part::Text(part) => part.headings.iter().map(|heading| Arc::clone(&heading.text)).collect(),
            Part::Json(part) => part.headings.clone(),
            Part::Cells(body, _) => body.headings.iter().map(|heading| Arc::clone(&heading.text)).collect(),
            Part::Frame(frame) => frame.headings(),
        }
    }

    /// Where a heading stands.
    pub(crate) fn heading_place(&self, column: usize) -> Place {
        match self {
            Part::Text(part) => part.header_line().map_or_else(|| self.whole(), |line| Place::line(Arc::clone(&part.name), line)),
            Part::Cells(body, lines) if lines.is_empty() => match body.headings.get(column) {
                Some(heading) => cell(body, heading.row, heading.column),
                None => self.whole(),
            },
            Part::Json(_) | Part::Cells(..) | Part::Frame(_) => self.whole(),
        }
    }

    /// The part as a whole.
    pub(crate) fn whole(&self) -> Place {
        match self {
            Part::Frame(frame) => Place::Argument(Arc::clone(&frame.label)),
            Part::Cells(body, lines) if lines.is_empty() => Place::File(format!("{}!{}", body.file, body.sheet).into()),
            other => Place::File(Arc::clone(other.name())),
        }
    }

    /// Where a cell stands, if that is known without reading: text files know their lines.
    pub(crate) fn place(&self, row: u64, column: usize, line: impl FnOnce() -> Option<u64>) -> Place {
        match self {
            Part::Text(_) | Part::Json(_) => match line() {
                Some(line) => Place::line(Arc::clone(self.name()), line),
                None => self.whole(),
            },
            Part::Cells(body, lines) => match usize::try_from(row).ok().and_then(|row| body.places.of(row, column)) {
                Some((row, _)) if !lines.is_empty() => {
                    let line = usize::try_from(row).ok().and_then(|row| lines.get(row)).copied();
                    line.map_or_else(|| self.whole(), |line| Place::line(Arc::clone(&body.file), line))
                }
                Some((row, column)) => cell(body, row, column),
                None => self.whole(),
            },
            Part::Frame(frame) => Place::Argument(format!("{}, row {}", frame.label, row.saturating_add(1)).into()),
        }
    }

    /// The rows from the beginning.
    pub(crate) fn rows(&self) -> Result<Box<dyn Rows + Send + '_>, Diagnostic> {
        Ok(match self {
            Part::Text(part) => Box::new(part.rows()?),
            Part::Json(part) => Box::new(part.rows()?),
            Part::Cells(body, _) => Box::new(CellRows { body, next: 0 }),
            Part::Frame(frame) => Box::new(frame.rows()),
        })
    }
}

fn cell(body: &Body, row: u32, column: u32) -> Place {
    Place::cell(Arc::clone(&body.file), Arc::clone(&body.sheet), address(row, column))
}

/// `C7` for row 6 and column 2, both from 0.
pub(crate) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        let digit = rest.saturating_sub(1) % 26;
        letters.push(char::from(b'A'.saturating_add(u8::try_from(digit).unwrap_or(0))));
        rest = rest.saturating_sub(1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row.saturating_add(1))
}

/// Cells in memory, row by row.
struct CellRows<'a> {
    body: &'a Body,
    /// The row after the current one.
    next: usize,
}

impl Rows for CellRows<'_> {
    fn advance(&mut self) -> Result<bool, Stop> {
        self.next = self.next.saturating_add(1);
        Ok(self.next <= self.body.rows.len())
    }

    fn field(&self, column: usize) -> Field<'_> {
        let row = self.next.checked_sub(1).and_then(|row| self.body.rows.get(row));
        row.and_then(|row| row.get(column)).map_or(Field::Empty, Field::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_a_spreadsheet() {
        for (row, column, expected) in
            [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(address(row, column), expected);
        }
    }

    #[test]
    fn endings_say_what_a_file_is() {
        for (name, kind) in [
            ("ads.csv", FileKind::Text),
            ("-", FileKind::Text),
            ("a.b/ads", FileKind::Text),
            ("ADS.XLSX", FileKind::Workbook),
            ("ads.jsonl", FileKind::Json),
            ("ads.parquet", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(name), kind, "{name}");
        }
    }
}
