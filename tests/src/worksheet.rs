//! A worksheet as a surface: what a case expects becomes a template without markers, which is filled and read back by another library.
//!
//! The headings of the expected table are the labels: dimensions and `period` down the left, KPIs across. What the fill says of a cell is
//! exact; that the file holds the same, as the double it is, is seen by calamine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use indexmap::IndexMap;
use rust_xlsxwriter::{Format, Workbook};
use tolok::{
    DataPath, DataSource, Definitions, FileSystem, FillRequest, Filled, FilledCell, LiveBlank, NoProgress, Problems, Value, WrittenAs,
};

use crate::case::{Case, DEFINITIONS, Mode};
use crate::expectation::{ExpectedTable, TOTAL};
use crate::outcome::{Outcome, Results, Row};
use crate::rust::{findings, request};
use crate::surface::Surface;

/// Runs cases through templates of labels.
#[derive(Debug, Clone, Copy)]
pub struct Worksheet;

const SHEET: &str = "Expected";

impl Surface for Worksheet {
    fn name(&self) -> &'static str {
        "worksheet"
    }

    fn rule(&self, case: &Case) -> Option<&'static str> {
        let words = case.request.as_ref().map_or(&[][..], |request| request.words.as_slice());
        let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
        match &case.expect {
            None => Some("nothing is computed that could be filled"),
            Some(_) if has(&["--report"]) => Some("a worksheet says by its labels what a report says by name"),
            Some(_) if has(&["--top"]) => Some("a worksheet does not leave out rows"),
            Some(_) if has(&["--periods", "--check-totals", "--strict"]) => {
                Some("an option that `fill` does not have, or that is about printing")
            }
            Some(expect) if expect.head.iter().any(|name| name == "partial") => Some("a worksheet does not mark a period as partial"),
            Some(_) => None,
        }
    }

    fn missing(&self) -> Option<String> {
        None
    }

    fn run(&self, case: &Case) -> Result<Outcome, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let folder = folder.path();
        for (name, text) in &case.definitions {
            std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
        for source in &case.sources {
            std::fs::write(folder.join(format!("{}.csv", source.name)), &source.text)
                .map_err(|error| format!("{}: {error}", source.name))?;
        }
        let (Some(expect), Some(asked)) = (&case.expect, &case.request) else { return Err("nothing is expected".to_owned()) };
        let template = folder.join("template.xlsx");
        let grid = Labels::of(expect, &asked.words, asked.mode);
        grid.write(&template).map_err(|error| error.to_string())?;
        let fill = grid.request(case, folder, &template)?;
        let main = folder.join(DEFINITIONS);
        let files = FileSystem::around(&main, false);
        let definitions = Definitions::checked(&main.to_string_lossy(), case.main_definitions(), &files);
        let filled =
            definitions.map(|definitions| definitions.in_folder(files)).and_then(|definitions| definitions.fill(&fill, &NoProgress));
        let filled = match filled {
            Ok(filled) => filled,
            Err(Problems { diagnostics, sources }) => {
                return Ok(Outcome { failed: true, results: None, findings: findings(&diagnostics, &sources) });
            }
        };
        let output = folder.join("output.xlsx");
        std::fs::write(&output, &filled.bytes).map_err(|error| error.to_string())?;
        let results = grid.results(expect, &filled, &output)?;
        Ok(Outcome { failed: false, results: Some(results), findings: findings(&filled.diagnostics, &filled.sources) })
    }
}

/// A cell, from 0, with what its formula has to show, and the formula.
pub type LiveCell = ((u32, u32), Value, String);

