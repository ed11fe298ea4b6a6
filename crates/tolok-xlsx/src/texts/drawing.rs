//! Paragraphs of shapes and charts (§21.1.2.2.6), and the names of series and titles that a chart holds itself.

use std::ops::Range;

use super::found::{Found, Stretch};
use super::spelling::Script;
use crate::xml::{Element, Namespace, Node, XmlReader};
use crate::{PassageKind, XlsxError};

/// The passages of a drawing or a chart, in their order.
pub(super) fn scan(part: &str, text: &str, kind: PassageKind) -> Result<Vec<Found>, XlsxError> {
    let mut scan = Scan { part, text, kind, found: Vec::new(), paragraph: None, open: Vec::new(), shape: Shape::default(), counted: false };
    let mut reader = XmlReader::new(part, text);
    loop {
        match reader.next()? {
            Node::Open(element) => scan.open(&mut reader, &element)?,
            Node::Close(_) => scan.close(),
            Node::Text(_) => {}
            Node::End => return Ok(scan.found),
        }
    }
}

struct Scan<'a> {
    part: &'a str,
    text: &'a str,
    kind: PassageKind,
    found: Vec<Found>,
    paragraph: Option<Vec<Stretch>>,
    /// The names of the elements that are open.
    open: Vec<(Namespace, &'a str)>,
    shape: Shape,
    /// True inside the text of a chart that is taken from cells.
    counted: bool,
}

/// The shape that is being read.
#[derive(Debug, Default)]
struct Shape {
    name: String,
    is_text_box: bool,
}

