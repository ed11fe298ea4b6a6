//! A cell's text whose look changes within it, with pieces of it replaced.

use crate::strings::{SharedStrings, decode};
use crate::xml::{Element, Node, XmlReader};
use crate::{Cell, CellKind, Replacement, XlsxError};

/// A stretch of text with one look (§18.4.4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The look as XML, or nothing.
    pub(super) properties: String,
    pub(super) text: String,
}

/// The runs of a cell's text with pieces replaced, in elements that have the cell's prefix; or, in words, why that cannot be.
pub(super) fn replaced(
    cell: &Cell<'_>,
    part: &str,
    sheet: &str,
    strings: &SharedStrings,
    pieces: &[Replacement],
) -> Result<Vec<Run>, String> {
    let Some(text) = cell.text() else { return Err("it has no text of which pieces could be replaced".to_owned()) };
    let source = match cell.kind {
        CellKind::SharedText => cell.value().and_then(|index| strings.rich_source(index.trim().parse().ok()?)),
        _ => cell.source.rich.clone().and_then(|span| sheet.get(span)),
    };
    let mut runs = match source {
        Some(source) => read(part, source, cell.source.element.prefix).map_err(|error| error.to_string())?,
        None => vec![Run { properties: String::new(), text: text.to_owned() }],
    };
    replace(&mut runs, pieces).ok_or("the pieces to replace are not pieces of its text")?;
    Ok(runs)
}

/// Puts each new piece where its range begins, and takes the rest of the range out of the runs it reaches into.
fn replace(runs: &mut Vec<Run>, pieces: &[Replacement]) -> Option<()> {
    let mut pieces: Vec<&Replacement> = pieces.iter().collect();
    pieces.sort_by_key(|piece| piece.range.start);
    // From the last piece to the first, so that the places of the others stay what they are.
    for piece in pieces.into_iter().rev() {
        let (mut start, mut left) = (piece.range.start, piece.range.len());
        let mut text = Some(piece.text.as_str());
        for run in runs.iter_mut() {
            if start > run.text.len() || (start == run.text.len() && left > 0) {
                start -= run.text.len();
                continue;
            }
            let end = run.text.len().min(start + left);
            left -= end - start;
            run.text.get(start..end)?;
            run.text.replace_range(start..end, text.take().unwrap_or_default());
            start = 0;
            if left == 0 {
                break;
            }
        }
        if text.is_some() || left > 0 {
            return None;
        }
    }
    runs.retain(|run| !run.text.is_empty());
    Some(())
}

/// The runs of an item, whose elements get another prefix.
fn read(part: &str, source: &str, prefix: &str) -> Result<Vec<Run>, XlsxError> {
    let mut reader = XmlReader::new(part, source);
    let mut runs = Vec::new();
    let mut run = Run::default();
    // The item stands here without the part that declares its namespace, so its own prefix tells what belongs to it.
    let mut own = None;
    loop {
        match reader.next()? {
            Node::Open(element) => {
                let own = *own.get_or_insert(element.prefix);
                match element.local {
                    local if element.prefix != own || local == "rPh" => {
                        reader.skip()?;
                    }
                    "r" => run = Run::default(),
                    "rPr" => run.properties = properties(&mut reader, &element, source, prefix)?,
                    "t" => {
                        run.text = decode(&reader.text_content()?.0).into_owned();
                        runs.push(std::mem::take(&mut run));
                    }
                    _ => {}
                }
            }
            Node::End => return Ok(runs),
            Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The look of a run, with another prefix.
fn properties(reader: &mut XmlReader<'_>, first: &Element<'_>, source: &str, prefix: &str) -> Result<String, XlsxError> {
    let own = first.prefix;
    let renamed = |element: &Element<'_>| if element.prefix == own { prefix } else { element.prefix }.to_owned() + element.local;
    let tag = |element: &Element<'_>| {
        let name = element.span.start + 1 + element.prefix.len() + element.local.len();
        let rest = source.get(name..element.span.end).unwrap_or_default();
        format!("<{}{rest}", renamed(element))
    };
    let mut xml = tag(first);
    let mut open = vec![(renamed(first), first.closed)];
    while !open.is_empty() {
        match reader.next()? {
            Node::Open(element) => {
                xml.push_str(&tag(&element));
                open.push((renamed(&element), element.closed));
            }
            Node::Close(_) => {
                if let Some((name, false)) = open.pop() {
                    xml.push_str(&format!("</{name}>"));
                }
            }
            Node::Text(_) | Node::End => {}
        }
    }
    Ok(xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(texts: &[&str]) -> Vec<Run> {
        let run = |(index, text): (usize, &&str)| Run { properties: index.to_string(), text: (*text).to_owned() };
        texts.iter().enumerate().map(run).collect()
    }

    type Pieces<'a> = &'a [(std::ops::Range<usize>, &'a str)];

    fn after(texts: &[&str], pieces: Pieces<'_>) -> Option<Vec<String>> {
        let mut runs = runs(texts);
        let pieces: Vec<_> = pieces.iter().map(|(range, text)| Replacement { range: range.clone(), text: (*text).to_owned() }).collect();
        replace(&mut runs, &pieces)?;
        Some(runs.iter().map(|run| format!("{}:{}", run.properties, run.text)).collect())
    }

    #[test]
    fn a_new_piece_looks_like_the_first_character_it_stands_for() {
        let texts = ["ab", "cd", "ef"];
        let cases: [(Pieces<'_>, &[&str]); 6] = [
            (&[(0..6, "X")], &["0:X"]),
            (&[(1..5, "X")], &["0:aX", "2:f"]),
            (&[(2..3, "X")], &["0:ab", "1:Xd", "2:ef"]),
            (&[(4..6, "Y"), (0..2, "X")], &["0:X", "1:cd", "2:Y"]),
            (&[(0..1, "long"), (1..3, "")], &["0:long", "1:d", "2:ef"]),
            (&[(2..4, "")], &["0:ab", "2:ef"]),
        ];
        for (pieces, expected) in cases {
            assert_eq!(after(&texts, pieces).unwrap(), expected, "{pieces:?}");
        }
    }

    #[test]
    fn ranges_outside_the_text_are_refused() {
        assert_eq!(after(&["ab"], &[(1..3, "X")]), None);
        assert_eq!(after(&["ł"], &[(1..2, "X")]), None);
    }

    #[test]
    fn looks_keep_everything_but_their_prefix() {
        let source = "<x:si><x:t>a </x:t><x:r><x:rPr><x:b/><x:color rgb='FF0000FF'  /><x:rFont val=\"A &amp; B\"></x:rFont></x:rPr><x:t>b</x:t></x:r>\
                      <x:rPh sb=\"0\" eb=\"1\"><x:t>no</x:t></x:rPh></x:si>";
        let look = "<rPr><b/><color rgb='FF0000FF'  /><rFont val=\"A &amp; B\"></rFont></rPr>";
        let expected =
            [Run { properties: String::new(), text: "a ".to_owned() }, Run { properties: look.to_owned(), text: "b".to_owned() }];
        assert_eq!(read("part.xml", source, "").unwrap(), expected);
        let prefixed = read("part.xml", &source.replace("x:", ""), "y:").unwrap();
        assert!(prefixed[1].properties.starts_with("<y:rPr><y:b/><y:color"), "{}", prefixed[1].properties);
    }
}
