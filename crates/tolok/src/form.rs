//! An empty worksheet to type into: cells for inputs, and KPIs as formulas that follow what is typed.
//!
//! What it looks like in the middle is a worksheet as [`Definitions::fill`] reads it by its labels, so what people type can be read back.

mod asked;
mod cells;
mod finer;
mod labels;
mod layout;
mod list;
mod notes;
mod questions;
mod request;
mod roll_up;
mod sheet;
mod summary;
mod targets;
mod uneven;
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use tolok_diagnostics::{Diagnostic, Place, Sources};
use tolok_report::form::{Form, Forms};

use self::list::{AskedList, ListSheet};
pub use self::request::WorksheetRequest;
use self::sheet::MainSheet;
use crate::{Definitions, Problems, atomic, codes};

/// An empty worksheet to type into.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// Its title.
    pub title: String,
    /// How many cells there are to type into.
    pub entries: usize,
    /// How many cells show KPIs.
    pub formulas: usize,
    /// Warnings: what cannot be a formula of the worksheet.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that warnings point into.
    pub sources: Sources,
    bytes: Vec<u8>,
}

impl Worksheet {
    /// The workbook. The same definitions and the same request give the same bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes the workbook, as a whole or not at all.
    ///
    /// # Errors
    ///
    /// E0503 where the file cannot be written, E0510 for an ending that is not `.xlsx`.
    pub fn save(&self, path: &Path) -> Result<(), Diagnostic> {
        unfit_ending(path).map_or(Ok(()), Err)?;
        if path.is_dir() {
            let name = path.to_string_lossy();
            let problem = Diagnostic::new(&codes::UNWRITABLE, format!("`{name}` is a folder")).at(Place::File(name.as_ref().into()));
            return Err(problem.help(format!("name a file in it: `{}`", path.join("worksheet.xlsx").display())));
        }
        atomic::write(path, &self.bytes)
    }
}

impl Definitions {
    /// An empty worksheet to type into, with live formulas.
    ///
    /// ```
    /// use tolok::{Definitions, WorksheetRequest};
    /// let definitions = Definitions::parse("dimension channel\ncac = spend / new_customers")?;
    /// let request = WorksheetRequest { members: vec!["channel=Email,Search".into()], ..WorksheetRequest::default() };
    /// let worksheet = definitions.worksheet(&request)?;
    /// assert_eq!((worksheet.entries, worksheet.formulas), (4, 3));
    /// assert!(worksheet.bytes().starts_with(b"PK"));
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// E0201 and the other problems of names, E0209 for a label of several reports, E0512 for a report that is not there or not said, E0513 for periods, E0518 for members,
    /// E0519 where nothing can be computed from what is typed, E0533 for rows.
    pub fn worksheet(&self, request: &WorksheetRequest) -> Result<Worksheet, Problems> {
        let problems = |diagnostics| Problems { diagnostics, sources: self.sources().clone() };
        if let Some(list) = self.asked_for_list(request).map_err(problems)? {
            return self.list(list).map_err(problems);
        }
        let asked = self.asked_for_worksheet(request).map_err(problems)?;
        let definitions = asked.definitions.clone();
        let mut names = BTreeSet::new();
        let main = MainSheet::new(&definitions, asked, &mut names).map_err(problems)?;
        let mut forms = vec![main.form()];
        let summary = main.summary(&mut names);
        let questions = main.questions(summary.as_ref().map(|summary| summary.name.as_str()), &mut names);
        forms.extend(summary.into_iter().chain(questions));
        let title = main.title().to_owned();
        let bytes = written(title.clone(), forms, "ask for fewer members or periods").map_err(problems)?;
        let diagnostics = self.diagnostics().iter().cloned().chain(main.warnings()).collect();
        let (entries, formulas) = main.counted();
        Ok(Worksheet { title, entries, formulas, diagnostics, sources: self.sources().clone(), bytes })
    }
}

impl Definitions {
    /// A list: a row for each thing that happened.
    fn list(&self, asked: AskedList) -> Result<Worksheet, Vec<Diagnostic>> {
        let mut names = BTreeSet::new();
        let list = ListSheet::new(self, asked, &mut names)?;
        let summary = list.summary(&mut names);
        let (entries, formulas) = list.counted(summary.as_ref().map_or(0, |summary| summary.formulas));
        let others = summary.map(|summary| summary.form).into_iter().chain(list.choices());
        let forms = std::iter::once(list.form()).chain(others).collect();
        let title = list.title().to_owned();
        let bytes = written(title.clone(), forms, "ask for fewer rows")?;
        let diagnostics = self.diagnostics().iter().cloned().chain(list.warnings()).collect();
        Ok(Worksheet { title, entries, formulas, diagnostics, sources: self.sources().clone(), bytes })
    }
}

/// The workbook of some forms; `help` says what to do where they are more than one can hold.
fn written(title: String, forms: Vec<Form>, help: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    Forms { title, forms }.to_xlsx().map_err(|error| {
        let problem = Diagnostic::new(&codes::UNWRITABLE, format!("the worksheet cannot be written: {error}"));
        vec![problem.help(help.to_owned())]
    })
}

/// A worksheet is a workbook without macros, and its name says so.
pub(crate) fn unfit_ending(path: &Path) -> Option<Diagnostic> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    (ending != "xlsx").then(|| {
        let place = Place::File(path.to_string_lossy().as_ref().into());
        let problem = Diagnostic::new(&codes::KIND_OF_OUTPUT, "a worksheet is a `.xlsx` workbook").at(place);
        problem.help(format!("name the output `{}`", path.with_extension("xlsx").display()))
    })
}
