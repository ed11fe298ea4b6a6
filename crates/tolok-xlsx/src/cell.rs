//! A cell as it stands in its sheet.

use std::borrow::Cow;
use std::ops::Range;

use crate::xml::Element;
use crate::{Address, Area};

/// A cell as it stands in its sheet.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    pub(crate) address: Address,
    pub(crate) style: u32,
    pub(crate) kind: CellKind,
    pub(crate) formula: Option<CellFormula>,
    pub(crate) value: Option<Cow<'a, str>>,
    pub(crate) text: Option<Cow<'a, str>>,
    pub(crate) source: CellSource<'a>,
}

/// What a cell's value is written as (§18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A number, or nothing at all.
    Number,
    /// A text among the shared strings.
    SharedText,
    /// A text in the cell itself.
    InlineText,
    /// A text that a formula gave.
    FormulaText,
    /// True or false.
    Bool,
    /// An error.
    Error,
    /// A date as text, which only strict workbooks have.
    Date,
}

/// A cell's formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFormula {
    /// The text without the equals sign; empty in a cell that shares another cell's formula.
    pub text: String,
    /// Which cells it is for.
    pub kind: FormulaKind,
}

/// Which cells a formula is for (§18.3.1.40).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormulaKind {
    /// Its own cell.
    Normal,
    /// Its own cell, and others that name it by its index.
    SharedMaster {
        /// What the others name it by.
        index: u32,
    },
    /// The formula is that of the master, moved here.
    SharedChild {
        /// The master's index.
        index: u32,
    },
    /// All cells of an area together, by Ctrl+Shift+Enter or by spilling.
    Array(Area),
    /// A what-if table.
    DataTable {
        /// The results.
        area: Area,
        /// The cells that the values at its edges take the place of.
        inputs: [Option<Address>; 2],
    },
}

/// Where the pieces of a cell stand in the text they were read from.
#[derive(Debug, Clone)]
pub(crate) struct CellSource<'a> {
    /// Where the text begins that all places here are counted in.
    pub(crate) start: usize,
    pub(crate) element: Element<'a>,
    pub(crate) span: Range<usize>,
    /// Where the content ends: where the closing tag begins, or the end of a cell that closes itself.
    pub(crate) content_end: usize,
    pub(crate) formula: Option<Range<usize>>,
    pub(crate) value: Option<Range<usize>>,
    pub(crate) extension: Option<Range<usize>>,
    /// The inline text, if it has runs.
    pub(crate) rich: Option<Range<usize>>,
}

impl<'a> Cell<'a> {
    /// Where the cell is; a cell that does not say so is the one after the previous one.
    pub fn address(&self) -> Address {
        self.address
    }

    /// The index of the cell's style.
    pub fn style(&self) -> u32 {
        self.style
    }

    /// What the value is written as.
    pub fn kind(&self) -> CellKind {
        self.kind
    }

    /// The formula.
    pub fn formula(&self) -> Option<&CellFormula> {
        self.formula.as_ref()
    }

    /// The value as it is written: of a formula, the result when the workbook was saved; of a shared text, its index.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The text, joined over its runs and without phonetic hints, if the value is one.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The number, if the value is one.
    pub fn number(&self) -> Option<f64> {
        match self.kind {
            CellKind::Number => self.value()?.trim().parse().ok(),
            _ => None,
        }
    }

    /// Where the cell stands: bytes of the part's text, a byte-order mark not counted.
    pub fn span(&self) -> Range<usize> {
        let (start, span) = (self.source.start, &self.source.span);
        start + span.start..start + span.end
    }
}

impl CellKind {
    pub(crate) fn of(written: &str) -> Self {
        match written {
            "s" => CellKind::SharedText,
            "inlineStr" => CellKind::InlineText,
            "str" => CellKind::FormulaText,
            "b" => CellKind::Bool,
            "e" => CellKind::Error,
            "d" => CellKind::Date,
            _ => CellKind::Number,
        }
    }
}
