//! Workbooks of XML: found their way through by our own reader, their cells streamed by calamine where that is enough.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use tolok_diagnostics::Diagnostic;
use tolok_value::same;
use tolok_xlsx::{Area, Epoch, FileBytes, Sheet, SheetKind, Visibility, Workbook, Worksheet};

use super::Wanted;
use super::grid::{Full, Grid};
use super::range;
use super::texts::Texts;
use super::value::{Shown, scanned, streamed};
use crate::cell::{Cell, SheetCells};

/// Reads what is wanted.
pub(super) fn read(workbook: &Workbook, bytes: FileBytes, wanted: &Wanted<'_>) -> Result<SheetCells, Diagnostic> {
    let book = Book { workbook, bytes, wanted };
    if let Some((sheet, area)) = book.target()? {
        return book.cells(sheet, area)?.ok_or_else(|| wanted.no_cells(Some(sheet.name())));
    }
    for sheet in workbook.worksheets().filter(|sheet| sheet.visibility() == Visibility::Visible) {
        if let Some(cells) = book.cells(sheet, Area::SHEET)? {
            return Ok(cells);
        }
    }
    Err(wanted.no_cells(None))
}

struct Book<'a> {
    workbook: &'a Workbook,
    bytes: FileBytes,
    wanted: &'a Wanted<'a>,
}

/// Why cells could not be read.
enum Failure {
    Full,
    /// Calamine does not understand something, be it the way to a sheet or an error value of newer versions.
    Other,
}

impl<'a> Book<'a> {
    /// The sheet and area that are named; nothing where any sheet will do.
    fn target(&self) -> Result<Option<(&'a Sheet, Area)>, Diagnostic> {
        let sheet = self.wanted.sheet.map(|name| self.sheet(name)).transpose()?;
        let Some(range) = self.wanted.range else { return Ok(sheet.map(|sheet| (sheet, Area::SHEET))) };
        match range::cells(range) {
            Some(area) => match sheet.or_else(|| self.first()) {
                Some(sheet) => Ok(Some((sheet, area))),
                None => Err(self.wanted.no_cells(None)),
            },
            None => self.named(range.trim(), sheet).map(Some),
        }
    }

