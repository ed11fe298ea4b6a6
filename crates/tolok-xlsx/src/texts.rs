//! Texts outside the cells: found by following what the sheets lead to, and told from everything else in their parts.
//!
//! A part is only parsed if the text that is looked for may be in it.

mod drawing;
mod found;
mod header;
mod links;
mod notes;
mod sheet;
mod spelling;
mod walk;

use crate::package::PartName;
use crate::passage::{PassageId, Source};
use crate::{Passage, PassageKind, Sheet, Workbook, XlsxError};

pub(crate) use found::Found;
pub(crate) use spelling::{Script, read, write};

/// The passages of a part, in an order that replacing texts does not change.
///
/// # Errors
/// E0604 where the part cannot be read.
pub(crate) fn scan(workbook: &Workbook, source: Source, part: &str, text: &str) -> Result<Vec<Found>, XlsxError> {
    match source {
        Source::Workbook => Ok(Vec::new()),
        Source::Sheet => sheet::scan(part, text, &workbook.sheets().iter().map(|sheet| sheet.name().to_string()).collect::<Vec<_>>()),
        Source::Links => links::scan(part, text),
        Source::Drawing => drawing::scan(part, text, PassageKind::Shape),
        Source::Chart => drawing::scan(part, text, PassageKind::Chart),
        Source::Notes => notes::scan(part, text),
        Source::Threads => notes::scan_threads(part, text),
    }
}

/// The passages that have a mark in them, sheet by sheet.
pub(crate) fn find(workbook: &Workbook, mark: &str) -> Result<Vec<Passage>, XlsxError> {
    let mut walk = walk::Walk::new(workbook, mark);
    let mut passages = Vec::new();
    for sheet in workbook.sheets() {
        passages.extend(name(workbook, sheet, mark));
        walk.sheet(sheet, &mut passages)?;
    }
    Ok(passages)
}

/// The name of a sheet, unless formulas may write it without quotes: then it cannot be told from other words in them.
fn name(workbook: &Workbook, sheet: &Sheet, mark: &str) -> Option<Passage> {
    let quoted = sheet.name().chars().any(|character| !character.is_alphanumeric() && !matches!(character, '_' | '.' | '?' | '\\'));
    let id = PassageId { part: workbook.part.clone(), source: Source::Workbook, ordinal: sheet.index() };
    (quoted && sheet.name().contains(mark)).then(|| passage(sheet, id, Found::new(PassageKind::SheetName, "sheet name"), sheet.name()))
}

fn passage(sheet: &Sheet, id: PassageId, found: Found, text: &str) -> Passage {
    Passage {
        id,
        kind: found.kind,
        sheet: sheet.index(),
        sheet_name: sheet.name().clone(),
        cell: found.cell,
        name: found.name,
        text: text.to_owned(),
        is_copy: found.is_copy,
    }
}

/// True if a text may be in a part, be it split over runs.
fn may_hold(text: &str, mark: &str) -> bool {
    // A run ends where a tag begins.
    let split = (1..mark.len()).filter_map(|end| mark.get(..end)).any(|start| text.contains(&format!("{start}<")));
    split || text.contains(mark)
}

/// The id of a passage of a part.
fn id(part: &PartName, source: Source, ordinal: usize) -> PassageId {
    PassageId { part: part.clone(), source, ordinal }
}

#[cfg(test)]
mod tests;
