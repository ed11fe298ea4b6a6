//! The results that are out of date once some cells are set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use super::areas::Areas;
use crate::worksheet::{Piece, RowTag, Stocktaking, Visitor, Window, tour};
use crate::{Address, Area, Cell, Edits, FormulaKind, Workbook, XlsxError};
use tolok_excel_formula::{Book, Families, Formula, FormulaCell, Precedents, Value, dependents};

/// The results of a sheet that are out of date.
#[derive(Debug, Default)]
pub(super) struct Stale {
    formulas: BTreeSet<Address>,
    /// What formulas spill into; an area may be as large as the sheet, so its cells are not listed.
    spills: RTree<Rectangle<[i64; 2]>>,
    /// The new results of those formulas that could be calculated.
    pub(super) results: BTreeMap<Address, Value>,
    /// The formulas that also depend on what changes by itself, or on cells that are not known.
    restless: BTreeSet<Address>,
    /// What the formulas of all sheets look at on this one.
    needed: Areas,
}

/// How many areas are watched for changes; with more, the formulas that are left count as depending on everything.
const MOST_WATCHED: usize = 5_000_000;

impl Stale {
    /// True if the cell holds a result that is out of date.
    pub(super) fn contains(&self, cell: Address) -> bool {
        self.formulas.contains(&cell) || self.spills.locate_at_point(cell.point()).is_some()
    }

    /// The formulas whose results are out of date.
    pub(super) fn formulas(&self) -> &BTreeSet<Address> {
        &self.formulas
    }

    /// The areas that formulas spill into.
    pub(super) fn spills(&self) -> impl Iterator<Item = Area> + '_ {
        self.spills.iter().filter_map(|rectangle| area(&rectangle.lower(), &rectangle.upper()))
    }

    /// True if the formula in this cell also depends on what changes by itself, or on cells that are not known.
    pub(super) fn is_restless(&self, cell: Address) -> bool {
        self.restless.contains(&cell)
    }

    /// True if some formula looks at this cell.
    pub(super) fn is_needed(&self, cell: Address) -> bool {
        self.needed.contain(cell)
    }

    /// True if some formula looks at a cell of this row.
    pub(super) fn is_needed_in(&self, row: Area) -> bool {
        self.needed.meet(row)
    }

    /// True if a cell of this row may hold a result that is out of date.
    pub(super) fn reaches(&self, row: Area) -> bool {
        let corners = AABB::from_corners(row.first().point(), row.last().point());
        self.formulas.range(row.first()..=row.last()).next().is_some()
            || self.spills.locate_in_envelope_intersecting(corners).next().is_some()
    }
}

/// The cells whose results depend on the cells that are set, sheet by sheet.
pub(super) fn find(workbook: &Workbook, book: &Book, edits: &Edits) -> Result<BTreeMap<usize, Stale>, XlsxError> {
    let formulas = formulas(workbook, book)?;
    let changed = edits.sheets().flat_map(|(sheet, contents)| contents.keys().map(move |cell| (sheet, *cell)));
    let found = dependents(&formulas, changed);
    let restless = if found.is_empty() { BTreeSet::new() } else { restless(&formulas) };
    let mut stale: BTreeMap<usize, Stale> = BTreeMap::new();
    let mut needed: BTreeMap<usize, Vec<Area>> = BTreeMap::new();
    for (index, formula) in found.into_iter().filter_map(|index| Some((index, formulas.get(index)?))) {
        let sheet = stale.entry(formula.sheet).or_default();
        sheet.formulas.insert(formula.results.first());
        if !formula.results.is_single() {
            sheet.spills.insert(formula.results.rectangle());
        }
        if restless.contains(&index) {
            sheet.restless.insert(formula.results.first());
        }
        for (sheet, area) in &formula.precedents.areas {
            needed.entry(*sheet).or_default().push(*area);
        }
    }
    for (sheet, areas) in needed {
        stale.entry(sheet).or_default().needed = Areas::new(areas);
    }
    Ok(stale)
}

