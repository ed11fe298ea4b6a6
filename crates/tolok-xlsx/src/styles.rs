//! The looks that cells refer to: here, only their number formats.

use std::collections::BTreeMap;

use crate::XlsxError;
use crate::number_format::built_in;
use crate::package::{Package, PartName};
use crate::xml::{Node, XmlReader};

/// The number formats of the cell styles (§18.8).
#[derive(Debug, Default)]
pub(crate) struct Styles {
    /// The format number of each cell style.
    cells: Vec<u32>,
    codes: BTreeMap<u32, String>,
}

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// E0604 where it cannot be read.
    pub(crate) fn read(package: &Package, part: &PartName) -> Result<Self, XlsxError> {
        let source = package.read_text(part)?.text;
        let name = part.as_str();
        let mut reader = XmlReader::new(name, &source);
        let mut styles = Self::default();
        let mut in_cells = false;
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("numFmt") && !in_cells => {
                    let id = element.attribute(name, "numFmtId")?.and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, element.attribute(name, "formatCode")?) {
                        // Conditional formats have formats of their own further on, under numbers that may be taken.
                        styles.codes.entry(id).or_insert_with(|| code.into_owned());
                    }
                }
                Node::Open(element) if element.is("cellXfs") => in_cells = true,
                Node::Open(element) if element.is("xf") && in_cells => {
                    styles.cells.push(element.attribute(name, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0));
                    reader.skip()?;
                }
                Node::Close(_) => in_cells = false,
                Node::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The number format of a cell style; General for one that is not there.
    pub(crate) fn number_format(&self, style: u32) -> &str {
        let id = usize::try_from(style).ok().and_then(|style| self.cells.get(style)).copied().unwrap_or(0);
        self.codes.get(&id).map_or_else(|| built_in(id), String::as_str)
    }
}
