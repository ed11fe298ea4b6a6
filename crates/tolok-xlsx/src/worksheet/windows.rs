//! A sheet's part through windows that end where rows end, so that no more of it needs to be in memory.

use std::ops::Range;

use memchr::memmem;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::XlsxError;
use crate::package::{Expanded, Package, PartName};
use crate::part_text::PartText;
use crate::xml::{Node, XmlReader, uncounted};

/// How many bytes a window shows, more or less; few enough in tests that small sheets have several windows.
const LENGTH: usize = if cfg!(any(test, fuzzing)) { 64 } else { 256 << 10 };

/// A stretch of a sheet's text: all before the first row with the tag that the rows stand in, or some whole rows, or all behind them; or
/// everything at once, where it cannot be cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window<'a> {
    pub(crate) text: &'a str,
    /// Where it stands in the part's text.
    pub(crate) start: usize,
    /// True if nothing comes behind it.
    pub(crate) last: bool,
    /// True if all that begins with `<` is a tag: it has no comments, no CDATA and no processing instructions.
    pub(crate) plain: bool,
}

/// Goes through a sheet's part window by window.
pub(crate) struct Windows<'a> {
    expanded: Expanded<'a>,
    part: &'a str,
    stage: Stage,
    /// What was expanded: first the window that was given last, then what comes behind it.
    buffer: Vec<u8>,
    given: usize,
    /// Where the buffer stands in the part's text.
    start: usize,
    /// The text of a part that is not plain UTF-8.
    decoded: Option<String>,
    /// The prefix of the element that the rows stand in, with its colon.
    prefix: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Begin,
    Rows,
    Behind,
    Done,
}

impl<'a> Window<'a> {
    /// Where a range of the window's text is in the part's.
    pub(crate) fn in_part(&self, range: &Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// The text of a part as one window.
    pub(crate) fn whole(text: &'a str) -> Self {
        Self { text, start: 0, last: true, plain: is_plain(text.as_bytes()) }
    }
}

impl<'a> Windows<'a> {
    /// The windows of a part.
    ///
    /// # Errors
    /// E0604 where it is not there.
    pub(crate) fn new(package: &'a Package, part: &'a PartName) -> Result<Self, XlsxError> {
        Ok(Self {
            expanded: package.expand(part)?,
            part: part.as_str(),
            stage: Stage::Begin,
            buffer: Vec::new(),
            given: 0,
            start: 0,
            decoded: None,
            prefix: String::new(),
        })
    }

