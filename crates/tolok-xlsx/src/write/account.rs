//! What became of a cell when others were set, and why.

mod pages;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::pages::Pages;
use super::{Output, book, stale};
use crate::{Address, Edits, FormulaKind, Limits, Located, Workbook, XlsxError};
use tolok_excel_formula::{Book, Expression, FormulaCell, Spot, Unknown, Value};

/// What became of a cell, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct CellAccount {
    /// The name of its sheet.
    pub sheet: Arc<str>,
    /// The cell.
    pub cell: Address,
    /// What became of it.
    pub fate: Fate,
    /// Its formula, if it has one, without the equals sign.
    pub formula: Option<String>,
    /// What it held; nothing if that is not known, as of a formula without a stored result.
    pub before: Option<Value>,
    /// What it holds.
    pub after: Option<Value>,
    /// Why its result was taken out, as what holds of it.
    pub reason: Option<String>,
    /// The cells it looks at that were set, calculated or lost their results. A cell that is told of elsewhere has none.
    pub from: Vec<CellAccount>,
    /// How many more such cells there are.
    pub more: usize,
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was set.
    Set,
    /// It depends on cells that were set, and has the result that comes of it.
    Recalculated,
    /// It depends on cells that were set or on their dependents, and its result was taken out.
    Removed,
    /// Nothing that was set concerns it.
    Left,
}

/// How many of the cells that a formula looks at are told of, and through how many formulas.
const MOST_FROM: usize = 8;
const DEEPEST: usize = 32;

/// What became of some cells.
pub(crate) fn accounts(
    workbook: &Workbook,
    edits: &Edits,
    output: &Output,
    cells: &[(usize, Address)],
) -> Result<Vec<CellAccount>, XlsxError> {
    let limits = Limits { expanded: u64::MAX, ratio: u64::MAX, ..Limits::default() };
    let after = Workbook::open(output.bytes.as_slice(), &limits)?;
    let book = book(workbook)?;
    let formulas = stale::formulas(workbook, &book)?;
    let located = |cells: &[Located]| -> BTreeSet<(usize, Address)> {
        cells.iter().filter_map(|located| Some((workbook.sheet(&located.sheet)?.index(), located.cell))).collect()
    };
    let ledger = Ledger {
        workbook,
        book: &book,
        restless: stale::restless(&formulas),
        formulas: &formulas,
        set: edits.sheets().flat_map(|(sheet, contents)| contents.keys().map(move |cell| (sheet, *cell))).collect(),
        recalculated: located(&output.recalculated),
        removed: located(&output.on_open),
        pages: Pages::new(workbook, &after),
    };
    cells.iter().map(|(sheet, cell)| ledger.account(*sheet, *cell, 0, &mut BTreeSet::new())).collect()
}

/// Everything that tells what became of cells.
struct Ledger<'a> {
    workbook: &'a Workbook,
    book: &'a Book,
    formulas: &'a [FormulaCell],
    /// The formulas that depend on what changes by itself.
    restless: BTreeSet<usize>,
    set: BTreeSet<(usize, Address)>,
    recalculated: BTreeSet<(usize, Address)>,
    removed: BTreeSet<(usize, Address)>,
    pages: Pages<'a>,
}