    /// The first sheet that a person sees.
    fn first(&self) -> Option<&'a Sheet> {
        self.workbook.worksheets().find(|sheet| sheet.visibility() == Visibility::Visible)
    }

    fn sheet(&self, name: &str) -> Result<&'a Sheet, Diagnostic> {
        let found = self.workbook.sheets().iter().find(|sheet| same(sheet.name(), name));
        match found.filter(|sheet| sheet.kind() == SheetKind::Worksheet) {
            Some(sheet) => Ok(sheet),
            None => Err(self.wanted.no_sheet(name, self.workbook.worksheets().map(|sheet| sheet.name().as_ref()))),
        }
    }

    /// The table or defined name; a name of the wanted sheet goes before one of the workbook, as in its formulas.
    fn named(&self, name: &str, sheet: Option<&'a Sheet>) -> Result<(&'a Sheet, Area), Diagnostic> {
        let mut known = Vec::new();
        for candidate in self.workbook.worksheets() {
            for table in self.workbook.tables(candidate).map_err(|error| error.diagnostic(self.wanted.file))? {
                if same(&table.name, name) {
                    let (first, last) = (table.area.first(), table.area.last());
                    let above = tolok_xlsx::Address::new(last.row().saturating_sub(1).max(first.row()), last.column());
                    let last = above.filter(|_| table.has_totals).unwrap_or(last);
                    return self.within(name, sheet, candidate, Area::between(first, last));
                }
                known.push(table.name);
            }
        }
        let index = sheet.map(Sheet::index);
        let names = || self.workbook.defined_names().iter().filter(|defined| same(&defined.name, name));
        let local = names().find(|defined| defined.sheet.is_some() && defined.sheet == index);
        if let Some(defined) = local.or_else(|| names().find(|defined| defined.sheet.is_none())).or_else(|| names().next()) {
            let Some((of, area)) = range::reference(&defined.formula) else { return Err(self.wanted.no_area(name, &defined.formula)) };
            return self.within(name, sheet, self.sheet(&of)?, area);
        }
        let defined = self.workbook.defined_names().iter().filter(|defined| range::reference(&defined.formula).is_some());
        known.extend(defined.map(|defined| defined.name.clone()).filter(|name| !name.starts_with("_xlnm.")));
        known.sort();
        known.dedup();
        Err(self.wanted.no_range(name, known.iter().map(String::as_str)))
    }

    fn within(&self, name: &str, sheet: Option<&Sheet>, found: &'a Sheet, area: Area) -> Result<(&'a Sheet, Area), Diagnostic> {
        match sheet {
            Some(sheet) if sheet.index() != found.index() => Err(self.wanted.elsewhere(name, found.name())),
            _ => Ok((found, area)),
        }
    }

    /// The cells of an area, if there are any.
    fn cells(&self, sheet: &Sheet, area: Area) -> Result<Option<SheetCells>, Diagnostic> {
        let worksheet = self.worksheet(sheet)?;
        let merged = worksheet.merged().map_err(|error| error.diagnostic(self.wanted.file))?;
        // Calamine is faster, but does not tell an empty cell from a formula without a result.
        let grid = if worksheet.may_have_formulas() {
            self.scan(&worksheet, area)?
        } else {
            drop(worksheet);
            match self.stream(sheet, area) {
                Ok(grid) => Ok(grid),
                Err(Failure::Full) => Err(Full),
                Err(Failure::Other) => self.scan(&self.worksheet(sheet)?, area)?,
            }
        };
        match grid {
            Ok(grid) if grid.is_empty() => Ok(None),
            Ok(grid) => Ok(Some(self.wanted.cells(sheet.name(), grid, &merged))),
            Err(Full) => Err(self.wanted.too_many(sheet.name())),
        }
    }

    fn worksheet(&self, sheet: &Sheet) -> Result<Worksheet, Diagnostic> {
        self.workbook.worksheet(sheet).map_err(|error| error.diagnostic(self.wanted.file))
    }

    /// Cells as calamine streams them.
    fn stream(&self, sheet: &Sheet, area: Area) -> Result<Grid, Failure> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.bytes.clone())).map_err(|_| Failure::Other)?;
        let name = book.sheets_metadata().get(sheet.index()).map(|listed| listed.name.clone()).ok_or(Failure::Other)?;
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| Failure::Other)?;
        let (mut grid, mut texts, mut shown) = (Grid::new(area), Texts::default(), Styles::new(self.workbook));
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| Failure::Other)? {
            let (row, column) = cell.get_position();
            let value = streamed(cell.get_value(), shown.of(style), shown.is_1904, &mut texts);
            if value != Cell::Empty {
                grid.set(row, column, value).map_err(|Full| Failure::Full)?;
            }
        }
        Ok(grid)
    }

    /// Cells as our own reader has them.
    fn scan(&self, worksheet: &Worksheet, area: Area) -> Result<Result<Grid, Full>, Diagnostic> {
        let (mut grid, mut texts, mut shown) = (Grid::new(area), Texts::default(), Styles::new(self.workbook));
        for cell in worksheet.cells() {
            let cell = cell.map_err(|error| error.diagnostic(self.wanted.file))?;
            let shown_as = shown.of(usize::try_from(cell.style()).unwrap_or(usize::MAX));
            let value = scanned(&cell, shown_as, shown.is_1904, &mut texts);
            let address = cell.address();
            if value != Cell::Empty && grid.set(address.row().saturating_sub(1), address.column().saturating_sub(1), value).is_err() {
                return Ok(Err(Full));
            }
        }
        Ok(Ok(grid))
    }
}

/// What the cell styles show numbers as; each is looked at once.
struct Styles<'a> {
    workbook: &'a Workbook,
    known: Vec<Option<Shown>>,
    is_1904: bool,
}

/// Excel allows no more; a file may claim any number.
const MOST_STYLES: usize = 65_490;

impl<'a> Styles<'a> {
    fn new(workbook: &'a Workbook) -> Self {
        Self { workbook, known: Vec::new(), is_1904: workbook.epoch() == Epoch::Year1904 }
    }

    fn of(&mut self, style: usize) -> Shown {
        if let Some(Some(known)) = self.known.get(style) {
            return *known;
        }
        let shown = u32::try_from(style).map_or(Shown::Number, |style| Shown::by(self.workbook.number_format(style)));
        if style < MOST_STYLES {
            if self.known.len() <= style {
                self.known.resize(style.saturating_add(1), None);
            }
            if let Some(place) = self.known.get_mut(style) {
                *place = Some(shown);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests;
