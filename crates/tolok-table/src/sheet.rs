//! Workbooks: the cells of the sheet, range, table or named range that is meant.

mod binary;
pub(crate) mod codes;
mod format;
mod grid;
mod range;
mod texts;
mod value;
mod xlsx;

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Area, FileBytes, Limits, Workbook, XlsxError};

use crate::File;
use crate::cell::SheetCells;
use grid::Grid;

/// The cells of a sheet, or of a range of it; without a sheet those of the first visible one that has any.
///
/// A range is `A1:F20`, `A:F`, the name of a table, or a defined name.
pub(crate) fn open(file: &dyn File, sheet: Option<&str>, range: Option<&str>) -> Result<SheetCells, Diagnostic> {
    let bytes = bytes(file)?;
    let wanted = Wanted { file: file.name(), sheet, range };
    match Workbook::open(bytes.clone(), &Limits::default()) {
        Ok(workbook) => xlsx::read(&workbook, bytes, &wanted),
        // The limits of a zip hold for these as well: they were looked at before the kind was.
        Err(XlsxError::Unsupported(_)) => binary::read(bytes, &wanted),
        Err(error) => Err(error.diagnostic(file.name())),
    }
}

/// The cells of a sheet as they stand, for whoever reads them by other rules than those of a table.
#[derive(Debug, Clone)]
pub struct PlainSheet {
    /// The sheet's name.
    pub name: Arc<str>,
    /// The row of the sheet, from 1, in which `rows` begin.
    pub first_row: u32,
    /// The column of the sheet, from 1, in which each of them begins.
    pub first_column: u32,
    /// Rows may differ in length: what is missing is empty.
    pub rows: Vec<Vec<crate::Cell>>,
}

/// The cells of a sheet of a workbook, xlsx, xlsm, xlsb, xls or ods; without a name those of the first visible sheet that has any.
///
/// # Errors
/// E0504 to E0506 and E06: what cannot be read as a workbook, and a sheet that is not there or is empty.
pub fn plain_sheet(file: &dyn File, sheet: Option<&str>) -> Result<PlainSheet, Diagnostic> {
    let cells = open(file, sheet, None)?;
    let (first_row, first_column) = (cells.first_row.saturating_add(1), cells.first_column.saturating_add(1));
    Ok(PlainSheet { name: cells.sheet, first_row, first_column, rows: cells.rows })
}

/// What was asked for.
#[derive(Debug, Clone, Copy)]
struct Wanted<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    range: Option<&'a str>,
}

impl Wanted<'_> {
    /// The place of a problem with the file as a whole.
    fn place(&self) -> Place {
        Place::File(self.file.into())
    }

    /// What is handed on once the cells are read.
    fn cells(&self, sheet: &str, grid: Grid, merged: &[Area]) -> SheetCells {
        SheetCells {
            file: self.file.into(),
            sheet: sheet.into(),
            first_row: grid.first_row(),
            first_column: grid.first_column(),
            rows: grid.into_rows(),
            merged: merged.iter().map(|area| counted_from_0(*area)).collect(),
            lines: Vec::new(),
        }
    }

    /// There is nothing in the sheet or range, or in any sheet.
    fn no_cells(&self, sheet: Option<&str>) -> Diagnostic {
        let words = match (sheet, self.range) {
            (None, _) => format!("no visible sheet of `{}` has cells", self.file),
            (Some(sheet), None) => format!("the sheet `{sheet}` of `{}` is empty", self.file),
            (Some(sheet), Some(range)) => format!("nothing stands in `{range}` of the sheet `{sheet}`"),
        };
        let place = sheet.map_or_else(|| self.place(), |sheet| Place::File(format!("{}!{sheet}", self.file).into()));
        Diagnostic::new(&codes::NO_CELLS, words).at(place).help("name the sheet that holds the table, such as `data.xlsx#Sheet1`")
    }

    /// More than is read.
    fn too_many(&self, sheet: &str) -> Diagnostic {
        let words = format!("the sheet `{sheet}` spans too many cells");
        let place = Place::File(format!("{}!{sheet}", self.file).into());
        Diagnostic::new(&codes::TOO_MANY_CELLS, words).at(place).help("name the range of the table, such as `A1:F20`")
    }
}

fn counted_from_0(area: Area) -> crate::cell::Area {
    let (first, last) = (area.first(), area.last());
    crate::cell::Area {
        first_row: first.row().saturating_sub(1),
        first_column: first.column().saturating_sub(1),
        last_row: last.row().saturating_sub(1),
        last_column: last.column().saturating_sub(1),
    }
}

fn bytes(file: &dyn File) -> Result<FileBytes, Diagnostic> {
    let mut bytes = Vec::new();
    let read = file.open().and_then(|mut reader| reader.read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes.into()),
        Err(error) => {
            let words = format!("`{}` cannot be read: {error}", file.name());
            Err(Diagnostic::new(&crate::codes::UNREADABLE, words).at(Place::File(file.name().into())))
        }
    }
}

#[cfg(test)]
mod tests;
