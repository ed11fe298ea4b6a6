//! A styles part for a workbook that has none: the part, its line among the content types and its relationship.

use std::collections::BTreeMap;

use crate::package::{Change, ContentTypes, PartName, relationships_name};
use crate::part_text::PartText;
use crate::splices::Splices;
use crate::xml::{Node, XmlReader};
use crate::{Workbook, XlsxError};

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// What a spreadsheet program expects every workbook with styles to have.
const BODY: &str = "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts><fills count=\"2\"><fill>\
    <patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/>\
    <right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    </cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>";

/// The part, beside the workbook part and in its namespace.
pub(super) fn part(workbook: &Workbook) -> Result<(PartName, PartText), XlsxError> {
    let package = &workbook.package;
    let folder = workbook.part.as_str().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let names = std::iter::once(String::new()).chain((2..).map(|number: u32| number.to_string()));
    let mut names = names.map(|number| format!("{folder}styles{number}.xml"));
    let name = names.find(|name| package.find(name).is_none()).unwrap_or_default();
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let is_strict = package.read_text(&workbook.part)?.text.contains(strict);
    let namespace = if is_strict { strict } else { "http://schemas.openxmlformats.org/spreadsheetml/2006/main" };
    let text =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{namespace}\">{BODY}</styleSheet>");
    Ok((PartName::new(name), PartText::utf8(text)))
}

/// The text of a styles part that says nothing, with what is expected in it.
pub(super) fn furnished(part: &PartName, mut source: PartText) -> Result<PartText, XlsxError> {
    let mut reader = XmlReader::new(part.as_str(), &source.text);
    let root = loop {
        match reader.next()? {
            Node::Open(element) if element.closed && element.is("styleSheet") => break element,
            Node::Open(_) | Node::End => return Ok(source),
            _ => {}
        }
    };
    let (start, end) = (root.attributes_end(), root.span.end);
    let body = BODY.replace("</", "\u{0}").replace('<', &format!("<{}", root.prefix)).replace('\u{0}', &format!("</{}", root.prefix));
    let mut splices = Splices::default();
    splices.replace(start..end, format!(">{body}</{}{}>", root.prefix, root.local));
    source.text = splices.apply(&source.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
    Ok(source)
}

/// Says in the two places where it has to be said that the part is there.
pub(super) fn announce(workbook: &Workbook, part: &PartName, changes: &mut BTreeMap<PartName, Change>) -> Result<(), XlsxError> {
    let relationships = workbook.package.relationships(workbook.part.as_str())?;
    let mut ids = (1..).map(|number: u32| format!("rId{number}"));
    let id = ids.find(|id| !relationships.iter().any(|relationship| relationship.id == *id)).unwrap_or_default();
    // Every workbook leads to its sheets, by a type of the same family.
    let family = relationships.iter().find(|relationship| relationship.is("worksheet")).map(|relationship| relationship.family());
    let family = family.unwrap_or("http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    let name = part.as_str();
    let line = format!("Relationship Id=\"{id}\" Type=\"{family}/styles\" Target=\"/{name}\"");
    append(workbook, &relationships_name(workbook.part.as_str()), &line, changes)?;
    append(workbook, ContentTypes::NAME, &format!("Override PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\""), changes)
}

/// Appends a child to the root element of a part, which may have been changed already.
fn append(workbook: &Workbook, name: &str, child: &str, changes: &mut BTreeMap<PartName, Change>) -> Result<(), XlsxError> {
    let Some(part) = workbook.package.find(name) else { return Err(XlsxError::damaged(name, "nothing is there")) };
    let source = workbook.package.changed_text(changes, part)?;
    let mut reader = XmlReader::new(part.as_str(), &source.text);
    let mut splices = Splices::default();
    let mut root = None;
    loop {
        match reader.next()? {
            Node::Open(element) if element.depth == 0 => root = Some(element),
            Node::Close(span) if !span.is_empty() => {
                // The last tag that closes is the root's.
                if let Some(root) = root.as_ref().filter(|_| source.text.get(span.end..).is_some_and(|rest| !rest.contains("</"))) {
                    splices.insert(span.start, format!("<{}{child}/>", root.prefix));
                }
            }
            Node::End => break,
            _ => {}
        }
    }
    let patched = splices.apply(&source.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
    changes.insert(part.clone(), Change::Replace(source.encode(&patched)));
    Ok(())
}
