//! The cells of a sheet by row and column, as far as labels have to do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_value::{Date, Grain, Period};
use tolok_xlsx::{Address, Area, Cell, CellKind, Workbook, Worksheet, XlsxError, is_date_format};

use super::lexicon::Measure;

/// What a cell holds, or shows as the result of its formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// A number that the cell shows as a percentage: the fraction.
    Percent(f64),
    /// A day, and what the cell's format shows of it.
    Date(Date, Period),
    /// A text.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error, with the cell's own word.
    Error(Arc<str>),
    /// A formula that no program has computed yet.
    Uncomputed,
}

/// A cell with what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeldCell {
    pub(super) held: Held,
    pub(super) has_formula: bool,
    pub(super) number_format: Arc<str>,
}

/// The cells of a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetCells {
    pub(super) name: Arc<str>,
    pub(super) index: usize,
    /// True if another sheet of the workbook is called by a period.
    pub(super) is_beside_periods: bool,
    cells: BTreeMap<Address, HeldCell>,
    merged: Vec<Area>,
}

/// The cells of a sheet, or the same with rows and columns changed over: lines lie one below the other, and a line has places.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) sheet: &'a SheetCells,
    pub(super) is_turned: bool,
}

impl SheetCells {
    /// Reads a sheet. Numbers in cells that hold no text are only needed where labels are, but where that is is not known before.
    pub(super) fn read(workbook: &Workbook, worksheet: &Worksheet) -> Result<Self, XlsxError> {
        let sheet = worksheet.sheet();
        let mut formats: BTreeMap<u32, Arc<str>> = BTreeMap::new();
        let mut cells = BTreeMap::new();
        for cell in worksheet.cells() {
            let cell = cell?;
            let format = formats.entry(cell.style()).or_insert_with(|| worksheet.number_format(&cell).into());
            let held = held(workbook, &cell, format);
            // Styled empty cells are kept: they are what is to be filled.
            cells.insert(cell.address(), HeldCell { held, has_formula: cell.formula().is_some(), number_format: Arc::clone(format) });
        }
        Ok(Self { name: Arc::clone(sheet.name()), index: sheet.index(), is_beside_periods: false, cells, merged: worksheet.merged()? })
    }

    /// Only the cells of an area.
    pub(super) fn within(&self, area: Area) -> Self {
        let cells = self.cells.iter().filter(|(address, _)| area.contains(**address)).map(|(address, cell)| (*address, cell.clone()));
        Self { name: Arc::clone(&self.name), cells: cells.collect(), merged: self.merged.clone(), ..*self }
    }

    pub(super) fn get(&self, address: Address) -> Option<&HeldCell> {
        self.cells.get(&address)
    }

    /// The merged range that a cell belongs to.
    pub(super) fn merged_at(&self, address: Address) -> Option<Area> {
        self.merged.iter().copied().find(|area| area.contains(address))
    }

    /// The cells that hold anything, in reading order.
    pub(super) fn filled(&self) -> impl Iterator<Item = (Address, &HeldCell)> {
        self.cells.iter().filter(|(_, cell)| cell.held != Held::Nothing).map(|(address, cell)| (*address, cell))
    }
}

impl<'a> View<'a> {
    pub(super) fn new(sheet: &'a SheetCells, is_turned: bool) -> Self {
        Self { sheet, is_turned }
    }

    /// The line and the place of an address.
    pub(super) fn position(self, address: Address) -> (u32, u32) {
        if self.is_turned { (address.column(), address.row()) } else { (address.row(), address.column()) }
    }

    pub(super) fn address(self, line: u32, place: u32) -> Option<Address> {
        if self.is_turned { Address::new(place, line) } else { Address::new(line, place) }
    }

    /// What stands at a place of a line.
    pub(super) fn held(self, line: u32, place: u32) -> Option<&'a Held> {
        self.sheet.get(self.address(line, place)?).map(|cell| &cell.held).filter(|held| **held != Held::Nothing)
    }

    pub(super) fn text(self, line: u32, place: u32) -> Option<&'a str> {
        match self.held(line, place)? {
            Held::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// True if a place has a heading in another line than this and those that begin with an input or KPI, be it one that covers several.
    pub(super) fn is_headed(self, line: u32, place: u32, named: &BTreeMap<u32, Vec<Measure>>) -> bool {
        let lines: BTreeSet<u32> = self.sheet.filled().map(|(address, _)| self.position(address).0).collect();
        lines.into_iter().filter(|other| *other != line && !named.contains_key(other)).any(|other| {
            let is_formula = self.address(other, place).and_then(|address| self.sheet.get(address)).is_some_and(|cell| cell.has_formula);
            !is_formula && matches!(self.covering(other, place), Some(Held::Text(_) | Held::Date(..)))
        })
    }

    /// What stands at a place of a line, or in the merged range that covers it.
    pub(super) fn covering(self, line: u32, place: u32) -> Option<&'a Held> {
        let address = self.address(line, place)?;
        let first = self.sheet.merged_at(address).map_or(address, Area::first);
        self.sheet.get(first).map(|cell| &cell.held).filter(|held| **held != Held::Nothing)
    }

    /// The places of the line that a merged range covers which begins at this place, or this place alone.
    pub(super) fn spread(self, line: u32, place: u32) -> std::ops::RangeInclusive<u32> {
        let Some(area) = self.address(line, place).and_then(|address| self.sheet.merged_at(address)) else { return place..=place };
        let (first, last) = (self.position(area.first()), self.position(area.last()));
        if first.1 == place { first.1..=last.1 } else { place..=place }
    }
}

fn held(workbook: &Workbook, cell: &Cell<'_>, format: &str) -> Held {
    match cell.kind() {
        CellKind::SharedText | CellKind::InlineText | CellKind::FormulaText => match cell.text() {
            Some(text) if !text.trim().is_empty() => Held::Text(text.into()),
            _ => Held::Nothing,
        },
        CellKind::Bool => cell.value().map_or(Held::Nothing, |value| Held::Bool(matches!(value.trim(), "1" | "true"))),
        CellKind::Error => cell.value().map_or(Held::Nothing, |word| Held::Error(word.trim().into())),
        CellKind::Date => cell.value().and_then(|text| text.get(..10)?.parse().ok()).map_or(Held::Nothing, |day| date(day, format)),
        CellKind::Number => match cell.number() {
            Some(number) if is_date_format(format) => match workbook.epoch().day(number) {
                Some(day) => date(day, format),
                None => Held::Number(number),
            },
            Some(number) if format.contains('%') => Held::Percent(number),
            Some(number) => Held::Number(number),
            None if cell.formula().is_some() => Held::Uncomputed,
            None => Held::Nothing,
        },
    }
}

/// A day with the period that its format shows: `mmm yyyy` shows a month.
fn date(day: Date, format: &str) -> Held {
    let shown: String = format.to_lowercase().split('"').step_by(2).collect();
    let shown = shown.split(']').map(|part| part.split('[').next().unwrap_or_default()).collect::<String>();
    let grain = match (shown.contains('d'), shown.contains('m')) {
        (true, _) => Grain::Day,
        (false, true) => Grain::Month,
        (false, false) => Grain::Year,
    };
    match Period::of(day, grain) {
        Some(period) => Held::Date(day, period),
        None => Held::Nothing,
    }
}
