//! What the cells become, and the workbook that comes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::Value;
use tolok_xlsx::{Address, CellAccount, CellValue, Content, Edits, Engine, FollowedChart, Located, Output, Workbook, XlsxError};

use crate::target::{self, Filling, Shows, Target};
use crate::{Answer, Spot, codes};

/// What the cells of a template become.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    pub(crate) file: Arc<str>,
    pub(crate) edits: Edits,
    pub(crate) cells: Vec<FilledCell>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// A placeholder that was answered. A cell whose text has several of them is here several times.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledCell {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The cell, or the text outside the cells.
    pub cell: Spot,
    /// What stood between the braces.
    pub formula: String,
    /// What it is worth.
    pub value: Value,
    /// The value as people read it.
    pub display: String,
    /// True if it is in a text that says again what another one says, for programs that cannot show that one.
    pub is_copy: bool,
}

/// A filled workbook.
#[derive(Debug, Clone)]
pub struct Written {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The cells with formulas that depend on what was filled: they have no result until a spreadsheet program opens the file.
    pub on_open: Vec<Located>,
    /// The cells with formulas that depend on what was filled and were calculated.
    pub recalculated: Vec<Located>,
    /// Those of them that another engine calculated.
    pub by_engine: Vec<Located>,
    /// The charts that show cells which changed.
    pub charts: Vec<FollowedChart>,
    /// What should be known about the file.
    pub warnings: Vec<Diagnostic>,
}

impl Filled {
    /// The placeholders that were answered, sheet by sheet in reading order; after all cells come the texts outside of them.
    pub fn cells(&self) -> &[FilledCell] {
        &self.cells
    }

    /// The cells to set.
    pub fn edits(&self) -> &Edits {
        &self.edits
    }

    /// What should be known about what was filled.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Sets a cell as a whole to an answer.
    pub fn set(&mut self, workbook: &Workbook, target: Target, answer: &Answer) {
        let text = |words: &str| Content::Text(words.replace("\r\n", "\n"));
        let filling = target::filling(answer, Shows::of(&target.number_format), workbook.epoch(), &target.place, text);
        self.take(target.sheet, target.address, filling);
    }

    /// Sets a cell to a formula of the spreadsheet, without its equals sign, that shows an answer.
    pub fn set_formula(&mut self, workbook: &Workbook, target: Target, formula: String, answer: &Answer) {
        let text = |words: &str| Content::Text(words.to_owned());
        let filling = target::filling(answer, Shows::of(&target.number_format), workbook.epoch(), &target.place, text);
        let content = Content::Formula(formula, Box::new(filling.content));
        self.take(target.sheet, target.address, Filling { content, ..filling });
    }

    /// Sets a cell, and keeps what should be known about it.
    pub(crate) fn take(&mut self, sheet: usize, cell: Address, filling: Filling) {
        match filling.format {
            Some(format) => self.edits.set_formatted(sheet, cell, filling.content, &format),
            None => self.edits.set(sheet, cell, filling.content),
        }
        self.warnings.extend(filling.warning);
    }

