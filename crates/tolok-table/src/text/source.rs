//! A text file as a source of rows: found out by its beginning, then read row by row as often as asked.

use std::io::Read;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};

use super::encoding::{Decoded, fill};
use super::records::RecordError;
use super::{Encoding, Finding, Records, separator};
use crate::cell::{Body, Cell, Heading, SheetCells};
use crate::field::{Field, Rows, Stop};
use crate::layout::{self, Layout};
use crate::{File, Note, ReadSeek, SourceRequest, Vocabulary, codes};

/// Bytes of the beginning that show which separator it is.
const START: usize = 64 * 1024;
/// Records of the beginning that show the layout.
const SHOWN: usize = 200;
/// Cells of a file whose layout has to be turned, which is done in memory.
const MOST_CELLS: usize = 50_000_000;

/// A text file with a header.
#[derive(Debug)]
pub(crate) struct TextPart {
    pub file: Arc<dyn File>,
    pub name: Arc<str>,
    encoding: Encoding,
    separator: u8,
    /// Records before the first row.
    skipped: usize,
    /// The field of each column.
    fields: Vec<usize>,
    /// How many fields the header has, and how many up to its last heading.
    header: (usize, usize),
    pub headings: Vec<Heading>,
    header_line: Option<u64>,
}

/// What a text file turns out to be.
pub(crate) enum Opened {
    /// Rows to be read as they come.
    Rows(TextPart),
    /// A table that had to be turned, with the line of each row of the file.
    Turned(Body, Vec<u64>),
}

/// Finds out how a text file is written and laid out.
pub(crate) fn open(
    file: &Arc<dyn File>,
    request: &SourceRequest,
    vocabulary: &Vocabulary,
    notes: &mut Vec<Note>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Opened, Vec<Diagnostic>> {
    let name: Arc<str> = file.name().into();
    let one = |problem: Diagnostic| vec![problem];
    let encoding = encoding(file.as_ref(), &name, request, notes, warnings).map_err(one)?;
    let (separator, has_line) = separator_of(file.as_ref(), &name, encoding, request, notes).map_err(one)?;
    let mut records = start(file.as_ref(), &name, encoding, separator).map_err(one)?;
    let mut skipped = 0usize;
    if has_line {
        records.advance().map_err(|error| one(unreadable(&name, error)))?;
        skipped = 1;
    }
    let mut cells = SheetCells {
        file: Arc::clone(&name),
        sheet: "".into(),
        first_row: 0,
        first_column: 0,
        rows: Vec::new(),
        merged: Vec::new(),
        lines: Vec::new(),
    };
    let mut widths: Vec<(usize, usize)> = Vec::new();
    while cells.rows.len() < SHOWN && records.advance().map_err(|error| one(unreadable(&name, error)))? {
        widths.push((records.len(), records.used()));
        keep(&records, &mut cells);
    }
    match layout::recognise(&cells, vocabulary, request).map_err(one)? {
        Layout::Wide(wide) => {
            notes.extend(wide.notes);
            let header = (wide.headings.iter())
                .filter_map(|heading| widths.get(usize::try_from(heading.row).ok()?).copied())
                .fold((0, 0), |(most, used), (fields, filled)| (fields.max(most), filled.max(used)));
            let fields = wide.headings.iter().map(|heading| usize::try_from(heading.column).unwrap_or(usize::MAX)).collect();
            let first = wide.headings.first().and_then(|heading| usize::try_from(heading.row).ok());
            let header_line = first.and_then(|row| cells.lines.get(row)).copied();
            let (file, skipped, headings) = (Arc::clone(file), skipped.saturating_add(wide.body), wide.headings);
            Ok(Opened::Rows(TextPart { file, name, encoding, separator, skipped, fields, header, headings, header_line }))
        }
        layout @ Layout::Long(_) => {
            let mut count = 0usize;
            while records.advance().map_err(|error| one(unreadable(&name, error)))? {
                count = count.saturating_add(records.len());
                if count > MOST_CELLS {
                    let words = format!("`{name}` is too large to be turned into a table with a column for each input");
                    let problem = Diagnostic::new(&codes::KIND_OF_DATA, words).at(Place::File(Arc::clone(&name)));
                    return Err(vec![problem.help("export it with a column for each input")]);
                }
                keep(&records, &mut cells);
            }
            let lines = cells.lines.clone();
            let body = layout.into_body(cells, vocabulary, request)?;
            Ok(Opened::Turned(body, lines))
        }
    }
}

fn keep<R: Read>(records: &Records<R>, cells: &mut SheetCells) {
    let row = (0..records.len()).map(|index| match records.field(index).trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    });
    cells.rows.push(row.collect());
    cells.lines.push(records.line());
}

