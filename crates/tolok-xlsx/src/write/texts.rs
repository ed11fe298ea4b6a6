//! Texts outside the cells with pieces replaced; all other bytes of their parts stay.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edits::TextEdit;
use crate::package::{Change, PartName};
use crate::passage::Source;
use crate::splices::Splices;
use crate::{Edits, Workbook, XlsxError, texts};

/// Replaces the pieces, on top of the changes so far. The names of sheets are left out.
pub(super) fn replace(workbook: &Workbook, edits: &Edits, changes: &mut BTreeMap<PartName, Change>) -> Result<(), Vec<XlsxError>> {
    let mut parts: BTreeMap<(&PartName, Source), Vec<&TextEdit>> = BTreeMap::new();
    for edit in edits.texts().filter(|edit| edit.passage.id.source != Source::Workbook) {
        parts.entry((&edit.passage.id.part, edit.passage.id.source)).or_default().push(edit);
    }
    let mut problems = Vec::new();
    for ((part, source), edits) in parts {
        match patched(workbook, part, source, &edits, changes) {
            Ok(bytes) => drop(changes.insert(part.clone(), Change::Replace(bytes))),
            Err(errors) => problems.extend(errors),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn patched(
    workbook: &Workbook,
    part: &PartName,
    source: Source,
    edits: &[&TextEdit],
    changes: &BTreeMap<PartName, Change>,
) -> Result<Vec<u8>, Vec<XlsxError>> {
    let one = |error| vec![error];
    let before = workbook.package.changed_text(changes, part).map_err(one)?;
    let found = texts::scan(workbook, source, part.as_str(), &before.text).map_err(one)?;
    let mut splices = Splices::default();
    for edit in edits {
        let same = found.get(edit.passage.id.ordinal).filter(|found| found.text() == edit.passage.text);
        let replaced = same.and_then(|found| found.replace(&edit.pieces, &mut splices));
        replaced.ok_or_else(|| one(unfit(edit, "the pieces to replace are not pieces of its text".to_owned())))?;
    }
    let overlap = || one(XlsxError::damaged(part.as_str(), "its elements overlap"));
    let after = splices.apply(&before.text).ok_or_else(overlap)?;
    let found = texts::scan(workbook, source, part.as_str(), &after).map_err(one)?;
    let limits = edits.iter().filter_map(|edit| Some((edit, found.get(edit.passage.id.ordinal)?.limit?)));
    let too_long: Vec<XlsxError> = limits
        .filter(|(_, (length, most))| length > most)
        .map(|(edit, (length, most))| unfit(edit, format!("with what is put into it, it has {length} characters, and {most} are allowed")))
        .collect();
    if too_long.is_empty() { Ok(before.encode(&after)) } else { Err(too_long) }
}

fn unfit(edit: &TextEdit, reason: String) -> XlsxError {
    XlsxError::UnfitText { sheet: Arc::clone(&edit.passage.sheet_name), spot: edit.passage.spot(), name: edit.passage.name.clone(), reason }
}
