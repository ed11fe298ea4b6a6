//! The cells of a sheet that have a piece of text in them, found without reading the others.

use memchr::memchr;
use memchr::memmem::Finder;

use super::inventory::Inventory;
use super::scanner::{Piece, RowTag};
use super::signs::FormulaSigns;
use super::tour::Visitor;
use super::windows::Window;
use crate::strings::SharedStrings;
use crate::{Cell, XlsxError};

/// Shows the cells whose text or formula has a piece of text in it, and takes down what else is on the sheet.
pub(crate) struct Search<'a> {
    piece: &'a str,
    /// Which shared strings have it.
    shared: Vec<bool>,
    look: &'a mut dyn FnMut(&Cell<'_>),
    formulas: FormulaSigns,
    /// What begins a character that is written in another way: a reference of XML, and an escape of spreadsheets.
    written: [Finder<'static>; 2],
    end_tag: Finder<'static>,
    pub(crate) inventory: Inventory,
}

impl<'a> Search<'a> {
    pub(crate) fn new(piece: &'a str, strings: &SharedStrings, look: &'a mut dyn FnMut(&Cell<'_>)) -> Self {
        let mut shared: Vec<bool> = strings.texts().map(|text| text.contains(piece)).collect();
        shared.truncate(shared.iter().rposition(|has| *has).map_or(0, |last| last + 1));
        let named = matches!(piece.as_bytes().first(), Some(b'<' | b'>' | b'&' | b'\'' | b'"' | b'\r' | b'\n'));
        Self {
            piece,
            shared,
            look,
            formulas: FormulaSigns::default(),
            written: [Finder::new(if named { "&" } else { "&#" }), Finder::new("_x")],
            end_tag: Finder::new("</"),
            inventory: Inventory::default(),
        }
    }

    /// True if the XML of a row may have the piece in a text of its own: as it is, or with its first character written in another way.
    fn may_have_piece(&self, inside: &str) -> bool {
        let Some(first) = self.piece.as_bytes().first() else { return true };
        let bytes = inside.as_bytes();
        memchr(*first, bytes).is_some() || self.written.iter().any(|written| written.find(bytes).is_some())
    }

    /// True if the XML of a row may refer to a shared string that has the piece.
    fn may_refer(&self, inside: &str) -> bool {
        !self.shared.is_empty()
            && self.end_tag.find_iter(inside.as_bytes()).any(|end| {
                // Values are numbers, with white space around them at most.
                let value = inside.get(..end).unwrap_or_default().trim_ascii_end();
                let digits = value.bytes().rev().take_while(u8::is_ascii_digit).count();
                let index = value.get(value.len() - digits..).and_then(|digits| digits.parse::<usize>().ok());
                index.is_some_and(|index| self.shared.get(index) == Some(&true))
            })
    }
}

impl Visitor for Search<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        self.formulas.may_be_in(row, inside) || self.may_have_piece(inside) || self.may_refer(inside)
    }

    fn piece(&mut self, piece: Piece<'_>, _: Window<'_>) -> Result<(), XlsxError> {
        match piece {
            Piece::Row(row) => self.inventory.row(&row),
            Piece::Cell(cell) => {
                self.inventory.cell(&cell);
                let formula = cell.formula().is_some_and(|formula| formula.text.contains(self.piece));
                if formula || cell.text().is_some_and(|text| text.contains(self.piece)) {
                    (self.look)(&cell);
                }
            }
            Piece::Merge(area) => self.inventory.merged.push(area),
            _ => {}
        }
        Ok(())
    }
}
