//! Workbooks: the cells of the sheet that is meant.

use tolok_diagnostics::Diagnostic;

use crate::File;
use crate::cell::SheetCells;

/// The cells of a sheet, or of a range of it.
pub(crate) fn open(_file: &dyn File, _sheet: Option<&str>, _range: Option<&str>) -> Result<SheetCells, Diagnostic> {
    Err(Diagnostic::new(&crate::codes::NO_TABLE, "workbooks are not read yet"))
}
