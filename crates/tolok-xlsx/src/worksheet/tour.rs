//! Through a sheet's part from its first row to its last, stopping only where there is something to see.

use super::scanner::{Before, Piece, RowTag, Scanner};
use super::windows::{Window, Windows};
use crate::XlsxError;
use crate::package::{Package, PartName};
use crate::strings::SharedStrings;

/// Looks at the pieces of a sheet's part.
pub(crate) trait Visitor {
    /// False if nothing needs to be seen of the cells of a row; `inside` is what stands between its tags, which are given in any case.
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool;

    /// Looks at a piece. Its places are counted in the text of the window.
    ///
    /// # Errors
    /// What ends the tour.
    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError>;
}

/// Shows a sheet's part to a visitor.
///
/// # Errors
/// E0604 where the part cannot be read, and what the visitor says.
pub(crate) fn tour(package: &Package, part: &PartName, strings: &SharedStrings, visitor: &mut dyn Visitor) -> Result<(), XlsxError> {
    let mut windows = Windows::new(package, part)?;
    let mut before = Before::default();
    while let Some(window) = windows.next()? {
        let mut scanner = Scanner::new(part.as_str(), window, strings, before);
        loop {
            let piece = scanner.next()?;
            match &piece {
                Piece::Row(tag) => {
                    if let Some(inside) = scanner.inside(&tag.element).filter(|inside| !visitor.wants(tag, inside)) {
                        scanner.pass_over(inside);
                    }
                }
                // Rows are passed over by their numbers, and then so are their cells.
                Piece::Cell(cell) if cell.address().row() != scanner.row() => {
                    return Err(XlsxError::damaged(part.as_str(), "a cell stands in a row that is not its own"));
                }
                Piece::End => break,
                _ => {}
            }
            visitor.piece(piece, window)?;
        }
        before = scanner.into_before()?;
    }
    Ok(())
}
