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
        for cell in inputs.clone() {
            if let Some(content) = content(cell) {
                edits.set(cell.sheet, cell.address, content);
            }
        }
        // What cannot be calculated counts as it is stored.
        let Ok(results) = workbook.results(&edits) else { return };
        let empty: BTreeSet<At> = inputs.filter(|cell| is_empty(cell)).map(|cell| (cell.sheet, cell.address)).collect();
        let mut of_empty = Edits::default();
        empty.iter().for_each(|(sheet, cell)| of_empty.set(*sheet, *cell, Content::Blank));
        let depending: BTreeSet<At> = workbook.results(&of_empty).map(|results| results.into_keys().collect()).unwrap_or_default();
        for cell in self.iter_mut().filter(|cell| cell.measure.is_input && cell.has_formula) {
            let Some(Some(CellValue::Number(number))) = results.get(&(cell.sheet, cell.address)) else { continue };
            match &mut cell.held {
                Held::Number(held) | Held::Percent(held) => *held = *number,
                held @ Held::Uncomputed => *held = Held::Number(*number),
                _ => {}
            }
        }
        let is_silent = |cell: &&LabelledCell| depending.contains(&(cell.sheet, cell.address)) && self.adds_up_nothing(cell, &depending);
        let silent = self.iter().filter(|cell| cell.measure.is_input && cell.has_formula).filter(is_silent);
        let silent = silent.map(|cell| (cell.sheet, cell.address)).collect();
        self.leave_unread(silent);
    }

    /// True for a total whose parts have cells of their own, and none of them holds anything.
    fn adds_up_nothing(&self, total: &LabelledCell, depending: &BTreeSet<At>) -> bool {
        let level = Level::of(total, self.grain(total));
        let about = About::of(total, &level);
        let is_part = |cell: &&LabelledCell| {
            let own = Level::of(cell, self.grain(cell));
            cell.measure.key == total.measure.key && own.dimensions == level.dimensions && About::of(cell, &own).is_part_of(&about)
        };
        let mut parts = self.iter().filter(is_part).peekable();
        parts.peek().is_some() && parts.all(|cell| is_empty(cell) || cell.has_formula && depending.contains(&(cell.sheet, cell.address)))
    }
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
