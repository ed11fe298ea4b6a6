//! Names that changed, in everything that names them: formulas, defined names, charts, links, pivot tables, controls, properties.
//!
//! The names of sheets and of table columns are looked for in every part of XML, in the places where a formula or a bare name stands. So a part
//! that nobody here has heard of follows too.

use std::collections::BTreeMap;
use std::ops::Range;

use super::headings::RenamedColumn;
use super::sheet_names::Renamed;
use crate::package::{Change, PartName};
use crate::splices::Splices;
use crate::texts::{Script, read, write};
use crate::xml::{Element, Node, XmlReader};
use crate::{Workbook, XlsxError};

/// Elements whose text is a formula, a name in one, or a list of titles.
const FORMULAS: &[&str] = &[
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "lpstr",
    "FmlaLink",
    "FmlaRange",
    "FmlaTxbx",
    "FmlaGroup",
];

/// The names that changed.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) sheets: Vec<Renamed>,
    pub(super) columns: Vec<RenamedColumn>,
}

impl Names {
    /// True if a piece of a part may have an old name in it.
    fn may_be_in(&self, raw: &str) -> bool {
        let mut old = self.sheets.iter().map(|sheet| &sheet.old).chain(self.columns.iter().map(|column| &column.old));
        old.any(|name| raw.contains(longest_plain(name)))
    }
}

/// Writes the new names wherever the old ones stand, on top of the changes so far.
pub(super) fn follow(workbook: &Workbook, names: &Names, changes: &mut BTreeMap<PartName, Change>) -> Result<(), XlsxError> {
    if names.sheets.is_empty() && names.columns.is_empty() {
        return Ok(());
    }
    let parts: Vec<PartName> = workbook.package.names().filter(|name| may_be_xml(name.as_str())).cloned().collect();
    for part in parts {
        let source = match workbook.package.changed_text(changes, &part) {
            Ok(source) => source,
            // What is no text names nothing.
            Err(_) => continue,
        };
        if !names.may_be_in(&source.text) {
            continue;
        }
        let splices = splices(part.as_str(), &source.text, names)?;
        if splices.is_empty() {
            continue;
        }
        let text = splices.apply(&source.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
        changes.insert(part, Change::Replace(source.encode(&text)));
    }
    Ok(())
}

fn may_be_xml(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".vml", ".rels"].iter().any(|ending| name.ends_with(ending)) && !name.ends_with("sharedstrings.xml")
}

/// The longest piece of a name that stands in a part as it is, whatever is written as a reference.
fn longest_plain(name: &str) -> &str {
    name.split(['&', '<', '>', '"', '\'', '[', ']', '#', '@', '\n', '\r']).max_by_key(|piece| piece.len()).unwrap_or_default()
}

fn splices(part: &str, text: &str, names: &Names) -> Result<Splices, XlsxError> {
    let mut reader = XmlReader::new(part, text);
    let mut splices = Splices::default();
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut done = 0;
    loop {
        match reader.next()? {
            Node::Open(element) => {
                done = element.span.end;
                for attribute in element.attributes(part)? {
                    let place = match attribute.name {
                        "sheet" => Place::Bare,
                        "name" if element.is("sheet") => Place::Bare,
                        // What a slicer of a table is about.
                        "sourceName" => Place::Column,
                        _ => Place::Formula,
                    };
                    renamed(text, attribute.value_span, Script::Attribute, place, names, &mut splices);
                }
                open.push(element);
            }
            Node::Close(span) => {
                if let Some(element) = open.pop() {
                    let place = match element.local {
                        // What `CELL` made of the name when the workbook was saved.
                        "v" if element.is("v") => Some(Place::Words),
                        "lpstr" => Some(Place::Title),
                        local => FORMULAS.contains(&local).then_some(Place::Formula),
                    };
                    if let Some(place) = place.filter(|_| done < span.start) {
                        renamed(text, done..span.start, Script::Escaped, place, names, &mut splices);
                    }
                }
                done = span.end;
            }
            Node::Text(_) => {}
            Node::End => return Ok(splices),
        }
    }
}

/// How a name stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Quoted, before an exclamation mark.
    Formula,
    /// As all of it.
    Bare,
    /// As all of it, or as in a formula.
    Title,
    /// Anywhere.
    Words,
    /// As all of it, and the name is that of a column.
    Column,
}

