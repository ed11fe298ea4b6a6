//! The calculation chain (§18.6): a list of all formulas that a program may keep, and that must not name one that is gone.
//!
//! The part, its line among the content types and its relationship go together; a workbook is complete without any of them.

use std::collections::BTreeMap;

use crate::package::{Change, ContentTypes, PartName, relationships_name};
use crate::splices::Splices;
use crate::{Workbook, XlsxError};

pub(super) fn remove(workbook: &Workbook, changes: &mut BTreeMap<PartName, Change>) -> Result<(), XlsxError> {
    let package = &workbook.package;
    let source = workbook.part.as_str();
    let relationships = package.relationships(source)?;
    let types = ContentTypes::read(package)?;
    let mut lines = Splices::default();
    let mut listed = Splices::default();
    for relationship in relationships.iter().filter(|relationship| relationship.is("calcChain")) {
        lines.remove(relationship.span.clone());
        if let Some(part) = package.target(source, relationship) {
            changes.insert(part.clone(), Change::Remove);
            if let Some(span) = types.override_span(part) {
                listed.remove(span);
            }
        }
    }
    for (name, splices) in [(relationships_name(source), lines), (ContentTypes::NAME.to_owned(), listed)] {
        let Some(part) = package.find(&name).filter(|_| !splices.is_empty()) else { continue };
        let text = package.read_text(part)?;
        let patched = splices.apply(&text.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
        changes.insert(part.clone(), Change::Replace(text.encode(&patched)));
    }
    Ok(())
}
