//! Workbooks of other formats: `.xls`, `.xlsb` and `.ods`, which calamine reads as a whole.

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, SheetType, SheetVisible, Sheets, Xls, Xlsb};
use tolok_diagnostics::Diagnostic;
use tolok_value::same;
use tolok_xlsx::{Area, FileBytes};

use super::grid::Grid;
use super::texts::Texts;
use super::{Wanted, range, value};
use crate::cell::{Cell, SheetCells};
use crate::codes::DATA_WORKBOOK;

/// Reads what is wanted.
pub(super) fn read(bytes: FileBytes, wanted: &Wanted<'_>) -> Result<SheetCells, Diagnostic> {
    let broken = |error: calamine::Error| {
        let (words, help) = match is_locked(&error) {
            true => (
                "the workbook is protected by a password and cannot be read".to_owned(),
                "open it in a spreadsheet program, remove the password, and save it",
            ),
            false => (
                format!("`{}` cannot be read as a workbook: {}", wanted.file, reason(&error)),
                "open it in a spreadsheet program and save it again as `.xlsx`",
            ),
        };
        Diagnostic::new(&DATA_WORKBOOK, words).at(wanted.place()).help(help)
    };
    let mut book = open(bytes).map_err(broken)?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let visible = |sheets: &[(String, bool)]| sheets.iter().filter(|(_, visible)| *visible).map(|(name, _)| name.clone()).collect();
    let (sheets, area): (Vec<String>, Area) = match target(&book, &listed, wanted)? {
        (Some(sheet), area) => (vec![sheet], area.unwrap_or(Area::SHEET)),
        (None, Some(area)) => (listed.iter().find(|(_, visible)| *visible).map(|(name, _)| name.clone()).into_iter().collect(), area),
        (None, None) => (visible(&listed), Area::SHEET),
    };
    for sheet in &sheets {
        let range = book.worksheet_range(sheet).map_err(broken)?;
        let grid = grid(&range, area).ok_or_else(|| wanted.too_many(sheet))?;
        if !grid.is_empty() {
            let merged = merged(&mut book, sheet);
            return Ok(wanted.cells(sheet, grid, &merged));
        }
    }
    Err(wanted.no_cells(sheets.first().filter(|_| wanted.sheet.is_some() || wanted.range.is_some()).map(String::as_str)))
}

type Book = Sheets<Cursor<FileBytes>>;

/// Opens the one format that the first bytes allow.
fn open(bytes: FileBytes) -> Result<Book, calamine::Error> {
    // The name of OpenDocument's first entry and what is in it stand right behind its header of 30 bytes.
    let begins_with_mimetype = bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetype"));
    let is_zip = bytes.starts_with(b"PK");
    let cursor = Cursor::new(bytes);
    Ok(match (is_zip, begins_with_mimetype) {
        (false, _) => Sheets::Xls(Xls::new(cursor)?),
        (true, true) => Sheets::Ods(Ods::new(cursor)?),
        (true, false) => match Xlsb::new(cursor.clone()) {
            Ok(book) => Sheets::Xlsb(book),
            Err(error) => match Ods::new(cursor) {
                Ok(book) => Sheets::Ods(book),
                Err(_) => return Err(error.into()),
            },
        },
    })
}

/// The reason without the name of the format before it, which the file's ending says.
fn reason(error: &calamine::Error) -> String {
    use calamine::Error;
    match error {
        Error::Xls(error) => error.to_string(),
        Error::Xlsb(error) => error.to_string(),
        Error::Ods(error) => error.to_string(),
        other => other.to_string(),
    }
}

fn is_locked(error: &calamine::Error) -> bool {
    use calamine::Error;
    matches!(
        error,
        Error::Xls(calamine::XlsError::Password) | Error::Xlsb(calamine::XlsbError::Password) | Error::Ods(calamine::OdsError::Password)
    )
}

/// The sheet and the area that are named.
fn target(book: &Book, listed: &[(String, bool)], wanted: &Wanted<'_>) -> Result<(Option<String>, Option<Area>), Diagnostic> {
    let find = |name: &str| match listed.iter().find(|(known, _)| same(known, name)) {
        Some((known, _)) => Ok(known.clone()),
        None => Err(wanted.no_sheet(name, listed.iter().map(|(known, _)| known.as_str()))),
    };
    let sheet = wanted.sheet.map(find).transpose()?;
    let Some(name) = wanted.range.map(str::trim) else { return Ok((sheet, None)) };
    if let Some(area) = range::cells(name) {
        return Ok((sheet, Some(area)));
    }
    let names = book.defined_names();
    let known = || names.iter().filter(|(known, _)| same(known, name));
    // The same name may be there for several sheets.
    let references = || known().filter_map(|(_, formula)| range::reference(formula));
    let found = references().find(|(of, _)| sheet.as_deref().is_none_or(|sheet| same(sheet, of)));
    match (found, references().next(), known().next()) {
        (Some((of, area)), ..) => Ok((Some(find(&of)?), Some(area))),
        (None, Some((of, _)), _) => Err(wanted.elsewhere(name, &of)),
        (None, None, Some((_, formula))) => Err(wanted.no_area(name, formula)),
        (None, None, None) => {
            let areas = names.iter().filter(|(_, formula)| range::reference(formula).is_some());
            let areas: Vec<&str> = areas.map(|(name, _)| name.as_str()).filter(|name| !name.starts_with('_')).collect();
            Err(wanted.no_range(name, areas))
        }
    }
}

/// The cells of an area, unless they are too many.
fn grid(range: &Range<Data>, area: Area) -> Option<Grid> {
    let (mut grid, mut texts) = (Grid::new(area), Texts::default());
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    for (row, column, value) in range.used_cells() {
        let row = u32::try_from(row).ok()?.saturating_add(first_row);
        let column = u32::try_from(column).ok()?.saturating_add(first_column);
        let cell = value::plain(value, &mut texts);
        if cell != Cell::Empty {
            grid.set(row, column, cell).ok()?;
        }
    }
    Some(grid)
}

/// The merged ranges, which calamine knows of `.xls` alone among these.
fn merged(book: &mut Book, sheet: &str) -> Vec<Area> {
    let Sheets::Xls(book) = book else { return Vec::new() };
    let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let corner = |(row, column): (u32, u32)| tolok_xlsx::Address::new(row.saturating_add(1), column.saturating_add(1));
    merged.iter().filter_map(|area| Some(Area::between(corner(area.start)?, corner(area.end)?))).collect()
}
