//! A workbook whose cells and texts say what belongs into them.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Cell, CellKind, Content, Edits, Passage, Sheet, Table, Workbook};

use crate::filled::{Filled, FilledCell};
use crate::marker::{self, Mark};
use crate::slot::Slot;
use crate::target::Shows;
use crate::text::Text;
use crate::{Answer, Placeholder, Spot, codes};

/// A workbook whose cells say what belongs into them.
///
/// ```
/// use tolok_template::{Answer, Template};
/// use tolok_value::{Number, Value};
/// use tolok_xlsx::{Limits, Workbook};
/// # use tolok_xlsx::testing::Parts;
/// # let bytes = Parts::book(&[("Summary", r#"<row r="7"><c r="C7" t="inlineStr"><is><t>{{ cac }}</t></is></c></row>"#)]).zipped();
///
/// let workbook = Workbook::open(bytes, &Limits::default()).unwrap();
/// let template = Template::read(&workbook, "report.xlsx").unwrap();
/// let filled = template.fill(&mut |placeholder| {
///     assert_eq!(placeholder.formula, "cac");
///     Ok(Answer { value: Value::Number(Number::from(40)), display: "$40.00".to_owned(), format: None, absent: None })
/// });
/// let written = filled.unwrap().apply(&workbook).unwrap();
/// assert_ne!(written.bytes, workbook.bytes());
/// ```
#[derive(Debug, Clone)]
pub struct Template {
    file: Arc<str>,
    slots: Vec<Slot>,
    texts: Vec<Text>,
    /// How formulas of the spreadsheet name sheets and columns that have a placeholder in their names.
    names: Vec<String>,
    problems: Vec<Diagnostic>,
}

impl Template {
    /// Finds the placeholders of a workbook; `file` is its name as the person gave it. Placeholders that are written wrongly do not keep the
    /// others from being found and asked for: [`Template::fill`] tells of them together with its own problems.
    ///
    /// # Errors
    /// E0604 for every sheet that cannot be read.
    pub fn read(workbook: &Workbook, file: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut template = Self { file: file.into(), slots: Vec::new(), texts: Vec::new(), names: Vec::new(), problems: Vec::new() };
        let mut unreadable = Vec::new();
        let sheets = workbook.sheets().iter().filter(|sheet| marker::is_marked(sheet.name())).map(Sheet::name_in_formulas);
        template.names.extend(sheets.flat_map(|name| [format!("'{name}'!"), format!("'{name}:"), format!(":{name}'!")]));
        for sheet in workbook.worksheets() {
            // A sheet whose tables cannot be read is told of when it is read itself.
            let tables = workbook.tables(sheet).unwrap_or_default();
            let columns = tables.iter().flat_map(Table::columns_in_formulas).filter(|name| marker::is_marked(name));
            template.names.extend(columns.flat_map(|name| [format!("[{name}]"), format!("[@{name}]")]));
        }
        for sheet in workbook.worksheets() {
            if let Err(error) = template.read_sheet(workbook, sheet) {
                unreadable.push(error.diagnostic(file));
            }
        }
        match workbook.texts(marker::OPEN) {
            Ok(passages) => passages.into_iter().for_each(|passage| template.read_text(passage)),
            Err(error) => unreadable.push(error.diagnostic(file)),
        }
        if !unreadable.is_empty() {
            return Err(unreadable);
        }
        let mut edits = Edits::default();
        for (slot, placeholder) in template.slots.iter().filter_map(|slot| Some((slot, slot.placeholders().next()?))) {
            if let Spot::Cell(cell) = placeholder.spot {
                // A text, which is what all cells can become that can become anything.
                edits.set(slot.sheet, cell, Content::Replaced(Vec::new()));
            }
        }
        template.problems.extend(workbook.check(&edits).iter().map(|error| error.diagnostic(file)));
        Ok(template)
    }

