//! Cell styles that are appended: a copy of another style with a number format of its own (§18.8).
//!
//! No style is changed or renumbered, and in the part nothing but the new formats, the new styles and their counts is new.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::number_format::{built_in, is_date_format, is_general, is_time_of_day};
use crate::package::{Change, PartName};
use crate::part_text::PartText;
use crate::splices::Splices;
use crate::xml::{Element, Node, XmlReader, escape_attribute};
use crate::{Address, Edits, Workbook, XlsxError};

mod missing;

/// The most styles that a workbook has (§18.3.1.4).
const MOST_STYLES: usize = 65_490;

/// The first number of a format that is not built in.
const FIRST_FREE: u32 = 164;

/// The formats that every workbook has by number and that look the same everywhere; the others go by the habits of the reader's machine.
const SHARED: &[u32] = &[1, 2, 3, 4, 9, 10, 11, 12, 13, 45, 46, 47, 48, 49];

/// The children of the style sheet that stand before the cell styles (§18.8.39).
const BEFORE_CELLS: &[&str] = &["numFmts", "fonts", "fills", "borders", "cellStyleXfs"];

/// The styles of a workbook, and those that are appended to them.
#[derive(Debug)]
pub(super) struct Looks<'a> {
    workbook: &'a Workbook,
    edits: &'a Edits,
    /// Read when the first style is asked for.
    sheet: RefCell<Option<StyleSheet>>,
}

impl<'a> Looks<'a> {
    pub(super) fn new(workbook: &'a Workbook, edits: &'a Edits) -> Self {
        Self { workbook, edits, sheet: RefCell::new(None) }
    }

    /// The style of a cell that is set and would otherwise have this one. It is another one where a format is asked for, and this one shows
    /// numbers as General, or as days and times, which the format does not.
    ///
    /// # Errors
    /// E0604 where the styles cannot be read.
    pub(super) fn style(&self, sheet: usize, cell: Address, style: u32) -> Result<u32, XlsxError> {
        let Some(format) = self.edits.format(sheet, cell) else { return Ok(style) };
        let shows_time = |code: &str| is_date_format(code) || is_time_of_day(code);
        let own = self.workbook.number_format(style);
        if is_general(format) || !(is_general(own) || shows_time(own) && !shows_time(format)) {
            return Ok(style);
        }
        match &mut *self.sheet.borrow_mut() {
            Some(sheet) => sheet.formatted(style, format),
            none => none.insert(StyleSheet::of(self.workbook)?).formatted(style, format),
        }
    }

    /// True if any cell is set.
    pub(super) fn has_cells(&self) -> bool {
        !self.edits.has_no_cells()
    }

    /// Puts the part with what was appended among the changes, and whatever leads to it if the workbook had none.
    ///
    /// # Errors
    /// E0604 where a part that has to name the new one cannot be read.
    pub(super) fn finish(self, changes: &mut BTreeMap<PartName, Change>) -> Result<(), XlsxError> {
        let Some(sheet) = self.sheet.into_inner().filter(StyleSheet::has_grown) else { return Ok(()) };
        if sheet.is_new {
            missing::announce(self.workbook, &sheet.part, changes)?;
        }
        let (part, bytes) = sheet.bytes()?;
        changes.insert(part, Change::Replace(bytes));
        Ok(())
    }
}

/// The styles part, as far as it matters for appending.
#[derive(Debug)]
struct StyleSheet {
    part: PartName,
    is_new: bool,
    source: PartText,
    /// The prefix of its elements.
    prefix: String,
    /// Where the number formats go if there are none.
    formats_at: usize,
    /// Where the cell styles go if there are none.
    cells_at: usize,
    formats: Option<Listed>,
    cells: Option<Listed>,
    codes: BTreeMap<String, u32>,
    /// The number that the next format gets.
    next: u32,
    styles: Vec<Style>,
    /// How many styles the part has by itself.
    own_styles: usize,
    new_formats: Vec<(u32, String)>,
}

/// An element that counts its children.
#[derive(Debug)]
struct Listed {
    count: Option<Range<usize>>,
    children: usize,
    /// Where another child goes: before the closing tag, or, in an element that closed itself, over the end of its tag.
    end: Range<usize>,
    closed: Option<String>,
}

/// A cell style as XML.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Style {
    xml: String,
    /// What it says, whatever the order in which it says it.
    meaning: (Vec<(String, String)>, String),
}

impl StyleSheet {
    fn of(workbook: &Workbook) -> Result<Self, XlsxError> {
        let package = &workbook.package;
        let relationships = package.relationships(workbook.part.as_str())?;
        let related = relationships.iter().find(|relationship| relationship.is("styles"));
        match related.and_then(|relationship| package.target(workbook.part.as_str(), relationship)) {
            Some(part) => Self::read(part.clone(), missing::furnished(part, package.read_text(part)?)?, false),
            None => {
                let (part, source) = missing::part(workbook)?;
                Self::read(part, source, true)
            }
        }
    }

