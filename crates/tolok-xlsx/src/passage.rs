//! A text of a workbook that stands outside its cells.

use std::fmt;
use std::sync::Arc;

use crate::Address;
use crate::package::PartName;

/// A text of a workbook that stands outside its cells: a paragraph of a shape, a title of a chart, a section of a header, a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub(crate) id: PassageId,
    pub(crate) kind: PassageKind,
    pub(crate) sheet: usize,
    pub(crate) sheet_name: Arc<str>,
    pub(crate) cell: Option<Address>,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) is_copy: bool,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// The name of a sheet. Whatever names the sheet follows.
    SheetName,
    /// A paragraph of a shape or a text box.
    Shape,
    /// A title or a label of a chart.
    Chart,
    /// A section of a header or footer.
    Header,
    /// A note on a cell, or a comment of a thread.
    Note,
    /// What a link says, or where it leads.
    Link,
    /// What a cell says when it is chosen, or given a value that is not allowed.
    Validation,
}

/// Where a passage is: a part, and how many stand before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PassageId {
    pub(crate) part: PartName,
    pub(crate) source: Source,
    pub(crate) ordinal: usize,
}

/// What a part with passages is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// The workbook part, with the names of sheets.
    Workbook,
    /// A sheet's own part.
    Sheet,
    /// The relationships of a part, with what its links lead to.
    Links,
    /// Shapes.
    Drawing,
    Chart,
    Notes,
    Threads,
}

impl Passage {
    /// What it is.
    pub fn kind(&self) -> PassageKind {
        self.kind
    }

    /// The position of the sheet it is on.
    pub fn sheet(&self) -> usize {
        self.sheet
    }

    /// The name of the sheet it is on.
    pub fn sheet_name(&self) -> &Arc<str> {
        &self.sheet_name
    }

    /// The cell it belongs to, if it does.
    pub fn cell(&self) -> Option<Address> {
        self.cell
    }

    /// What a person calls it: `note`, `header`, `text box "KPI 1"`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, joined over its runs.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if it says again what another one says, for programs that cannot show that one.
    pub fn is_copy(&self) -> bool {
        self.is_copy
    }

    /// Where it is on its sheet, in words: `C7, note` or `text box "KPI 1"`.
    pub fn spot(&self) -> String {
        match self.cell {
            Some(cell) => format!("{cell}, {}", self.name),
            None => self.name.clone(),
        }
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cell {
            Some(cell) => write!(formatter, "{}!{cell}, {}", self.sheet_name, self.name),
            None => write!(formatter, "{}, {}", self.sheet_name, self.name),
        }
    }
}