impl Ledger<'_> {
    fn account(&self, sheet: usize, cell: Address, depth: usize, told: &mut BTreeSet<(usize, Address)>) -> Result<CellAccount, XlsxError> {
        let page = self.pages.page(sheet)?;
        let fate = self.fate(sheet, cell);
        let is_first = told.insert((sheet, cell));
        let mut account = CellAccount {
            sheet: self.workbook.sheets().get(sheet).map(|sheet| Arc::clone(sheet.name())).unwrap_or_default(),
            cell,
            fate,
            formula: page.formula(cell).map(|(text, _)| text.to_owned()).filter(|_| fate != Fate::Set),
            before: page.before(cell),
            after: page.after(cell),
            reason: None,
            from: Vec::new(),
            more: 0,
        };
        if !matches!(fate, Fate::Recalculated | Fate::Removed) || !is_first {
            return Ok(account);
        }
        let Some((index, formula)) = self.formula_of(sheet, cell) else { return Ok(account) };
        if fate == Fate::Removed {
            account.reason = Some(self.reason(sheet, cell, index, formula)?);
        }
        let causes = self.causes(sheet, cell, formula);
        account.more = causes.len().saturating_sub(if depth < DEEPEST { MOST_FROM } else { 0 });
        for (sheet, cell) in causes.into_iter().take(if depth < DEEPEST { MOST_FROM } else { 0 }) {
            account.from.push(self.account(sheet, cell, depth + 1, told)?);
        }
        Ok(account)
    }

    fn fate(&self, sheet: usize, cell: Address) -> Fate {
        let is_in = |cells: &BTreeSet<(usize, Address)>| cells.contains(&(sheet, cell));
        match () {
            () if is_in(&self.set) => Fate::Set,
            () if is_in(&self.recalculated) => Fate::Recalculated,
            () if is_in(&self.removed) => Fate::Removed,
            () => Fate::Left,
        }
    }

    /// The formula that a cell has, or that spills into it.
    fn formula_of(&self, sheet: usize, cell: Address) -> Option<(usize, &FormulaCell)> {
        let mut formulas = self.formulas.iter().enumerate();
        formulas.find(|(_, formula)| formula.sheet == sheet && formula.results.contains(cell))
    }

    /// The cells a formula looks at that were set, calculated or lost their results; of a cell that it spills into, the formula's own.
    fn causes(&self, sheet: usize, cell: Address, formula: &FormulaCell) -> Vec<(usize, Address)> {
        if formula.results.first() != cell {
            return vec![(sheet, formula.results.first())];
        }
        let mut found = Vec::new();
        for (sheet, area) in &formula.precedents.areas {
            let in_area = |cells: &BTreeSet<(usize, Address)>| -> Vec<(usize, Address)> {
                let rows = cells.range((*sheet, area.first())..=(*sheet, area.last()));
                rows.filter(|(_, other)| area.contains(*other)).copied().collect()
            };
            let mut of_area: Vec<_> = [&self.set, &self.recalculated, &self.removed].into_iter().flat_map(in_area).collect();
            of_area.sort();
            of_area.retain(|other| *other != (formula.sheet, cell) && !found.contains(other));
            found.extend(of_area);
        }
        found
    }

    /// Why the result of a formula is not known.
    fn reason(&self, sheet: usize, cell: Address, index: usize, formula: &FormulaCell) -> Result<String, XlsxError> {
        if formula.results.first() != cell {
            return Ok(format!("it shows a part of what the formula in `{}` gives", formula.results.first()));
        }
        if self.workbook.precision_as_shown {
            return Ok("the workbook computes with numbers as its cells show them".to_owned());
        }
        let page = self.pages.page(sheet)?;
        let Some((text, kind)) = page.formula(cell) else { return Ok("its formula is not to be had".to_owned()) };
        match kind {
            FormulaKind::Array(_) => return Ok("it is an array formula".to_owned()),
            FormulaKind::DataTable { .. } => return Ok("it is a data table".to_owned()),
            _ => {}
        }
        let Some(expression) = Expression::parse(text) else { return Ok("its formula cannot be read".to_owned()) };
        if formula.precedents.volatile {
            return Ok("it is another one each time".to_owned());
        }
        let spot = Spot { sheet, cell, moved: (0, 0) };
        let unknown = expression.unknown(&self.pages, self.book, spot);
        Ok(match unknown {
            _ if formula.precedents.unknown => "its formula does not tell which cells it looks at".to_owned(),
            Some(Unknown::Piece(piece)) => format!("what Excel gives for `{piece}` is not known for sure"),
            Some(Unknown::Cells(piece)) => format!("`{piece}` has no known value"),
            None if self.restless.contains(&index) => "it depends on what changes by itself".to_owned(),
            None => "too much would have to be computed".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests;
