//! Layout: where the header is, and what plain table the cells stand for.

use tolok_diagnostics::Diagnostic;

use crate::cell::{Body, Heading, SheetCells};
use crate::{LayoutChoice, SourceRequest, Vocabulary};

/// How a table is laid out.
#[derive(Debug, Clone)]
pub(crate) enum Layout {
    /// A header, and rows below it.
    Wide(Wide),
    /// Names of inputs stand in a column, or along both axes. The fields are the layout module's own.
    #[allow(dead_code, reason = "until layouts are recognised")]
    Long(Long),
}

/// A header, and rows below it.
#[derive(Debug, Clone)]
pub(crate) struct Wide {
    /// One for each column of the table, with the column it stands in; a column without a heading between others has an empty text.
    pub headings: Vec<Heading>,
    /// The first row of the body, as a place in `SheetCells::rows`.
    pub body: usize,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Long {}

/// How these cells are laid out. Of a text file they are its first rows, and a wide layout is applied to all others as they come.
pub(crate) fn recognise(_cells: &SheetCells, _vocabulary: &Vocabulary, _request: &SourceRequest) -> Result<Layout, Diagnostic> {
    let _ = LayoutChoice::Auto;
    Err(Diagnostic::new(&crate::codes::NO_TABLE, "layouts are not recognised yet"))
}

impl Layout {
    /// The plain table that all cells of the sheet (of a text file too, where the layout is long) stand for.
    #[allow(dead_code, reason = "until layouts are recognised")]
    pub(crate) fn into_body(self, _cells: SheetCells, _vocabulary: &Vocabulary, _request: &SourceRequest) -> Result<Body, Vec<Diagnostic>> {
        Err(Vec::new())
    }
}
