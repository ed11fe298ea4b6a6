//! A sheet as the workbook lists it.

use std::sync::Arc;

use crate::package::PartName;

/// A sheet as the workbook lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub(crate) index: usize,
    pub(crate) name: Arc<str>,
    pub(crate) part: Option<PartName>,
    pub(crate) kind: SheetKind,
    pub(crate) visibility: Visibility,
}

/// What a sheet is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// Cells.
    Worksheet,
    /// One chart.
    Chartsheet,
    /// A dialog or macros of the time before VBA.
    Other,
}

/// Whether a person sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// It has a tab.
    Visible,
    /// A person can make it appear.
    Hidden,
    /// Only a macro can make it appear.
    VeryHidden,
}

impl Sheet {
    /// The position among the workbook's sheets, from 0: what edits name it by.
    pub fn index(&self) -> usize {
        self.index
    }

    /// The name on the tab.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The name as it stands between the apostrophes of a formula.
    pub fn name_in_formulas(&self) -> String {
        self.name.replace('\'', "''")
    }

    /// The name of the part that holds it, if the workbook leads to one.
    pub fn part(&self) -> Option<&str> {
        self.part.as_ref().map(PartName::as_str)
    }

    /// What it is made of.
    pub fn kind(&self) -> SheetKind {
        self.kind
    }

    /// Whether a person sees it.
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }
}
