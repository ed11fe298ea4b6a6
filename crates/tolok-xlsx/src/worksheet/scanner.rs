//! A sheet's part as a stream of the pieces that matter for reading and patching its cells.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;

use super::Window;
use crate::cell::CellSource;
use crate::strings::{Item, SharedStrings, decode};
use crate::workbook::is_true;
use crate::xml::{Around, Element, Node, XmlReader};
use crate::{Address, Area, Cell, CellFormula, CellKind, FormulaKind, MAX_ROWS, XlsxError};

/// A piece of a sheet's part.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// The `dimension` element.
    Dimension(Element<'a>),
    /// Some columns have something of their own.
    Columns(ColumnsTag),
    /// The `sheetData` element begins.
    Data(Element<'a>),
    /// A row begins.
    Row(RowTag<'a>),
    Cell(Box<Cell<'a>>),
    /// The closing tag of a row, empty for a row that closed itself.
    RowEnd(Range<usize>),
    /// The closing tag of `sheetData`, empty if it closed itself.
    DataEnd(Range<usize>),
    Merge(Area),
    End,
}

/// What is said of some columns (§18.3.1.13).
#[derive(Debug, Clone, Copy)]
pub(crate) struct ColumnsTag {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) style: Option<u32>,
    pub(crate) hidden: bool,
}

/// The opening tag of a row.
#[derive(Debug, Clone)]
pub(crate) struct RowTag<'a> {
    pub(crate) number: u32,
    pub(crate) element: Element<'a>,
}

/// Reads a sheet's part piece by piece.
pub(crate) struct Scanner<'a> {
    reader: XmlReader<'a>,
    window: Window<'a>,
    part: &'a str,
    strings: &'a SharedStrings,
    place: Place,
    row: u32,
    column: u32,
    row_tags: Option<RowTags<'a>>,
}

/// What the tags of rows begin with.
struct RowTags<'a> {
    prefix: &'a str,
    start: Finder<'static>,
    end: Finder<'static>,
}

/// What a scanner has to know of the windows before its own.
#[derive(Debug, Default)]
pub(crate) struct Before {
    around: Around,
    place: Place,
    row: u32,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    Data,
    Row,
}

impl<'a> RowTags<'a> {
    fn new(prefix: &'a str) -> Self {
        let finder = |text: String| Finder::new(&text).into_owned();
        Self { prefix, start: finder(format!("<{prefix}row")), end: finder(format!("</{prefix}row")) }
    }
}

impl<'a> Scanner<'a> {
    /// A scanner of a window behind others.
    pub(crate) fn new(part: &'a str, window: Window<'a>, strings: &'a SharedStrings, before: Before) -> Self {
        let reader = XmlReader::behind(part, window.text, window.last, before.around);
        Self { reader, window, part, strings, place: before.place, row: before.row, column: 0, row_tags: None }
    }

    /// What the scanner of the next window has to know.
    ///
    /// # Errors
    /// E0604 where a row is cut off.
    pub(crate) fn into_before(self) -> Result<Before, XlsxError> {
        if self.place == Place::Row {
            return Err(XlsxError::damaged(self.part, "the XML is cut off"));
        }
        Ok(Before { around: self.reader.into_around(), place: self.place, row: self.row })
    }

    /// What stands between the tags of the row that was given last, where that can be told without reading it.
    pub(crate) fn inside(&mut self, row: &Element<'a>) -> Option<&'a str> {
        if row.closed || !self.window.plain {
            return None;
        }
        let tags = match &self.row_tags {
            Some(tags) if tags.prefix == row.prefix => tags,
            _ => self.row_tags.insert(RowTags::new(row.prefix)),
        };
        let rest = self.reader.rest();
        let inside = rest.get(..tags.end.find(rest.as_bytes())?)?;
        // An element of this name inside of the row would close first.
        tags.start.find(inside.as_bytes()).is_none().then_some(inside)
    }

    /// The number of the row that was given last.
    pub(crate) fn row(&self) -> u32 {
        self.row
    }

    /// Steps over what stands between the tags of the row that was given last.
    pub(crate) fn pass_over(&mut self, inside: &str) {
        self.reader.pass_over(inside.len());
    }

    /// The next piece.
    ///
    /// # Errors
    /// E0604 where the part cannot be read or a cell has no place on a sheet.
    pub(crate) fn next(&mut self) -> Result<Piece<'a>, XlsxError> {
        loop {
            let node = self.reader.next()?;
            match (self.place, node) {
                (_, Node::End) => return Ok(Piece::End),
                (Place::Outside, Node::Open(element)) => {
                    if let Some(piece) = self.outside(element)? {
                        return Ok(piece);
                    }
                }
                (Place::Data, Node::Open(element)) if element.is("row") => return self.open_row(element),
                (Place::Row, Node::Open(element)) if element.is("c") => return self.cell(element),
                (Place::Data | Place::Row, Node::Open(_)) => {
                    self.reader.skip()?;
                }
                (Place::Row, Node::Close(span)) => {
                    self.place = Place::Data;
                    return Ok(Piece::RowEnd(span));
                }
                (Place::Data, Node::Close(span)) => {
                    self.place = Place::Outside;
                    return Ok(Piece::DataEnd(span));
                }
                (_, Node::Text(_)) | (Place::Outside, Node::Close(_)) => {}
            }
        }
    }

