//! The mark that makes a spreadsheet program compute all formulas when it opens the workbook (§18.2.2).

use std::collections::BTreeMap;

use crate::package::{Change, PartName};
use crate::splices::Splices;
use crate::workbook::is_true;
use crate::xml::{Element, Node, XmlReader};
use crate::{Workbook, XlsxError};

/// The children of the workbook element that stand before `calcPr` (§18.2.27); those after it are not needed to find its place.
const BEFORE: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// The bytes of the workbook part with the mark, or nothing if it has it already.
pub(super) fn request(workbook: &Workbook, changes: &BTreeMap<PartName, Change>) -> Result<Option<Vec<u8>>, XlsxError> {
    let source = workbook.package.changed_text(changes, &workbook.part)?;
    let part = workbook.part.as_str();
    let mut reader = XmlReader::new(part, &source.text);
    let mut splices = Splices::default();
    let mut prefix = "";
    let mut place = None;
    let mut settings = None;
    loop {
        match reader.next()? {
            Node::Open(element) if element.depth == 0 => prefix = element.prefix,
            Node::Open(element) if element.is("calcPr") => {
                settings = Some(element);
                reader.skip()?;
            }
            Node::Open(element) => {
                let end = reader.skip()?.end;
                if BEFORE.iter().any(|name| element.is(name)) {
                    place = Some(end);
                }
            }
            Node::End => break,
            Node::Close(_) | Node::Text(_) => {}
        }
    }
    match (settings, place) {
        (Some(element), _) => set(&element, part, &mut splices)?,
        (None, Some(place)) => splices.insert(place, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>")),
        (None, None) => return Err(XlsxError::damaged(part, "the workbook has no sheets")),
    }
    if splices.is_empty() {
        return Ok(None);
    }
    let text = splices.apply(&source.text).ok_or_else(|| XlsxError::damaged(part, "its elements overlap"))?;
    Ok(Some(source.encode(&text)))
}

fn set(element: &Element<'_>, part: &str, splices: &mut Splices) -> Result<(), XlsxError> {
    match element.attributes(part)?.into_iter().find(|attribute| attribute.name == "fullCalcOnLoad") {
        Some(attribute) if is_true(&attribute.value) => {}
        Some(attribute) => splices.replace(attribute.value_span, "1"),
        None => splices.insert(element.attributes_end(), " fullCalcOnLoad=\"1\""),
    }
    Ok(())
}
