//! What came of a fill.

use std::path::{Path, PathBuf};

use tolok_diagnostics::{Diagnostic, Sources};
use tolok_eval::Status;
use tolok_template::Written;
use tolok_value::Value;
use tolok_xlsx::{FollowedChart, Located};

use super::{ExplainedCell, FillRequest};
use crate::atomic;

/// What was filled.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The filled cells, sheet by sheet in reading order.
    pub cells: Vec<FilledCell>,
    /// Labelled cells that were not filled, each with the reason.
    pub kept: Vec<KeptCell>,
    /// Formulas that depend on filled cells and are computed when the workbook is opened, as `Sheet!C7`.
    pub on_open: Vec<String>,
    /// Formulas that depend on filled cells and were calculated, as `Sheet!C7`.
    pub recalculated: Vec<String>,
    /// Those of them that another engine calculated.
    pub by_engine: Vec<String>,
    /// Charts that show cells which changed: which of their copies of cells hold the new values, and which were taken out.
    pub charts: Vec<FollowedChart>,
    /// What became of the cells that [`FillRequest::explain`] names, and why.
    pub explained: Vec<ExplainedCell>,
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
    /// The address, such as `C7`; for a text that belongs to no cell, what it is, such as `header`.
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

/// A labelled cell that was not filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCell {
    /// The sheet.
    pub sheet: String,
    /// The address, such as `C7`.
    pub cell: String,
    /// The definition that its labels say it shows.
    pub definition: String,
    /// Why it was not filled, as what the cell does.
    pub reason: String,
}

impl Filled {
    pub(super) fn new(
        written: Written,
        cells: Vec<FilledCell>,
        kept: Vec<KeptCell>,
        diagnostics: Vec<Diagnostic>,
        sources: Sources,
    ) -> Self {
        let listed = |cells: &[Located]| cells.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect();
        let (on_open, recalculated, by_engine) = (listed(&written.on_open), listed(&written.recalculated), listed(&written.by_engine));
        Self {
            cells,
            kept,
            on_open,
            recalculated,
            by_engine,
            charts: written.charts,
            explained: Vec::new(),
            bytes: written.bytes,
            diagnostics,
            sources,
        }
    }

    /// Writes the filled workbook where the request says, as a whole or not at all. Where it takes the place of the template, a copy of that
    /// is written first; gives the copy's name.
    ///
    /// # Errors
    ///
    /// E0503 where the file cannot be written.
    pub fn write(&self, fill: &FillRequest) -> Result<Option<PathBuf>, Diagnostic> {
        let Some(output) = fill.output.as_deref().or(fill.in_place.then_some(fill.template.as_str())) else { return Ok(None) };
        let (output, template) = (Path::new(output), Path::new(&fill.template));
        let copy = match crate::output::overwritten(output, [template]) {
            Some(_) => Some(copy(template)?),
            None => None,
        };
        atomic::write(output, &self.bytes)?;
        Ok(copy)
    }
}

/// Writes a copy of a template beside it, under a name that nothing has.
fn copy(template: &Path) -> Result<PathBuf, Diagnostic> {
    let name = template.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let free = (1_u32..).map(|number| if number == 1 { format!("{name}.bak") } else { format!("{name}.bak{number}") });
    let path = free.map(|name| template.with_file_name(name)).find(|path| !path.exists()).unwrap_or_else(|| template.with_extension("bak"));
    let unreadable = |error: std::io::Error| {
        let words = format!("`{}` cannot be read: {error}", template.display());
        Diagnostic::new(&crate::codes::UNREADABLE, words).at(tolok_diagnostics::Place::File(name.as_str().into()))
    };
    let bytes = std::fs::read(template).map_err(unreadable)?;
    atomic::write_as(&path, &bytes, template)?;
    Ok(path)
}
