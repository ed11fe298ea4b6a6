//! A worksheet filled: placeholders answered by definitions over inputs.

mod basis;

use std::path::Path;

use tolok_diagnostics::{Diagnostic, Place, Sources, has_errors};
use tolok_eval::{Evaluator, Status};
use tolok_model::CheckedFormula;
use tolok_template::{Answer, Placeholder, Template};
use tolok_value::{Date, Grain, Value};
use tolok_xlsx::{Limits, Workbook};

use crate::display::{display_formula, display_of};
use crate::{DataSource, Definitions, Problems, Progress, Request, atomic, codes, output};

/// What is to be filled, from what, and where to.
#[derive(Debug, Clone, Default)]
pub struct FillRequest {
    /// Values given by hand, the language and the locale.
    pub request: Request,
    /// The workbook to fill; it is never touched.
    pub template: String,
    /// Where values come from: a worksheet with labels in one column and values in the next, `PATH` or `PATH#Sheet`, or a table as
    /// [`Definitions::run`] reads it.
    pub data: Vec<DataSource>,
    /// Which rows and periods of tables count; the period is the one that the worksheet is about.
    pub scope: FillScope,
    /// Where the filled workbook is to go; [`Filled::write`] puts it there.
    pub output: Option<String>,
}

/// Which rows and periods of tables count.
#[derive(Debug, Clone, Default)]
pub struct FillScope {
    /// The period that the worksheet is about.
    pub period: Option<String>,
    /// The length of a period, where it is not that of the one shown.
    pub over: Option<Grain>,
    /// A condition that rows have to meet.
    pub filter: Option<String>,
    /// The last day that counts.
    pub as_of: Option<Date>,
}

/// What was filled.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The filled cells, sheet by sheet in reading order.
    pub cells: Vec<FilledCell>,
    /// Formulas that depend on filled cells and are computed when the workbook is opened, as `Sheet!C7`.
    pub on_open: Vec<String>,
    /// The filled workbook.
    pub bytes: Vec<u8>,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that warnings point into.
    pub sources: Sources,
}

/// A cell that was filled.
#[derive(Debug, Clone)]
pub struct FilledCell {
    /// The sheet.
    pub sheet: String,
    /// The address, such as `C7`.
    pub cell: String,
    /// The definition that it shows, or its formula.
    pub definition: String,
    /// True if it shows a definition as it is.
    pub is_definition: bool,
    /// The exact value.
    pub value: Value,
    /// The value as people read it.
    pub display: String,
    /// How it stands to its target.
    pub status: Option<Status>,
    /// Why there is no value.
    pub cause: Option<String>,
}

impl Filled {
    /// Writes the filled workbook where the request says, as a whole or not at all.
    ///
    /// # Errors
    ///
    /// E0503 where the file cannot be written.
    pub fn write(&self, fill: &FillRequest) -> Result<(), Diagnostic> {
        match &fill.output {
            Some(output) => atomic::write(Path::new(output), &self.bytes),
            None => Ok(()),
        }
    }
}

