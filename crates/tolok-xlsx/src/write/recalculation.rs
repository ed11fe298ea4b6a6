//! The results that are out of date, calculated where it is known for sure what Excel gives.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::stale::Stale;
use crate::workbook::is_true;
use crate::worksheet::{FormulaSigns, Piece, RowTag, Visitor, Window, tour};
use crate::{Address, Area, Cell, CellError, CellFormula, CellKind, Content, Edits, Epoch, FormulaKind, Replacement, Workbook, XlsxError};
use tolok_excel_formula::{Book, Expression, Families, Grid, Spot, Subtotals, Value};

/// How many cells may be held for it; where formulas look at more, none is calculated.
const MOST_CELLS: usize = 2_000_000;

/// A setting of a sheet by which its formulas are calculated as in a program of another time (§18.3.1.82).
pub(super) const OTHER_RULES: &str = "transitionEvaluation";

/// A setting of a sheet by which rows are hidden unless they say that they are not (§18.3.1.81).
const HIDDEN_BY_ITSELF: &str = "zeroHeight";

/// Puts the new results beside the places of the old ones; what is there already stays.
pub(super) fn calculate(workbook: &Workbook, book: &Book, edits: &Edits, stale: &mut BTreeMap<usize, Stale>) -> Result<(), XlsxError> {
    if workbook.precision_as_shown || stale.values().all(|sheet| sheet.formulas().is_empty()) {
        return Ok(());
    }
    let contents: BTreeMap<usize, &BTreeMap<Address, Content>> = edits.sheets().collect();
    let nothing = BTreeMap::new();
    let (mut grid, mut spots, mut families) = (Grid::default(), Vec::new(), Families::default());
    for (index, sheet_stale) in &*stale {
        let Some(sheet) = workbook.sheets().get(*index) else { continue };
        let contents = contents.get(index).copied().unwrap_or(&nothing);
        sheet_stale.spills().for_each(|area| grid.set_unknown(*index, area));
        let given = contents.iter().filter(|(cell, _)| sheet_stale.is_needed(**cell));
        for (cell, content) in given {
            if let Some(value) = of_content(content, workbook.epoch()) {
                grid.set(*index, *cell, value);
            }
        }
        let mut reader = Reader {
            sheet: *index,
            book,
            stale: sheet_stale,
            contents,
            signs: FormulaSigns::default(),
            other_rules: false,
            masters: BTreeMap::new(),
            families: &mut families,
            grid: &mut grid,
            spots: &mut spots,
        };
        tour(&workbook.package, workbook.part_of(sheet)?, &workbook.strings, &mut reader)?;
        if grid.len() > MOST_CELLS {
            return Ok(());
        }
    }
    for ((sheet, cell), value) in spots.into_iter().zip(grid.calculate(book)) {
        if let (Some(sheet), Some(value)) = (stale.get_mut(&sheet), value) {
            sheet.results.insert(cell, value);
        }
    }
    Ok(())
}

/// Reads from a sheet what formulas look at, and the formulas that are to be calculated.
struct Reader<'a> {
    sheet: usize,
    book: &'a Book,
    stale: &'a Stale,
    contents: &'a BTreeMap<Address, Content>,
    signs: FormulaSigns,
    other_rules: bool,
    /// The shared formulas read so far, and where each was written.
    masters: BTreeMap<u32, (Address, Read)>,
    families: &'a mut Families<Read>,
    grid: &'a mut Grid,
    /// Where the formulas are, in the order in which the grid has them.
    spots: &'a mut Vec<(usize, Address)>,
}

/// A formula that was read.
#[derive(Clone)]
struct Read {
    /// Nothing for one that cannot be read, or of which nobody asks for the result.
    expression: Option<Arc<Expression>>,
    subtotals: Subtotals,
}

impl Read {
    fn new(text: &str, book: &Book) -> Self {
        Self { expression: Expression::parse(text).map(Arc::new), subtotals: Subtotals::of(text, book) }
    }
}

