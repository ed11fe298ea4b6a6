//! New names of sheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::passage::Source;
use crate::{Edits, Workbook, XlsxError};

/// The most characters of a sheet's name, in UTF-16 units.
const MOST: usize = 31;

/// A sheet that gets another name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) old: String,
    pub(super) new: String,
}

/// The sheets that get other names.
///
/// # Errors
/// E0612 for every name that no sheet can have, or that two sheets would have.
pub(super) fn renamed(workbook: &Workbook, edits: &Edits) -> Result<Vec<Renamed>, Vec<XlsxError>> {
    let mut names: Vec<String> = workbook.sheets().iter().map(|sheet| sheet.name().to_string()).collect();
    let mut renamed = BTreeMap::new();
    let mut problems = Vec::new();
    for edit in edits.texts().filter(|edit| edit.passage.id.source == Source::Workbook) {
        let mut pieces: Vec<_> = edit.pieces.iter().collect();
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.range.start));
        let mut new = edit.passage.text.clone();
        for piece in pieces {
            if new.get(piece.range.clone()).is_some() {
                new.replace_range(piece.range.clone(), &piece.text);
            }
        }
        if let Some(name) = names.get_mut(edit.passage.sheet) {
            name.clone_from(&new);
        }
        match fault(&new) {
            Some(reason) => problems.push(XlsxError::SheetName { sheet: Arc::clone(&edit.passage.sheet_name), name: new, reason }),
            None => drop(renamed.insert(edit.passage.sheet, Renamed { old: edit.passage.text.clone(), new })),
        }
    }
    for (sheet, renamed) in &renamed {
        let taken = names.iter().enumerate().any(|(other, name)| other != *sheet && name.to_lowercase() == renamed.new.to_lowercase());
        if let Some(listed) = workbook.sheets().get(*sheet).filter(|_| taken) {
            let reason = "another sheet is called so".to_owned();
            problems.push(XlsxError::SheetName { sheet: Arc::clone(listed.name()), name: renamed.new.clone(), reason });
        }
    }
    if problems.is_empty() { Ok(renamed.into_values().collect()) } else { Err(problems) }
}

/// Why no sheet can be called so.
fn fault(name: &str) -> Option<String> {
    let length = name.encode_utf16().count();
    if let Some(sign) = name.chars().find(|character| ":\\/?*[]".contains(*character) || character.is_control()) {
        return Some(format!("`{}` cannot stand in it", sign.escape_debug()));
    }
    if length > MOST {
        return Some(format!("it has {length} characters, and {MOST} are allowed"));
    }
    match name {
        _ if name.trim().is_empty() => Some("it is empty".to_owned()),
        _ if name.starts_with('\'') || name.ends_with('\'') => Some("it begins or ends with an apostrophe".to_owned()),
        // Excel keeps this one for itself.
        _ if name.eq_ignore_ascii_case("history") => Some("the name is reserved".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_go_by_the_rules_of_excel() {
        for name in ["2026-07", "Łódź & Co.", "a'b", "x".repeat(31).as_str()] {
            assert_eq!(fault(name), None, "{name}");
        }
        for name in ["7/2026", "a:b", "[x]", "a\\b", "why?", "a*b", "", " ", "'a", "a'", "History", "x".repeat(32).as_str(), "a\nb"] {
            assert!(fault(name).is_some(), "{name}");
        }
    }
}
