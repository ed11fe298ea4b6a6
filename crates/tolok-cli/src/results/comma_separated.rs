//! Results as comma-separated values: exact, for programs; with a language, as the spreadsheets of that language open them.

use tolok::{Kpi, Language, Value};

use super::appearance::{Appearance, appearance};
use super::layout::{Cell, Coordinate, Layout};
use super::{Look, words};
use crate::arguments::Missing;

/// What stands for all members or periods; no data has a member that is called so.
const TOTAL: &str = "(total)";

/// The layout as comma-separated values. Headings are names.
pub(crate) fn text(layout: &Layout<'_>, look: &Look) -> String {
    let language = look.language.unwrap_or_default();
    let for_excel = language.decimal_sign() == ',';
    // Names are what programs look for; the language only decides the signs.
    let names = Look { language: None, ..look.clone() };
    let several = layout.result.kpis.len() > 1;
    let mut writer = csv::WriterBuilder::new().delimiter(if for_excel { b';' } else { b',' }).from_writer(Vec::new());
    let header = layout.columns.iter().map(|column| words::exact(column, &names, several));
    let written = writer.write_record(header).and_then(|()| {
        layout.lines.iter().try_for_each(|line| writer.write_record(line.cells.iter().map(|cell| field(cell, &names, language))))
    });
    let text = match (written, writer.into_inner()) {
        (Ok(()), Ok(bytes)) => String::from_utf8(bytes).unwrap_or_default(),
        _ => String::new(),
    };
    if for_excel { format!("\u{feff}{text}") } else { text }
}

fn field(cell: &Cell<'_>, look: &Look, language: Language) -> String {
    match cell {
        Cell::Absent => String::new(),
        Cell::Place(Coordinate::Total) => TOTAL.to_string(),
        Cell::Place(place) => words::coordinate(place, look),
        Cell::Kpi(kpi) => exact(kpi, look, language),
    }
}

/// The exact value: `on_error` changes how an error is shown to people, and nothing here.
fn exact(kpi: &Kpi, look: &Look, language: Language) -> String {
    match appearance(kpi, Some(look.missing.as_ref().unwrap_or(&Missing::Error))) {
        Appearance::Nothing => String::new(),
        Appearance::Error(kind) => kind.to_string(),
        Appearance::Text(text) => text.to_string(),
        Appearance::Value => match &kpi.value {
            Value::Number(number) => number.to_string().replace('.', &language.decimal_sign().to_string()),
            value => value.to_string(),
        },
    }
}
