//! Notes: what people write beside a cell (§18.7).

use crate::package::{Package, PartName};
use crate::strings::Item;
use crate::xml::{Node, XmlReader};
use crate::{Address, XlsxError};

/// A note on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The cell.
    pub cell: Address,
    /// Its text, the name of whoever wrote it included where the program put it there.
    pub text: String,
}

impl Note {
    /// Reads the notes of a comments part.
    pub(crate) fn read(package: &Package, part: &PartName) -> Result<Vec<Self>, XlsxError> {
        let source = package.read_text(part)?.text;
        let name = part.as_str();
        let mut reader = XmlReader::new(name, &source);
        let (mut notes, mut cell) = (Vec::new(), None);
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("comment") => {
                    cell = element.attribute(name, "ref")?.and_then(|address| Address::parse(&address));
                }
                Node::Open(element) if element.is("text") => {
                    let (item, _) = Item::read(&mut reader)?;
                    notes.extend(cell.take().map(|cell| Self { cell, text: item.text }));
                }
                Node::End => return Ok(notes),
                _ => {}
            }
        }
    }
}