    /// The cells among these that belong to something and therefore cannot be set, each with what that is, in words.
    pub fn owners<'t>(&self, workbook: &Workbook, targets: impl Iterator<Item = &'t Target>) -> BTreeMap<(Arc<str>, Address), String> {
        let mut edits = Edits::default();
        targets.for_each(|target| edits.set(target.sheet, target.address, Content::Blank));
        let owned = workbook.check(&edits).into_iter().filter_map(|error| match error {
            XlsxError::CellTaken { sheet, cell, owner } => Some(((sheet, cell), owner)),
            _ => None,
        });
        owned.collect()
    }

    /// What formulas are worth that depend on what is filled or on other cells, which hold these numbers; those that are not calculated are
    /// left out.
    ///
    /// # Errors
    /// E0604 where a part is damaged.
    pub fn results(
        &self,
        workbook: &Workbook,
        others: impl Iterator<Item = ((usize, Address), Content)>,
    ) -> Result<BTreeMap<(usize, Address), CellValue>, Diagnostic> {
        let mut edits = Edits::default();
        others.for_each(|((sheet, cell), content)| edits.set(sheet, cell, content));
        for (sheet, contents) in self.edits.sheets() {
            contents.iter().for_each(|(cell, content)| edits.set(sheet, *cell, content.clone()));
        }
        let results = workbook.results(&edits).map_err(|error| error.diagnostic(&self.file))?;
        Ok(results.into_iter().filter_map(|(cell, value)| Some((cell, value?))).collect())
    }

    /// The warning that nothing was filled, of a template in which so many labelled cells were kept as they are.
    pub fn nothing(&self, kept: usize) -> Option<Diagnostic> {
        let words = match kept {
            0 => "there is no placeholder, and no table whose two axes say what belongs into it, so nothing was filled",
            _ => "none of the cells that labels say something of could be filled; what was kept, and why, is listed",
        };
        self.edits.is_empty().then(|| Diagnostic::new(&codes::NOTHING_TO_FILL, words).at(Place::File(Arc::clone(&self.file))))
    }

    /// The workbook that the template was read from, filled. Where nothing is to be filled, its very bytes.
    ///
    /// # Errors
    /// E0604 where a part is damaged, E0606 for cells that belong to something else, E0607 for values that no cell can hold, E0611 for texts
    /// that get too long, E0612 for names that no sheet can have.
    pub fn apply(&self, workbook: &Workbook) -> Result<Written, Vec<Diagnostic>> {
        self.apply_with(workbook, None)
    }

    /// The same, with the help of another engine, if there is one, for formulas of the workbook that are not calculated here.
    ///
    /// # Errors
    /// The same as of [`Filled::apply`].
    pub fn apply_with(&self, workbook: &Workbook, engine: Option<&dyn Engine>) -> Result<Written, Vec<Diagnostic>> {
        let output = match engine {
            Some(engine) => workbook.edit_with(&self.edits, engine),
            None => workbook.edit(&self.edits),
        };
        let output = output.map_err(|errors| errors.iter().map(|error| error.diagnostic(&self.file)).collect::<Vec<_>>())?;
        let mut warnings = Vec::new();
        if !self.edits.is_empty() {
            let place = || Place::File(Arc::clone(&self.file));
            if workbook.is_signed() {
                let lost = "the workbook is signed, and its signature no longer holds once it is filled";
                warnings.push(Diagnostic::new(&tolok_xlsx::codes::SIGNATURE_LOST, lost).at(place()));
            }
            if workbook.is_calculated_by_hand() {
                let by_hand = "the workbook is set to manual calculation, so further changes show only after F9";
                warnings.push(Diagnostic::new(&tolok_xlsx::codes::CALCULATED_BY_HAND, by_hand).at(place()));
            }
        }
        if let Some(reason) = output.refused {
            let words = format!("the other engine does not take this workbook: {reason}");
            warnings.push(Diagnostic::new(&tolok_xlsx::codes::ENGINE_REFUSED, words).at(Place::File(Arc::clone(&self.file))));
        }
        let Output { bytes, on_open, recalculated, by_engine, charts, .. } = output;
        Ok(Written { bytes, on_open, recalculated, by_engine, charts, warnings })
    }

    /// What became of some cells of the workbook when it was filled, each on a sheet by its position, and why.
    ///
    /// # Errors
    /// E0604 where a part is damaged.
    pub fn accounts(&self, workbook: &Workbook, written: &Written, cells: &[(usize, Address)]) -> Result<Vec<CellAccount>, Diagnostic> {
        let output = Output {
            bytes: written.bytes.clone(),
            on_open: written.on_open.clone(),
            recalculated: written.recalculated.clone(),
            charts: written.charts.clone(),
            ..Output::default()
        };
        workbook.accounts(&self.edits, &output, cells).map_err(|error| error.diagnostic(&self.file))
    }
}