    /// The next window; nothing behind the last one.
    ///
    /// # Errors
    /// E0604 where the bytes are damaged or no text.
    pub(crate) fn next(&mut self) -> Result<Option<Window<'_>>, XlsxError> {
        self.buffer.drain(..self.given);
        self.start += std::mem::take(&mut self.given);
        match self.stage {
            Stage::Begin => {
                if !self.begin()? {
                    self.stage = Stage::Done;
                    let bytes = std::mem::take(&mut self.buffer);
                    let text = PartText::decode(bytes).ok_or_else(|| self.no_text())?.text;
                    return Ok(Some(Window::whole(self.decoded.insert(text))));
                }
                self.stage = Stage::Rows;
            }
            Stage::Rows => self.rows()?,
            Stage::Behind => {
                self.everything()?;
                self.given = self.buffer.len();
                self.stage = Stage::Done;
            }
            Stage::Done => return Ok(None),
        }
        let bytes = self.buffer.get(..self.given).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| self.no_text())?;
        Ok(Some(Window { text, start: self.start, last: self.stage == Stage::Done, plain: is_plain(bytes) }))
    }

    /// Reads up to and with the tag that the rows stand in; false if the part is to be read as a whole, and then it is.
    fn begin(&mut self) -> Result<bool, XlsxError> {
        let mut length = LENGTH;
        loop {
            let more = self.expanded.read(&mut self.buffer, length)?;
            if !PartText::is_unmarked_utf8(&self.buffer) {
                break;
            }
            let text = self.valid()?;
            if let Some((end, prefix)) = rows_begin(self.part, text) {
                (self.given, self.prefix) = (end, prefix);
                return Ok(true);
            }
            if !more {
                return Ok(false);
            }
            length = self.buffer.len();
        }
        self.everything()?;
        Ok(false)
    }

    /// Reads some whole rows, or none where there are no more.
    fn rows(&mut self) -> Result<(), XlsxError> {
        let mut length = LENGTH.saturating_sub(self.buffer.len());
        loop {
            let more = self.expanded.read(&mut self.buffer, length)?;
            let cut = match self.plain_cut() {
                Some(cut) => Some(cut),
                None => careful_cut(self.valid()?),
            };
            match cut {
                Some(Cut::Rows(end)) => self.given = end,
                Some(Cut::Last(end)) => {
                    self.given = end;
                    self.stage = Stage::Behind;
                }
                None if more => {
                    length = self.buffer.len();
                    continue;
                }
                // The part is cut off, which whoever reads it will find.
                None => {
                    self.given = self.buffer.len();
                    self.stage = Stage::Done;
                }
            }
            return Ok(());
        }
    }

    /// Where the text can be cut, if there is nothing in it but tags and text between them.
    fn plain_cut(&self) -> Option<Cut> {
        if !is_plain(&self.buffer) {
            return None;
        }
        if let Some(end) = memmem::find(&self.buffer, format!("</{}sheetData", self.prefix).as_bytes()) {
            return Some(Cut::Last(end));
        }
        let tag = format!("</{}row>", self.prefix);
        memmem::rfind(&self.buffer, tag.as_bytes()).map(|start| Cut::Rows(start + tag.len()))
    }

    fn everything(&mut self) -> Result<(), XlsxError> {
        self.buffer.reserve(usize::try_from(self.expanded.left()).unwrap_or(0));
        while self.expanded.read(&mut self.buffer, usize::MAX)? {}
        Ok(())
    }

    /// The text in the buffer up to the character that may be cut off.
    fn valid(&self) -> Result<&str, XlsxError> {
        let bytes = self.buffer.as_slice();
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) if error.error_len().is_none() => {
                let valid = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok());
                Ok(valid.unwrap_or_default())
            }
            Err(_) => Err(self.no_text()),
        }
    }

    fn no_text(&self) -> XlsxError {
        XlsxError::damaged(self.part, "the text is neither UTF-8 nor UTF-16")
    }
}

/// Where a text of rows can be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Behind a row.
    Rows(usize),
    /// Before the tag that closes the element of all rows.
    Last(usize),
}

/// Where the rows begin, and the prefix of the element that they stand in.
fn rows_begin(part: &str, text: &str) -> Option<(usize, String)> {
    let mut reader = XmlReader::new(part, text);
    loop {
        match reader.next().ok()? {
            Node::Open(element) if element.is("sheetData") => {
                let cut = element.depth == 1 && !element.closed;
                return cut.then(|| (element.span.end, element.prefix.to_owned()));
            }
            Node::End => return None,
            _ => {}
        }
    }
}

/// Where a text that begins between rows can be cut, whatever is in it.
fn careful_cut(text: &str) -> Option<Cut> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_unmatched_ends = true;
    let uncounted = uncounted(text);
    let (mut depth, mut cut) = (0_usize, None);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()? + uncounted;
        let Ok(event) = reader.read_event() else { return cut };
        let end = usize::try_from(reader.buffer_position()).ok()? + uncounted;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Some(Cut::Last(start)),
            Event::End(_) => depth -= 1,
            Event::Eof => return cut,
            Event::Empty(_) => {}
            _ => continue,
        }
        if depth == 0 {
            cut = Some(Cut::Rows(end));
        }
    }
}

fn is_plain(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"<!").is_none() && memmem::find(bytes, b"<?").is_none()
}

#[cfg(test)]
mod tests;
