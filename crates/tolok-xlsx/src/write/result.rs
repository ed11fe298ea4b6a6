//! The new result of a formula in its cell, which keeps everything else.

use super::render::number_text;
use crate::splices::Splices;
use crate::strings::encode;
use crate::worksheet::Window;
use crate::xml::escape;
use crate::{Cell, CellKind, XlsxError};
use tolok_excel_formula::Value;

/// Writes the result of a formula, unless it is the one that the cell has.
pub(super) fn put(cell: &Cell<'_>, value: &Value, part: &str, window: Window<'_>, splices: &mut Splices) -> Result<(), XlsxError> {
    let (kind, written) = match value {
        // The empty result of a formula is a text.
        Value::Blank => (Some("str"), String::new()),
        Value::Number(number) => (None, number_text(*number).unwrap_or_default()),
        Value::Text(text) => (Some("str"), escape(&encode(text)).into_owned()),
        Value::Bool(truth) => (Some("b"), if *truth { "1" } else { "0" }.to_owned()),
        Value::Error(error) => (Some("e"), error.text().to_owned()),
    };
    if is_the_same(cell, value) {
        return Ok(());
    }
    let attributes = cell.source.element.attributes(part)?;
    let attribute = |name: &str| attributes.iter().find(|attribute| attribute.name == name);
    match (attribute("t"), kind) {
        (Some(old), Some(kind)) => splices.replace(window.in_part(&old.value_span), kind),
        (Some(old), None) => splices.remove(window.in_part(&old.span)),
        (None, Some(kind)) => splices.insert(window.start + cell.source.element.attributes_end(), format!(" t=\"{kind}\"")),
        (None, None) => {}
    }
    // What a program knows about the old result besides what the cell shows.
    if let Some(old) = attribute("vm") {
        splices.remove(window.in_part(&old.span));
    }
    let prefix = cell.source.element.prefix;
    let written = format!("<{prefix}v>{written}</{prefix}v>");
    match (&cell.source.value, &cell.source.formula) {
        (Some(old), _) => splices.replace(window.in_part(old), written),
        (None, Some(formula)) => splices.insert(window.start + formula.end, written),
        (None, None) => {}
    }
    Ok(())
}

fn is_the_same(cell: &Cell<'_>, value: &Value) -> bool {
    match (cell.kind(), value) {
        (CellKind::Number, Value::Number(number)) => cell.number() == Some(*number),
        (CellKind::FormulaText, Value::Text(text)) => cell.text() == Some(text),
        (CellKind::Bool, Value::Bool(truth)) => cell.value().map(str::trim) == Some(if *truth { "1" } else { "0" }),
        (CellKind::Error, Value::Error(error)) => cell.value().map(str::trim) == Some(error.text()),
        _ => false,
    }
}
