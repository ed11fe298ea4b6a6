//! The copies of cells that a chart keeps: which formula each is of, and where its points stand.
//!
//! Charts of DrawingML (§21.2) keep `numCache`, `strCache` and `multiLvlStrCache` beside the formula, and the ranges of data labels
//! `dlblRangeCache` ([MS-ODRAWXML] 2.24.3.20); the newer ones ([MS-ODRAWXML] 2.24.1) levels of points, or a value by itself.

use std::ops::Range;

use crate::XlsxError;
use crate::strings::decode;
use crate::xml::{Element, Node, XmlReader};

/// A copy of cells in a chart.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// The cells, as a formula.
    pub(super) formula: String,
    pub(super) holds: Holds,
    pub(super) form: Form,
    /// What is taken out when the copy is.
    pub(super) spans: Vec<Range<usize>>,
    pub(super) levels: Vec<Level>,
    /// How many points there are, and where that is said.
    pub(super) counts: Vec<(u32, Range<usize>)>,
    /// The prefix of points.
    pub(super) prefix: String,
}

/// What the points of a copy are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Holds {
    /// Numbers that are drawn as such: a text among them is drawn as nought.
    Values,
    /// Numbers that name what is drawn, which they only do while all of them are numbers.
    NumberLabels,
    #[default]
    Texts,
}

/// How a point is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    /// `<c:pt idx="0"><c:v>1</c:v></c:pt>`
    #[default]
    Element,
    /// `<cx:pt idx="0">1</cx:pt>`
    Direct,
    /// `<cx:v>1</cx:v>`, for a single cell.
    Single,
}

/// The points of one level; only labels have several.
#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) points: Vec<Point>,
    /// Where a point behind all others goes; nothing in an element that closes itself.
    pub(super) end: Option<usize>,
}

/// A point.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) index: u32,
    pub(super) span: Range<usize>,
    /// Where its value stands between tags.
    pub(super) place: Option<Range<usize>>,
    pub(super) text: String,
}

/// The copies in a chart's part, in their order.
///
/// # Errors
/// E0604 where the part cannot be read.
pub(super) fn scan(part: &str, text: &str) -> Result<Vec<Cache>, XlsxError> {
    let mut scan = Scan { part, reader: XmlReader::new(part, text) };
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    loop {
        match scan.reader.next()? {
            Node::Open(element) => {
                let parent = open.last().copied().unwrap_or_default();
                let cache = Cache { prefix: element.prefix.to_owned(), ..Cache::default() };
                let of_values = if matches!(parent, "cat" | "xVal") { Holds::NumberLabels } else { Holds::Values };
                let cache = match element.local {
                    "numRef" => Cache { holds: of_values, ..cache },
                    "strRef" | "multiLvlStrRef" | "datalabelsRange" => cache,
                    "numDim" => Cache { holds: Holds::Values, form: Form::Direct, ..cache },
                    "strDim" => Cache { form: Form::Direct, ..cache },
                    "txData" => Cache { form: Form::Single, ..cache },
                    local => {
                        open.push(local);
                        continue;
                    }
                };
                found.extend(scan.reference(cache)?);
            }
            Node::Close(_) => {
                open.pop();
            }
            Node::Text(_) => {}
            Node::End => return Ok(found),
        }
    }
}

struct Scan<'a> {
    part: &'a str,
    reader: XmlReader<'a>,
}

impl<'a> Scan<'a> {
    /// What is in the element that was opened last, up to its end: a formula and the copy of its cells, if it has one.
    fn reference(&mut self, mut cache: Cache) -> Result<Option<Cache>, XlsxError> {
        let depth = self.reader.depth();
        loop {
            match self.reader.next()? {
                Node::Open(child) => match (child.local, cache.form) {
                    ("f", _) => cache.formula = self.reader.text_content()?.0.into_owned(),
                    ("numCache" | "strCache" | "multiLvlStrCache" | "dlblRangeCache", Form::Element) => self.whole(&child, &mut cache)?,
                    ("lvl", Form::Direct) => self.level(&child, &mut cache)?,
                    ("v", Form::Single) => {
                        let (text, close) = self.reader.text_content()?;
                        let span = child.span.start..close.end.max(child.span.end);
                        let place = (!child.closed).then_some(child.span.end..close.start);
                        let point = Point { index: 0, span: span.clone(), place, text: decode(&text).into_owned() };
                        cache.levels.push(Level { points: vec![point], end: None });
                        cache.spans.push(span);
                    }
                    _ => {
                        self.reader.skip()?;
                    }
                },
                Node::Close(_) if self.reader.depth() < depth => break,
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                _ => {}
            }
        }
        Ok((!cache.spans.is_empty() && !cache.formula.trim().is_empty()).then_some(cache))
    }

