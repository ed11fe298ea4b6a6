//! A deflated part with pieces of it replaced, packed again only where something changes.
//!
//! Deflate packs a part in blocks, and a block may repeat what stands up to 32 KiB before it. So a block that nothing is replaced in, and
//! that begins so far behind the last replacement, means the same in the new part as in the old, and its bits are copied. All others are
//! packed anew, each stretch of them by a packer that knows what stands before.

use std::ops::Range;

use flate2::{Compress, Compression, FlushCompress, Status};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::bits::{Bits, window};
use crate::splices::Splices;

/// How far back deflate can refer.
const REACH: usize = 32 << 10;

/// Room for what was unpacked last; the inflater wants a power of two, at least the reach.
const ROOM: usize = 64 << 10;

/// What begins no further before a replacement is packed anew without a look at where it ends.
const NEAR: usize = 64 << 10;

/// How well the new stretches are packed: as spreadsheet programs do.
const LEVEL: u32 = 6;

/// A part that is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    /// The bytes that were there before, and the packed ones, in pieces.
    pub(super) pieces: Vec<Vec<u8>>,
    pub(super) checksum: u32,
    pub(super) size: u64,
}

/// Packs a part with pieces replaced, behind some bytes that are there already. Nothing if the old part cannot be unpacked or the pieces are
/// none of its.
pub(super) fn respin(before: Vec<u8>, packed: &[u8], splices: &Splices) -> Option<Packed> {
    let splices = splices.sorted()?;
    let mut unpacking = Unpacking::new(packed);
    let mut packing = Packing::behind(before, &splices);
    loop {
        let begin = unpacking.clone();
        if !packing.is_near(begin.total) {
            // Nothing tells yet that anything changes here. It is looked through, and once more if it does.
            let (mut checksum, mut places) = (packing.checksum.clone(), Vec::new());
            let last = unpacking.stretch(&mut places, &mut |bytes| {
                checksum.update(bytes);
                Some(())
            })?;
            if !last && !packing.changes_before(unpacking.total) {
                packing.checksum = checksum;
                packing.keep(&begin, &places, unpacking.total)?;
                continue;
            }
            unpacking = begin.clone();
        }
        packing.begin(&begin)?;
        // The last block is always packed anew: where in its last byte it ends is not known.
        if unpacking.stretch(&mut Vec::new(), &mut |bytes| packing.change(bytes))? {
            return packing.end();
        }
    }
}

/// The old part, unpacked block by block.
#[derive(Clone)]
struct Unpacking<'a> {
    packed: &'a [u8],
    inflater: Box<DecompressorOxide>,
    /// The bytes of the packed part that were read, and the bits of the last one that belong to the next block.
    read: usize,
    ahead: usize,
    /// What was unpacked last, going round.
    room: Vec<u8>,
    total: usize,
}

impl<'a> Unpacking<'a> {
    fn new(packed: &'a [u8]) -> Self {
        Self { packed, inflater: Box::default(), read: 0, ahead: 0, room: vec![0; ROOM], total: 0 }
    }

    /// Where the next block begins, in bits.
    fn place(&self) -> usize {
        self.read * 8 - self.ahead
    }

    /// Unpacks some blocks, each of which ends at the next of the places; true if the last one is among them. Blocks may be tiny, so a stretch
    /// of them goes together.
    fn stretch(&mut self, places: &mut Vec<usize>, each: &mut dyn FnMut(&[u8]) -> Option<()>) -> Option<bool> {
        let (read, total) = (self.read, self.total);
        while self.read - read < REACH && self.total - total < REACH {
            if self.block(each)? {
                return Some(true);
            }
            places.push(self.place());
        }
        Some(false)
    }

    /// Unpacks a block; true if it is the last one.
    fn block(&mut self, each: &mut dyn FnMut(&[u8]) -> Option<()>) -> Option<bool> {
        loop {
            let at = self.total % ROOM;
            let input = self.packed.get(self.read..)?;
            let flags = inflate_flags::TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY;
            let (status, read, written) = decompress(&mut self.inflater, input, &mut self.room, at, flags);
            self.read += read;
            self.total += written;
            each(self.room.get(at..at + written)?)?;
            match status {
                TINFLStatus::BlockBoundary => {
                    self.ahead = usize::from(self.inflater.block_boundary_state()?.num_bits);
                    return Some(false);
                }
                TINFLStatus::Done => return Some(true),
                TINFLStatus::HasMoreOutput => {}
                _ => return None,
            }
        }
    }

    /// What stands before the next block, as far back as deflate reaches.
    fn past(&self) -> Vec<u8> {
        let length = self.total.min(REACH);
        let end = self.total % ROOM;
        match end.checked_sub(length) {
            Some(start) => self.room.get(start..end).unwrap_or_default().to_vec(),
            None => {
                let rest = self.room.get(ROOM + end - length..).unwrap_or_default();
                [rest, self.room.get(..end).unwrap_or_default()].concat()
            }
        }
    }
}

