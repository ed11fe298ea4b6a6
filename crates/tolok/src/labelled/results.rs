//! Input cells that are formulas: what they are worth by the worksheet's own numbers, and which of them add up cells that hold nothing.

use std::collections::BTreeSet;

use tolok_template::labels::{Held, LabelledCell};
use tolok_xlsx::{Address, CellValue, Content, Edits, Workbook};

use super::{About, LabelledCells, Level};

/// A cell by the position of its sheet.
type At = (usize, Address);

impl LabelledCells {
    /// Gives input cells that are formulas over others the results that these make now. What is stored may be of last time, or not be there.
    pub(crate) fn recalculate(&mut self, workbook: &Workbook) {
        let inputs = self.iter().filter(|cell| cell.measure.is_input);
        if !inputs.clone().any(|cell| cell.has_formula) {
            return;
        }
        let mut edits = Edits::default();
        for cell in inputs {
            if let Some(content) = content(cell) {
                edits.set(cell.sheet, cell.address, content);
            }
        }
        // What cannot be calculated counts as it is stored.
        let Ok(results) = workbook.results(&edits) else { return };
        for cell in self.iter_mut().filter(|cell| cell.measure.is_input && cell.has_formula) {
            let Some(Some(CellValue::Number(number))) = results.get(&at(cell)) else { continue };
            match &mut cell.held {
                Held::Number(held) | Held::Percent(held) => *held = *number,
                held @ Held::Uncomputed => *held = Held::Number(*number),
                _ => {}
            }
        }
        let changing: BTreeSet<At> = results.into_keys().collect();
        self.leave_unread(self.sums_of_nothing(workbook, &changing));
    }

    /// The formulas among `changing`, those over cells of inputs, that add up cells which hold nothing.
    fn sums_of_nothing(&self, workbook: &Workbook, changing: &BTreeSet<At>) -> BTreeSet<At> {
        if !self.iter().any(|cell| cell.measure.is_input && is_empty(cell)) {
            return BTreeSet::new();
        }
        let formulas = self.iter().filter(|cell| cell.measure.is_input && cell.has_formula && changing.contains(&at(cell)));
        let may_be: Vec<&LabelledCell> = formulas.filter(|cell| self.adds_up_nothing(cell, changing)).collect();
        if may_be.is_empty() {
            return BTreeSet::new();
        }
        let mut edits = Edits::default();
        self.iter()
            .filter(|cell| cell.measure.is_input && is_empty(cell))
            .for_each(|cell| edits.set(cell.sheet, cell.address, Content::Blank));
        let depending: BTreeSet<At> = workbook.results(&edits).map(|results| results.into_keys().collect()).unwrap_or_default();
        may_be.into_iter().map(at).filter(|at| depending.contains(at)).collect()
    }

    /// True for a total whose parts have cells of their own, and none of them holds anything.
    fn adds_up_nothing(&self, total: &LabelledCell, changing: &BTreeSet<At>) -> bool {
        let level = Level::of(total, self.grain(total));
        let about = About::of(total, &level);
        let is_part = |cell: &&LabelledCell| {
            if cell.measure.key != total.measure.key {
                return false;
            }
            let own = Level::of(cell, self.grain(cell));
            own.dimensions == level.dimensions && About::of(cell, &own).is_part_of(&about)
        };
        let mut parts = self.iter().filter(is_part).peekable();
        parts.peek().is_some() && parts.all(|cell| is_empty(cell) || cell.has_formula && changing.contains(&at(cell)))
    }
}

/// Where a cell is.
fn at(cell: &LabelledCell) -> At {
    (cell.sheet, cell.address)
}

/// True for a cell to type into that nobody has typed into.
fn is_empty(cell: &LabelledCell) -> bool {
    cell.held == Held::Nothing && !cell.has_formula
}

/// What a cell without a formula holds.
pub(crate) fn content(cell: &LabelledCell) -> Option<Content> {
    match &cell.held {
        _ if cell.has_formula => None,
        Held::Nothing => Some(Content::Blank),
        Held::Number(number) | Held::Percent(number) => Some(Content::Number(*number)),
        Held::Text(text) => Some(Content::Text(text.to_string())),
        Held::Date(day, _) => Some(Content::Date(*day)),
        Held::Bool(truth) => Some(Content::Bool(*truth)),
        Held::Error(_) | Held::Uncomputed => None,
    }
}
