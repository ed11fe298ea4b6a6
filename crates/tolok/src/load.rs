//! Definitions from a file, a text or the built-in library.

use std::path::Path;

use tolok_diagnostics::{Sources, has_errors};
use tolok_model::{Files, NoFiles};

use crate::file_system::{FileSystem, read_text};
use crate::{Definitions, Problems};

/// How definitions are loaded.
#[derive(Debug, Clone, Copy, Default)]
pub struct LoadOptions {
    /// Lets `use` leave the folder of the definitions.
    pub allow_outside: bool,
}

/// True for the name of a library, such as `std.marketing`.
pub fn is_library(name: &str) -> bool {
    tolok_model::library_names().any(|known| known.eq_ignore_ascii_case(name))
}

impl Definitions {
    /// Loads a file of definitions, or a library by its name.
    ///
    /// # Errors
    ///
    /// Every problem of the definitions that is an error, and the warnings with them: E01, E02, E03, and E0501 where the file cannot be read.
    pub fn load(path: &str, options: LoadOptions) -> Result<Self, Problems> {
        if let Some(text) = tolok_model::library_text(&path.to_lowercase()).filter(|_| !Path::new(path).exists()) {
            return Ok(Self::checked(path, text, &NoFiles)?.into_library());
        }
        let file = Path::new(path);
        let text = read_text(file).map_err(Problems::one)?;
        let folder = FileSystem::around(file, options.allow_outside);
        Ok(Self::checked(path, &text, &folder)?.in_folder(folder))
    }

    /// Reads definitions from a text that stands by itself.
    ///
    /// # Errors
    ///
    /// Every problem of the definitions: E01, E02, E03.
    pub fn parse(text: &str) -> Result<Self, Problems> {
        Self::checked("definitions.kpi", text, &NoFiles)
    }

    /// Reads definitions from a text under a name, with whatever opens the files it uses.
    ///
    /// # Errors
    ///
    /// Every problem of the definitions: E01, E02, E03.
    pub fn checked(name: &str, text: &str, files: &dyn Files) -> Result<Self, Problems> {
        let definitions = Self::inspect(name, text, files);
        if has_errors(definitions.diagnostics()) {
            let sources: Sources = definitions.sources().clone();
            return Err(Problems { diagnostics: definitions.diagnostics().to_vec(), sources });
        }
        Ok(definitions)
    }
}
