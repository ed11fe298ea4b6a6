//! What the workbook part lists: sheets, names and settings (§18.2).

use crate::package::{Package, PartName};
use crate::xml::{Element, Node, XmlReader};
use crate::{Epoch, Visibility, XlsxError};

/// A name for cells, a value or a formula (§18.2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// The sheet it belongs to, by position; none for a name of the whole workbook.
    pub sheet: Option<usize>,
    /// What it stands for: the text of a formula without the equals sign.
    pub formula: String,
}

/// What the workbook part lists.
#[derive(Debug)]
pub(super) struct WorkbookPart {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) names: Vec<DefinedName>,
    pub(super) epoch: Epoch,
    pub(super) calculated_by_hand: bool,
    /// True if formulas calculate with what the cells show.
    pub(super) precision_as_shown: bool,
}

#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) relationship: String,
    pub(super) visibility: Visibility,
}

impl WorkbookPart {
    pub(super) fn read(package: &Package, part: &PartName) -> Result<Self, XlsxError> {
        let source = package.read_text(part)?.text;
        let name = part.as_str();
        let mut reader = XmlReader::new(name, &source);
        let mut found =
            Self { sheets: Vec::new(), names: Vec::new(), epoch: Epoch::Year1900, calculated_by_hand: false, precision_as_shown: false };
        let mut is_workbook = false;
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("workbook") && element.depth == 0 => is_workbook = true,
                Node::Open(element) if element.is("sheet") => found.sheets.push(SheetEntry::of(&element, name)?),
                Node::Open(element) if element.is("workbookPr") => {
                    let year_1904 = element.attribute(name, "date1904")?.is_some_and(|value| is_true(&value));
                    found.epoch = if year_1904 { Epoch::Year1904 } else { Epoch::Year1900 };
                }
                Node::Open(element) if element.is("calcPr") => {
                    found.calculated_by_hand = element.attribute(name, "calcMode")?.is_some_and(|mode| mode == "manual");
                    found.precision_as_shown = element.attribute(name, "fullPrecision")?.is_some_and(|full| !is_true(&full));
                }
                Node::Open(element) if element.is("definedName") => {
                    let sheet = element.attribute(name, "localSheetId")?.and_then(|index| index.parse().ok());
                    let label = element.attribute(name, "name")?.unwrap_or_default().into_owned();
                    found.names.push(DefinedName { name: label, sheet, formula: reader.text_content()?.0.into_owned() });
                }
                Node::End if is_workbook => return Ok(found),
                Node::End => return Err(XlsxError::damaged(name, "there is no workbook")),
                _ => {}
            }
        }
    }
}

impl SheetEntry {
    fn of(element: &Element<'_>, part: &str) -> Result<Self, XlsxError> {
        let mut sheet = Self { name: String::new(), relationship: String::new(), visibility: Visibility::Visible };
        for attribute in element.attributes(part)? {
            match attribute.name {
                "name" => sheet.name = attribute.value.into_owned(),
                "state" if attribute.value == "hidden" => sheet.visibility = Visibility::Hidden,
                "state" if attribute.value == "veryHidden" => sheet.visibility = Visibility::VeryHidden,
                // `r:id`, whatever its prefix is; no other attribute of a sheet is called so.
                name if name.ends_with(":id") => sheet.relationship = attribute.value.into_owned(),
                _ => {}
            }
        }
        Ok(sheet)
    }
}

/// The ways XML writes true.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
