//! `[Content_Types].xml`: what each part is (part 2, §7.2.3).

use std::ops::Range;

use super::{Package, PartName};
use crate::XlsxError;
use crate::xml::{Namespace, Node, XmlReader};

/// What each part is.
#[derive(Debug, Default)]
pub(crate) struct ContentTypes {
    defaults: Vec<(String, String)>,
    overrides: Vec<Override>,
}

#[derive(Debug)]
struct Override {
    part: String,
    content_type: String,
    span: Range<usize>,
}

impl ContentTypes {
    /// The name every package gives to this part.
    pub(crate) const NAME: &str = "[Content_Types].xml";

    /// Reads the part.
    ///
    /// # Errors
    /// E0604 where it is missing or cannot be read.
    pub(crate) fn read(package: &Package) -> Result<Self, XlsxError> {
        let Some(name) = package.find(Self::NAME) else { return Err(XlsxError::damaged(Self::NAME, "nothing is there")) };
        let text = package.read_text(name)?.text;
        let mut reader = XmlReader::new(name.as_str(), &text);
        let mut types = Self::default();
        loop {
            match reader.next()? {
                Node::Open(element) if element.namespace == Namespace::ContentTypes => {
                    let attributes = element.attributes(name.as_str())?;
                    let get = |wanted: &str| {
                        let found = attributes.iter().find(|attribute| attribute.name == wanted);
                        found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
                    };
                    match element.local {
                        "Default" => types.defaults.push((get("Extension").to_lowercase(), get("ContentType"))),
                        "Override" => {
                            let span = element.span.start..reader.skip()?.end;
                            types.overrides.push(Override { part: get("PartName"), content_type: get("ContentType"), span });
                        }
                        _ => {}
                    }
                }
                Node::End => return Ok(types),
                _ => {}
            }
        }
    }

    /// What a part is.
    pub(crate) fn of(&self, part: &PartName) -> Option<&str> {
        let same = |entry: &&Override| entry.part.trim_start_matches('/').eq_ignore_ascii_case(part.as_str());
        if let Some(entry) = self.overrides.iter().find(same) {
            return Some(&entry.content_type);
        }
        let extension = part.as_str().rsplit_once('.')?.1.to_lowercase();
        self.defaults.iter().find(|(known, _)| *known == extension).map(|(_, content_type)| content_type.as_str())
    }

    /// Where a part is named, so that the line can be taken out.
    pub(crate) fn override_span(&self, part: &PartName) -> Option<Range<usize>> {
        let same = |entry: &&Override| entry.part.trim_start_matches('/').eq_ignore_ascii_case(part.as_str());
        self.overrides.iter().find(same).map(|entry| entry.span.clone())
    }
}