    fn read(part: PartName, source: PartText, is_new: bool) -> Result<Self, XlsxError> {
        let mut sheet = Self {
            part,
            is_new,
            prefix: String::new(),
            formats_at: 0,
            cells_at: 0,
            formats: None,
            cells: None,
            codes: BTreeMap::new(),
            next: FIRST_FREE,
            styles: Vec::new(),
            own_styles: 0,
            new_formats: Vec::new(),
            source,
        };
        let text = sheet.source.text.clone();
        sheet.gather(&text)?;
        if sheet.cells.is_none() {
            // A workbook without cell styles shows its cells by one that says nothing.
            sheet.styles.push(Style::read(&sheet.part, &format!("<{}xf/>", sheet.prefix))?);
        }
        sheet.own_styles = if sheet.cells.is_some() { sheet.styles.len() } else { 0 };
        Ok(sheet)
    }

    fn gather(&mut self, text: &str) -> Result<(), XlsxError> {
        let part = self.part.clone();
        let name = part.as_str();
        let mut reader = XmlReader::new(name, text);
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("styleSheet") && element.depth == 0 => {
                    element.prefix.clone_into(&mut self.prefix);
                    (self.formats_at, self.cells_at) = (element.span.end, element.span.end);
                }
                Node::Open(element) if element.is("numFmts") && element.depth == 1 => {
                    self.formats = Some(self.list(&mut reader, &element, text, Self::format)?);
                    self.cells_at = self.cells_at.max(self.formats.as_ref().map_or(0, |listed| listed.after(text)));
                }
                Node::Open(element) if element.is("cellXfs") && element.depth == 1 => {
                    self.cells = Some(self.list(&mut reader, &element, text, Self::style)?);
                }
                Node::Open(element) if element.depth == 1 => {
                    let before = BEFORE_CELLS.iter().any(|name| element.is(name));
                    let end = self.numbers_inside(&mut reader)?;
                    if before {
                        self.cells_at = end;
                    }
                }
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reads the children of an element, each with its source.
    fn list<'a>(
        &mut self,
        reader: &mut XmlReader<'a>,
        element: &Element<'a>,
        text: &str,
        take: fn(&mut Self, &Element<'a>, &str) -> Result<(), XlsxError>,
    ) -> Result<Listed, XlsxError> {
        let attributes = element.attributes(self.part.as_str())?;
        let count = attributes.into_iter().find(|attribute| attribute.name == "count").map(|attribute| attribute.value_span);
        let mut children = 0;
        loop {
            match reader.next()? {
                Node::Open(child) => {
                    let end = reader.skip()?.end.max(child.span.end);
                    let source = text.get(child.span.start..end).unwrap_or_default();
                    self.note_number(&child)?;
                    take(self, &child, source)?;
                    children += 1;
                }
                Node::Close(_) if element.closed => {
                    let name = format!("{}{}", element.prefix, element.local);
                    return Ok(Listed { count, children, end: element.attributes_end()..element.span.end, closed: Some(name) });
                }
                Node::Close(span) => return Ok(Listed { count, children, end: span.start..span.start, closed: None }),
                Node::End => return Err(XlsxError::damaged(self.part.as_str(), "the XML is cut off")),
                Node::Text(_) => {}
            }
        }
    }

    fn format(&mut self, element: &Element<'_>, _: &str) -> Result<(), XlsxError> {
        let part = self.part.as_str();
        let id = element.attribute(part, "numFmtId")?.and_then(|id| id.parse().ok());
        if let (Some(id), Some(code)) = (id, element.attribute(part, "formatCode")?) {
            self.codes.entry(code.into_owned()).or_insert(id);
        }
        Ok(())
    }

    fn style(&mut self, _: &Element<'_>, source: &str) -> Result<(), XlsxError> {
        self.styles.push(Style::read(&self.part, source)?);
        Ok(())
    }

    /// Notes the format numbers used inside an element; gives where it ends.
    fn numbers_inside(&mut self, reader: &mut XmlReader<'_>) -> Result<usize, XlsxError> {
        let mut depth = 1_usize;
        loop {
            match reader.next()? {
                Node::Open(element) => {
                    self.note_number(&element)?;
                    depth += 1;
                }
                Node::Close(span) => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(span.end);
                    }
                }
                Node::End => return Err(XlsxError::damaged(self.part.as_str(), "the XML is cut off")),
                Node::Text(_) => {}
            }
        }
    }

    fn note_number(&mut self, element: &Element<'_>) -> Result<(), XlsxError> {
        let id = element.attribute(self.part.as_str(), "numFmtId")?.and_then(|id| id.parse::<u32>().ok());
        self.next = self.next.max(id.map_or(0, |id| id.saturating_add(1)));
        Ok(())
    }

    fn formatted(&mut self, style: u32, format: &str) -> Result<u32, XlsxError> {
        let number = self.number(format);
        let own = usize::try_from(style).ok().and_then(|style| self.styles.get(style));
        let Some(copied) = own.or(self.styles.first()) else { return Ok(style) };
        let wanted = copied.with_format(&self.part, number)?;
        let known = self.styles.iter().position(|known| known.meaning == wanted.meaning);
        let index = match known {
            Some(index) => index,
            None if self.styles.len() >= MOST_STYLES => return Ok(style),
            None => {
                self.styles.push(wanted);
                self.styles.len() - 1
            }
        };
        Ok(u32::try_from(index).unwrap_or(style))
    }

    /// The number of a format, which gets one if it has none.
    fn number(&mut self, format: &str) -> u32 {
        if let Some(number) = SHARED.iter().find(|number| built_in(**number) == format) {
            return *number;
        }
        if let Some(number) = self.codes.get(format) {
            return *number;
        }
        let number = self.next;
        self.next = number.saturating_add(1);
        self.codes.insert(format.to_owned(), number);
        self.new_formats.push((number, format.to_owned()));
        number
    }

    fn has_grown(&self) -> bool {
        self.styles.len() > self.own_styles.max(1) || !self.new_formats.is_empty()
    }

    fn bytes(&self) -> Result<(PartName, Vec<u8>), XlsxError> {
        let prefix = &self.prefix;
        let format =
            |(number, code): &(u32, String)| format!("<{prefix}numFmt numFmtId=\"{number}\" formatCode=\"{}\"/>", escape_attribute(code));
        let formats: Vec<String> = self.new_formats.iter().map(format).collect();
        let styles: Vec<String> = self.styles.iter().skip(self.own_styles).map(|style| style.xml.clone()).collect();
        let mut splices = Splices::default();
        append(&mut splices, self.formats.as_ref(), &formats, "numFmts", prefix, self.formats_at);
        append(&mut splices, self.cells.as_ref(), &styles, "cellXfs", prefix, self.cells_at);
        let overlap = || XlsxError::damaged(self.part.as_str(), "its elements overlap");
        let text = splices.apply(&self.source.text).ok_or_else(overlap)?;
        Ok((self.part.clone(), self.source.encode(&text)))
    }
}

