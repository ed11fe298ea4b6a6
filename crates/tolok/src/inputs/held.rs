//! The value of an input in a cell of a workbook, read by the input's type.

use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{EntityId, Type};
use tolok_table::Cell;
use tolok_value::{ErrorKind, Locale, Number, Value};

use crate::{Definitions, codes, inputs};

impl Definitions {
    /// What a cell gives to an input or param.
    ///
    /// # Errors
    ///
    /// E0502 for what the input cannot be, E0542 for a formula without its result.
    pub(crate) fn held(
        &self,
        id: EntityId,
        cell: &Cell,
        place: &Place,
        locale: Locale,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Value, Diagnostic> {
        let Some(entity) = self.model.entity(id) else { return Ok(Value::BLANK) };
        let ty = entity.ty();
        let named = format!("`{}`", entity.name);
        let is_number = matches!(ty, Type::Number(_) | Type::Unknown);
        match cell {
            Cell::Empty => Ok(Value::BLANK),
            Cell::Number(number) | Cell::Percent(number) if is_number => Number::from_f64(*number)
                .map(Value::Number)
                .map_err(|error| Diagnostic::new(&codes::VALUE, format!("{named} cannot be read: {error}")).at(place.clone())),
            Cell::Number(number) | Cell::Percent(number) if ty == Type::Text => Ok(Value::text(number.to_string())),
            Cell::Bool(truth) if ty == Type::Bool => Ok(Value::Bool(*truth)),
            Cell::Date(day) if ty == Type::Date => Ok(Value::Date(*day)),
            Cell::Error(word) => Ok(error_value(word, place)),
            Cell::Text(text) => inputs::read(text, &ty, locale, &named, diagnostics, place).map_err(|problem| problem.at(place.clone())),
            Cell::Uncomputed => {
                let words = format!("{named} is a formula that no program has computed");
                let problem = Diagnostic::new(&tolok_table::codes::UNCOMPUTED, words).at(place.clone());
                Err(problem.help("open the workbook in a spreadsheet program and save it"))
            }
            _ => {
                let words = format!("{named} is {}, but the cell holds something else", ty.words());
                Err(Diagnostic::new(&codes::VALUE, words).at(place.clone()).help("change the cell, or the type of the input"))
            }
        }
    }
}

/// An error cell is an error value; errors that formulas here do not have are `#N/A`, with the cell's own word.
fn error_value(word: &str, place: &Place) -> Value {
    let kind = match word {
        "#DIV/0!" => ErrorKind::DivisionByZero,
        "#NUM!" => ErrorKind::Number,
        "#VALUE!" => ErrorKind::Value,
        _ => ErrorKind::NotAvailable,
    };
    Value::error(kind, format!("the cell {place} is {word}"))
}
