//! XML as a stream of nodes with their byte ranges: what is needed to read a part, and to splice into it.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::Range;

use memchr::memchr;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace as Uri, NamespaceResolver, ResolveResult};
use quick_xml::reader::Reader;

use crate::XlsxError;

/// The namespaces that mean something here, transitional and strict ones taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// `…/spreadsheetml/2006/main` or its strict twin.
    Spreadsheet,
    /// The relationships of a part.
    Relationships,
    /// `[Content_Types].xml`.
    ContentTypes,
    /// `…/drawingml/2006/main` or its strict twin: texts of shapes and charts.
    Drawing,
    /// Everything else.
    Other,
}

/// What a part consists of. An element that closes itself opens and closes.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    Open(Element<'a>),
    /// The range of the closing tag, empty for an element that closed itself.
    Close(Range<usize>),
    Text(Cow<'a, str>),
    End,
}

/// An opening tag.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    pub(crate) namespace: Namespace,
    /// The name without its prefix.
    pub(crate) local: &'a str,
    /// The prefix with its colon, or nothing.
    pub(crate) prefix: &'a str,
    /// Where the tag stands.
    pub(crate) span: Range<usize>,
    /// True if the element closes itself.
    pub(crate) closed: bool,
    /// How many elements it is in.
    pub(crate) depth: usize,
    /// The tag from its name to its end, without the brackets.
    inner: &'a str,
}

/// An attribute as it stands in its tag.
#[derive(Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, str>,
    /// From the white space before the name to the closing quote, in the part.
    pub(crate) span: Range<usize>,
    /// The value between the quotes, in the part.
    pub(crate) value_span: Range<usize>,
}

/// Reads a part's text node by node.
pub(crate) struct XmlReader<'a> {
    reader: Reader<&'a [u8]>,
    around: Around,
    text: &'a str,
    /// How many bytes at the beginning the reader does not count.
    uncounted: usize,
    part: &'a str,
    closing: bool,
    /// False if more of the part comes behind the text.
    whole: bool,
}

/// What is around a place in a part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around {
    namespaces: NamespaceResolver,
    /// The depths of the open elements that declare namespaces: few do, and looking for them in every tag would take longer than reading it.
    declaring: Vec<usize>,
    depth: usize,
    /// The names of the open elements that further texts may close: the root, and one inside of it.
    outer: Vec<String>,
    seen: bool,
}

/// How many elements may be open where a part's text is cut.
const OUTER: usize = 2;

/// How many bytes at the beginning of a text a reader of its XML does not count: it takes them for the mark of the encoding, which a part of
/// a text has no more.
pub(crate) fn uncounted(text: &str) -> usize {
    const MARK: char = '\u{feff}';
    if text.starts_with(MARK) { MARK.len_utf8() } else { 0 }
}

impl<'a> XmlReader<'a> {
    /// A reader at the beginning of a part's text; `part` is the name that errors carry.
    pub(crate) fn new(part: &'a str, text: &'a str) -> Self {
        Self::behind(part, text, true, Around::default())
    }

    /// A reader at the beginning of a text that comes behind others of its part; `whole` is false if more come.
    pub(crate) fn behind(part: &'a str, text: &'a str, whole: bool, around: Around) -> Self {
        let mut reader = Reader::from_str(text);
        // What was opened in another text is checked here.
        reader.config_mut().allow_unmatched_ends = around.depth > 0;
        Self { reader, around, text, uncounted: uncounted(text), part, closing: false, whole }
    }

    /// What is around the place that was read up to.
    pub(crate) fn into_around(self) -> Around {
        self.around
    }

