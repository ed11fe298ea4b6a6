//! Inputs from a worksheet with labels in one column and values in the next.

use std::collections::BTreeMap;
use std::path::Path;

use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Place, suggestion::listed};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind};
use tolok_table::{Cell, PlainSheet, plain_sheet};
use tolok_value::{Locale, Value};

use crate::labels::Labels;
use crate::run::on_disk;
use crate::{Definitions, codes};

impl Definitions {
    /// Reads what a worksheet gives; every problem of the sheet in one go. Nothing where an input has several values in its row, for that is
    /// no list of labels and values.
    pub(crate) fn read_worksheet(&self, file: &Path, sheet: Option<&str>, locale: Locale, given: &mut Given) -> Option<Vec<Diagnostic>> {
        let name = file.to_string_lossy();
        if !file.exists() {
            let words = format!("there is no file `{name}`");
            let problem = Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(name.as_ref().into()));
            return Some(vec![problem.help("data is named as `PATH` or `PATH#Sheet`")]);
        }
        match plain_sheet(on_disk(&name, file).as_ref(), sheet) {
            Ok(cells) => Sheet { definitions: self, file: &name, sheet: cells.name.to_string(), locale }.read(&cells, given),
            Err(problem) => Some(vec![problem]),
        }
    }
}

struct Sheet<'a> {
    definitions: &'a Definitions,
    file: &'a str,
    sheet: String,
    locale: Locale,
}

impl Sheet<'_> {
    fn read(&self, sheet: &PlainSheet, given: &mut Given) -> Option<Vec<Diagnostic>> {
        let labels = Labels::of(&self.definitions.model);
        let mut diagnostics = Vec::new();
        let mut first: BTreeMap<EntityId, (Value, String)> = BTreeMap::new();
        let mut unused: Vec<String> = Vec::new();
        for (row, cells) in sheet.rows.iter().enumerate() {
            let Some((column, label, value)) = pair(cells) else { continue };
            let address = |offset: usize| address(sheet, row, column + offset);
            let named = labels.find(label);
            if !named.is_empty() && several(cells, column) {
                return None;
            }
            match named.as_slice() {
                [] => {
                    if matches!(value, Cell::Number(_) | Cell::Percent(_)) {
                        unused.push(label.trim().to_string());
                        let words = format!("no input is called `{}`, so its value is not used", label.trim());
                        diagnostics.push(self.at(Diagnostic::new(&codes::UNUSED_LABEL, words), address(0)));
                    }
                }
                [id] => match self.value(*id, value, &address(1), &mut diagnostics) {
                    Ok(value) => match first.get(id) {
                        Some((known, cell)) if *known != value => {
                            let words = format!("`{}` stands here and in {cell}, with different values", label.trim());
                            let problem = Diagnostic::new(&codes::LABEL_TWICE, words).help("keep one of the two");
                            diagnostics.push(self.at(problem, address(0)));
                        }
                        Some(_) => {}
                        None => {
                            first.insert(*id, (value.clone(), address(0)));
                            given.set(*id, value);
                        }
                    },
                    Err(problem) => diagnostics.push(problem),
                },
                several => {
                    let names: Vec<&str> =
                        several.iter().filter_map(|id| self.definitions.model.entity(*id)).map(|entity| entity.name.as_ref()).collect();
                    let words = format!("`{}` could be {}", label.trim(), listed(names));
                    let problem = Diagnostic::new(&tolok_model::codes::AMBIGUOUS_ALIAS, words).help("write the name itself as the label");
                    diagnostics.push(self.at(problem, address(0)));
                }
            }
        }
        self.missing(&first, &unused, &mut diagnostics);
        Some(diagnostics)
    }

    /// Inputs that the sheet does not have; the nearest label is only suggested.
    fn missing(&self, found: &BTreeMap<EntityId, (Value, String)>, unused: &[String], diagnostics: &mut Vec<Diagnostic>) {
        for (id, input) in self.definitions.model.inputs().filter(|(id, _)| !found.contains_key(id)) {
            if !matches!(&input.kind, EntityKind::Input(input) if input.fill.is_none()) || !self.definitions.model.is_used(id) {
                continue;
            }
            if let Some(near) = nearest(&input.name, unused.iter().map(String::as_str)) {
                let words = format!("the sheet has no label for `{}`", input.name);
                let problem = Diagnostic::new(&codes::MISSING_INPUT, words).help(format!("is `{near}` meant? add it as an `alias`"));
                diagnostics.push(problem.at(Place::File(format!("{}!{}", self.file, self.sheet).into())));
            }
        }
    }

    fn value(&self, id: EntityId, cell: &Cell, at: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Value, Diagnostic> {
        let place = Place::cell(self.file, self.sheet.as_str(), at);
        self.definitions.held(id, cell, &place, self.locale, diagnostics)
    }

    fn at(&self, problem: Diagnostic, cell: String) -> Diagnostic {
        problem.at(Place::cell(self.file, self.sheet.as_str(), cell))
    }
}

/// The first text of a row and the cell after it.
fn pair(cells: &[Cell]) -> Option<(usize, &str, &Cell)> {
    let column = cells.iter().position(|cell| !matches!(cell, Cell::Empty))?;
    let label = match cells.get(column)? {
        Cell::Text(text) if !text.trim().is_empty() => text,
        _ => return None,
    };
    Some((column, label, cells.get(column + 1)?))
}

/// True if more than one number stands behind a label.
fn several(cells: &[Cell], label: usize) -> bool {
    let numbers = cells.iter().skip(label.saturating_add(1)).filter(|cell| matches!(cell, Cell::Number(_) | Cell::Percent(_)));
    numbers.count() > 1
}

fn address(sheet: &PlainSheet, row: usize, column: usize) -> String {
    let number = |first: u32, more: usize| first.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
    let address = tolok_xlsx::Address::new(number(sheet.first_row, row), number(sheet.first_column, column));
    address.map_or_else(String::new, |address| address.to_string())
}
