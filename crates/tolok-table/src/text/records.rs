//! Records of a text file: fields between separators, with the line each record begins in.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader};

/// The largest record, in bytes: beyond it a quote is not closed.
const LARGEST: usize = 8 * 1024 * 1024;
const CHUNK: usize = 128 * 1024;

/// Records of a text, one at a time. Empty lines are passed over.
pub(crate) struct Records<R> {
    reader: R,
    core: Reader,
    input: Vec<u8>,
    start: usize,
    filled: usize,
    state: State,
    output: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    fields: usize,
    /// The line that the next byte stands in.
    next_line: u64,
    line: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// The file has ended, and a line end was added to it: it ends the last record, unless a quote is open.
    Ended,
    Flushed,
}

/// Why a record cannot be read.
#[derive(Debug)]
pub(crate) enum RecordError {
    Io(io::Error),
    /// A quote is not closed in the record that begins in this line.
    OpenQuote(u64),
    NotUtf8(u64),
}

impl From<io::Error> for RecordError {
    fn from(error: io::Error) -> Self {
        RecordError::Io(error)
    }
}

impl<R: Read> Records<R> {
    pub(crate) fn new(reader: R, separator: u8) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(separator).build();
        Self {
            reader,
            core,
            input: vec![0; CHUNK],
            start: 0,
            filled: 0,
            state: State::Reading,
            output: vec![0; 4096],
            written: 0,
            ends: vec![0; 64],
            fields: 0,
            next_line: 1,
            line: 1,
        }
    }

    /// Goes to the next record; false after the last.
    pub(crate) fn advance(&mut self) -> Result<bool, RecordError> {
        (self.written, self.fields) = (0, 0);
        self.skip_line_ends()?;
        self.line = self.next_line;
        loop {
            self.refill()?;
            let input = self.input.get(self.start..self.filled).unwrap_or_default();
            let (Some(output), Some(ends)) = (self.output.get_mut(self.written..), self.ends.get_mut(self.fields..)) else {
                return Ok(false);
            };
            let at_end = input.is_empty();
            let (result, taken, written, fields) = self.core.read_record(input, output, ends);
            let lines = input.get(..taken).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
            self.next_line = self.next_line.saturating_add(u64::try_from(lines).unwrap_or(0));
            self.start = self.start.saturating_add(taken);
            self.written = self.written.saturating_add(written);
            self.fields = self.fields.saturating_add(fields);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.output.len() < LARGEST => self.output.resize(self.output.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < LARGEST => self.ends.resize(self.ends.len().saturating_mul(2), 0),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Err(RecordError::OpenQuote(self.line)),
                // The added line end would have ended any record that is not inside quotes.
                ReadRecordResult::Record if at_end => return Err(RecordError::OpenQuote(self.line)),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(false),
            }
        }
        match std::str::from_utf8(self.output.get(..self.written).unwrap_or_default()) {
            Ok(_) => Ok(true),
            Err(_) => Err(RecordError::NotUtf8(self.line)),
        }
    }

    /// The line that the record begins in, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// How many fields the record has.
    pub(crate) fn len(&self) -> usize {
        self.fields
    }

    /// A field of the record; empty where there is none.
    pub(crate) fn field(&self, index: usize) -> &str {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        if index >= self.fields {
            return "";
        }
        let end = self.ends.get(index).copied().unwrap_or(0);
        std::str::from_utf8(self.output.get(start..end).unwrap_or_default()).unwrap_or_default()
    }

    /// The place of the last field that holds something, counted from 1; 0 for a record of empty fields.
    pub(crate) fn used(&self) -> usize {
        (0..self.fields).rev().find(|index| !self.field(*index).trim().is_empty()).map_or(0, |index| index.saturating_add(1))
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.start < self.filled {
            return Ok(());
        }
        self.start = 0;
        self.filled = match self.state {
            State::Reading => super::encoding::fill(&mut self.reader, &mut self.input)?,
            State::Ended | State::Flushed => 0,
        };
        if self.filled == 0 {
            self.state = match self.state {
                State::Reading => {
                    if let Some(first) = self.input.first_mut() {
                        *first = b'\n';
                        self.filled = 1;
                    }
                    State::Ended
                }
                State::Ended | State::Flushed => State::Flushed,
            };
        }
        Ok(())
    }

    /// Passes over line ends before a record, so that its line is the one its first field stands in.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            self.refill()?;
            match self.input.get(self.start..self.filled).and_then(<[u8]>::first) {
                Some(b'\n') => {
                    self.next_line = self.next_line.saturating_add(1);
                    self.start = self.start.saturating_add(1);
                }
                Some(b'\r') => self.start = self.start.saturating_add(1),
                Some(_) | None => return Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: u8) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), separator);
        let mut all = Vec::new();
        while records.advance().unwrap() {
            all.push((records.line(), (0..records.len()).map(|index| records.field(index).to_string()).collect()));
        }
        all
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        // The fields are those of Python's csv module.
        let text = "a,b\r\n\r\n\"x\ny\",\"5\"\" pipe\"\r\n,\n\n3,";
        let expected = [(1, vec!["a", "b"]), (3, vec!["x\ny", "5\" pipe"]), (5, vec!["", ""]), (7, vec!["3", ""])];
        assert_eq!(read(text, b','), expected.map(|(line, fields)| (line, fields.into_iter().map(str::to_string).collect())));
        assert_eq!(read("", b','), []);
        assert_eq!(read("\n\n", b','), []);
        assert_eq!(read("5\" pipe;1", b';'), [(1, vec!["5\" pipe".to_string(), "1".to_string()])]);
    }

    #[test]
    fn a_quote_without_end_is_told() {
        for text in ["a,b\n1,\"2\n3,4\n", "a,b\n1,\"2", "a,b\n\"1,2"] {
            let mut records = Records::new(text.as_bytes(), b',');
            assert!(records.advance().unwrap());
            assert!(matches!(records.advance(), Err(RecordError::OpenQuote(2))), "{text}");
        }
        let mut long = Records::new(std::io::Read::chain(&b"a,\""[..], std::io::repeat(b'x').take(1 << 40)), b',');
        assert!(matches!(long.advance(), Err(RecordError::OpenQuote(1))), "memory is bounded");
    }

    #[test]
    fn many_fields_are_held() {
        let text = "x,".repeat(20_000);
        assert_eq!(read(&text, b',')[0].1.len(), 20_001);
    }
}