impl Definitions {
    /// Fills a workbook. Everything that is not filled stays as it is, byte for byte. Nothing is written yet.
    ///
    /// # Errors
    ///
    /// E0201 and the other problems of names and values given by hand, E05 for files and data, E06 for the workbook and its placeholders.
    pub fn fill(&self, fill: &FillRequest, progress: &dyn Progress) -> Result<Filled, Problems> {
        let mut diagnostics = Vec::new();
        diagnostics.extend(unfit_output(fill));
        let opened = open(&fill.template).and_then(|workbook| {
            let template = Template::read(&workbook, &fill.template)?;
            Ok((workbook, template))
        });
        let (workbook, template) = match opened {
            Ok(opened) => opened,
            Err(problems) => {
                diagnostics.extend(problems);
                return Err(self.problems(diagnostics));
            }
        };
        let places: Vec<(String, Place)> =
            template.placeholders().map(|placeholder| (placeholder.formula.clone(), placeholder.place())).collect();
        let mut basis = match self.basis(fill, &places, progress) {
            Ok(basis) => basis,
            Err(mut problems) => {
                problems.diagnostics.splice(0..0, diagnostics);
                return Err(problems);
            }
        };
        diagnostics.append(&mut basis.diagnostics);
        // Patterns, `source` blocks and exchange rates have told only now which files they are.
        let read = fill.output.as_ref().and_then(|output| output::overwritten(Path::new(output), &basis.files));
        diagnostics.extend(read.filter(|problem| !diagnostics.contains(problem)));
        let model = &basis.model;
        let mut checked = std::mem::take(&mut basis.checked);
        let mut evaluator = Evaluator::new(model, &basis.planned, &basis.grid, &basis.given, fill.request.language.code());
        evaluator.go_to(basis.cell);
        let mut answered: Vec<(String, bool, Option<Status>, Option<String>)> = Vec::new();
        let mut next = checked.drain(..);
        let filled = template.fill(&mut |placeholder: &Placeholder| {
            let checked = next.next().unwrap_or_else(|| Err(Vec::new()))?;
            let name = definition_name(model, &checked, placeholder);
            let entity = checked.definition.and_then(|id| model.entity(id));
            let (value, status, cause) = match checked.definition {
                Some(id) => {
                    let outcome = evaluator.outcome(id);
                    let cause = outcome.cause();
                    (outcome.value, outcome.status, cause)
                }
                None => {
                    let value = evaluator.formula(&checked.formula, &placeholder.formula);
                    let cause = tolok_eval::Outcome { value: value.clone(), status: None }.cause();
                    (value, None, cause)
                }
            };
            let display = match entity {
                Some(entity) => display_of(&value, entity, fill.request.language),
                None => display_formula(&value, &checked.formula, &checked.ty, fill.request.language),
            };
            answered.push((name, checked.definition.is_some(), status, cause));
            Ok(Answer { value, display })
        });
        let filled = match filled {
            Ok(filled) if !has_errors(&diagnostics) => filled,
            Ok(_) => return Err(self.problems(diagnostics)),
            Err(problems) => {
                diagnostics.extend(problems);
                return Err(self.problems(diagnostics));
            }
        };
        diagnostics.extend(filled.warnings().to_vec());
        let written = match filled.apply(&workbook) {
            Ok(written) => written,
            Err(problems) => {
                diagnostics.extend(problems);
                return Err(self.problems(diagnostics));
            }
        };
        diagnostics.extend(written.warnings);
        let cells = filled.cells().iter().zip(answered).map(|(cell, (definition, is_definition, status, cause))| FilledCell {
            sheet: cell.sheet.to_string(),
            cell: cell.cell.to_string(),
            definition,
            is_definition,
            value: cell.value.clone(),
            display: cell.display.clone(),
            status,
            cause,
        });
        let on_open = written.on_open.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect();
        Ok(Filled { cells: cells.collect(), on_open, bytes: written.bytes, diagnostics, sources: self.sources().clone() })
    }

    fn problems(&self, diagnostics: Vec<Diagnostic>) -> Problems {
        Problems { diagnostics, sources: self.sources().clone() }
    }
}

fn open(template: &str) -> Result<Workbook, Vec<Diagnostic>> {
    let bytes = std::fs::read(template).map_err(|error| {
        let words = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file `{template}`"),
            _ => format!("`{template}` cannot be read: {error}"),
        };
        vec![Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(template.into())).help("check the name and the folder")]
    })?;
    Workbook::open(bytes, &Limits::default()).map_err(|error| vec![error.diagnostic(template)])
}

/// The template and the data are read, never written, and a workbook keeps its kind.
fn unfit_output(fill: &FillRequest) -> Option<Diagnostic> {
    let output = fill.output.as_ref()?;
    let place = || Place::File(output.as_str().into());
    let ending = |path: &str| Path::new(path).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let wanted = ending(&fill.template);
    if ending(output) != wanted && !wanted.is_empty() {
        let words = format!("the template is a `.{wanted}` workbook, and so is what comes of it");
        let problem = Diagnostic::new(&codes::KIND_OF_OUTPUT, words).at(place());
        return Some(problem.help(format!("name the output `{}`", Path::new(output).with_extension(wanted).display())));
    }
    let data = fill.data.iter().filter_map(|data| match data {
        DataSource::Named(path) => Some(path.path.as_path()),
        _ => None,
    });
    output::overwritten(Path::new(output), std::iter::once(Path::new(&fill.template)).chain(data))
}

fn definition_name(model: &tolok_model::Definitions, checked: &CheckedFormula, placeholder: &Placeholder) -> String {
    match checked.definition.and_then(|id| model.entity(id)) {
        Some(entity) => entity.name.to_string(),
        None => placeholder.formula.clone(),
    }
}
