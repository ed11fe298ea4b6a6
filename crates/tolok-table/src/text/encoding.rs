//! Encodings: which one a text file is in, and its characters as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};
use tolok_value::Locale;

/// How a text file is encoded, and how many bytes at its beginning say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding {
    encoding: &'static encoding_rs::Encoding,
    mark: usize,
}

/// What a look through the whole file finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The file says it, or it is UTF-8.
    Sure(Encoding),
    /// Its letters suggest it.
    Guessed(Encoding),
    /// It is no text: the line of the first byte that no text has.
    NotText(u64),
    /// There is nothing in it.
    Nothing,
}

const CHUNK: usize = 64 * 1024;

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self.encoding.name() {
            "windows-1250" => "Windows-1250",
            "windows-1252" => "Windows-1252",
            other => other,
        }
    }

    pub(crate) fn is_utf8(self) -> bool {
        self.encoding == UTF_8
    }

    /// Looks through a file, in bounded memory.
    pub(crate) fn find(reader: &mut dyn Read, locale: Option<Locale>) -> io::Result<Finding> {
        let mut buffer = vec![0; CHUNK];
        let mut filled = fill(reader, &mut buffer)?;
        let start = buffer.get(..filled).unwrap_or_default();
        if start.is_empty() {
            return Ok(Finding::Nothing);
        }
        let marked = |encoding, mark| if filled > mark { Finding::Sure(Encoding { encoding, mark }) } else { Finding::Nothing };
        match start {
            [0xEF, 0xBB, 0xBF] => return Ok(Finding::Nothing),
            [0xFF, 0xFE, ..] => return Ok(marked(UTF_16LE, 2)),
            [0xFE, 0xFF, ..] => return Ok(marked(UTF_16BE, 2)),
            _ => {}
        }
        if let Some(encoding) = without_mark(start) {
            return Ok(Finding::Sure(Encoding { encoding, mark: 0 }));
        }
        let mark = if start.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        let mut check = Utf8Check::default();
        let mut evidence = Evidence::default();
        let mut line = 1u64;
        while filled > 0 {
            let chunk = buffer.get(..filled).unwrap_or_default();
            if let Some(zero) = chunk.iter().position(|byte| *byte == 0) {
                return Ok(Finding::NotText(line.saturating_add(newlines(chunk.get(..zero).unwrap_or_default()))));
            }
            line = line.saturating_add(newlines(chunk));
            check.take(chunk);
            evidence.take(chunk);
            filled = fill(reader, &mut buffer)?;
        }
        if check.is_valid() {
            return Ok(Finding::Sure(Encoding { encoding: UTF_8, mark }));
        }
        let polish = evidence.polish > 0 || locale == Some(Locale::Polish);
        Ok(Finding::Guessed(Encoding { encoding: if polish { WINDOWS_1250 } else { WINDOWS_1252 }, mark: 0 }))
    }

    /// The text of a file as UTF-8.
    pub(crate) fn reader<R: Read>(self, mut reader: R) -> io::Result<Decoded<R>> {
        let mut skipped = [0; 3];
        if let Some(mark) = skipped.get_mut(..self.mark) {
            reader.read_exact(mark)?;
        }
        let decoder = (!self.is_utf8()).then(|| self.encoding.new_decoder_without_bom_handling());
        Ok(Decoded {
            reader,
            decoder,
            input: Vec::new(),
            start: 0,
            has_ended: false,
            output: Vec::new(),
            given: 0,
            written: 0,
            is_finished: false,
        })
    }
}

/// A reader that gives UTF-8.
pub(crate) struct Decoded<R> {
    reader: R,
    decoder: Option<Decoder>,
    input: Vec<u8>,
    start: usize,
    has_ended: bool,
    output: Vec<u8>,
    given: usize,
    written: usize,
    is_finished: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes some more into the output.
    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        if self.start >= self.input.len() && !self.has_ended {
            self.input.resize(CHUNK, 0);
            let filled = fill(&mut self.reader, &mut self.input)?;
            self.input.truncate(filled);
            self.start = 0;
            self.has_ended = filled < CHUNK;
        }
        self.output.resize(CHUNK, 0);
        let input = self.input.get(self.start..).unwrap_or_default();
        let (result, taken, written, is_bad) = decoder.decode_to_utf8(input, &mut self.output, self.has_ended);
        if is_bad {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it begins like UTF-16 and holds bytes that are none"));
        }
        self.start = self.start.saturating_add(taken);
        (self.given, self.written) = (0, written);
        self.is_finished = self.has_ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.reader.read(output);
        }
        while self.given >= self.written && !self.is_finished {
            self.decode()?;
        }
        let rest = self.output.get(self.given..self.written).unwrap_or_default();
        let count = rest.len().min(output.len());
        if let (Some(output), Some(rest)) = (output.get_mut(..count), rest.get(..count)) {
            output.copy_from_slice(rest);
        }
        self.given = self.given.saturating_add(count);
        Ok(count)
    }
}

/// Reads until the buffer is full or the file ends.
pub(crate) fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0usize;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled = filled.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// UTF-16 without a mark: in western text every second byte is zero.
fn without_mark(start: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = start.get(..start.len().min(1024)).unwrap_or_default();
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match half {
        0 | 1 => None,
        half if odd > half * 3 / 4 && even == 0 => Some(UTF_16LE),
        half if even > half * 3 / 4 && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u64::MAX)
}

/// Whether chunks are UTF-8 together.
#[derive(Default)]
struct Utf8Check {
    /// A character that the last chunk began.
    begun: Vec<u8>,
    failed: bool,
}

impl Utf8Check {
    fn take(&mut self, chunk: &[u8]) {
        let mut chunk = chunk;
        while !self.begun.is_empty() && !self.failed {
            let Some((first, rest)) = chunk.split_first() else { return };
            self.begun.push(*first);
            chunk = rest;
            match std::str::from_utf8(&self.begun) {
                Ok(_) => self.begun.clear(),
                Err(error) => self.failed = error.error_len().is_some(),
            }
        }
        if self.failed {
            return;
        }
        if let Err(error) = std::str::from_utf8(chunk) {
            match error.error_len() {
                Some(_) => self.failed = true,
                None => self.begun.extend_from_slice(chunk.get(error.valid_up_to()..).unwrap_or_default()),
            }
        }
    }

    fn is_valid(&self) -> bool {
        !self.failed && self.begun.is_empty()
    }
}

/// Bytes that are Polish letters in Windows-1250, and signs in Windows-1252, where they stand beside other letters.
#[derive(Default)]
struct Evidence {
    polish: u64,
}

impl Evidence {
    fn take(&mut self, chunk: &[u8]) {
        if chunk.is_ascii() {
            return;
        }
        let polish = |byte: u8| matches!(byte, 0xB3 | 0xB9 | 0xBF | 0x9C | 0x9F | 0xA3 | 0xA5 | 0x8C | 0x8F | 0xAF);
        let letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xC0;
        for window in chunk.windows(2) {
            if let [first, second] = *window
                && ((polish(first) && letter(second)) || (letter(first) && polish(second)))
            {
                self.polish = self.polish.saturating_add(1);
            }
        }
    }
}

#[cfg(test)]
mod tests;