    fn outside(&mut self, element: Element<'a>) -> Result<Option<Piece<'a>>, XlsxError> {
        if element.is("sheetData") {
            self.place = Place::Data;
            return Ok(Some(Piece::Data(element)));
        }
        if element.is("dimension") {
            return Ok(Some(Piece::Dimension(element)));
        }
        if element.is("mergeCell") {
            let area = element.attribute(self.part, "ref")?.and_then(|area| Area::parse(&area));
            return Ok(area.map(Piece::Merge));
        }
        if element.is("col") {
            let number = |name| Ok(element.attribute(self.part, name)?.and_then(|text| text.parse::<u32>().ok()));
            if let (Some(first), Some(last)) = (number("min")?, number("max")?) {
                let hidden = element.attribute(self.part, "hidden")?.is_some_and(|hidden| is_true(&hidden));
                return Ok(Some(Piece::Columns(ColumnsTag { first, last, style: number("style")?, hidden })));
            }
        }
        Ok(None)
    }

    fn open_row(&mut self, element: Element<'a>) -> Result<Piece<'a>, XlsxError> {
        // A row without a number is the one after the previous ([MS-OI29500] on §18.3.1.73).
        let number = match element.attribute(self.part, "r")? {
            Some(written) => written.trim().parse().unwrap_or(0),
            None => self.row + 1,
        };
        if !(1..=MAX_ROWS).contains(&number) {
            return Err(XlsxError::damaged(self.part, "a row has a number that no sheet has"));
        }
        self.row = number;
        self.column = 0;
        self.place = Place::Row;
        Ok(Piece::Row(RowTag { number, element }))
    }

    fn cell(&mut self, element: Element<'a>) -> Result<Piece<'a>, XlsxError> {
        let mut address = Address::new(self.row, self.column + 1);
        let (mut style, mut kind) = (0, CellKind::Number);
        for attribute in element.each_attribute(self.part) {
            let attribute = attribute?;
            match attribute.name {
                "r" => address = Address::parse(attribute.value.trim()),
                "s" => style = attribute.value.trim().parse().unwrap_or(0),
                "t" => kind = CellKind::of(attribute.value.trim()),
                _ => {}
            }
        }
        let Some(address) = address else { return Err(XlsxError::damaged(self.part, "a cell has an address that no sheet has")) };
        self.column = address.column();
        let span = element.span.clone();
        let start = self.window.start;
        let source = CellSource { start, content_end: span.end, span, element, formula: None, value: None, extension: None, rich: None };
        let mut cell = Cell { address, style, kind, formula: None, value: None, text: None, source };
        self.content(&mut cell)?;
        cell.text = match cell.kind {
            CellKind::SharedText => cell.value().and_then(|index| self.strings.get(index.trim().parse().ok()?)).map(Cow::Borrowed),
            CellKind::InlineText => cell.text.take(),
            CellKind::FormulaText => cell.value().map(|text| Cow::Owned(decode(text).into_owned())),
            _ => None,
        };
        Ok(Piece::Cell(Box::new(cell)))
    }

    /// Reads up to and with the closing tag of a cell.
    fn content(&mut self, cell: &mut Cell<'a>) -> Result<(), XlsxError> {
        loop {
            match self.reader.next()? {
                Node::Open(element) if element.is("f") => {
                    let kind = self.formula_kind(&element)?;
                    let (text, close) = self.reader.text_content()?;
                    cell.formula = Some(CellFormula { text: text.into_owned(), kind });
                    cell.source.formula = Some(element.span.start..close.end);
                }
                Node::Open(element) if element.is("v") => {
                    let (text, close) = self.reader.text_content()?;
                    cell.value = Some(text);
                    cell.source.value = Some(element.span.start..close.end);
                }
                Node::Open(element) if element.is("is") => {
                    let (item, close) = Item::read(&mut self.reader)?;
                    cell.source.rich = item.rich.then_some(element.span.start..close.end);
                    cell.text = Some(Cow::Owned(item.text));
                }
                Node::Open(element) => {
                    let close = self.reader.skip()?;
                    if element.is("extLst") {
                        cell.source.extension = Some(element.span.start..close.end);
                    }
                }
                Node::Close(span) => {
                    cell.source.content_end = span.start;
                    cell.source.span.end = span.end;
                    return Ok(());
                }
                Node::Text(_) | Node::End => {}
            }
        }
    }

    fn formula_kind(&self, element: &Element<'a>) -> Result<FormulaKind, XlsxError> {
        let (mut kind, mut area, mut index, mut inputs) = (None, None, None, [None, None]);
        for attribute in element.attributes(self.part)? {
            match attribute.name {
                "t" => kind = Some(attribute.value),
                "ref" => area = Area::parse(&attribute.value),
                "r1" => inputs[0] = Address::parse(&attribute.value),
                "r2" => inputs[1] = Address::parse(&attribute.value),
                "si" => index = attribute.value.trim().parse().ok(),
                _ => {}
            }
        }
        Ok(match (kind.as_deref(), area, index) {
            (Some("shared"), Some(_), Some(index)) => FormulaKind::SharedMaster { index },
            (Some("shared"), None, Some(index)) => FormulaKind::SharedChild { index },
            (Some("array"), Some(area), _) => FormulaKind::Array(area),
            (Some("dataTable"), Some(area), _) => FormulaKind::DataTable { area, inputs },
            _ => FormulaKind::Normal,
        })
    }
}