/// Appends children to an element that counts them, or makes that element.
fn append(splices: &mut Splices, listed: Option<&Listed>, children: &[String], name: &str, prefix: &str, otherwise: usize) {
    if children.is_empty() {
        return;
    }
    let xml = children.concat();
    let Some(listed) = listed else {
        return splices.insert(otherwise, format!("<{prefix}{name} count=\"{}\">{xml}</{prefix}{name}>", children.len()));
    };
    if let Some(count) = &listed.count {
        splices.replace(count.clone(), (listed.children + children.len()).to_string());
    }
    match &listed.closed {
        Some(name) => splices.replace(listed.end.clone(), format!(">{xml}</{name}>")),
        None => splices.insert(listed.end.start, xml),
    }
}

impl Listed {
    /// Where the element ends.
    fn after(&self, text: &str) -> usize {
        let rest = text.get(self.end.start..).unwrap_or_default();
        rest.find('>').map_or(self.end.end, |end| self.end.start + end + 1)
    }
}

impl Style {
    fn read(part: &PartName, xml: &str) -> Result<Self, XlsxError> {
        let (element, rest) = first_tag(part, xml)?;
        let attributes = element.attributes(part.as_str())?;
        let mut said: Vec<(String, String)> =
            attributes.into_iter().map(|attribute| (attribute.name.to_owned(), attribute.value.into_owned())).collect();
        said.sort();
        Ok(Self { xml: xml.to_owned(), meaning: (said, rest) })
    }

    /// The style with another number format.
    fn with_format(&self, part: &PartName, number: u32) -> Result<Self, XlsxError> {
        let (element, _) = first_tag(part, &self.xml)?;
        let mut splices = Splices::default();
        for (name, value) in [("numFmtId", number.to_string().as_str()), ("applyNumberFormat", "1")] {
            match element.attributes(part.as_str())?.into_iter().find(|attribute| attribute.name == name) {
                Some(attribute) => splices.replace(attribute.value_span, value),
                None => splices.insert(element.attributes_end(), format!(" {name}=\"{value}\"")),
            }
        }
        let xml = splices.apply(&self.xml).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
        Self::read(part, &xml)
    }
}

/// The tag that a style begins with, and what it has inside.
fn first_tag<'a>(part: &'a PartName, xml: &'a str) -> Result<(Element<'a>, String), XlsxError> {
    match XmlReader::new(part.as_str(), xml).next()? {
        Node::Open(element) => {
            let inside = xml.get(element.span.end..).and_then(|rest| rest.rsplit_once("</")).map_or("", |(inside, _)| inside);
            Ok((element.clone(), inside.trim().to_owned()))
        }
        _ => Err(XlsxError::damaged(part.as_str(), "a style is no element")),
    }
}

#[cfg(test)]
mod tests;
