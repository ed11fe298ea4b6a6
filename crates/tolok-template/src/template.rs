//! A workbook whose cells say what belongs into them.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_xlsx::{Cell, CellKind, Content, Edits, Sheet, Workbook, Worksheet};

use crate::filled::{Filled, FilledCell};
use crate::marker::{self, Mark};
use crate::slot::Slot;
use crate::{Answer, Placeholder, codes};

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
///     Ok(Answer { value: Value::Number(Number::from(40)), display: "$40.00".to_owned(), absent: None })
/// });
/// let written = filled.unwrap().apply(&workbook).unwrap();
/// assert_ne!(written.bytes, workbook.bytes());
/// ```
#[derive(Debug, Clone)]
pub struct Template {
    file: Arc<str>,
    slots: Vec<Slot>,
    problems: Vec<Diagnostic>,
}

impl Template {
    /// Finds the placeholders of a workbook; `file` is its name as the person gave it. Placeholders that are written wrongly do not keep the
    /// others from being found and asked for: [`Template::fill`] tells of them together with its own problems.
    ///
    /// # Errors
    /// E0604 for every sheet that cannot be read.
    pub fn read(workbook: &Workbook, file: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut template = Self { file: file.into(), slots: Vec::new(), problems: Vec::new() };
        let mut unreadable = Vec::new();
        for sheet in workbook.worksheets() {
            if let Err(error) = template.read_sheet(workbook, sheet) {
                unreadable.push(error.diagnostic(file));
            }
        }
        if !unreadable.is_empty() {
            return Err(unreadable);
        }
        let mut edits = Edits::default();
        for (slot, placeholder) in template.slots.iter().filter_map(|slot| Some((slot, slot.placeholders().next()?))) {
            edits.set(slot.sheet, placeholder.address, Content::Blank);
        }
        template.problems.extend(workbook.check(&edits).iter().map(|error| error.diagnostic(file)));
        Ok(template)
    }

    /// The placeholders, sheet by sheet in reading order.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.slots.iter().flat_map(Slot::placeholders)
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
        for slot in &self.slots {
            let mut answers = Vec::new();
            for placeholder in slot.placeholders() {
                match answer(placeholder) {
                    Ok(answer) => answers.push((placeholder, answer)),
                    Err(errors) => problems.extend(errors),
                }
            }
            if answers.len() == slot.placeholders().count() {
                fill_slot(slot, answers, &mut filled);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(filled)
    }

    fn read_sheet(&mut self, workbook: &Workbook, sheet: &Sheet) -> Result<(), tolok_xlsx::XlsxError> {
        let worksheet = workbook.worksheet(sheet)?;
        for cell in worksheet.cells() {
            self.read_cell(workbook, &worksheet, &cell?);
        }
        Ok(())
    }

    fn read_cell(&mut self, workbook: &Workbook, worksheet: &Worksheet, cell: &Cell<'_>) {
        let sheet = worksheet.sheet();
        let place = || Place::cell(Arc::clone(&self.file), Arc::clone(sheet.name()), cell.address().to_string());
        if let Some(formula) = cell.formula() {
            if marker::is_in_formula(&formula.text) {
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
        let number_format: Arc<str> = worksheet.number_format(cell).into();
        let placeholder = |mark: Mark<'_>| {
            let placeholder = Placeholder {
                file: Arc::clone(&self.file),
                sheet: Arc::clone(sheet.name()),
                address: cell.address(),
                formula: mark.formula.to_owned(),
                alone,
                number_format: Arc::clone(&number_format),
            };
            (placeholder, if alone { 0..text.len() } else { mark.range })
        };
        let placeholders = marks.into_iter().map(placeholder).collect();
        let (shows_dates, epoch) = (worksheet.shows_dates(cell), workbook.epoch());
        self.slots.push(Slot { sheet: sheet.index(), placeholders, shows_dates, epoch });
    }
}

fn fill_slot(slot: &Slot, answers: Vec<(&Placeholder, Answer)>, filled: &mut Filled) {
    let Some(address) = slot.placeholders().next().map(|placeholder| placeholder.address) else { return };
    let (placeholders, answers): (Vec<&Placeholder>, Vec<Answer>) = answers.into_iter().unzip();
    let (content, warning) = slot.content(&answers);
    filled.edits.set(slot.sheet, address, content);
    filled.warnings.extend(warning);
    filled.cells.extend(placeholders.into_iter().zip(answers).map(|(placeholder, answer)| FilledCell {
        sheet: Arc::clone(&placeholder.sheet),
        cell: placeholder.address,
        formula: placeholder.formula.clone(),
        value: answer.value,
        display: answer.display,
    }));
}

#[cfg(test)]
mod tests;
