//! Formulas that are not calculated here, handed to another engine.
//!
//! It gets the filled workbook, in which only those formulas are left and everything else is constants, so that it can neither change nor go
//! by anything else. Of what it gives back only the numbers of those formulas are taken; what depends on them is calculated here again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::recalculation::OTHER_RULES;
use super::stale::{self, Stale};
use super::{Located, Output, calc_chain, recalculation, sheet_names};
use crate::package::{Change, PartName};
use crate::splices::Splices;
use crate::worksheet::{FormulaSigns, Piece, RowTag, Visitor, Window, tour};
use crate::xml::escape;
use crate::{Address, Cell, Edits, FormulaKind, Limits, Workbook, XlsxError};
use tolok_excel_formula::{Book, Expression, Formula, Takes, Value, calculated_functions, dependents};

/// Another engine that calculates workbooks.
pub trait Engine {
    /// What a function takes, by its name in capitals; nothing for one of which it is not known that the engine gives what Excel gives.
    fn takes(&self, function: &str) -> Option<Takes>;

    /// The workbook with the results of all its formulas.
    ///
    /// # Errors
    /// Why it does not take the workbook, in words.
    fn recalculate(&self, workbook: &[u8]) -> Result<Vec<u8>, String>;
}

/// How often formulas may wait for each other, here and there by turns; those that wait longer have no results.
const MOST_ROUNDS: usize = 8;

/// How many cells may be told of that have no result.
const MOST_CELLS: usize = 1_000_000;

/// The formulas that are handed over, sheet by sheet; with its own text each that shares one.
type Handed = BTreeMap<usize, BTreeMap<Address, Option<String>>>;

/// Writes the workbook with what the engine calculates as well.
pub(super) fn edit(
    workbook: &Workbook,
    book: &Book,
    edits: &Edits,
    stale: &mut BTreeMap<usize, Stale>,
    engine: &dyn Engine,
) -> Result<Output, Vec<XlsxError>> {
    let one = |error| vec![error];
    let mut output = super::write(workbook, book, edits, stale)?;
    let mut by_engine = Vec::new();
    // What formulas call a sheet that gets another name is settled only when the workbook is written.
    let renames = !sheet_names::renamed(workbook, edits)?.is_empty();
    for _ in 0..if renames { 0 } else { MOST_ROUNDS } {
        let handed = handed(workbook, book, stale, engine).map_err(one)?;
        if handed.is_empty() {
            break;
        }
        let found = match engine.recalculate(&stripped(&output.bytes, &handed).map_err(one)?).map(|bytes| numbers(&bytes, &handed)) {
            Ok(Ok(found)) => found,
            Ok(Err(_)) => return Ok(Output { by_engine, refused: Some("what it gave back is no workbook".into()), ..output }),
            Err(reason) => return Ok(Output { by_engine, refused: Some(reason), ..output }),
        };
        if found.is_empty() {
            break;
        }
        for ((sheet, cell), number) in found {
            let name = workbook.sheets().get(sheet).map(|sheet| Arc::clone(sheet.name()));
            if let (Some(stale), Some(sheet)) = (stale.get_mut(&sheet), name) {
                stale.results.insert(cell, Value::Number(number));
                by_engine.push(Located { sheet, cell });
            }
        }
        recalculation::calculate(workbook, book, edits, stale).map_err(one)?;
        output = super::write(workbook, book, edits, stale)?;
    }
    Ok(Output { by_engine, ..output })
}

/// The formulas that the engine may calculate: those that consist of what it is known to calculate, and look at no cell without a result but
/// those of each other.
fn handed(workbook: &Workbook, book: &Book, stale: &BTreeMap<usize, Stale>, engine: &dyn Engine) -> Result<Handed, XlsxError> {
    let mut handed = Handed::new();
    if workbook.precision_as_shown {
        return Ok(handed);
    }
    for (index, stale) in stale.iter().filter(|(_, stale)| stale.formulas().iter().any(|cell| !stale.results.contains_key(cell))) {
        let Some(sheet) = workbook.sheets().get(*index) else { continue };
        let mut texts = Texts {
            book,
            stale,
            engine,
            signs: FormulaSigns::default(),
            other_rules: false,
            masters: BTreeMap::new(),
            found: BTreeMap::new(),
        };
        tour(&workbook.package, workbook.part_of(sheet)?, &workbook.strings, &mut texts)?;
        if !texts.found.is_empty() {
            handed.insert(*index, texts.found);
        }
    }
    if handed.is_empty() {
        return Ok(handed);
    }
    let formulas = stale::formulas(workbook, book)?;
    let mut blocked = Vec::new();
    let is_handed = |handed: &Handed, sheet: usize, cell: Address| handed.get(&sheet).is_some_and(|cells| cells.contains_key(&cell));
    for formula in &formulas {
        let (sheet, cell) = (formula.sheet, formula.results.first());
        let without = stale.get(&sheet).is_some_and(|stale| is_without(stale, cell));
        if without && !is_handed(&handed, sheet, cell) {
            let (rows, columns) = (formula.results.height(), formula.results.width());
            if blocked.len().saturating_add(rows as usize * columns as usize) > MOST_CELLS {
                return Ok(Handed::new());
            }
            let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (cell.row() + row, cell.column() + column)));
            blocked.extend(cells.filter_map(|(row, column)| Some((sheet, Address::new(row, column)?))));
        }
    }
    for formula in dependents(&formulas, blocked).into_iter().filter_map(|index| formulas.get(index)) {
        if let Some(cells) = handed.get_mut(&formula.sheet) {
            cells.remove(&formula.results.first());
        }
    }
    handed.retain(|_, cells| !cells.is_empty());
    Ok(handed)
}

