//! What a part leads to (part 2, §6.5).

use std::ops::Range;

use super::{Package, PartName};
use crate::XlsxError;
use crate::xml::{Namespace, Node, XmlReader};

/// One line of a relationships part. Its target is only followed when it is asked for: real workbooks have targets such as `NULL` and
/// `#'Sheet 1'!A1`, which lead nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Relationship {
    pub(crate) id: String,
    pub(crate) span: Range<usize>,
    kind: String,
    target: String,
    external: bool,
}

impl Relationship {
    /// True if the last word of the relationship's type is this one; transitional, strict and Microsoft's types share their last words.
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }

    /// The relationship's type without its last word.
    pub(crate) fn family(&self) -> &str {
        self.kind.rsplit_once('/').map_or("", |(family, _)| family)
    }

    /// The last word of the relationship's type.
    pub(crate) fn kind(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }
}

impl Package {
    /// The relationships of a part, or of the package for an empty name; none if it has no such part.
    ///
    /// # Errors
    /// E0604 where the relationships cannot be read.
    pub(crate) fn relationships(&self, part: &str) -> Result<Vec<Relationship>, XlsxError> {
        let Some(name) = self.find(&relationships_name(part)) else { return Ok(Vec::new()) };
        let text = self.read_text(name)?.text;
        let mut reader = XmlReader::new(name.as_str(), &text);
        let mut relationships = Vec::new();
        loop {
            match reader.next()? {
                Node::Open(element) if element.namespace == Namespace::Relationships && element.local == "Relationship" => {
                    let attributes = element.attributes(name.as_str())?;
                    let get = |wanted: &str| {
                        let found = attributes.iter().find(|attribute| attribute.name == wanted);
                        found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
                    };
                    let end = reader.skip()?.end;
                    relationships.push(Relationship {
                        id: get("Id"),
                        kind: get("Type"),
                        target: get("Target"),
                        external: get("TargetMode").eq_ignore_ascii_case("External"),
                        span: element.span.start..end,
                    });
                }
                Node::End => return Ok(relationships),
                _ => {}
            }
        }
    }

    /// The part a relationship of `source` leads to, if it is in the package.
    pub(crate) fn target(&self, source: &str, relationship: &Relationship) -> Option<&PartName> {
        if relationship.external || relationship.target.is_empty() {
            return None;
        }
        let target = relationship.target.replace('\\', "/");
        let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut segments: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
        for segment in target.split('/') {
            match segment {
                "" | "." => {}
                ".." => drop(segments.pop()),
                name => segments.push(name),
            }
        }
        let path = segments.join("/");
        self.find(&path).or_else(|| self.find(&percent_decoded(&path)?))
    }
}

/// The name of the part that holds another part's relationships.
pub(crate) fn relationships_name(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The path with `%20` and its like as characters: names are written so in targets, and by some programs not in the zip.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut pieces = path.split('%');
    bytes.extend_from_slice(pieces.next()?.as_bytes());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