/// The new part.
struct Packing<'a> {
    bits: Bits,
    /// Packs the stretch that is changing.
    packer: Option<Compress>,
    /// What is still to be replaced.
    splices: &'a [(Range<usize>, &'a str)],
    /// The byte of the old part that comes next.
    position: usize,
    /// Where the last replacement ended; that may be further on.
    replaced: Option<usize>,
    checksum: crc32fast::Hasher,
    size: u64,
}

impl<'a> Packing<'a> {
    fn behind(before: Vec<u8>, splices: &'a [(Range<usize>, &'a str)]) -> Self {
        let checksum = crc32fast::Hasher::new();
        Self { bits: Bits::behind(before), packer: None, splices, position: 0, replaced: None, checksum, size: 0 }
    }

    /// True if what begins here is packed anew, wherever it ends.
    fn is_near(&self, begin: usize) -> bool {
        self.replaced.is_some_and(|replaced| begin < replaced + REACH) || self.changes_before(begin + NEAR)
    }

    fn changes_before(&self, end: usize) -> bool {
        self.splices.first().is_some_and(|(range, _)| range.start < end)
    }

    /// Copies the bits of blocks that end at these places, and in the old part at this byte.
    fn keep(&mut self, begin: &Unpacking<'_>, places: &[usize], end: usize) -> Option<()> {
        if self.packer.is_some() {
            self.pack(&[], FlushCompress::Sync)?;
            self.packer = None;
        }
        let (packed, mut start) = (begin.packed, begin.place());
        for place in places {
            if window(packed, start) & 0b110 == 0 {
                // The bytes of a stored block begin with a byte, wherever its header ends.
                self.bits.push(0, 3);
                self.bits.align();
                self.bits.bytes().extend_from_slice(packed.get((start + 3).div_ceil(8)..place / 8)?);
            } else {
                self.bits.copy(packed, start, *place);
            }
            start = *place;
        }
        self.bits.cut();
        self.size += u64::try_from(end - begin.total).ok()?;
        self.position = end;
        Some(())
    }

    /// Begins a stretch that is packed anew, unless one has begun.
    fn begin(&mut self, begin: &Unpacking<'_>) -> Option<()> {
        if self.packer.is_some() {
            return Some(());
        }
        if !self.bits.is_aligned() {
            // An empty stored block takes up the rest of the byte.
            self.bits.push(0, 3);
            self.bits.align();
            self.bits.bytes().extend_from_slice(&[0, 0, 0xFF, 0xFF]);
        }
        let mut packer = Compress::new(Compression::new(LEVEL), false);
        let past = begin.past();
        if !past.is_empty() {
            packer.set_dictionary(&past).ok()?;
        }
        self.packer = Some(packer);
        Some(())
    }

    /// Packs what comes next of the old part, with what is replaced in it.
    fn change(&mut self, old: &[u8]) -> Option<()> {
        let start = self.position;
        let end = start + old.len();
        let mut at = self.replaced.unwrap_or(0).max(start);
        while let Some(((range, with), rest)) = self.splices.split_first().filter(|((range, _), _)| range.start < end) {
            self.add(old.get(at - start..range.start - start)?)?;
            self.add(with.as_bytes())?;
            (at, self.replaced, self.splices) = (range.end, Some(range.end), rest);
        }
        if at < end {
            self.add(old.get(at - start..)?)?;
        }
        self.bits.cut();
        self.position = end;
        Some(())
    }

    fn end(mut self) -> Option<Packed> {
        for (range, with) in std::mem::take(&mut self.splices) {
            if *range != (self.position..self.position) {
                return None;
            }
            self.add(with.as_bytes())?;
        }
        if self.replaced.is_some_and(|replaced| replaced > self.position) {
            return None;
        }
        self.pack(&[], FlushCompress::Finish)?;
        Some(Packed { pieces: self.bits.into_pieces(), checksum: self.checksum.finalize(), size: self.size })
    }

    fn add(&mut self, bytes: &[u8]) -> Option<()> {
        self.checksum.update(bytes);
        self.size += u64::try_from(bytes.len()).ok()?;
        if bytes.is_empty() { Some(()) } else { self.pack(bytes, FlushCompress::None) }
    }

    fn pack(&mut self, mut bytes: &[u8], flush: FlushCompress) -> Option<()> {
        let packer = self.packer.as_mut()?;
        let packed = self.bits.bytes();
        loop {
            packed.reserve(REACH);
            let before = packer.total_in();
            let status = packer.compress_vec(bytes, packed, flush).ok()?;
            bytes = bytes.get(usize::try_from(packer.total_in() - before).ok()?..)?;
            let done = match flush {
                FlushCompress::Finish => status == Status::StreamEnd,
                _ => bytes.is_empty() && packed.len() < packed.capacity(),
            };
            if done {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests;