    /// A copy with all its levels.
    fn whole(&mut self, element: &Element<'a>, cache: &mut Cache) -> Result<(), XlsxError> {
        let depth = self.reader.depth();
        let mut own = Level { end: (!element.closed).then_some(element.span.end), ..Level::default() };
        let span = loop {
            match self.reader.next()? {
                Node::Open(child) => {
                    let behind = match child.local {
                        "ptCount" => {
                            cache.counts.extend(self.count(&child, "val")?);
                            // The points of labels are in another namespace than the copy that has them.
                            child.prefix.clone_into(&mut cache.prefix);
                            self.reader.skip()?.end
                        }
                        "pt" => self.point(&child, Form::Element, &mut own)?,
                        "lvl" => {
                            self.level(&child, cache)?;
                            continue;
                        }
                        "extLst" => {
                            self.reader.skip()?;
                            continue;
                        }
                        _ => self.reader.skip()?.end,
                    };
                    own.end = Some(behind.max(child.span.end));
                }
                Node::Close(span) if self.reader.depth() < depth => break element.span.start..span.end.max(element.span.end),
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                _ => {}
            }
        };
        cache.spans.push(span);
        if cache.levels.is_empty() && element.local != "multiLvlStrCache" {
            cache.levels.push(own);
        }
        Ok(())
    }

    fn level(&mut self, element: &Element<'a>, cache: &mut Cache) -> Result<(), XlsxError> {
        let depth = self.reader.depth();
        let mut level = Level { end: (!element.closed).then_some(element.span.end), ..Level::default() };
        if cache.form == Form::Direct {
            cache.counts.extend(self.count(element, "ptCount")?);
        }
        let span = loop {
            match self.reader.next()? {
                Node::Open(child) if child.local == "pt" => level.end = Some(self.point(&child, cache.form, &mut level)?),
                Node::Open(_) => {
                    self.reader.skip()?;
                }
                Node::Close(span) if self.reader.depth() < depth => break element.span.start..span.end.max(element.span.end),
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                _ => {}
            }
        };
        if cache.form == Form::Direct {
            cache.spans.push(span);
        }
        cache.levels.push(level);
        Ok(())
    }

    /// A point; gives where it ends.
    fn point(&mut self, element: &Element<'a>, form: Form, level: &mut Level) -> Result<usize, XlsxError> {
        let index = element.attribute(self.part, "idx")?.and_then(|index| index.trim().parse().ok()).unwrap_or(u32::MAX);
        let (text, place, end) = if form == Form::Direct {
            let (text, close) = self.reader.text_content()?;
            (text.into_owned(), (!element.closed).then_some(element.span.end..close.start), close.end)
        } else {
            self.value()?
        };
        let end = end.max(element.span.end);
        level.points.push(Point { index, span: element.span.start..end, place, text: decode(&text).into_owned() });
        Ok(end)
    }

    /// The value inside of a point, where it stands, and where the point ends.
    fn value(&mut self) -> Result<(String, Option<Range<usize>>, usize), XlsxError> {
        let depth = self.reader.depth();
        let mut found = (String::new(), None);
        loop {
            match self.reader.next()? {
                Node::Open(child) if child.local == "v" => {
                    let (text, close) = self.reader.text_content()?;
                    found = (text.into_owned(), (!child.closed).then_some(child.span.end..close.start));
                }
                Node::Open(_) => {
                    self.reader.skip()?;
                }
                Node::Close(span) if self.reader.depth() < depth => return Ok((found.0, found.1, span.end)),
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                _ => {}
            }
        }
    }

    fn count(&self, element: &Element<'a>, name: &str) -> Result<Option<(u32, Range<usize>)>, XlsxError> {
        let attribute = element.attributes(self.part)?.into_iter().find(|attribute| attribute.name == name);
        Ok(attribute.and_then(|attribute| Some((attribute.value.trim().parse().ok()?, attribute.value_span))))
    }
}