/// Which encoding the file is in; said where it is not UTF-8.
pub(crate) fn encoding(
    file: &dyn File,
    name: &Arc<str>,
    request: &SourceRequest,
    notes: &mut Vec<Note>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Encoding, Diagnostic> {
    let locale = request.is_locale_given.then_some(request.locale);
    let found = file.open().and_then(|mut reader| Encoding::find(&mut reader, locale));
    match found.map_err(|error| unreadable(name, error.into()))? {
        Finding::Sure(encoding) => {
            if !encoding.is_utf8() {
                notes.push(Note::expected(format!("`{name}` is read as {}", encoding.name())));
            }
            Ok(encoding)
        }
        Finding::Guessed(encoding) => {
            let words = format!("`{name}` is not UTF-8, and was read as {}", encoding.name());
            let problem = Diagnostic::new(&codes::ENCODING, words).at(Place::File(Arc::clone(name)));
            warnings.push(problem.help("look at a name with accents, or save the file as UTF-8"));
            Ok(encoding)
        }
        Finding::NotText(line) => {
            let problem = Diagnostic::new(&codes::NOT_TEXT, format!("`{name}` is no text file")).at(Place::line(Arc::clone(name), line));
            Err(problem.help("give a text file, or a workbook under its own ending such as `.xlsx`"))
        }
        Finding::Nothing => {
            let problem = Diagnostic::new(&codes::NO_TABLE, format!("`{name}` is empty")).at(Place::File(Arc::clone(name)));
            Err(problem.help("give a file with a line of headings and lines of values below it"))
        }
    }
}

/// The separator, and whether the first line says so, as Excel writes it: `sep=;`.
fn separator_of(
    file: &dyn File,
    name: &Arc<str>,
    encoding: Encoding,
    request: &SourceRequest,
    notes: &mut Vec<Note>,
) -> Result<(u8, bool), Diagnostic> {
    let mut buffer = vec![0; START];
    let filled = (file.open())
        .and_then(|reader| encoding.reader(reader))
        .and_then(|mut reader| fill(&mut reader, &mut buffer))
        .map_err(|error| unreadable(name, error.into()))?;
    let start = String::from_utf8_lossy(buffer.get(..filled).unwrap_or_default());
    if let Some(rest) = start.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| start.as_bytes().get(4..6))
        && let [sign, b'\r' | b'\n'] = *rest
        && sign.is_ascii()
    {
        return Ok((sign, true));
    }
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return Ok((b'\t', false));
    }
    let found = separator::find(&start, filled < START, request.locale);
    if found != b',' {
        let shown = if found == b'\t' { "tabs".to_string() } else { format!("`{}`", char::from(found)) };
        notes.push(Note::expected(format!("`{name}` has {shown} between its fields")));
    }
    Ok((found, false))
}

type TextRecords = Records<Decoded<Box<dyn ReadSeek + Send>>>;

fn start(file: &dyn File, name: &Arc<str>, encoding: Encoding, separator: u8) -> Result<TextRecords, Diagnostic> {
    let reader = file.open().and_then(|reader| encoding.reader(reader)).map_err(|error| unreadable(name, error.into()))?;
    Ok(Records::new(reader, separator))
}

/// What keeps a file from being read on.
pub(crate) fn unreadable(name: &Arc<str>, error: RecordError) -> Diagnostic {
    match error {
        RecordError::Io(error) => {
            let words = match error.kind() {
                std::io::ErrorKind::NotFound => format!("there is no file `{name}`"),
                std::io::ErrorKind::IsADirectory => format!("`{name}` is a folder"),
                _ => format!("`{name}` cannot be read: {error}"),
            };
            Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(Arc::clone(name)))
        }
        RecordError::OpenQuote(line) => {
            let problem = Diagnostic::new(&codes::QUOTE, "a quote in this line is never closed").at(Place::line(Arc::clone(name), line));
            problem.help("close it; a quote inside a quoted text is written twice: `\"5\"\" pipe\"`")
        }
        RecordError::NotUtf8(line) => {
            let problem =
                Diagnostic::new(&codes::NOT_TEXT, "the line holds bytes that are no text").at(Place::line(Arc::clone(name), line));
            problem.help("save the file as UTF-8")
        }
    }
}

impl TextPart {
    /// The line that the headings stand in.
    pub(crate) fn header_line(&self) -> Option<u64> {
        self.header_line
    }

    /// The rows below the header.
    pub(crate) fn rows(&self) -> Result<TextRows<'_>, Diagnostic> {
        let mut records = start(self.file.as_ref(), &self.name, self.encoding, self.separator)?;
        for _ in 0..self.skipped {
            records.advance().map_err(|error| unreadable(&self.name, error))?;
        }
        Ok(TextRows { part: self, records })
    }
}

/// The rows of a text file as they are read.
pub(crate) struct TextRows<'a> {
    part: &'a TextPart,
    records: TextRecords,
}

impl TextRows<'_> {
    fn ragged(&self, count: usize, verb: &str) -> Stop {
        let (most, used) = self.part.header;
        let named = if count > most { most } else { used };
        let words = format!("the line has {}, and the header has {named}", fields(count));
        let problem = Diagnostic::new(&codes::RAGGED, words).at(Place::line(Arc::clone(&self.part.name), self.records.line()));
        Stop::Row(Box::new(problem.help(verb.to_string())))
    }
}

fn fields(count: usize) -> String {
    if count == 1 { "1 field".to_string() } else { format!("{count} fields") }
}

impl Rows for TextRows<'_> {
    fn advance(&mut self) -> Result<bool, Stop> {
        loop {
            match self.records.advance() {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) => return Err(Stop::End(Box::new(unreadable(&self.part.name, error)))),
            }
            let used = self.records.used();
            if used == 0 {
                continue;
            }
            let (most, needed) = self.part.header;
            if used > most {
                return Err(self.ragged(used, "put a text that holds the separator in double quotes"));
            }
            if self.records.len() < needed {
                return Err(self.ragged(self.records.len(), "fill the line up with empty fields, or take it out"));
            }
            return Ok(true);
        }
    }

    fn field(&self, column: usize) -> Field<'_> {
        match self.part.fields.get(column) {
            Some(index) => Field::of_text(self.records.field(*index)),
            None => Field::Empty,
        }
    }

    fn line(&self) -> Option<u64> {
        Some(self.records.line())
    }
}
