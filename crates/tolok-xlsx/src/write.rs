//! Edits become the bytes of a workbook.

mod account;
mod areas;
mod calc_chain;
mod calculation;
mod charts;
mod doubled;
mod engine;
mod following;
mod headings;
mod looks;
mod recalculation;
mod render;
mod result;
mod rich;
mod sheet;
mod sheet_names;
mod stale;
mod taken;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use self::account::accounts;
pub use self::account::{CellAccount, Fate};
pub use self::charts::FollowedChart;
pub use self::engine::Engine;
use self::following::Names;
use self::looks::Looks;
use self::stale::Stale;
use self::taken::Taken;
use crate::package::{Change, PartName};
use crate::{Address, Content, Edits, Epoch, Workbook, XlsxError};
use tolok_excel_formula::{Book, Value};

/// An edited workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The formulas, and the cells they spill into, whose results depend on what was set. They have no result any more until a spreadsheet
    /// program opens the file and computes them.
    pub on_open: Vec<Located>,
    /// The formulas whose results depend on what was set and were calculated.
    pub recalculated: Vec<Located>,
    /// Those of them that another engine calculated.
    pub by_engine: Vec<Located>,
    /// Why another engine did not take the workbook, if it did not.
    pub refused: Option<String>,
    /// The charts that show cells which changed.
    pub charts: Vec<FollowedChart>,
}

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The cell.
    pub cell: Address,
}

pub(crate) fn edit(workbook: &Workbook, edits: &Edits, engine: Option<&dyn Engine>) -> Result<Output, Vec<XlsxError>> {
    if edits.is_empty() {
        return Ok(Output { bytes: workbook.bytes().to_vec(), ..Output::default() });
    }
    let book = book(workbook).map_err(|error| vec![error])?;
    // Texts outside the cells are nothing that a formula could depend on.
    let stale = if edits.has_no_cells() { Ok(BTreeMap::new()) } else { stale::find(workbook, &book, edits) };
    let mut stale = stale.map_err(|error| vec![error])?;
    recalculation::calculate(workbook, &book, edits, &mut stale).map_err(|error| vec![error])?;
    match engine {
        None => write(workbook, &book, edits, &stale),
        Some(engine) => engine::edit(workbook, &book, edits, &mut stale, engine),
    }
}

/// The formulas that depend on cells that are set, each with its result where that is known.
pub(crate) fn results(workbook: &Workbook, edits: &Edits) -> Result<BTreeMap<(usize, Address), Option<Value>>, XlsxError> {
    let book = book(workbook)?;
    let mut stale = stale::find(workbook, &book, edits)?;
    recalculation::calculate(workbook, &book, edits, &mut stale)?;
    let of_sheet = |(index, sheet): (&usize, &Stale)| {
        let index = *index;
        sheet.formulas().iter().map(|cell| ((index, *cell), sheet.results.get(cell).cloned())).collect::<Vec<_>>()
    };
    Ok(stale.iter().flat_map(of_sheet).collect())
}

/// The workbook with the contents that are set, and the results that are known.
fn write(workbook: &Workbook, book: &Book, edits: &Edits, stale: &BTreeMap<usize, Stale>) -> Result<Output, Vec<XlsxError>> {
    let set: BTreeMap<usize, &BTreeMap<Address, Content>> = edits.sheets().collect();
    let (nothing_set, nothing_stale) = (BTreeMap::new(), Stale::default());
    let mut changes = BTreeMap::new();
    let (mut on_open, mut recalculated) = (Vec::new(), Vec::new());
    let mut problems = Vec::new();
    let mut formulas_gone = false;
    let looks = Looks::new(workbook, edits);
    let with_stale = stale.iter().filter(|(_, sheet)| !sheet.formulas().is_empty()).map(|(index, _)| index);
    for index in set.keys().chain(with_stale).copied().collect::<BTreeSet<usize>>() {
        let contents = set.get(&index).copied().unwrap_or(&nothing_set);
        let results = stale.get(&index).unwrap_or(&nothing_stale);
        match sheet::patch(workbook, book, index, contents, results, &looks) {
            Ok(patched) => {
                formulas_gone |= patched.formulas_gone;
                let located = |cell| Located { sheet: Arc::clone(&patched.sheet), cell };
                on_open.extend(patched.on_open.into_iter().map(located));
                recalculated.extend(patched.recalculated.into_iter().map(located));
                if !patched.splices.is_empty() {
                    changes.insert(patched.part, Change::Splice(patched.splices));
                }
            }
            Err(errors) => problems.extend(errors),
        }
    }
    problems.extend(texts::replace(workbook, edits, &mut changes).err().into_iter().flatten());
    let renamed = sheet_names::renamed(workbook, edits).unwrap_or_else(|errors| {
        problems.extend(errors);
        Vec::new()
    });
    let columns = headings::renamed(workbook, edits, &mut changes).unwrap_or_else(|errors| {
        problems.extend(errors);
        Vec::new()
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let charts = charts::follow(workbook, book, edits, stale, &mut changes).map_err(|error| vec![error])?;
    let bytes = finish(workbook, changes, formulas_gone, looks, &Names { sheets: renamed, columns }).map_err(|error| vec![error])?;
    Ok(Output { bytes, on_open, recalculated, charts, ..Output::default() })
}

/// The cells that belong to something else and so cannot be set.
pub(crate) fn check(workbook: &Workbook, edits: &Edits) -> Vec<XlsxError> {
    let check = |(index, contents): (usize, &_)| match workbook.sheets().get(index) {
        Some(sheet) => Taken::of(workbook, sheet).map(|taken| taken.problems(sheet.name(), contents)),
        None => Err(XlsxError::NoSuchSheet((index + 1).to_string())),
    };
    let cells = edits.sheets().flat_map(|sheet| check(sheet).unwrap_or_else(|error| vec![error]));
    cells.chain(headings::renamed(workbook, edits, &mut BTreeMap::new()).err().into_iter().flatten()).collect()
}

/// What the workbook's formulas may name.
fn book(workbook: &Workbook) -> Result<Book, XlsxError> {
    let mut book = Book::new(workbook.sheets().iter().map(|sheet| sheet.name().as_ref()));
    if workbook.epoch() == Epoch::Year1904 {
        book.count_from_1904();
    }
    for name in workbook.defined_names() {
        book.add_name(name.sheet, &name.name, &name.formula);
    }
    for sheet in workbook.worksheets() {
        for table in workbook.tables(sheet)? {
            book.add_table(sheet.index(), table);
        }
    }
    Ok(book)
}

/// Marks the workbook for calculation, takes the calculation chain out if it names formulas that are gone, and writes the file.
fn finish(
    workbook: &Workbook,
    mut changes: BTreeMap<PartName, Change>,
    formulas_gone: bool,
    looks: Looks<'_>,
    names: &Names,
) -> Result<Vec<u8>, XlsxError> {
    if formulas_gone {
        calc_chain::remove(workbook, &mut changes)?;
    }
    let computes = looks.has_cells() || !names.sheets.is_empty();
    if let Some(bytes) = calculation::request(workbook, &changes)?.filter(|_| computes) {
        changes.insert(workbook.part.clone(), Change::Replace(bytes));
    }
    following::follow(workbook, names, &mut changes)?;
    looks.finish(&mut changes)?;
    workbook.package.write(&changes)
}

#[cfg(test)]
mod tests;