fn renamed(text: &str, span: Range<usize>, script: Script, place: Place, names: &Names, splices: &mut Splices) {
    let Some(raw) = text.get(span.clone()) else { return };
    if !names.may_be_in(raw) || (raw.contains('<') && !raw.starts_with("<![CDATA[")) {
        return;
    }
    let spelled = read(raw, span.start, script);
    let characters: Vec<char> = spelled.iter().map(|(character, _)| *character).collect();
    let bytes = |range: Range<usize>| Some(spelled.get(range.start)?.1.start..spelled.get(range.end.checked_sub(1)?)?.1.end);
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for renamed in &names.sheets {
        let quoted = |name: &str| name.replace('\'', "''");
        let old: Vec<char> = renamed.old.chars().collect();
        match place {
            Place::Bare | Place::Title if is_same(&characters, &old) => found.push((0..characters.len(), renamed.new.clone())),
            Place::Bare | Place::Column => {}
            Place::Words => found.extend(occurrences(&characters, &old).map(|range| (range, renamed.new.clone()))),
            Place::Formula | Place::Title => {
                let old: Vec<char> = quoted(&renamed.old).chars().collect();
                let named = occurrences(&characters, &old).filter(|range| names_a_sheet(&characters, range));
                found.extend(named.map(|range| (range, quoted(&renamed.new))));
            }
        }
    }
    for column in &names.columns {
        match place {
            Place::Formula => found.extend(tolok_excel_formula::renamed(&characters, &column.old, &column.new)),
            Place::Column if is_same(&characters, &column.old.chars().collect::<Vec<_>>()) => {
                found.push((0..characters.len(), column.new.clone()))
            }
            _ => {}
        }
    }
    // Two tables may call a column by the same name.
    found.sort_by_key(|(range, _)| range.start);
    found.dedup();
    for (range, new) in found {
        if let Some(bytes) = bytes(range) {
            splices.replace(bytes, write(&new, script, false));
        }
    }
}

/// Where a name stands in a text; letters compare without regard to case.
fn occurrences<'a>(text: &'a [char], name: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
    let windows = text.windows(name.len().max(1)).enumerate();
    windows.filter(|(_, window)| is_same(window, name)).map(|(start, window)| start..start + window.len())
}

fn is_same(one: &[char], other: &[char]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one == other || one.to_lowercase().eq(other.to_lowercase()))
}

/// True if what stands there is the sheet of `'Sheet'!A1`, or one end of `'Sheet:Other'!A1`; not a sheet of another workbook.
fn names_a_sheet(text: &[char], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| text.get(at));
    let behind = text.get(range.end..).unwrap_or_default();
    let closes = |text: &[char]| text.starts_with(&['\'', '!']);
    let other_end = behind.first() == Some(&':')
        && behind.iter().position(|character| *character == '\'').is_some_and(|end| closes(behind.get(end..).unwrap_or_default()));
    let own_book = || text.get(range.start.saturating_sub(3)..range.start) == Some(&['[', '0', ']']);
    match before {
        Some('\'') => closes(behind) || other_end,
        Some(':') => closes(behind),
        Some(']') => own_book() && (closes(behind) || other_end),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    fn after(xml: &str) -> String {
        let sheets = vec![
            Renamed { old: "{{ a & b }}".to_owned(), new: "R&D's".to_owned() },
            Renamed { old: "{{ it's }}".to_owned(), new: "New".to_owned() },
        ];
        let text = format!("<x xmlns=\"{MAIN}\">{xml}</x>");
        let after = splices("part.xml", &text, &Names { sheets, columns: Vec::new() }).unwrap().apply(&text).unwrap();
        after[format!("<x xmlns=\"{MAIN}\">").len()..after.len() - "</x>".len()].to_owned()
    }

    #[test]
    fn formulas_that_name_the_sheet_follow() {
        for (before, expected) in [
            ("<f>SUM('{{ a &amp; b }}'!A1:B2)*2</f>", "<f>SUM('R&amp;D''s'!A1:B2)*2</f>"),
            ("<f>'{{ A &#38; B }}'!A1+'{{ it''s }}'!A1</f>", "<f>'R&amp;D''s'!A1+'New'!A1</f>"),
            ("<f>'First:{{ a &amp; b }}'!A1+'{{ it''s }}:Last'!A1</f>", "<f>'First:R&amp;D''s'!A1+'New:Last'!A1</f>"),
            ("<definedName>'[0]{{ it''s }}'!$A$1</definedName>", "<definedName>'[0]New'!$A$1</definedName>"),
            ("<h location=\"'{{ a &amp; b }}'!A1\" sheet=\"{{ it's }}\"/>", "<h location=\"'R&amp;D&apos;&apos;s'!A1\" sheet=\"New\"/>"),
            ("<lpstr>{{ it's }}</lpstr><lpstr>'{{ it''s }}'!Print_Area</lpstr>", "<lpstr>New</lpstr><lpstr>'New'!Print_Area</lpstr>"),
            ("<sheet name=\"{{ it's }}\" sheetId=\"1\"/>", "<sheet name=\"New\" sheetId=\"1\"/>"),
            ("<v>[t.xlsx]{{ it's }}</v>", "<v>[t.xlsx]New</v>"),
        ] {
            assert_eq!(after(before), expected, "{before}");
        }
    }

    #[test]
    fn what_only_looks_like_the_sheet_stays() {
        for same in [
            "<f>'[1]{{ it''s }}'!A1</f>",
            "<f>'My {{ it''s }}'!A1</f>",
            "<t>'{{ it''s }}'!A1</t>",
            "<f>\"{{ it's }}\"</f>",
            "<h name=\"{{ it's }}\"/>",
        ] {
            assert_eq!(after(same), same);
        }
    }
}
