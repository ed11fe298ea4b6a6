//! Why a workbook could not be read or edited.

use std::fmt;
use std::sync::Arc;

use tolok_diagnostics::{Code, Diagnostic, Place};

use crate::{Address, codes};

/// Why a workbook could not be read or edited. Each kind is a code of [`codes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XlsxError {
    /// The file is something else; the text says what.
    NotAWorkbook(String),
    /// The file needs a password.
    Encrypted,
    /// A workbook, in a format that is not patched; the text names it.
    Unsupported(&'static str),
    /// A part is missing, cut off or not what it should be.
    Damaged {
        /// The part, or nothing where it is the file as a whole.
        part: Option<String>,
        /// What is wrong with it.
        reason: String,
    },
    /// The file holds more than the limits allow; the text says of what.
    OverLimit(String),
    /// The cell belongs to something that would break if the cell were set; the text names it.
    CellTaken {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell.
        cell: Address,
        /// What the cell belongs to, such as "the merged cells A1:C3".
        owner: String,
    },
    /// The cell cannot become this, for the sake of what it belongs to.
    Refused {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell.
        cell: Address,
        /// Why not.
        reason: String,
    },
    /// The content cannot be in a cell; the text says why.
    Unfit {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell.
        cell: Address,
        /// Why.
        reason: String,
    },
    /// A text outside the cells cannot become what it is to become.
    UnfitText {
        /// The sheet's name.
        sheet: Arc<str>,
        /// Where it is on the sheet, in words.
        spot: String,
        /// What it is.
        name: String,
        /// Why not.
        reason: String,
    },
    /// No sheet can be called so, or another one is.
    SheetName {
        /// The sheet's name in the workbook.
        sheet: Arc<str>,
        /// The name it was to get.
        name: String,
        /// Why not.
        reason: String,
    },
    /// The workbook has no cells to set there.
    NoSuchSheet(String),
}

impl XlsxError {
    pub(crate) fn damaged(part: impl Into<String>, reason: impl Into<String>) -> Self {
        XlsxError::Damaged { part: Some(part.into()), reason: reason.into() }
    }

    pub(crate) fn damaged_file(reason: impl Into<String>) -> Self {
        XlsxError::Damaged { part: None, reason: reason.into() }
    }

    /// The kind of problem.
    pub fn code(&self) -> &'static Code {
        match self {
            XlsxError::NotAWorkbook(_) => &codes::NOT_A_WORKBOOK,
            XlsxError::Encrypted => &codes::ENCRYPTED,
            XlsxError::Unsupported(_) => &codes::UNSUPPORTED,
            XlsxError::Damaged { .. } => &codes::DAMAGED,
            XlsxError::OverLimit(_) => &codes::OVER_LIMIT,
            XlsxError::CellTaken { .. } | XlsxError::Refused { .. } => &codes::CELL_TAKEN,
            XlsxError::Unfit { .. } => &codes::UNFIT,
            XlsxError::UnfitText { .. } => &codes::UNFIT_TEXT,
            XlsxError::SheetName { .. } => &codes::SHEET_NAME,
            XlsxError::NoSuchSheet(_) => &codes::NO_SUCH_SHEET,
        }
    }

    /// The problem as a person is told of it; `file` is the workbook's name as they gave it.
    ///
    /// ```
    /// use tolok_xlsx::XlsxError;
    /// let problem = XlsxError::Encrypted.diagnostic("plan.xlsx");
    /// assert_eq!(problem.code.id, "E0602");
    /// assert_eq!(problem.place.to_string(), "plan.xlsx");
    /// ```
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let place = match self {
            XlsxError::CellTaken { sheet, cell, .. } | XlsxError::Refused { sheet, cell, .. } | XlsxError::Unfit { sheet, cell, .. } => {
                Place::cell(file, Arc::clone(sheet), cell.to_string())
            }
            XlsxError::UnfitText { sheet, spot, .. } => Place::cell(file, Arc::clone(sheet), spot.as_str()),
            XlsxError::SheetName { sheet, .. } => Place::cell(file, Arc::clone(sheet), "sheet name"),
            _ => Place::File(file.into()),
        };
        let diagnostic = Diagnostic::new(self.code(), self.to_string()).at(place);
        match self.help() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    fn help(&self) -> Option<&'static str> {
        match self {
            XlsxError::Encrypted => Some("open it in a spreadsheet program, remove the password, and save it"),
            XlsxError::Unsupported(_) => Some("open it in a spreadsheet program and save it as `.xlsx` or `.xlsm`"),
            XlsxError::UnfitText { .. } => Some("take some of the text around it away, or put a shorter value there"),
            XlsxError::SheetName { .. } => {
                Some("names of sheets have 1 to 31 characters, none of them `: \\ / ? * [ ]`, and are all different")
            }
            XlsxError::Damaged { .. } => Some("open it in a spreadsheet program, let it repair the file, and save it"),
            _ => None,
        }
    }
}

impl fmt::Display for XlsxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            XlsxError::NotAWorkbook(what) => write!(formatter, "this is not a workbook: {what}"),
            XlsxError::Encrypted => formatter.write_str("the workbook is protected by a password and cannot be read"),
            XlsxError::Unsupported(what) => write!(formatter, "{what} cannot be used here"),
            XlsxError::Damaged { part: Some(part), reason } => {
                write!(formatter, "the workbook is damaged: in its part `{part}`, {reason}")
            }
            XlsxError::Damaged { part: None, reason } => write!(formatter, "the workbook is damaged: {reason}"),
            XlsxError::OverLimit(what) => write!(formatter, "the workbook is larger than allowed: {what}"),
            XlsxError::CellTaken { owner, .. } => write!(formatter, "the cell cannot be set, since it belongs to {owner}"),
            XlsxError::Refused { reason, .. } => write!(formatter, "the cell cannot be set: {reason}"),
            XlsxError::Unfit { reason, .. } => write!(formatter, "the cell cannot hold this: {reason}"),
            XlsxError::UnfitText { name, reason, .. } => write!(formatter, "the {name} cannot be filled: {reason}"),
            XlsxError::SheetName { name, reason, .. } => write!(formatter, "the sheet cannot be called `{name}`: {reason}"),
            XlsxError::NoSuchSheet(sheet) => write!(formatter, "there is no sheet with cells by the name of `{sheet}`"),
        }
    }
}

impl std::error::Error for XlsxError {}
