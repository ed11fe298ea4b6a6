//! Bits behind bits, as deflate packs them: the lowest of each byte first.

use super::pieces::LENGTH;

/// Bits that grow at their end.
#[derive(Debug, Default)]
pub(super) struct Bits {
    /// What is complete, in pieces.
    pieces: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    /// The bits of the last byte that are used; none if it is full.
    used: u32,
}

impl Bits {
    /// Goes on behind some whole bytes.
    pub(super) fn behind(bytes: Vec<u8>) -> Self {
        Self { pieces: Vec::new(), bytes, used: 0 }
    }

    /// Ends a piece where one is long enough, but for the byte that further bits go into.
    pub(super) fn cut(&mut self) {
        if self.bytes.len() >= LENGTH {
            let last = if self.used == 0 { None } else { self.bytes.pop() };
            let mut next = Vec::with_capacity(LENGTH + (LENGTH >> 3));
            next.extend(last);
            let mut piece = std::mem::replace(&mut self.bytes, next);
            piece.shrink_to_fit();
            self.pieces.push(piece);
        }
    }

    /// The bytes, to add to where the next bit begins one.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Adds the bits of other bytes from one place to another.
    pub(super) fn copy(&mut self, from: &[u8], start: usize, end: usize) {
        let mut at = start;
        // To the next whole byte first, so that what follows goes by whole bytes.
        while at < end && self.used != 0 {
            let count = (8 - self.used).min(u32::try_from(end - at).unwrap_or(8));
            self.push(window(from, at), count);
            at += count as usize;
        }
        let whole = (end - at) / 8;
        let (first, shift) = (at / 8, at % 8);
        if shift == 0 {
            self.bytes.extend_from_slice(from.get(first..first + whole).unwrap_or_default());
        } else {
            let (low, high) = (from.get(first..first + whole), from.get(first + 1..=first + whole));
            let pairs = low.unwrap_or_default().iter().zip(high.unwrap_or_default());
            self.bytes.extend(pairs.map(|(low, high)| (u16::from_le_bytes([*low, *high]) >> shift) as u8));
        }
        at += whole * 8;
        if at < end {
            self.push(window(from, at), u32::try_from(end - at).unwrap_or(0));
        }
    }

    /// Adds up to eight bits, the lowest first.
    pub(super) fn push(&mut self, bits: u8, count: u32) {
        let bits = u16::from(bits) & ((1 << count) - 1);
        if self.used == 0 {
            self.bytes.push(bits as u8);
        } else {
            let [low, high] = (bits << self.used).to_le_bytes();
            if let Some(last) = self.bytes.last_mut() {
                *last |= low;
            }
            if self.used + count > 8 {
                self.bytes.push(high);
            }
        }
        self.used = (self.used + count) % 8;
    }

    /// Fills the last byte with zeros.
    pub(super) fn align(&mut self) {
        self.used = 0;
    }

    /// True if the next bit begins a byte.
    pub(super) fn is_aligned(&self) -> bool {
        self.used == 0
    }

    pub(super) fn into_pieces(mut self) -> Vec<Vec<u8>> {
        self.pieces.push(self.bytes);
        self.pieces
    }
}

/// Eight bits from a place on.
pub(super) fn window(bytes: &[u8], at: usize) -> u8 {
    let byte = |index| bytes.get(index).copied().unwrap_or(0);
    (u16::from_le_bytes([byte(at / 8), byte(at / 8 + 1)]) >> (at % 8)) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bit(bytes: &[u8], at: usize) -> bool {
        bytes[at / 8] >> (at % 8) & 1 == 1
    }

    proptest! {
        #[test]
        fn copied_bits_are_the_same_bits(bytes in proptest::collection::vec(any::<u8>(), 1..40), ranges in proptest::collection::vec((any::<usize>(), any::<usize>()), 1..6)) {
            let (mut bits, mut expected) = (Bits::default(), Vec::new());
            for (one, other) in ranges {
                let (one, other) = (one % (bytes.len() * 8), other % (bytes.len() * 8));
                bits.copy(&bytes, one.min(other), one.max(other));
                expected.extend((one.min(other)..one.max(other)).map(|at| bit(&bytes, at)));
            }
            let written = bits.into_pieces().concat();
            prop_assert_eq!(written.len(), expected.len().div_ceil(8));
            for (at, expected) in expected.into_iter().enumerate() {
                prop_assert_eq!(bit(&written, at), expected);
            }
        }
    }
}