/// All formulas of a workbook, with what each depends on.
pub(super) fn formulas(workbook: &Workbook, book: &Book) -> Result<Vec<FormulaCell>, XlsxError> {
    let mut visitor =
        Formulas { sheet: 0, book, stocktaking: Stocktaking::default(), read: Texts::default(), found: Vec::new(), watched: 0 };
    for sheet in workbook.worksheets().filter(|sheet| !workbook.is_without_formulas(sheet)) {
        visitor.sheet = sheet.index();
        visitor.read.masters.clear();
        tour(&workbook.package, workbook.part_of(sheet)?, &workbook.strings, &mut visitor)?;
        workbook.keep_inventory(sheet, std::mem::take(&mut visitor.stocktaking.inventory));
    }
    Ok(visitor.found)
}

/// The formulas whose results are others each time, or come from cells that are not known, and those that depend on them.
pub(super) fn restless(formulas: &[FormulaCell]) -> BTreeSet<usize> {
    let is_one = |formula: &FormulaCell| formula.precedents.volatile || formula.precedents.unknown;
    let volatile = || formulas.iter().enumerate().filter(|(_, formula)| is_one(formula));
    let mut restless: BTreeSet<usize> = volatile().map(|(index, _)| index).collect();
    if !restless.is_empty() {
        restless.extend(dependents(formulas, volatile().map(|(_, formula)| (formula.sheet, formula.results.first()))));
    }
    restless
}

fn area(first: &[i64; 2], last: &[i64; 2]) -> Option<Area> {
    let corner = |[row, column]: &[i64; 2]| Address::new(u32::try_from(*row).ok()?, u32::try_from(*column).ok()?);
    Some(Area::between(corner(first)?, corner(last)?))
}

/// Gathers the formulas of a sheet.
struct Formulas<'a> {
    sheet: usize,
    book: &'a Book,
    stocktaking: Stocktaking,
    read: Texts,
    found: Vec<FormulaCell>,
    watched: usize,
}

impl Visitor for Formulas<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        self.stocktaking.wants(row, inside)
    }

    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        if let Piece::Cell(cell) = &piece
            && let Some(mut formula) = formula_cell(cell, self.sheet, self.book, &mut self.read)
        {
            self.watched = self.watched.saturating_add(formula.precedents.areas.len());
            if self.watched > MOST_WATCHED {
                formula.precedents = Precedents::ANYTHING;
            }
            self.found.push(formula);
        }
        self.stocktaking.piece(piece, window)
    }
}

/// The texts of formulas that were read.
#[derive(Default)]
struct Texts {
    /// The shared formulas of the sheet, and where each was written.
    masters: BTreeMap<u32, (Address, Formula)>,
    families: Families<Arc<Formula>>,
}

/// A cell's formula with what it depends on.
fn formula_cell(cell: &Cell<'_>, sheet: usize, book: &Book, texts: &mut Texts) -> Option<FormulaCell> {
    let formula = cell.formula()?;
    let at = cell.address();
    let own = |texts: &mut Texts| {
        let (read, moved) = texts.families.read(&formula.text, at, book, |text| Arc::new(Formula::read(text)));
        Some(read.precedents(book, sheet, at, moved))
    };
    let (results, precedents) = match formula.kind {
        FormulaKind::Normal => (at.into(), own(texts)),
        FormulaKind::Array(area) => (area.including(at), own(texts)),
        FormulaKind::DataTable { area, inputs } => (area.including(at), Some(of_data_table(sheet, area, inputs))),
        FormulaKind::SharedMaster { index } => {
            let read = Formula::read(&formula.text);
            let precedents = read.precedents(book, sheet, at, (0, 0));
            texts.masters.insert(index, (at, read));
            (at.into(), Some(precedents))
        }
        FormulaKind::SharedChild { index } => {
            let master = texts.masters.get(&index);
            let precedents = master.map(|(master, shared)| shared.precedents(book, sheet, at, at.distance(*master)));
            (at.into(), precedents)
        }
    };
    // A formula whose text is not to be had may depend on anything.
    Some(FormulaCell { sheet, results, precedents: precedents.unwrap_or(Precedents::ANYTHING) })
}

/// A data table computes the formulas at its upper or left edge again, with the values along the other in the place of its inputs.
fn of_data_table(sheet: usize, area: Area, inputs: [Option<Address>; 2]) -> Precedents {
    let inputs = inputs.into_iter().flatten().map(|input| (sheet, input.into()));
    Precedents { areas: inputs.chain([(sheet, area.with_edges())]).collect(), ..Precedents::default() }
}
