//! Inputs from a worksheet with labels in one column and values in the next, read through calamine.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{CellErrorType, Data, Reader, open_workbook_auto_from_rs};
use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Place, suggestion::listed};
use tolok_eval::Given;
use tolok_model::{EntityId, EntityKind, Type};
use tolok_value::{Date, ErrorKind, Locale, Number, Value};

use crate::labels::Labels;
use crate::{Definitions, codes, inputs};

/// Where inputs are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DataPath<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
}

impl Definitions {
    /// Reads what a worksheet gives; every problem of the sheet in one go.
    pub(crate) fn read_worksheet(&self, file: &Path, sheet: Option<&str>, locale: Locale, given: &mut Given) -> Vec<Diagnostic> {
        let name = file.to_string_lossy();
        let path = DataPath { file: &name, sheet };
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let words = match error.kind() {
                    std::io::ErrorKind::NotFound => format!("there is no file `{}`", path.file),
                    _ => format!("`{}` cannot be read: {error}", path.file),
                };
                let problem = Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(path.file.into()));
                return vec![problem.help("data is named as `PATH` or `PATH#Sheet`")];
            }
        };
        match cells(&bytes, &path) {
            Ok((sheet, range)) => Sheet { definitions: self, file: path.file, sheet, locale }.read(&range, given),
            Err(problem) => vec![problem],
        }
    }
}

/// The cells of the sheet that is meant: the one named, or the first.
fn cells(bytes: &[u8], path: &DataPath<'_>) -> Result<(String, calamine::Range<Data>), Diagnostic> {
    let broken = |error: calamine::Error| {
        let words = format!("`{}` cannot be read as a workbook: {error}", path.file);
        let problem = Diagnostic::new(&codes::DATA_WORKBOOK, words).at(Place::File(path.file.into()));
        problem.help("open it in a spreadsheet program, take a password off, and save it again")
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let wanted = match path.sheet {
        None => names.first().cloned(),
        Some(sheet) => names.iter().find(|name| tolok_value::same(name, sheet)).cloned(),
    };
    let Some(wanted) = wanted else {
        let words = format!("`{}` has no sheet `{}`", path.file, path.sheet.unwrap_or(""));
        let problem = Diagnostic::new(&codes::NO_SHEET, words).at(Place::File(path.file.into()));
        return Err(problem.help(format!("it has {}", listed(names.iter().map(String::as_str)))));
    };
    let range = workbook.worksheet_range(&wanted).map_err(broken)?;
    Ok((wanted, range))
}

struct Sheet<'a> {
    definitions: &'a Definitions,
    file: &'a str,
    sheet: String,
    locale: Locale,
}

impl Sheet<'_> {
    fn read(&self, range: &calamine::Range<Data>, given: &mut Given) -> Vec<Diagnostic> {
        let labels = Labels::of(&self.definitions.model);
        let mut diagnostics = Vec::new();
        let mut first: BTreeMap<EntityId, (Value, String)> = BTreeMap::new();
        let mut unused: Vec<String> = Vec::new();
        let (start_row, start_column) = range.start().unwrap_or((0, 0));
        for (row, cells) in range.rows().enumerate() {
            let Some((column, label, value)) = pair(cells) else { continue };
            let address = |offset: usize| address(start_row, row, start_column, column + offset);
            match labels.find(label).as_slice() {
                [] => {
                    if matches!(value, Data::Float(_) | Data::Int(_)) {
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
        diagnostics
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

    fn value(&self, id: EntityId, data: &Data, cell: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Value, Diagnostic> {
        let Some(entity) = self.definitions.model.entity(id) else { return Ok(Value::BLANK) };
        let ty = entity.ty();
        let place = Place::cell(self.file, self.sheet.as_str(), cell);
        let named = format!("`{}`", entity.name);
        let is_number = matches!(ty, Type::Number(_) | Type::Unknown);
        match data {
            Data::Empty => Ok(Value::BLANK),
            Data::Float(double) if is_number => Number::from_f64(*double)
                .map(Value::Number)
                .map_err(|error| Diagnostic::new(&codes::VALUE, format!("{named} cannot be read: {error}")).at(place)),
            Data::Int(whole) if is_number => Ok(Value::Number(Number::from(*whole))),
            Data::Float(_) | Data::Int(_) if ty == Type::Text => Ok(Value::text(data.to_string())),
            Data::Bool(truth) if ty == Type::Bool => Ok(Value::Bool(*truth)),
            Data::DateTime(moment) if ty == Type::Date => {
                let parts = moment.to_ymd_hms_milli();
                let date =
                    Date::new(i16::try_from(parts.0).unwrap_or(0), i8::try_from(parts.1).unwrap_or(0), i8::try_from(parts.2).unwrap_or(0));
                date.map(Value::Date).map_err(|_| Diagnostic::new(&codes::VALUE, format!("{named} is no date")).at(place))
            }
            Data::Error(error) => Ok(error_value(error, &format!("{}!{}!{cell}", self.file, self.sheet))),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                inputs::read(text, &ty, self.locale, &named, diagnostics, &place).map_err(|problem| problem.at(place))
            }
            _ => {
                let words = format!("{named} is {}, but the cell holds something else", ty.words());
                Err(Diagnostic::new(&codes::VALUE, words).at(place).help("change the cell, or the type of the input"))
            }
        }
    }

    fn at(&self, problem: Diagnostic, cell: String) -> Diagnostic {
        problem.at(Place::cell(self.file, self.sheet.as_str(), cell))
    }
}

/// The first text of a row and the cell after it.
fn pair(cells: &[Data]) -> Option<(usize, &str, &Data)> {
    let column = cells.iter().position(|cell| !matches!(cell, Data::Empty))?;
    let label = match cells.get(column)? {
        Data::String(text) if !text.trim().is_empty() => text,
        _ => return None,
    };
    Some((column, label, cells.get(column + 1)?))
}

/// An error cell is an error value; errors that formulas here do not have are `#N/A`, with the cell's own word.
fn error_value(error: &CellErrorType, place: &str) -> Value {
    let kind = match error {
        CellErrorType::Div0 => ErrorKind::DivisionByZero,
        CellErrorType::Num => ErrorKind::Number,
        CellErrorType::Value => ErrorKind::Value,
        _ => ErrorKind::NotAvailable,
    };
    Value::error(kind, format!("the cell {place} is {error}"))
}

/// Calamine counts from 0, people and workbooks from 1.
fn address(start_row: u32, row: usize, start_column: u32, column: usize) -> String {
    let column = u32::try_from(column).unwrap_or(0).saturating_add(start_column).saturating_add(1);
    let row = u32::try_from(row).unwrap_or(0).saturating_add(start_row).saturating_add(1);
    tolok_xlsx::Address::new(row, column).map_or_else(String::new, |address| address.to_string())
}
