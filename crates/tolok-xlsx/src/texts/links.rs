//! What the links of a sheet or a drawing lead to outside of the workbook.

use super::found::{Found, Stretch};
use super::spelling::Script;
use crate::xml::{Namespace, Node, XmlReader};
use crate::{PassageKind, XlsxError};

/// The targets of the links in a relationships part, in their order.
pub(super) fn scan(part: &str, text: &str) -> Result<Vec<Found>, XlsxError> {
    let mut reader = XmlReader::new(part, text);
    let mut found = Vec::new();
    loop {
        match reader.next()? {
            Node::Open(element) if element.namespace == Namespace::Relationships && element.local == "Relationship" => {
                let attributes = element.attributes(part)?;
                let get = |wanted: &str| attributes.iter().find(|attribute| attribute.name == wanted);
                let is = |name, value: &str| get(name).is_some_and(|attribute| attribute.value.eq_ignore_ascii_case(value));
                let leads_out = is("TargetMode", "External") && get("Type").is_some_and(|kind| kind.value.ends_with("/hyperlink"));
                let (Some(id), Some(target)) = (get("Id"), get("Target").filter(|_| leads_out)) else { continue };
                let stretches = vec![Stretch::new(text, target.value_span.clone(), Script::Link)];
                let relationship = Some(id.value.to_string());
                found.push(Found { relationship, stretches, ..Found::new(PassageKind::Link, "link") });
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Replacement;
    use crate::splices::Splices;

    fn with_target(target: &str) -> String {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"a/hyperlink\" Target=\"{target}\" \
             TargetMode=\"External\"/><Relationship Id=\"rId2\" Type=\"a/drawing\" Target=\"{{{{ no }}}}\"/></Relationships>"
        )
    }

    fn replaced(target: &str, with: &str) -> String {
        let text = with_target(target);
        let found = scan("a.rels", &text).unwrap();
        assert_eq!(found.len(), 1);
        let read = found[0].text();
        let range = read.find("{{").unwrap()..read.find("}}").unwrap() + 2;
        let mut splices = Splices::default();
        found[0].replace(&[Replacement { range, text: with.to_owned() }], &mut splices).unwrap();
        splices.apply(&text).unwrap()
    }

    #[test]
    fn braces_are_found_however_the_address_spells_them() {
        for target in ["https://a.b/?q=x%20y&amp;r={{ cac }}&amp;s=%c5%82", "https://a.b/?q=x%20y&amp;r=%7b%7B%20cac%20%7D}&amp;s=%c5%82"] {
            assert_eq!(replaced(target, "33,3 %"), with_target("https://a.b/?q=x%20y&amp;r=33%2C3%20%25&amp;s=%c5%82"));
        }
        assert_eq!(replaced("{{ url }}", "https://a.b/c d"), with_target("https://a.b/c%20d"));
    }
}