impl<'a> Scan<'a> {
    fn open(&mut self, reader: &mut XmlReader<'a>, element: &Element<'a>) -> Result<(), XlsxError> {
        match (element.namespace, element.local) {
            (Namespace::Drawing, "p") => self.paragraph = Some(Vec::new()),
            (Namespace::Drawing, "t") if self.paragraph.is_some() => {
                let (_, close) = reader.text_content()?;
                self.stretch(element, &close);
                return Ok(());
            }
            (Namespace::Drawing, "br") => {
                let end = reader.skip()?.end.max(element.span.end);
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.push(Stretch::line_break(element.span.start..end));
                }
                return Ok(());
            }
            (_, "cNvPr") => {
                let name = element.attribute(self.part, "name")?.unwrap_or_default().into_owned();
                self.shape = Shape { name, is_text_box: false };
            }
            (_, "cNvSpPr") => {
                self.shape.is_text_box = element.attribute(self.part, "txBox")?.is_some_and(|is| crate::workbook::is_true(&is))
            }
            (Namespace::Other, "tx" | "txData") => self.counted = false,
            (Namespace::Other, "f") => self.counted = true,
            (Namespace::Other, "v") if !self.counted && self.is_inside(&["tx", "txData"]) => {
                let (_, close) = reader.text_content()?;
                if !element.closed {
                    let stretch = Stretch::new(self.text, element.span.end..close.start, Script::Plain);
                    let name =
                        if self.open.iter().any(|(_, local)| *local == "ser" || *local == "series") { "series name" } else { self.title() };
                    self.push(name.to_owned(), vec![stretch]);
                }
                return Ok(());
            }
            _ => {}
        }
        self.open.push((element.namespace, element.local));
        Ok(())
    }

    fn close(&mut self) {
        if self.open.pop() == Some((Namespace::Drawing, "p"))
            && let Some(stretches) = self.paragraph.take().filter(|stretches| !stretches.is_empty())
        {
            let name = self.name();
            self.push(name, stretches);
        }
    }

    fn stretch(&mut self, element: &Element<'a>, close: &Range<usize>) {
        if let Some(paragraph) = self.paragraph.as_mut().filter(|_| !element.closed) {
            paragraph.push(Stretch::new(self.text, element.span.end..close.start, Script::Plain));
        }
    }

    fn push(&mut self, name: String, stretches: Vec<Stretch>) {
        let is_copy = self.open.iter().any(|(_, local)| *local == "Fallback");
        self.found.push(Found { is_copy, stretches, ..Found::new(self.kind, name) });
    }

    /// True if the element that is open last is one of these.
    fn is_inside(&self, names: &[&str]) -> bool {
        self.open.last().is_some_and(|(_, local)| names.contains(local))
    }

    /// What a person calls the thing whose text is read.
    fn name(&self) -> String {
        if self.kind == PassageKind::Chart {
            return self.title().to_owned();
        }
        let word = if self.shape.is_text_box { "text box" } else { "shape" };
        if self.shape.name.is_empty() { word.to_owned() } else { format!("{word} \"{}\"", self.shape.name) }
    }

    fn title(&self) -> &'static str {
        let has = |names: &[&str]| self.open.iter().any(|(_, local)| names.contains(local));
        if has(&["dLbl", "dLbls", "dataLabel", "dataLabels"]) {
            "data label"
        } else if has(&["trendlineLbl"]) {
            "trendline label"
        } else if has(&["catAx", "valAx", "dateAx", "serAx", "axis"]) {
            "axis title"
        } else {
            "chart title"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACES: &str =
        "xmlns:xdr=\"d\" xmlns:c=\"c\" xmlns:mc=\"mc\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:m=\"m\"";

    fn passages(xml: &str, kind: PassageKind) -> Vec<(String, String)> {
        let text = format!("<part {NAMESPACES}>{xml}</part>");
        let found = scan("part.xml", &text, kind).unwrap();
        found.into_iter().map(|found| (format!("{}{}", found.name, if found.is_copy { ", copy" } else { "" }), found.text())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn paragraphs_of_shapes_are_joined_over_their_runs() {
        let shape = |name: &str, text: &str| {
            format!(
                "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"{name}\"/><xdr:cNvSpPr txBox=\"1\"/></xdr:nvSpPr><xdr:txBody><a:bodyPr/>{text}</xdr:txBody></xdr:sp>"
            )
        };
        let runs = "<a:p><a:r><a:rPr b=\"1\"/><a:t>A &amp; {</a:t></a:r><a:r><a:t>{ x }}</a:t></a:r><a:br/><a:fld><a:t>1</a:t></a:fld><m:t>no</m:t><a:r><a:t/></a:r></a:p><a:p><a:endParaRPr/></a:p>";
        let xml = format!(
            "<xdr:grpSp>{}</xdr:grpSp><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
             <xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr name=\"\"/></xdr:nvCxnSpPr><xdr:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></xdr:txBody></xdr:cxnSp>",
            shape("KPI 1", runs),
            shape("B", "<a:p><a:r><a:t>b</a:t></a:r></a:p>"),
            shape("B", "<a:p><a:r><a:t>b</a:t></a:r></a:p>"),
        );
        let expected = [("text box \"KPI 1\"", "A & {{ x }}\n1"), ("text box \"B\"", "b"), ("text box \"B\", copy", "b"), ("shape", "x")];
        assert_eq!(passages(&xml, PassageKind::Shape), pairs(&expected));
    }

    #[test]
    fn titles_and_labels_of_charts_are_told_apart() {
        let rich = |text: &str| format!("<c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>");
        let xml = format!(
            "<c:chart><c:title>{}</c:title><c:plotArea><c:ser><c:tx><c:v>Cost</c:v></c:tx><c:dLbls><c:dLbl>{}</c:dLbl></c:dLbls><c:val><c:numRef><c:f>A1</c:f>\
             <c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:ser><c:tx><c:strRef><c:f>B1</c:f><c:strCache><c:pt><c:v>no</c:v></c:pt>\
             </c:strCache></c:strRef></c:tx></c:ser><c:valAx><c:title>{}</c:title></c:valAx></c:plotArea></c:chart><c:chart><c:title><c:tx><c:txData><c:f>A1</c:f><c:v>no</c:v>\
             </c:txData></c:tx></c:title></c:chart><c:title><c:tx><c:txData><c:v>New</c:v></c:txData></c:tx></c:title>",
            rich("Title"),
            rich("Label"),
            rich("Axis"),
        );
        let expected =
            [("chart title", "Title"), ("series name", "Cost"), ("data label", "Label"), ("axis title", "Axis"), ("chart title", "New")];
        assert_eq!(passages(&xml, PassageKind::Chart), pairs(&expected));
    }
}
