//! A part that is packed already, as an archive of its own, from which the zip library copies it like any other.

use std::ops::Range;

use zip::CompressionMethod;

use super::pieces::LENGTH;
use super::respun::respin;
use super::{Entry, Package};
use crate::XlsxError;
use crate::part_text::PartText;
use crate::splices::Splices;

/// The headers of an entry, by the places of what changes in them (APPNOTE 4.3.7 and 4.3.12).
struct Header {
    flags: usize,
    sizes: usize,
    fixed: usize,
}

const LOCAL: Header = Header { flags: 6, sizes: 14, fixed: 30 };
const CENTRAL: Header = Header { flags: 8, sizes: 16, fixed: 46 };

/// Where a central header says where the local one is.
const OFFSET: Range<usize> = 42..46;

/// The flag of entries whose sizes stand behind them.
const SIZES_BEHIND: u16 = 1 << 3;

impl Package {
    /// An archive, in pieces, that holds a part with some of its text replaced, and nothing else. Only what is near to them is packed anew. Nothing where
    /// that cannot be done, since the part is packed or encoded in another way.
    ///
    /// # Errors
    /// E0604 where the part cannot be unpacked.
    pub(super) fn ready(&self, entry: &Entry, splices: &Splices) -> Result<Option<Vec<Vec<u8>>>, XlsxError> {
        if entry.method != CompressionMethod::Deflated || entry.size == 0 {
            return Ok(None);
        }
        let mut beginning = Vec::new();
        self.expand(&entry.name)?.read(&mut beginning, 4)?;
        Ok(if PartText::is_unmarked_utf8(&beginning) { self.respun(entry, splices) } else { None })
    }

    fn respun(&self, entry: &Entry, splices: &Splices) -> Option<Vec<Vec<u8>>> {
        let (local, central) = self.headers(entry)?;
        let packed = self.bytes.get(entry.data.clone())?;
        let mut before = Vec::with_capacity((local.len() + packed.len()).min(LENGTH) + (LENGTH >> 3));
        before.extend_from_slice(local);
        let mut respun = respin(before, packed, splices)?;
        let length: usize = respun.pieces.iter().map(Vec::len).sum();
        let compressed = u32::try_from(length - local.len()).ok()?;
        let sizes = [respun.checksum, compressed, u32::try_from(respun.size).ok()?];
        LOCAL.set(respun.pieces.first_mut()?.get_mut(..local.len())?, sizes)?;
        let directory = u32::try_from(length).ok()?;
        let mut central = central.to_vec();
        CENTRAL.set(&mut central, sizes)?;
        central.get_mut(OFFSET)?.fill(0);
        let mut end = central;
        let length = u32::try_from(end.len()).ok()?;
        // The end of the directory (4.3.16): one entry, how long the directory is and where, no comment.
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        end.extend_from_slice(&length.to_le_bytes());
        end.extend_from_slice(&directory.to_le_bytes());
        end.extend_from_slice(&[0, 0]);
        respun.pieces.push(end);
        Some(respun.pieces)
    }

    fn headers(&self, entry: &Entry) -> Option<(&[u8], &[u8])> {
        let local = self.bytes.get(entry.local..entry.data.start)?;
        let rest = self.bytes.get(entry.central..)?;
        let lengths = [28, 30, 32].map(|at| number(rest, at..at + 2));
        let length = lengths.into_iter().try_fold(CENTRAL.fixed, |sum, length| Some(sum + length?))?;
        let central = rest.get(..length)?;
        // Sizes that stand among the extra fields would have to change there.
        let plain = [local.get(..4)? == b"PK\x03\x04", central.get(..4)? == b"PK\x01\x02", local.len() >= LOCAL.fixed];
        let small = [20..24, 24..28, OFFSET].into_iter().all(|field| central.get(field).is_some_and(|field| field != [0xFF; 4]));
        (plain.into_iter().all(|holds| holds) && small).then_some((local, central))
    }
}

impl Header {
    /// Sets checksum, packed size and size, which no longer stand behind the entry.
    fn set(&self, header: &mut [u8], sizes: [u32; 3]) -> Option<()> {
        let flags = number(header, self.flags..self.flags + 2)?;
        let flags = u16::try_from(flags).ok()? & !SIZES_BEHIND;
        header.get_mut(self.flags..self.flags + 2)?.copy_from_slice(&flags.to_le_bytes());
        for (field, size) in header.get_mut(self.sizes..self.sizes + 12)?.chunks_exact_mut(4).zip(sizes) {
            field.copy_from_slice(&size.to_le_bytes());
        }
        Some(())
    }
}

/// A small number of a header.
fn number(bytes: &[u8], at: Range<usize>) -> Option<usize> {
    Some(bytes.get(at)?.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}
