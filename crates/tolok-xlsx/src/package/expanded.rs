//! The bytes of a part, expanded a piece at a time.

use std::io::Read;

use flate2::bufread::DeflateDecoder;

use super::{Entry, Package, PartName};
use crate::XlsxError;

/// Expands a part from its first byte to its last. That it is as long as the archive says, and has the checksum that it should have, is
/// known when the last byte was read.
pub(crate) struct Expanded<'a> {
    source: Source<'a>,
    part: String,
    left: u64,
    checksum: crc32fast::Hasher,
    expected: u32,
    done: bool,
}

enum Source<'a> {
    Stored(&'a [u8]),
    Deflated(Box<DeflateDecoder<&'a [u8]>>),
}

impl Package {
    /// Expands a part a piece at a time.
    ///
    /// # Errors
    /// E0604 where it is not there, or packed in a way that no workbook uses.
    pub(crate) fn expand(&self, part: &PartName) -> Result<Expanded<'_>, XlsxError> {
        let (entry, packed) = self.packed(part)?;
        let source = match entry.method {
            // Some programs call an empty entry deflated and store not even an empty stream.
            _ if entry.size == 0 => Source::Stored(&[]),
            zip::CompressionMethod::Stored => Source::Stored(packed),
            zip::CompressionMethod::Deflated => Source::Deflated(Box::new(DeflateDecoder::new(packed))),
            other => return Err(XlsxError::damaged(part.as_str(), format!("the bytes cannot be unpacked ({other} is not supported)"))),
        };
        let expected = if entry.size == 0 { 0 } else { entry.checksum };
        let checksum = crc32fast::Hasher::new();
        Ok(Expanded { source, part: part.as_str().to_owned(), left: entry.size, checksum, expected, done: false })
    }

    /// A part's entry, and its bytes as they are packed.
    pub(super) fn packed(&self, part: &PartName) -> Result<(&Entry, &[u8]), XlsxError> {
        let entry = self.entries.get(&part.0.to_lowercase());
        let found = entry.and_then(|entry| Some((entry, self.bytes.get(entry.data.clone())?)));
        found.ok_or_else(|| XlsxError::damaged(part.as_str(), "nothing is there"))
    }
}

impl Expanded<'_> {
    /// The number of bytes that are not read yet.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// Adds bytes to a buffer until there are this many more, or the part ends; false when it has ended.
    ///
    /// # Errors
    /// E0604 where the bytes are damaged.
    pub(crate) fn read(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> Result<bool, XlsxError> {
        if self.done {
            return Ok(false);
        }
        let allowed = self.left.min(u64::try_from(wanted).unwrap_or(u64::MAX));
        let start = buffer.len();
        let read = match &mut self.source {
            Source::Stored(bytes) => bytes.take(allowed).read_to_end(buffer),
            Source::Deflated(decoder) => decoder.as_mut().take(allowed).read_to_end(buffer),
        };
        let read = read.map_err(|error| self.damaged(format!("the bytes cannot be unpacked ({error})")))?;
        self.checksum.update(buffer.get(start..).unwrap_or_default());
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        if self.left > 0 {
            return if read < wanted { Err(self.wrong_length()) } else { Ok(true) };
        }
        self.done = true;
        let more = match &mut self.source {
            Source::Stored(bytes) => !bytes.is_empty(),
            Source::Deflated(decoder) => {
                let mut probe = [0];
                decoder.read(&mut probe).map_err(|error| self.damaged(format!("the bytes cannot be unpacked ({error})")))? > 0
            }
        };
        if more {
            return Err(self.wrong_length());
        }
        if std::mem::take(&mut self.checksum).finalize() != self.expected {
            return Err(self.damaged("the bytes cannot be unpacked (their checksum is another)".to_owned()));
        }
        Ok(false)
    }

    fn wrong_length(&self) -> XlsxError {
        self.damaged("it is not as long as the archive says".to_owned())
    }

    fn damaged(&self, reason: String) -> XlsxError {
        XlsxError::damaged(&self.part, reason)
    }
}
