//! A sheet's cells, read from first to last.

mod inventory;
mod scanner;
mod search;
mod signs;
mod tour;
mod windows;

use std::sync::Arc;

pub(crate) use inventory::{Inventory, Stocktaking};
pub(crate) use scanner::{Before, Piece, RowTag, Scanner};
pub(crate) use search::Search;
pub(crate) use signs::FormulaSigns;
pub(crate) use tour::{Visitor, tour};
pub(crate) use windows::Window;

use crate::package::PartName;
use crate::part_text::PartText;
use crate::strings::SharedStrings;
use crate::styles::Styles;
use crate::{Area, Cell, Sheet, XlsxError, is_date_format};

/// A sheet of cells, unpacked.
///
/// ```no_run
/// # fn example(workbook: &tolok_xlsx::Workbook) -> Result<(), tolok_xlsx::XlsxError> {
/// let worksheet = workbook.worksheet(&workbook.sheets()[0])?;
/// for cell in worksheet.cells() {
///     let cell = cell?;
///     println!("{}: {:?}", cell.address(), cell.text().or(cell.value()));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Worksheet {
    pub(crate) sheet: Sheet,
    pub(crate) part: PartName,
    pub(crate) source: PartText,
    pub(crate) strings: Arc<SharedStrings>,
    pub(crate) styles: Arc<Styles>,
}

impl Worksheet {
    /// The sheet as the workbook lists it.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The cells in the order in which they stand, which is reading order in every file that Excel accepts.
    ///
    /// # Errors
    /// Each item may be E0604, after which there are no more.
    pub fn cells(&self) -> Cells<'_> {
        Cells { scanner: Some(self.scanner()) }
    }

    /// The merged ranges.
    ///
    /// # Errors
    /// E0604 where the part cannot be read.
    pub fn merged(&self) -> Result<Vec<Area>, XlsxError> {
        let mut merged = Vec::new();
        // Most sheets have none, and telling that is much cheaper than reading the cells: they stand behind them (§18.3.1.99).
        let text = &self.source.text;
        let behind = text.rfind("sheetData").and_then(|end| text.get(end..)).unwrap_or(text);
        if !behind.contains("mergeCell") {
            return Ok(merged);
        }
        let mut scanner = self.scanner();
        loop {
            match scanner.next()? {
                Piece::Merge(area) => merged.push(area),
                Piece::End => return Ok(merged),
                _ => {}
            }
        }
    }

    /// The number format of a cell.
    pub fn number_format(&self, cell: &Cell<'_>) -> &str {
        self.styles.number_format(cell.style)
    }

    /// True if the cell's number format shows dates.
    pub fn shows_dates(&self, cell: &Cell<'_>) -> bool {
        is_date_format(self.number_format(cell))
    }

    /// False if no cell can have a formula; telling that is much cheaper than reading the cells.
    pub fn may_have_formulas(&self) -> bool {
        self.source.text.contains("<f") || self.source.text.contains(":f")
    }

    pub(crate) fn scanner(&self) -> Scanner<'_> {
        Scanner::new(self.part.as_str(), Window::whole(&self.source.text), &self.strings, Before::default())
    }
}

/// The cells of a sheet; see [`Worksheet::cells`].
pub struct Cells<'a> {
    scanner: Option<Scanner<'a>>,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Result<Cell<'a>, XlsxError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.scanner.as_mut()?.next() {
                Ok(Piece::Cell(cell)) => return Some(Ok(*cell)),
                Ok(Piece::End) => self.scanner = None,
                Ok(_) => {}
                Err(error) => {
                    self.scanner = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