impl Worksheet {
    /// Fills the template of a case, to which all inputs were added, with formulas, and writes it; gives the cells that have one.
    ///
    /// # Errors
    ///
    /// Where the case cannot be filled, in words.
    pub fn fill_with_formulas(&self, case: &Case, output: &Path) -> Result<Vec<LiveCell>, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let folder = folder.path();
        for (name, text) in &case.definitions {
            std::fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
        for source in &case.sources {
            std::fs::write(folder.join(format!("{}.csv", source.name)), &source.text)
                .map_err(|error| format!("{}: {error}", source.name))?;
        }
        let (Some(expect), Some(asked)) = (&case.expect, &case.request) else { return Err("nothing is expected".to_owned()) };
        let main = folder.join(DEFINITIONS);
        let files = FileSystem::around(&main, false);
        let definitions =
            Definitions::checked(&main.to_string_lossy(), case.main_definitions(), &files).map_err(|problems| problems.to_string())?;
        let definitions = definitions.in_folder(files);
        let mut expect = expect.clone();
        let inputs: Vec<String> = definitions.model().inputs().map(|(_, input)| input.name.to_string()).collect();
        for input in inputs.into_iter().filter(|name| !expect.head.iter().any(|known| known.eq_ignore_ascii_case(name))).collect::<Vec<_>>()
        {
            expect.head.push(input);
            expect.rows.iter_mut().for_each(|row| row.push(String::new()));
        }
        let template = folder.join("template.xlsx");
        let grid = Labels::of(&expect, &asked.words, asked.mode);
        grid.write(&template).map_err(|error| error.to_string())?;
        let mut fill = grid.request(case, folder, &template)?;
        fill.written_as = WrittenAs::Formulas(LiveBlank::Empty);
        let filled = definitions.fill(&fill, &NoProgress).map_err(|problems| problems.to_string())?;
        std::fs::write(output, &filled.bytes).map_err(|error| error.to_string())?;
        let mut workbook: Xlsx<_> = open_workbook(output).map_err(|error: calamine::XlsxError| error.to_string())?;
        let formulas = workbook.worksheet_formula(SHEET).map_err(|error| error.to_string())?;
        let (first_row, first_column) = formulas.start().unwrap_or_default();
        let mut live = Vec::new();
        for (row, column, formula) in formulas.used_cells() {
            let at = (
                first_row.saturating_add(u32::try_from(row).unwrap_or(0)),
                first_column.saturating_add(u32::try_from(column).unwrap_or(0)),
            );
            let address = rust_xlsxwriter::utility::row_col_to_cell(at.0, u16::try_from(at.1).unwrap_or(0));
            let cell = filled.cells.iter().find(|cell| cell.cell == address).ok_or_else(|| format!("{address} was not filled"))?;
            live.push((at, cell.value.clone(), formula.clone()));
        }
        Ok(live)
    }
}

/// The template of an expected table: which of its columns are labels of rows.
struct Labels {
    mode: Mode,
    /// For each heading whether it is a dimension or the period.
    is_label: Vec<bool>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The options that are not about what is shown.
    words: Vec<String>,
    by: Vec<String>,
}