    /// The text that was not read yet.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.position()..).unwrap_or_default()
    }

    /// Steps over so many bytes, which must hold whole elements.
    pub(crate) fn pass_over(&mut self, length: usize) {
        self.reader.stream().consume(length);
    }

    /// The next node.
    ///
    /// # Errors
    /// E0604 where the text is not well-formed, and where it declares a document type or uses entities of one.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, XlsxError> {
        if self.closing {
            self.closing = false;
            let here = self.position();
            return self.close(here..here, None);
        }
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|error| self.damaged(&error))?;
            let span = start..self.position();
            return Ok(match event {
                Event::Start(tag) => Node::Open(self.open(&tag, span, false)?),
                Event::Empty(tag) => {
                    self.closing = true;
                    Node::Open(self.open(&tag, span, true)?)
                }
                Event::End(tag) => self.close(span, Some(tag.name().into_inner()))?,
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(name) => Node::Text(Cow::Owned(self.resolve(&name)?)),
                Event::DocType(_) => {
                    return Err(XlsxError::damaged(self.part, "a document type is declared, which no workbook has"));
                }
                Event::Eof if !self.whole && self.around.depth <= OUTER => Node::End,
                Event::Eof if self.around.depth > 0 => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                Event::Eof if !self.around.seen => return Err(XlsxError::damaged(self.part, "there is no XML")),
                Event::Eof => Node::End,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            });
        }
    }

    /// The text inside the element that was opened last, up to and with its closing tag, whatever elements are in between; and the range of
    /// that closing tag.
    pub(crate) fn text_content(&mut self) -> Result<(Cow<'a, str>, Range<usize>), XlsxError> {
        let depth = self.around.depth;
        let mut content = Cow::Borrowed("");
        loop {
            match self.next()? {
                Node::Text(text) if content.is_empty() => content = text,
                Node::Text(text) => content.to_mut().push_str(&text),
                Node::Close(span) if self.around.depth < depth => return Ok((content, span)),
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                Node::Open(_) | Node::Close(_) => {}
            }
        }
    }

    /// Steps over the rest of the element that was opened last; gives the range of its closing tag.
    pub(crate) fn skip(&mut self) -> Result<Range<usize>, XlsxError> {
        let depth = self.around.depth;
        loop {
            match self.next()? {
                Node::Close(span) if self.around.depth < depth => return Ok(span),
                Node::End => return Err(XlsxError::damaged(self.part, "the XML is cut off")),
                _ => {}
            }
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.around.depth
    }

    fn position(&self) -> usize {
        let counted = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        counted.saturating_add(self.uncounted).min(self.text.len())
    }

    /// Closes an element, with a tag of this name or by itself.
    fn close(&mut self, span: Range<usize>, name: Option<&str>) -> Result<Node<'a>, XlsxError> {
        let around = &mut self.around;
        around.depth = around.depth.saturating_sub(1);
        if around.declaring.pop_if(|depth| *depth == around.depth).is_some() {
            around.namespaces.pop();
        }
        if around.depth < OUTER {
            let outer = around.outer.pop();
            if name.is_some() && name != outer.as_deref() {
                return Err(XlsxError::damaged(self.part, "a tag closes what is not open"));
            }
        }
        Ok(Node::Close(span))
    }

    fn open(&mut self, tag: &BytesStart<'_>, span: Range<usize>, closed: bool) -> Result<Element<'a>, XlsxError> {
        let source = self.text.get(span.clone()).unwrap_or_default();
        let inner = source.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let inner = inner.map(|inner| if closed { inner.strip_suffix('/').unwrap_or(inner) } else { inner });
        // Nor can `<` stand in the value of an attribute: all that begins with it is markup.
        let Some(inner) = inner.filter(|inner| !inner.contains('<')) else {
            return Err(XlsxError::damaged(self.part, "a tag is not closed"));
        };
        // Few tags have an `x` at all.
        if memchr(b'x', inner.as_bytes()).is_some() && inner.contains("xmlns") {
            let pushed = self.around.namespaces.push(tag);
            pushed.map_err(|error| XlsxError::damaged(self.part, format!("the XML cannot be read ({error})")))?;
            self.around.declaring.push(self.around.depth);
        }
        let namespace = Namespace::of(&self.around.namespaces.resolve_element(tag.name()).0);
        let name = inner.split([' ', '\t', '\r', '\n']).next().unwrap_or(inner);
        let colon = name.find(':').map_or(0, |colon| colon + 1);
        let (prefix, local) = name.split_at_checked(colon).unwrap_or(("", name));
        let element = Element { namespace, local, prefix, span, closed, depth: self.around.depth, inner };
        if self.around.depth < OUTER {
            self.around.outer.push(name.to_owned());
        }
        self.around.depth = self.around.depth.saturating_add(1);
        self.around.seen = true;
        Ok(element)
    }

    fn resolve(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<String, XlsxError> {
        if let Some(character) = reference.resolve_char_ref().map_err(|error| self.damaged(&error))? {
            return Ok(character.to_string());
        }
        match quick_xml::escape::resolve_predefined_entity(reference) {
            Some(text) => Ok(text.to_owned()),
            None => Err(XlsxError::damaged(self.part, "an entity is used that XML does not know by itself")),
        }
    }

    fn damaged(&self, error: &quick_xml::Error) -> XlsxError {
        XlsxError::damaged(self.part, format!("the XML cannot be read ({error})"))
    }
}

impl Namespace {
    fn of(resolved: &ResolveResult<'_>) -> Self {
        match resolved {
            ResolveResult::Bound(Uri(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main" | "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )) => Namespace::Spreadsheet,
            ResolveResult::Bound(Uri("http://schemas.openxmlformats.org/package/2006/relationships")) => Namespace::Relationships,
            ResolveResult::Bound(Uri("http://schemas.openxmlformats.org/package/2006/content-types")) => Namespace::ContentTypes,
            ResolveResult::Bound(Uri(
                "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main",
            )) => Namespace::Drawing,
            _ => Namespace::Other,
        }
    }
}

impl<'a> Element<'a> {
    /// True for an element of the spreadsheet namespace with this name.
    pub(crate) fn is(&self, local: &str) -> bool {
        self.namespace == Namespace::Spreadsheet && self.local == local
    }

    /// The attributes in their order.
    ///
    /// # Errors
    /// E0604 where they are not well-formed; `part` is the name the error carries.
    pub(crate) fn attributes(&self, part: &str) -> Result<Vec<Attribute<'a>>, XlsxError> {
        self.each_attribute(part).collect()
    }

    /// The attributes one by one, for where there are very many elements.
    pub(crate) fn each_attribute(&self, part: &str) -> impl Iterator<Item = Result<Attribute<'a>, XlsxError>> {
        let inner = self.inner;
        let inner_start = self.span.start + 1;
        let wrong = move |error: &dyn std::fmt::Display| XlsxError::damaged(part, format!("the XML cannot be read ({error})"));
        Attributes::new(inner, self.prefix.len() + self.local.len()).map(move |attribute| {
            let attribute = attribute.map_err(|error| wrong(&error))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(&error))?;
            let name = attribute.key.into_inner();
            let (Some(name_at), Some(value_at)) = (offset_in(inner, name), offset_in(inner, &attribute.value)) else {
                return Err(XlsxError::damaged(part, "an attribute is not where it was read"));
            };
            let before = inner.get(..name_at).unwrap_or_default().trim_end().len();
            if before == name_at {
                // XML 1.0, production 40; taking one of them out would run the others together.
                return Err(XlsxError::damaged(part, "two attributes have no space between them"));
            }
            let value_span = inner_start + value_at..inner_start + value_at + attribute.value.len();
            Ok(Attribute { name, value, span: inner_start + before..value_span.end + 1, value_span })
        })
    }

    /// The value of an attribute without a prefix.
    pub(crate) fn attribute(&self, part: &str, name: &str) -> Result<Option<Cow<'a, str>>, XlsxError> {
        let attributes = self.attributes(part)?;
        Ok(attributes.into_iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value))
    }

    /// Where an attribute can be inserted, behind all others.
    pub(crate) fn attributes_end(&self) -> usize {
        self.span.start + 1 + self.inner.trim_end().len()
    }
}

/// Where a slice begins in the text it is a slice of.
fn offset_in(outer: &str, inner: &str) -> Option<usize> {
    let offset = (inner.as_ptr() as usize).checked_sub(outer.as_ptr() as usize)?;
    (offset + inner.len() <= outer.len()).then_some(offset)
}

/// A text as it stands between tags.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::partial_escape(text)
}

/// A text as it stands in an attribute between double quotes.
pub(crate) fn escape_attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // As they are, they would be read as spaces.
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
