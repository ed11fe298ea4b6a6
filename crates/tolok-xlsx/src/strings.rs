//! Texts of cells: the shared ones, and how any of them is read from its runs.

mod escapes;

use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) use escapes::{decode, encode};

use crate::XlsxError;
use crate::package::{Package, PartName};
use crate::xml::{Node, XmlReader};

/// The shared strings (§18.4.9). They are only ever read: one of them may stand in many cells.
#[derive(Debug, Default)]
pub(crate) struct SharedStrings {
    texts: Vec<Box<str>>,
    /// The items that have runs, with where they stand in the part.
    rich: BTreeMap<usize, Range<usize>>,
    source: String,
}

/// The text of an item (§18.4.8): of its plain text or its runs, without phonetic hints.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) text: String,
    /// True if it has runs, each with a look of its own.
    pub(crate) rich: bool,
}

impl SharedStrings {
    /// Reads the part.
    ///
    /// # Errors
    /// E0604 where it cannot be read.
    pub(crate) fn read(package: &Package, part: &PartName) -> Result<Self, XlsxError> {
        let source = package.read_text(part)?.text;
        let mut strings = Self::default();
        let mut reader = XmlReader::new(part.as_str(), &source);
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("si") => {
                    let (item, close) = Item::read(&mut reader)?;
                    if item.rich {
                        strings.rich.insert(strings.texts.len(), element.span.start..close.end);
                    }
                    strings.texts.push(item.text.into());
                }
                Node::End => break,
                _ => {}
            }
        }
        if !strings.rich.is_empty() {
            strings.source = source;
        }
        Ok(strings)
    }

    /// The text at a position.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        self.texts.get(index).map(AsRef::as_ref)
    }

    /// All texts, in their order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    /// The XML of an item that has runs.
    pub(crate) fn rich_source(&self, index: usize) -> Option<&str> {
        self.source.get(self.rich.get(&index)?.clone())
    }
}

impl Item {
    /// Reads the rest of an item whose tag was read last; gives the range of its closing tag too.
    pub(crate) fn read(reader: &mut XmlReader<'_>) -> Result<(Self, Range<usize>), XlsxError> {
        let mut item = Self::default();
        let mut depth = 1_usize;
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("t") => item.text.push_str(&decode(&reader.text_content()?.0)),
                Node::Open(element) if element.is("rPh") => {
                    reader.skip()?;
                }
                Node::Open(element) => {
                    item.rich |= element.is("r");
                    depth += 1;
                }
                Node::Close(span) => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok((item, span));
                    }
                }
                Node::Text(_) | Node::End => {}
            }
        }
    }
}
