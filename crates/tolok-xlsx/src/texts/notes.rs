//! Notes on cells (§18.7.3), and the comments of threads ([MS-XLSX] 2.6.203).

use super::found::{Found, Stretch};
use super::spelling::Script;
use crate::xml::{Element, Node, XmlReader};
use crate::{Address, PassageKind, XlsxError};

/// What begins the note that stands in for a thread in programs that know no threads.
const STAND_IN: &str = "[Threaded comment]";

/// The notes of a comments part, in their order.
pub(super) fn scan(part: &str, text: &str) -> Result<Vec<Found>, XlsxError> {
    let mut reader = XmlReader::new(part, text);
    let mut found = Vec::new();
    let mut note: Option<Found> = None;
    let mut depth = 0;
    loop {
        match reader.next()? {
            Node::Open(element) if element.is("comment") => {
                depth = element.depth;
                note = Some(Found { cell: cell(part, &element)?, ..Found::new(PassageKind::Note, "note") });
            }
            Node::Open(element) if element.is("rPh") => {
                reader.skip()?;
            }
            Node::Open(element) if element.is("t") => {
                let (_, close) = reader.text_content()?;
                if let Some(note) = note.as_mut().filter(|_| !element.closed) {
                    note.stretches.push(Stretch::of_element(text, &element, &close));
                }
            }
            Node::Close(_) if reader.depth() == depth => {
                if let Some(mut note) = note.take() {
                    note.is_copy = note.text().starts_with(STAND_IN);
                    found.push(note);
                }
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// The comments of threads, in their order.
pub(super) fn scan_threads(part: &str, text: &str) -> Result<Vec<Found>, XlsxError> {
    let mut reader = XmlReader::new(part, text);
    let mut found = Vec::new();
    let mut at = None;
    loop {
        match reader.next()? {
            Node::Open(element) if element.local == "threadedComment" => at = cell(part, &element)?,
            Node::Open(element) if element.local == "text" && !element.closed => {
                let (_, close) = reader.text_content()?;
                let stretches = vec![Stretch::new(text, element.span.end..close.start, Script::Plain)];
                found.push(Found { cell: at, stretches, ..Found::new(PassageKind::Note, "comment") });
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

fn cell(part: &str, element: &Element<'_>) -> Result<Option<Address>, XlsxError> {
    Ok(element.attribute(part, "ref")?.and_then(|address| Address::parse(&address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_joined_over_their_runs() {
        let xml = "<x:comments xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:authors><x:author>t</x:author></x:authors><x:commentList>\
                   <x:comment ref=\"C7\"><x:text><x:r><x:t>Ann:</x:t></x:r><x:r><x:t xml:space=\"preserve\">\n_x0041_ b</x:t></x:r></x:text></x:comment>\
                   <x:comment ref=\"D1\"><x:text><x:t>[Threaded comment] x</x:t></x:text></x:comment></x:commentList></x:comments>";
        let found = scan("comments1.xml", xml).unwrap();
        let told: Vec<_> = found.iter().map(|note| (note.cell.unwrap().to_string(), note.text(), note.is_copy)).collect();
        assert_eq!(told, [("C7".to_owned(), "Ann:\nA b".to_owned(), false), ("D1".to_owned(), "[Threaded comment] x".to_owned(), true)]);
    }

    #[test]
    fn comments_of_threads_are_read() {
        let xml = "<ThreadedComments><threadedComment ref=\"B2\" id=\"{1}\"><text>a &lt; b</text></threadedComment><threadedComment ref=\"B2\"><text/></threadedComment></ThreadedComments>";
        let found = scan_threads("t.xml", xml).unwrap();
        assert_eq!(
            found.iter().map(|note| (note.cell.unwrap().to_string(), note.text())).collect::<Vec<_>>(),
            [("B2".to_owned(), "a < b".to_owned())]
        );
    }
}