impl Visitor for Reader<'_> {
    fn wants(&mut self, row: &RowTag<'_>, inside: &str) -> bool {
        let Some(cells) = Area::of_row(row.number) else { return true };
        self.grid.len() <= MOST_CELLS
            && (self.stale.is_needed_in(cells) || (!self.stale.formulas().is_empty() && self.signs.may_be_in(row, inside)))
    }

    fn piece(&mut self, piece: Piece<'_>, window: Window<'_>) -> Result<(), XlsxError> {
        match piece {
            Piece::Data(_) => {
                self.other_rules = window.text.contains(OTHER_RULES);
                if window.text.contains(HIDDEN_BY_ITSELF) {
                    self.grid.set_hiding_unknown(self.sheet);
                }
            }
            Piece::Row(row) if window.text.get(row.element.span.clone()).is_some_and(|tag| tag.contains("hidden")) => self.hidden(&row)?,
            Piece::Cell(cell) => self.cell(&cell),
            _ => {}
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// A row that is hidden, if formulas look at it.
    fn hidden(&mut self, row: &RowTag<'_>) -> Result<(), XlsxError> {
        let hidden = row.element.attributes("row")?.iter().any(|attribute| attribute.name == "hidden" && is_true(&attribute.value));
        if hidden && Area::of_row(row.number).is_some_and(|cells| self.stale.is_needed_in(cells)) {
            self.grid.set_hidden(self.sheet, row.number);
        }
        Ok(())
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        let at = cell.address();
        let is_stale = !self.contents.contains_key(&at) && self.stale.contains(at);
        let read = cell.formula().and_then(|formula| self.read(formula, at, is_stale));
        if cell.formula().is_some() {
            // The text of a shared formula may stand in a row that nobody looks at.
            let subtotals = read.as_ref().map_or(Subtotals::Part, |(read, _)| read.subtotals);
            self.grid.set_subtotals(self.sheet, at, subtotals);
        }
        match self.contents.get(&at) {
            Some(Content::Replaced(pieces)) if self.stale.is_needed(at) => {
                let text = cell.text().and_then(|text| replaced(text, pieces));
                self.grid.set(self.sheet, at, text.map(|text| Value::Text(text.into())));
            }
            Some(_) => {}
            None if is_stale => self.stale_cell(cell, read),
            None if self.stale.is_needed(at) => {
                let value = value(cell);
                if value != Some(Value::Blank) {
                    self.grid.set(self.sheet, at, value);
                }
            }
            None => {}
        }
    }

    /// The formula of a cell, and how far the cell is from where it was written; nothing if that is not to be had.
    fn read(&mut self, formula: &CellFormula, at: Address, is_stale: bool) -> Option<(Read, (i64, i64))> {
        let book = self.book;
        match formula.kind {
            FormulaKind::SharedMaster { index } => {
                let read = Read::new(&formula.text, book);
                self.masters.insert(index, (at, read.clone()));
                Some((read, (0, 0)))
            }
            FormulaKind::SharedChild { index } => self.masters.get(&index).map(|(master, read)| (read.clone(), at.distance(*master))),
            _ if !is_stale => Some((Read { expression: None, subtotals: Subtotals::of(&formula.text, book) }, (0, 0))),
            _ => Some(self.families.read(&formula.text, at, book, |text| Read::new(text, book))),
        }
    }

    /// A formula that is to be calculated, or a cell that one spills into.
    fn stale_cell(&mut self, cell: &Cell<'_>, read: Option<(Read, (i64, i64))>) {
        let at = cell.address();
        if let Some(value) = self.stale.results.get(&at) {
            return self.grid.set(self.sheet, at, Some(value.clone()));
        }
        let joint = cell.formula().is_none_or(|formula| matches!(formula.kind, FormulaKind::Array(_) | FormulaKind::DataTable { .. }));
        let calm = !joint && !self.other_rules && !self.stale.is_restless(at) && cell.kind() != CellKind::InlineText;
        match read.filter(|_| calm).and_then(|(read, moved)| Some((read.expression?, moved))) {
            Some((expression, moved)) => {
                self.grid.set_formula(expression, Spot { sheet: self.sheet, cell: at, moved });
                self.spots.push((self.sheet, at));
            }
            None => self.grid.set(self.sheet, at, None),
        }
    }
}

/// What a cell holds; nothing if that is not known.
pub(super) fn value(cell: &Cell<'_>) -> Option<Value> {
    let written = cell.value().map(str::trim).unwrap_or_default();
    match cell.kind() {
        CellKind::Number if written.is_empty() => cell.formula().is_none().then_some(Value::Blank),
        CellKind::Number => cell.number().filter(|number| number.is_finite()).map(Value::Number),
        CellKind::SharedText | CellKind::InlineText | CellKind::FormulaText => cell.text().map(|text| Value::Text(text.into())),
        CellKind::Bool if !written.is_empty() => Some(Value::Bool(is_true(written))),
        CellKind::Error => CellError::parse(written).map(Value::Error),
        CellKind::Bool | CellKind::Date => None,
    }
}

/// What a cell that is set to something holds then; nothing where that depends on what it held before.
pub(super) fn of_content(content: &Content, epoch: Epoch) -> Option<Option<Value>> {
    Some(match content {
        Content::Blank => Some(Value::Blank),
        Content::Number(number) => Some(Value::Number(*number)),
        Content::Text(text) => Some(Value::Text(text.as_str().into())),
        Content::Bool(truth) => Some(Value::Bool(*truth)),
        Content::Error(error) => Some(Value::Error(*error)),
        Content::Date(day) => epoch.serial(*day).map(|serial| Value::Number(serial.into())),
        // A formula that shows nothing shows an empty text.
        Content::Formula(_, shown) => match shown.as_ref() {
            Content::Blank => Some(Value::Text("".into())),
            shown => return of_content(shown, epoch),
        },
        Content::Replaced(_) => return None,
    })
}

/// A text with pieces of it replaced; nothing if they are not pieces of it.
pub(super) fn replaced(text: &str, pieces: &[Replacement]) -> Option<String> {
    let mut splices = crate::splices::Splices::default();
    pieces.iter().for_each(|piece| splices.replace(piece.range.clone(), piece.text.as_str()));
    splices.apply(text)
}

#[cfg(test)]
mod tests;
