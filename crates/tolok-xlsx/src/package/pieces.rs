//! Bytes in pieces, of which those that were passed can be given back while the rest is read: a large part is never there twice.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How long a piece gets, more or less; so short in tests that small parts have several.
pub(super) const LENGTH: usize = if cfg!(any(test, fuzzing)) { 1 << 10 } else { 4 << 20 };

/// Bytes in pieces, to be read.
#[derive(Debug)]
pub(super) struct Pieces {
    pieces: Vec<Vec<u8>>,
    length: u64,
    /// Where the next byte is: in the file, and as the piece with the place in it.
    position: u64,
    piece: usize,
    at: usize,
    passing: Passing,
}

/// Whether pieces are given back once they were read to their end.
#[derive(Debug, Clone, Default)]
pub(super) struct Passing(Rc<Cell<bool>>);

impl Passing {
    /// Gives pieces back from here on; nobody goes back to them.
    pub(super) fn begin(&self) {
        self.0.set(true);
    }
}

impl Pieces {
    pub(super) fn new(pieces: Vec<Vec<u8>>, passing: Passing) -> Self {
        let length = pieces.iter().map(|piece| piece.len() as u64).sum();
        Self { pieces, length, position: 0, piece: 0, at: 0, passing }
    }
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.pieces.get_mut(self.piece) {
            let rest = piece.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                if self.passing.0.get() {
                    *piece = Vec::new();
                }
                (self.piece, self.at) = (self.piece + 1, 0);
                continue;
            }
            let count = rest.len().min(into.len());
            if let (Some(into), Some(rest)) = (into.get_mut(..count), rest.get(..count)) {
                into.copy_from_slice(rest);
            }
            self.at += count;
            self.position += count as u64;
            return Ok(count);
        }
        Ok(0)
    }
}

impl Seek for Pieces {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let target = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if target != self.position {
            let (mut piece, mut at) = (0, usize::try_from(target).unwrap_or(usize::MAX));
            while let Some(length) = self.pieces.get(piece).map(Vec::len).filter(|length| *length <= at) {
                (piece, at) = (piece + 1, at - length);
            }
            (self.piece, self.at, self.position) = (piece, at, target);
        }
        Ok(target)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn pieces_are_read_like_the_whole() {
        let whole: Vec<u8> = (0..100).collect();
        let cut = |length: usize| whole.chunks(length).map(<[u8]>::to_vec).collect::<Vec<_>>();
        for length in [1, 7, 100] {
            let (mut pieces, mut cursor) = (Pieces::new(cut(length), Passing::default()), Cursor::new(&whole));
            for (to, count) in [
                (SeekFrom::End(-22), 22),
                (SeekFrom::Start(0), 30),
                (SeekFrom::Current(5), 8),
                (SeekFrom::Current(-20), 40),
                (SeekFrom::Start(200), 1),
                (SeekFrom::Start(99), 4),
            ] {
                assert_eq!(pieces.seek(to).unwrap(), cursor.seek(to).unwrap());
                let (mut one, mut other) = (Vec::new(), Vec::new());
                (&mut pieces).take(count).read_to_end(&mut one).unwrap();
                (&mut cursor).take(count).read_to_end(&mut other).unwrap();
                assert_eq!(one, other);
            }
            assert!(pieces.seek(SeekFrom::Current(-1000)).is_err());
        }
    }

    #[test]
    fn what_was_passed_is_given_back() {
        let passing = Passing::default();
        let mut pieces = Pieces::new(vec![vec![1; 10], vec![2; 10], vec![3; 10]], passing.clone());
        passing.begin();
        let mut read = vec![0; 15];
        pieces.read_exact(&mut read).unwrap();
        assert_eq!((read[9], read[14]), (1, 2));
        assert_eq!(pieces.pieces.iter().map(Vec::len).collect::<Vec<_>>(), [0, 10, 10]);
    }
}
