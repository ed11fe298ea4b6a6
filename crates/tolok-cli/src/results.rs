//! What comes of a run, laid out in rows and columns: for people, for programs and for spreadsheets.

mod across;
mod aligned;
mod appearance;
mod below;
mod causes;
mod comma_separated;
mod envelope;
mod layout;
mod markdown;
mod notes;
mod piece;
mod pivot;
mod records;
mod shown;
mod words;
mod workbook;

#[cfg(test)]
pub(crate) mod tests;

use tolok::Language;

use crate::arguments::Missing;

pub(crate) use across::Across;
pub(crate) use aligned::text as aligned;
pub(crate) use comma_separated::text as comma_separated;
pub(crate) use envelope::envelope;
pub(crate) use layout::Layout;
pub(crate) use markdown::text as markdown;
pub(crate) use notes::{Settings, notes};
pub use shown::{ResultFile, Shown, ShownCell, ShownTable};
pub(crate) use workbook::bytes as workbook;

/// How results are shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    /// What stands where a KPI has no value; as the definition says, where nothing is said.
    pub(crate) missing: Option<Missing>,
    /// The language that was chosen: labels instead of names, and its signs in comma-separated values.
    pub(crate) language: Option<Language>,
}
