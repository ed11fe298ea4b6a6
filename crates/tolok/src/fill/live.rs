//! KPIs as formulas of the spreadsheet over the worksheet's own input cells.
//!
//! A formula is only written where it gives what was computed: over cells that hold the very inputs, and with functions that a spreadsheet
//! computes alike. A blank input makes it blank: Excel would take it for zero.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use tolok_model::{EntityId, EntityKind};
use tolok_template::labels::{Held, LabelledCell};
use tolok_value::{ErrorKind, Value};
use tolok_xlsx::Address;

use super::LiveBlank;
use super::labelled::Worth;
use crate::Definitions;
use crate::labelled::{About, LabelledCells, Level};
use crate::live::{InputCells, Part, Reason, Writer};

/// The input cells of a worksheet, by what they are about.
pub(super) struct Live<'a> {
    definitions: &'a Definitions,
    inputs: BTreeMap<(EntityId, Level, About), Input<'a>>,
    blank: LiveBlank,
}

/// A cell of an input.
#[derive(Clone, Copy)]
struct Input<'a> {
    cell: &'a LabelledCell,
    /// False where the cell does not hold the number that the KPIs were computed from.
    holds: bool,
    is_blank: bool,
}

impl<'a> Live<'a> {
    /// The input cells of a worksheet; `filled` are those that get their number now.
    pub(super) fn new(
        definitions: &'a Definitions,
        cells: &'a LabelledCells,
        worth: &[Option<Worth>],
        filled: &BTreeSet<(usize, Address)>,
        blank: LiveBlank,
    ) -> Self {
        let mut inputs = BTreeMap::new();
        for ((cell, grain), worth) in cells.with_grains().zip(worth).filter(|((cell, _), _)| cell.measure.is_input) {
            let Some(id) = definitions.model.find(&cell.measure.key) else { continue };
            let level = Level::of(cell, grain);
            let about = About::of(cell, &level);
            let is_filled = filled.contains(&(cell.sheet, cell.address));
            let has_fill =
                definitions.model.entity(id).is_some_and(|entity| matches!(&entity.kind, EntityKind::Input(input) if input.fill.is_some()));
            let holds = is_filled || holds(cell, worth.as_ref(), has_fill && !about.is_whole(&level));
            let is_blank = !is_filled && cell.held == Held::Nothing;
            inputs.entry((id, level, about)).or_insert(Input { cell, holds, is_blank });
        }
        Self { definitions, inputs, blank }
    }

    /// The formula of a KPI in a cell of the worksheet, which is worth a value.
    pub(super) fn formula(&self, id: EntityId, cell: &LabelledCell, level: &Level, value: &Value) -> Result<String, Reason> {
        let formula = self.definitions.formula_of(id).ok_or_else(|| "is no formula".to_owned())?;
        if matches!(value, Value::Error(error) if error.kind() == ErrorKind::Number) {
            return Err("is out of the range of numbers, which is another one in a spreadsheet".to_owned());
        }
        let place = Place { live: self, cell, level, about: About::of(cell, level), has_blank: Cell::new(false) };
        let writer = Writer::new(self.definitions, &place, self.blank.text());
        let text = writer.whole(formula, 0)?;
        if place.has_blank.get() {
            // With a blank about, `and` and `or` may be decided without it, and an error beside it goes before it.
            if value.is_error() {
                return Err("is an error, and one of its inputs is blank".to_owned());
            }
            if writer.has_logic() {
                return Err("decides something, and one of its inputs is blank".to_owned());
            }
        }
        Ok(text)
    }
}

/// A cell for which a formula is written.
struct Place<'a, 'l> {
    live: &'l Live<'a>,
    cell: &'l LabelledCell,
    level: &'l Level,
    about: About,
    /// True once an input that is blank was asked for.
    has_blank: Cell<bool>,
}

impl InputCells for Place<'_, '_> {
    /// The cell of an input that is about the same.
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        let model = &self.live.definitions.model;
        let name = model.entity(id).map_or_else(String::new, |entity| entity.name.to_string());
        let key = (id, self.level.clone(), self.about.clone());
        let input = self.live.inputs.get(&key).ok_or_else(|| format!("needs `{name}`, which has no cell about the same"))?;
        if !input.holds {
            let holds = if input.is_blank { "is blank" } else { "holds something else than it was computed from" };
            return Err(format!("needs `{name}`, whose cell {} {holds}", input.cell.address));
        }
        self.has_blank.set(self.has_blank.get() || input.is_blank);
        Ok(Part::cell(match input.cell.sheet == self.cell.sheet {
            true => input.cell.address.to_string(),
            false => format!("'{}'!{}", input.cell.sheet_name.replace('\'', "''"), input.cell.address),
        }))
    }
}

impl LiveBlank {
    fn text(self) -> &'static str {
        match self {
            LiveBlank::Empty => "\"\"",
            LiveBlank::NotAvailable => "NA()",
        }
    }
}

/// True if a cell holds the number that was computed with, as a double of fifteen digits, or nothing where the formula itself says what
/// stands for a blank.
fn holds(cell: &LabelledCell, worth: Option<&Worth>, has_fill: bool) -> bool {
    let value = worth.map(|worth| &worth.outcome.value);
    match (&cell.held, value) {
        (Held::Number(held) | Held::Percent(held), Some(Value::Number(number))) => {
            let computed = number.to_f64();
            (held - computed).abs() <= computed.abs() * 1e-14
        }
        (Held::Nothing, Some(Value::Blank(_)) | None) => !cell.has_formula,
        // A total of parts is in no cell, and what `fill` stands for is in the formula.
        (Held::Nothing, Some(Value::Number(_))) => has_fill && !cell.has_formula,
        _ => false,
    }
}