impl Labels {
    fn of(expect: &ExpectedTable, words: &[String], mode: Mode) -> Self {
        let (mut kept, mut by) = (Vec::new(), Vec::new());
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--by" => by.extend(rest.next().into_iter().flat_map(|names| names.split(',')).map(|name| name.trim().to_owned())),
                "--over" | "--kpis" | "--sort" => drop(rest.next()),
                "--total" | "--subtotals" => {}
                _ => kept.push(word.clone()),
            }
        }
        let is_label =
            |name: &String| mode == Mode::Run && (name == "period" || by.iter().any(|dimension| dimension.eq_ignore_ascii_case(name)));
        Self {
            mode,
            is_label: expect.head.iter().map(is_label).collect(),
            head: expect.head.clone(),
            rows: expect.rows.clone(),
            words: kept,
            by,
        }
    }

    fn has_labels(&self) -> bool {
        self.is_label.contains(&true)
    }

    /// The column of a heading in the template: without labels of rows there is one of its own that says `Total`.
    fn column(&self, place: usize) -> u16 {
        let first = usize::from(!self.has_labels());
        u16::try_from(place + first).unwrap_or(u16::MAX)
    }

    fn write(&self, path: &Path) -> Result<(), rust_xlsxwriter::XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name(SHEET)?;
        for (place, name) in self.head.iter().enumerate() {
            sheet.write_string(0, self.column(place), name)?;
        }
        // Texts as they are: a period in a General cell would be one that people typed, too.
        let format = Format::new();
        for (row, cells) in (1..).zip(&self.rows) {
            if !self.has_labels() {
                sheet.write_string(row, 0, "Total")?;
            }
            for (place, cell) in cells.iter().enumerate() {
                let text = if cell == TOTAL { "Total" } else { cell };
                match self.is_label.get(place) {
                    Some(true) => sheet.write_string(row, self.column(place), text)?,
                    _ => sheet.write_blank(row, self.column(place), &format)?,
                };
            }
        }
        workbook.save(path)
    }

    fn request(&self, case: &Case, folder: &Path, template: &Path) -> Result<FillRequest, String> {
        let mut fill = FillRequest { template: template.to_string_lossy().into_owned(), by: self.by.clone(), ..FillRequest::default() };
        let mut common = Vec::new();
        let mut words = self.words.iter();
        while let Some(option) = words.next() {
            let value = words.next().ok_or_else(|| format!("`{option}` wants a value"))?;
            match option.as_str() {
                "--where" => fill.scope.filter = Some(value.clone()),
                "--period" => fill.scope.period = Some(value.clone()),
                "--as-of" => fill.scope.as_of = Some(value.parse().map_err(|_| format!("`{value}` is no date"))?),
                _ => common.extend([option.clone(), value.clone()]),
            }
        }
        fill.request = request(&common)?;
        for source in &case.sources {
            let path = folder.join(format!("{}.csv", source.name));
            fill.data.push(DataSource::Named(DataPath { name: Some(source.name.clone()), path, ..DataPath::default() }));
        }
        Ok(fill)
    }

    /// The values of the filled cells, by the rows of the expected table.
    fn results(&self, expect: &ExpectedTable, filled: &Filled, output: &Path) -> Result<Results, String> {
        let mut workbook: Xlsx<_> = open_workbook(output).map_err(|error: calamine::XlsxError| error.to_string())?;
        let range = workbook.worksheet_range(SHEET).map_err(|error| error.to_string())?;
        let by_cell: BTreeMap<&str, &FilledCell> = filled.cells.iter().map(|cell| (cell.cell.as_str(), cell)).collect();
        let kept: BTreeSet<&str> = filled.kept.iter().map(|cell| cell.cell.as_str()).collect();
        let mut rows = Vec::new();
        for (row, cells) in (1_u32..).zip(&self.rows) {
            let mut found = Row::default();
            for (place, name) in expect.head.iter().enumerate() {
                let at = (row, u32::from(self.column(place)));
                if self.is_label.get(place) == Some(&true) {
                    let member = cells.get(place).filter(|cell| *cell != TOTAL).cloned();
                    found.dimensions.insert(name.clone(), member);
                    continue;
                }
                let address = rust_xlsxwriter::utility::row_col_to_cell(at.0, self.column(place));
                let Some(cell) = by_cell.get(address.as_str()) else {
                    // An input that nobody gave is not filled: its cell is blank as it was.
                    if range.get_value(at).is_none_or(|held| *held == Data::Empty) && !kept.contains(address.as_str()) {
                        found.kpis.insert(name.clone(), "blank".to_owned());
                    }
                    continue;
                };
                holds(range.get_value(at).unwrap_or(&Data::Empty), &cell.value).map_err(|problem| format!("{address}: {problem}"))?;
                found.kpis.insert(name.clone(), cell.value.to_string());
            }
            rows.push(found);
        }
        if self.mode != Mode::Run {
            let kpis: IndexMap<String, String> = rows.into_iter().flat_map(|row| row.kpis).collect();
            return Ok(Results::Single(kpis));
        }
        let is_total = |row: &Row| row.dimensions.values().any(Option::is_none);
        let (totals, rows) = rows.into_iter().partition(is_total);
        Ok(Results::Table { rows, totals })
    }
}

/// Whether a cell holds what a value is to a spreadsheet.
fn holds(cell: &Data, value: &Value) -> Result<(), String> {
    let fits = match (value, cell) {
        (Value::Number(number), Data::Float(double)) => number.to_f64().to_bits() == double.to_bits(),
        (Value::Number(number), Data::Int(whole)) => number.to_string() == whole.to_string(),
        (Value::Text(text), Data::String(found)) => text.as_ref() == found,
        (Value::Text(text), Data::Empty) => text.is_empty(),
        (Value::Bool(truth), Data::Bool(found)) => truth == found,
        (Value::Blank(_), Data::Empty) => true,
        (Value::Error(error), Data::Error(found)) => error.kind().text() == found.to_string(),
        (Value::Date(day), Data::DateTime(moment)) => {
            let (year, month, date, ..) = moment.to_ymd_hms_milli();
            day.to_string() == format!("{year:04}-{month:02}-{date:02}")
        }
        (Value::Date(day), Data::String(text)) => day.to_string() == *text,
        _ => false,
    };
    if fits { Ok(()) } else { Err(format!("{value} became {cell:?}")) }
}