/// Gathers the texts of the formulas of a sheet that have no result and that the engine is known to calculate.
struct Texts<'a> {
    book: &'a Book,
    stale: &'a Stale,
    engine: &'a dyn Engine,
    signs: FormulaSigns,
    other_rules: bool,
    masters: BTreeMap<u32, (Address, Formula)>,
    found: BTreeMap<Address, Option<String>>,
}

impl Visitor for Texts<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        self.signs.may_be_in(row, inside)
    }

    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        match piece {
            Piece::Data(_) => self.other_rules = window.text.contains(OTHER_RULES),
            Piece::Cell(cell) => self.cell(&cell),
            _ => {}
        }
        Ok(())
    }
}

impl Texts<'_> {
    fn cell(&mut self, cell: &Cell<'_>) {
        let (Some(formula), at) = (cell.formula(), cell.address()) else { return };
        let text = match formula.kind {
            FormulaKind::Normal => Some(formula.text.clone()),
            FormulaKind::SharedMaster { index } => {
                self.masters.insert(index, (at, Formula::read(&formula.text)));
                Some(formula.text.clone())
            }
            FormulaKind::SharedChild { index } => self.masters.get(&index).and_then(|(master, formula)| {
                let (rows, columns) = at.distance(*master);
                formula.moved(rows, columns, self.book)
            }),
            FormulaKind::Array(_) | FormulaKind::DataTable { .. } => None,
        };
        let wanted = !self.other_rules && is_without(self.stale, at) && !self.stale.is_restless(at);
        // Where there is no result of what is calculated here, there was a reason for it.
        let needs_engine = std::cell::Cell::new(false);
        let takes = |function: &str| {
            let function = function.to_ascii_uppercase();
            if !is_calculated_here(&function) {
                needs_engine.set(true);
            }
            self.engine.takes(&function)
        };
        let known = |text: &String| Expression::parse(text).is_some_and(|expression| expression.consists_of(self.book, &takes));
        if let Some(text) = text.filter(|text| wanted && known(text) && needs_engine.get()) {
            self.found.insert(at, Some(text).filter(|_| formula.kind != FormulaKind::Normal));
        }
    }
}

fn is_calculated_here(function: &str) -> bool {
    calculated_functions().any(|own| own.strip_prefix("_XLFN.").unwrap_or(own) == function)
}

/// True if a result that is out of date is to be had no more.
fn is_without(stale: &Stale, cell: Address) -> bool {
    stale.contains(cell) && !stale.results.contains_key(&cell)
}

/// The workbook with these formulas and no others.
fn stripped(bytes: &[u8], handed: &Handed) -> Result<Vec<u8>, XlsxError> {
    let workbook = Workbook::open(bytes, &unlimited())?;
    let nothing = BTreeMap::new();
    let mut changes: BTreeMap<PartName, Change> = BTreeMap::new();
    for sheet in workbook.worksheets().filter(|sheet| !workbook.is_without_formulas(sheet)) {
        let cells = handed.get(&sheet.index()).unwrap_or(&nothing);
        let mut strip = Strip { cells, signs: FormulaSigns::default(), splices: Splices::default() };
        let part = workbook.part_of(sheet)?;
        tour(&workbook.package, part, &workbook.strings, &mut strip)?;
        if !strip.splices.is_empty() {
            changes.insert(part.clone(), Change::Splice(strip.splices));
        }
    }
    calc_chain::remove(&workbook, &mut changes)?;
    workbook.package.write(&changes)
}

/// Takes formulas out of a sheet, and leaves what they gave.
struct Strip<'a> {
    cells: &'a BTreeMap<Address, Option<String>>,
    signs: FormulaSigns,
    splices: Splices,
}

impl Visitor for Strip<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        self.signs.may_be_in(row, inside)
    }

    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        let Piece::Cell(cell) = piece else { return Ok(()) };
        let Some(span) = &cell.source.formula else { return Ok(()) };
        let prefix = cell.source.element.prefix;
        match self.cells.get(&cell.address()) {
            Some(None) => {}
            Some(Some(text)) => self.splices.replace(window.in_part(span), format!("<{prefix}f>{}</{prefix}f>", escape(text))),
            None => self.splices.remove(window.in_part(span)),
        }
        Ok(())
    }
}

/// The numbers that these formulas have; errors, texts and truths are not taken.
fn numbers(bytes: &[u8], handed: &Handed) -> Result<BTreeMap<(usize, Address), f64>, XlsxError> {
    let workbook = Workbook::open(bytes, &unlimited())?;
    let mut found = BTreeMap::new();
    for (index, cells) in handed {
        let Some(sheet) = workbook.sheets().get(*index) else { continue };
        let mut look = |cell: &Cell<'_>| {
            if let Some(number) = cell.number().filter(|number| number.is_finite() && cells.contains_key(&cell.address())) {
                // Excel knows no negative zero.
                found.insert((*index, cell.address()), number + 0.0);
            }
        };
        for cell in workbook.worksheet(sheet)?.cells() {
            look(&cell?);
        }
    }
    Ok(found)
}

/// The workbook itself was within limits.
fn unlimited() -> Limits {
    Limits { expanded: u64::MAX, ratio: u64::MAX, ..Limits::default() }
}

#[cfg(test)]
mod tests;
