//! What a sheet's own part says beside its cells: headers and footers, links, and what cells say when they are chosen.

use std::ops::Range;

use super::found::{Found, Stretch};
use super::header;
use super::spelling::Script;
use crate::xml::{Element, Node, XmlReader};
use crate::{Area, PassageKind, XlsxError};

/// Headers and footers by their elements.
const HEADERS: &[(&str, &str)] = &[
    ("oddHeader", "header"),
    ("oddFooter", "footer"),
    ("evenHeader", "header of even pages"),
    ("evenFooter", "footer of even pages"),
    ("firstHeader", "header of the first page"),
    ("firstFooter", "footer of the first page"),
];

/// Texts of links, and whether they only say again what the cell says.
const LINKS: &[(&str, &str, bool)] =
    &[("display", "link text", true), ("tooltip", "tooltip of the link", false), ("location", "link", false)];

/// Texts of validations, and how long they may be.
const VALIDATIONS: &[(&str, &str, usize)] = &[
    ("promptTitle", "title of the input message", 32),
    ("prompt", "input message", 255),
    ("errorTitle", "title of the error message", 32),
    ("error", "error message", 255),
];

/// The part of a sheet that stands behind its cells: all elements in it are whole. For a sheet without cells, everything.
fn behind_cells(text: &str) -> Range<usize> {
    let Some(begin) = text.rfind("sheetData").and_then(|at| text.get(at..)?.find('>').map(|end| at + end + 1)) else {
        return 0..text.len();
    };
    begin..text.rfind("</").filter(|end| *end >= begin).unwrap_or(begin)
}

/// The passages of a sheet's part, in their order; `names` are the sheets of the workbook.
pub(super) fn scan(part: &str, text: &str, names: &[String]) -> Result<Vec<Found>, XlsxError> {
    let range = behind_cells(text);
    let tail = text.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    if !["headerFooter", "hyperlink", "dataValidation"].iter().any(|name| tail.contains(name)) {
        return Ok(found);
    }
    // The elements stand here without the one that declares their namespace, so its prefix tells what belongs to it.
    let own = prefix(text);
    let mut reader = XmlReader::new(part, tail);
    loop {
        match reader.next()? {
            Node::Open(element) if element.prefix == own => match element.local {
                "hyperlink" => found.extend(link(part, text, &element, range.start, names)?),
                "dataValidation" => found.extend(validation(part, text, &element, range.start)?),
                local => {
                    if let Some((_, name)) = HEADERS.iter().find(|(header, _)| *header == local) {
                        let (_, close) = reader.text_content()?;
                        if !element.closed {
                            let raw = range.start + element.span.end..range.start + close.start;
                            found.extend(header::passages(name, text.get(raw.clone()).unwrap_or_default(), raw.start));
                        }
                    }
                }
            },
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// The prefix of the sheet's elements, with its colon.
fn prefix(text: &str) -> &str {
    let mut roots = text.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!']));
    let name = roots.next().and_then(|tag| tag.split([' ', '>', '/', '\t', '\r', '\n']).next()).unwrap_or_default();
    name.find(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
}

fn link(part: &str, text: &str, element: &Element<'_>, at: usize, names: &[String]) -> Result<Vec<Found>, XlsxError> {
    let attributes = element.attributes(part)?;
    let get = |wanted: &str| attributes.iter().find(|attribute| attribute.name == wanted);
    let cell = get("ref").and_then(|area| Area::parse(&area.value)).map(Area::first);
    let mut found = Vec::new();
    for (attribute, name, is_copy) in LINKS {
        let Some(attribute) = get(attribute) else { continue };
        let stretch = Stretch::new(text, at + attribute.value_span.start..at + attribute.value_span.end, Script::Attribute);
        let mut passage = Found { cell, is_copy: *is_copy, stretches: vec![stretch], ..Found::new(PassageKind::Link, *name) };
        // A place on a sheet follows the sheet's name.
        if attribute.name == "location" && names.iter().any(|sheet| attribute.value.contains(&format!("'{}'!", sheet.replace('\'', "''"))))
        {
            passage.stretches.clear();
        }
        found.push(passage);
    }
    if let Some(id) = attributes.iter().find(|attribute| attribute.name.ends_with(":id")) {
        found.push(Found { cell, relationship: Some(id.value.to_string()), ..Found::new(PassageKind::Link, "link") });
    }
    Ok(found)
}

fn validation(part: &str, text: &str, element: &Element<'_>, at: usize) -> Result<Vec<Found>, XlsxError> {
    let attributes = element.attributes(part)?;
    let get = |wanted: &str| attributes.iter().find(|attribute| attribute.name == wanted);
    let cell = get("sqref").and_then(|areas| Area::parse(areas.value.split_whitespace().next()?)).map(Area::first);
    let found = VALIDATIONS.iter().filter_map(|(attribute, name, most)| {
        let attribute = get(attribute)?;
        let length = attribute.value.encode_utf16().count();
        let stretch = Stretch::new(text, at + attribute.value_span.start..at + attribute.value_span.end, Script::Attribute);
        Some(Found { cell, limit: Some((length, *most)), stretches: vec![stretch], ..Found::new(PassageKind::Validation, *name) })
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_behind_the_cells_are_found() {
        let sheet = "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"r\"><x:sheetData><x:row/></x:sheetData>\
                     <x:dataValidations><x:dataValidation sqref=\"B2:B9 D4\" prompt=\"up to &lt;5\" errorTitle=\"no\"><x:formula1>1</x:formula1></x:dataValidation></x:dataValidations>\
                     <x:hyperlinks><x:hyperlink ref=\"A3\" r:id=\"rId7\" tooltip=\"tip\" display=\"shown\"/><x:hyperlink ref=\"A4\" location=\"'My {{ s }}'!A1\"/></x:hyperlinks>\
                     <x:headerFooter><x:oddHeader>&amp;CTop</x:oddHeader><x:firstFooter>End</x:firstFooter></x:headerFooter><x:extLst><y:dataValidation prompt=\"no\"/></x:extLst></x:worksheet>";
        let found = scan("sheet1.xml", sheet, &["My {{ s }}".to_owned()]).unwrap();
        let told: Vec<String> = found
            .iter()
            .map(|found| format!("{} {}: {}", found.cell.map(|cell| cell.to_string()).unwrap_or_default(), found.name, found.text()))
            .collect();
        let expected = [
            "B2 input message: up to <5",
            "B2 title of the error message: no",
            "A3 link text: shown",
            "A3 tooltip of the link: tip",
            "A3 link: ",
            "A4 link: ",
            " header: ",
            " header: Top",
            " footer of the first page: End",
        ];
        assert_eq!(told, expected);
        assert_eq!(found[4].relationship.as_deref(), Some("rId7"));
    }

    #[test]
    fn sheets_that_end_with_their_cells_have_none() {
        for sheet in ["<worksheet><sheetData/></worksheet>", "<worksheet><sheetData></sheetData>\n</worksheet>", "<worksheet/>"] {
            assert!(scan("sheet1.xml", sheet, &[]).unwrap().is_empty(), "{sheet}");
        }
    }
}
