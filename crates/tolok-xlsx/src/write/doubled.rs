//! Cells that a sheet has twice, because a row of the same number returns. Programs that read the file keep what comes last, and so it is what
//! is set.

use std::collections::BTreeMap;

use crate::package::PartName;
use crate::worksheet::{Piece, RowTag, Visitor, Window, tour};
use crate::{Address, Area, Content, Sheet, Workbook, XlsxError};

/// How often each of the cells that are to be set is there; empty for a sheet whose rows follow each other.
#[derive(Debug, Default)]
pub(super) struct Doubled {
    left: BTreeMap<Address, usize>,
}

impl Doubled {
    /// Counts the cells that are to be set.
    ///
    /// # Errors
    /// E0604 where the sheet cannot be read.
    pub(super) fn of(
        workbook: &Workbook,
        sheet: &Sheet,
        part: &PartName,
        contents: &BTreeMap<Address, Content>,
    ) -> Result<Self, XlsxError> {
        if !workbook.inventory(sheet)?.rows_return {
            return Ok(Self::default());
        }
        let mut count = Count { contents, found: BTreeMap::new() };
        tour(&workbook.package, part, &workbook.strings, &mut count)?;
        Ok(Self { left: count.found })
    }

    /// The cells that are there.
    pub(super) fn cells(&self) -> impl Iterator<Item = &Address> {
        self.left.keys()
    }

    /// True if a cell that is read now comes again.
    pub(super) fn comes_again(&mut self, cell: Address) -> bool {
        let Some(left) = self.left.get_mut(&cell) else { return false };
        *left = left.saturating_sub(1);
        *left > 0
    }
}

struct Count<'a> {
    contents: &'a BTreeMap<Address, Content>,
    found: BTreeMap<Address, usize>,
}

impl Visitor for Count<'_> {
    fn wants(&mut self, row: &RowTag<'_>, _: &str) -> bool {
        Area::of_row(row.number).is_none_or(|cells| self.contents.range(cells.first()..=cells.last()).next().is_some())
    }

    fn piece(&mut self, piece: Piece<'_>, _: Window<'_>) -> Result<(), XlsxError> {
        if let Piece::Cell(cell) = piece
            && self.contents.contains_key(&cell.address())
        {
            *self.found.entry(cell.address()).or_default() += 1;
        }
        Ok(())
    }
}
