use super::*;

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// The nodes of a text, each in a word or two.
fn nodes(text: &str) -> Result<Vec<String>, XlsxError> {
    let mut reader = XmlReader::new("part.xml", text);
    let mut nodes = Vec::new();
    loop {
        nodes.push(match reader.next()? {
            Node::Open(element) => format!("{}<{}{} {:?}", element.depth, element.prefix, element.local, element.namespace),
            Node::Close(span) => format!(">{}", span.len()),
            Node::Text(text) => format!("'{text}'"),
            Node::End => return Ok(nodes),
        });
    }
}

fn reason(text: &str) -> String {
    nodes(text).unwrap_err().to_string()
}

#[test]
fn elements_open_and_close_whether_they_close_themselves_or_not() {
    let text = format!("<a {MAIN}><b/><c>x</c></a>");
    assert_eq!(nodes(&text).unwrap(), ["0<a Spreadsheet", "1<b Spreadsheet", ">0", "1<c Spreadsheet", "'x'", ">4", ">4"]);
}

#[test]
fn names_go_by_their_namespace() {
    let strict = "<x:a xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:b/><b/></x:a>";
    assert_eq!(nodes(strict).unwrap(), ["0<x:a Spreadsheet", "1<x:b Spreadsheet", ">0", "1<b Other", ">0", ">6"]);
}

#[test]
fn a_namespace_ends_with_the_element_that_declares_it() {
    let text = format!("<a {MAIN}><b xmlns='other'><b/></b><c xmlns=''/><d/></a>");
    let opened: Vec<String> = nodes(&text).unwrap().into_iter().filter(|node| node.contains('<')).collect();
    assert_eq!(opened, ["0<a Spreadsheet", "1<b Other", "2<b Other", "1<c Other", "1<d Spreadsheet"]);
}

#[test]
fn comments_cdata_and_references_are_read() {
    let text = "<?xml version='1.0'?>\r\n<a><!-- <b/> --><![CDATA[<&]]>&lt;&#65;&#x42;\r\n</a>";
    assert_eq!(nodes(text).unwrap(), ["'\n'", "0<a Other", "'<&'", "'<'", "'A'", "'B'", "'\n'", ">4"]);
}

#[test]
fn attributes_have_space_between_them() {
    let mut reader = XmlReader::new("part.xml", "<a one='1'two='2'/>");
    let Node::Open(element) = reader.next().unwrap() else { panic!("an element comes first") };
    assert!(element.attributes("part.xml").unwrap_err().to_string().ends_with("two attributes have no space between them"));
}

#[test]
fn a_mark_of_the_encoding_within_a_part_moves_nothing() {
    let text = "\u{feff}<a><b/></a>";
    let mut reader = XmlReader::new("part.xml", text);
    let Node::Open(element) = reader.next().unwrap() else { panic!("an element comes first") };
    assert_eq!((&text[element.span], reader.rest()), ("<a>", "<b/></a>"));
}

#[test]
fn attributes_know_where_they_stand() {
    let text = "<a  one = '1'\n\ttwo=\"&lt;2\" />";
    let mut reader = XmlReader::new("part.xml", text);
    let Node::Open(element) = reader.next().unwrap() else { panic!("an element comes first") };
    let found: Vec<_> = element.attributes("part.xml").unwrap();
    let places: Vec<_> = found.iter().map(|attribute| (&text[attribute.span.clone()], &text[attribute.value_span.clone()])).collect();
    assert_eq!(places, [("  one = '1'", "1"), ("\n\ttwo=\"&lt;2\"", "&lt;2")]);
    assert_eq!(element.attribute("part.xml", "two").unwrap().as_deref(), Some("<2"));
    assert_eq!(&text[element.attributes_end()..], " />");
}

#[test]
fn what_is_not_well_formed_is_damaged() {
    assert!(reason("<a><b></a>").contains("cannot be read"));
    assert!(reason("<a><b>").contains("cut off"));
    assert!(reason("<a").contains("cannot be read"));
    assert!(reason("<a b='</a>'/>").contains("not closed"));
    assert!(reason("").contains("no XML"));
    assert!(reason("plain").contains("no XML"));
    assert!(reason("<a>&nbsp;</a>").contains("entity"));
    assert!(reason("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").contains("document type"));
}

#[test]
fn attributes_that_are_not_well_formed_are_damaged() {
    for text in ["<a b/>", "<a b=c/>", "<a b='1' b='2'/>", "<a b='&nope;'/>"] {
        let mut reader = XmlReader::new("part.xml", text);
        let Node::Open(element) = reader.next().unwrap() else { panic!("an element comes first") };
        assert!(element.attributes("part.xml").is_err(), "{text}");
    }
}