    /// The placeholders, sheet by sheet in reading order; after all cells come the texts outside of them.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.slots.iter().flat_map(Slot::placeholders).chain(self.texts.iter().flat_map(Text::placeholders))
    }

    /// The positions of the sheets that have placeholders.
    pub fn marked_sheets(&self) -> impl Iterator<Item = usize> {
        self.slots.iter().map(|slot| slot.sheet)
    }

    /// Nothing filled yet.
    pub fn nothing_filled(&self) -> Filled {
        Filled { file: Arc::clone(&self.file), ..Filled::default() }
    }

    /// What is wrong with the template itself.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Asks for the answer to each placeholder, in the order of [`Template::placeholders`], and decides what the cells become.
    ///
    /// # Errors
    /// All problems together: those of the template, E0606, E0621, E0622, E0623 and E0624, and those that come instead of answers.
    pub fn fill(&self, answer: &mut impl FnMut(&Placeholder) -> Result<Answer, Vec<Diagnostic>>) -> Result<Filled, Vec<Diagnostic>> {
        let mut filled = self.nothing_filled();
        let mut problems = self.problems.clone();
        let mut answers = |placeholders: &mut dyn Iterator<Item = &Placeholder>| {
            let answers: Vec<_> = placeholders.map(|placeholder| answer(placeholder).map_err(|errors| problems.extend(errors))).collect();
            answers.into_iter().collect::<Result<Vec<Answer>, ()>>()
        };
        for slot in &self.slots {
            if let Ok(answers) = answers(&mut slot.placeholders()) {
                fill_slot(slot, answers, &mut filled);
            }
        }
        for text in &self.texts {
            if let Ok(answers) = answers(&mut text.placeholders()) {
                filled.edits.replace_in(&text.passage, text.pieces(&answers));
                let cells = text.placeholders().zip(answers).map(|(placeholder, answer)| filled_cell(placeholder, answer));
                filled.cells.extend(cells.map(|cell| FilledCell { is_copy: text.passage.is_copy(), ..cell }));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        tell_copies_apart(&mut filled.cells);
        Ok(filled)
    }

    fn read_sheet(&mut self, workbook: &Workbook, sheet: &Sheet) -> Result<(), tolok_xlsx::XlsxError> {
        let tables = workbook.tables(sheet)?;
        workbook.search(sheet, marker::OPEN, &mut |cell| self.read_cell(workbook, sheet, &tables, cell))
    }

    fn read_text(&mut self, passage: Passage) {
        match Text::read(&self.file, passage) {
            Ok(text) => self.texts.push(text),
            Err(problems) => self.problems.extend(problems),
        }
    }

    fn read_cell(&mut self, workbook: &Workbook, sheet: &Sheet, tables: &[Table], cell: &Cell<'_>) {
        let place = || Place::cell(Arc::clone(&self.file), Arc::clone(sheet.name()), cell.address().to_string());
        if let Some(formula) = cell.formula() {
            // A formula that names a sheet or a column follows its name.
            let others = self.names.iter().fold(formula.text.clone(), |text, name| text.replace(name, ""));
            if marker::is_in_formula(&others) {
                let problem = Diagnostic::new(&codes::IN_A_FORMULA, "a placeholder cannot stand inside a formula of the spreadsheet");
                self.problems.push(problem.at(place()).help("put it into a cell of its own, and refer to that cell"));
            }
            return;
        }
        // A text that a formula of another cell spilled into this one is that formula's affair.
        let Some(text) = cell.text().filter(|text| marker::is_marked(text) && cell.kind() != CellKind::FormulaText) else {
            return;
        };
        let marks = match marker::marks(text) {
            Ok(marks) => marks,
            Err(problems) => return self.problems.extend(problems.into_iter().map(|problem| problem.at(place()))),
        };
        let alone = marker::is_alone(text, &marks);
        let number_format: Arc<str> = workbook.number_format(cell.style()).into();
        let placeholder = |mark: Mark<'_>| {
            let placeholder = Placeholder {
                file: Arc::clone(&self.file),
                sheet: Arc::clone(sheet.name()),
                spot: cell.address().into(),
                formula: mark.formula.to_owned(),
                alone,
                number_format: Arc::clone(&number_format),
            };
            (placeholder, if alone { 0..text.len() } else { mark.range })
        };
        let placeholders = marks.into_iter().map(placeholder).collect();
        let is_heading = tables.iter().any(|table| table.is_heading(cell.address()));
        let shows = if is_heading { Shows::Words } else { Shows::of(&number_format) };
        self.slots.push(Slot { sheet: sheet.index(), placeholders, shows, epoch: workbook.epoch() });
    }
}

fn fill_slot(slot: &Slot, answers: Vec<Answer>, filled: &mut Filled) {
    let Some(Spot::Cell(address)) = slot.placeholders().next().map(|placeholder| &placeholder.spot) else { return };
    filled.take(slot.sheet, *address, slot.filling(&answers));
    filled.cells.extend(slot.placeholders().zip(answers).map(|(placeholder, answer)| filled_cell(placeholder, answer)));
}

fn filled_cell(placeholder: &Placeholder, answer: Answer) -> FilledCell {
    FilledCell {
        sheet: Arc::clone(&placeholder.sheet),
        cell: placeholder.spot.clone(),
        formula: placeholder.formula.clone(),
        value: answer.value,
        display: answer.display,
        is_copy: false,
    }
}

/// A copy of what is nowhere else on its sheet is none.
fn tell_copies_apart(cells: &mut [FilledCell]) {
    let originals: Vec<(Arc<str>, String)> =
        cells.iter().filter(|cell| !cell.is_copy).map(|cell| (Arc::clone(&cell.sheet), cell.formula.clone())).collect();
    for cell in cells.iter_mut().filter(|cell| cell.is_copy) {
        cell.is_copy = originals.iter().any(|(sheet, formula)| *sheet == cell.sheet && *formula == cell.formula);
    }
}

#[cfg(test)]
mod tests;
