//! Checked definitions, as the other parts of this crate use them.

use std::path::Path;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Sources, has_errors};
use tolok_eval::{TestResult, run_examples};
use tolok_model::Files;
use tolok_value::Grain;

use crate::FileSystem;
use crate::outcomes::Everything;

/// Definitions that have been read and checked.
#[derive(Debug, Clone)]
pub struct Definitions {
    pub(crate) model: tolok_model::Definitions,
    diagnostics: Vec<Diagnostic>,
    /// Where the files lie that the definitions name.
    pub(crate) folder: FileSystem,
    /// True for a library by itself, of which only what can be computed is shown.
    pub(crate) is_library: bool,
    pub(crate) everything: Everything,
}

impl Definitions {
    /// Reads and checks a text, whatever its problems are; what is wrong stands as broken.
    pub fn inspect(name: &str, text: &str, files: &dyn Files) -> Self {
        let (model, diagnostics) = tolok_model::Definitions::check(name, text, files);
        Self {
            model,
            diagnostics,
            folder: FileSystem::around(Path::new(name), false),
            is_library: false,
            everything: Everything::default(),
        }
    }

    /// The same definitions, whose `source` and `rates` blocks may name files in this place.
    #[must_use]
    pub fn in_folder(self, folder: FileSystem) -> Self {
        Self { folder, ..self }
    }

    /// The same definitions as a library by itself.
    pub(crate) fn into_library(self) -> Self {
        Self { is_library: true, ..self }
    }

    /// The same definitions after they were checked again.
    pub(crate) fn with_model(&self, model: tolok_model::Definitions, diagnostics: Vec<Diagnostic>) -> Self {
        Self { model, diagnostics, folder: self.folder.clone(), is_library: self.is_library, everything: Everything::default() }
    }

    /// The same definitions with a date, whose finest period is given.
    pub(crate) fn with_time(&self, grain: Grain) -> Self {
        let Some(name) = self.model.file_name(0).map(Arc::clone) else { return self.clone() };
        let Some(text) = self.sources().get(&name) else { return self.clone() };
        let free = ["period", "date", "worksheet_period"].into_iter().find(|name| self.model.find(name).is_none());
        let text = format!("{text}\n\ntime {}: {grain}\n", free.unwrap_or("period_of_the_worksheet"));
        let (model, diagnostics) = tolok_model::Definitions::check(&name, &text, &self.folder);
        if has_errors(&diagnostics) { self.clone() } else { self.with_model(model, diagnostics) }
    }

    /// Every problem that checking found, in reading order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The texts of all files, for renderers.
    pub fn sources(&self) -> &Sources {
        self.model.sources()
    }

    /// What the definitions mean, for whoever needs more than this crate offers.
    pub fn model(&self) -> &tolok_model::Definitions {
        &self.model
    }

    /// The text of the file in canonical form.
    ///
    /// ```
    /// let definitions = tolok::Definitions::parse("CAC=Spend/New_Customers")?;
    /// assert_eq!(definitions.formatted(), "CAC = Spend / New_Customers\n");
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    pub fn formatted(&self) -> String {
        match self.model.file() {
            Some(file) => tolok_syntax::format::format_with(file, &|path| self.model.canonical(path)),
            None => String::new(),
        }
    }

    /// Runs the `test` blocks of the file.
    pub fn test(&self) -> Vec<TestResult> {
        run_examples(&self.model)
    }

    /// True if the definitions say where data is.
    pub fn has_sources(&self) -> bool {
        !self.model.data_sources().is_empty()
    }

    /// The inputs that nothing declares, by name: in quick mode every name that nothing else has.
    pub fn undeclared_inputs(&self) -> Vec<String> {
        let implicit = |kind: &tolok_model::EntityKind| matches!(kind, tolok_model::EntityKind::Input(input) if input.implicit);
        self.model.inputs().filter(|(_, entity)| implicit(&entity.kind)).map(|(_, entity)| entity.name.to_string()).collect()
    }
}
