//! Headings and labels of totals that change with their cells: a table keeps both in its own part, too (§18.5.1.3).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::package::{Change, PartName};
use crate::part_text::PartText;
use crate::splices::Splices;
use crate::strings::{decode, encode};
use crate::xml::{Element, Node, XmlReader, escape_attribute};
use crate::{Address, Area, Content, Edits, Sheet, Workbook, XlsxError};

/// The most characters of a heading, in UTF-16 units.
const MOST: usize = 255;

/// A column of a table that gets another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RenamedColumn {
    pub(super) old: String,
    pub(super) new: String,
}

/// The columns that get other names; their table parts are put among the changes.
///
/// # Errors
/// E0606 for every heading that cannot change: its name would stand twice, or something names it that cannot follow.
pub(super) fn renamed(
    workbook: &Workbook,
    edits: &Edits,
    changes: &mut BTreeMap<PartName, Change>,
) -> Result<Vec<RenamedColumn>, Vec<XlsxError>> {
    let (mut columns, mut problems) = (Vec::new(), Vec::new());
    let mut untouched: Vec<(PartName, Vec<String>)> = Vec::new();
    let touched = edits.sheets().flat_map(|(_, contents)| contents.values()).any(is_text);
    for sheet in workbook.worksheets().filter(|_| touched) {
        match of_sheet(workbook, sheet, edits, changes) {
            Ok(tables) => {
                for table in tables {
                    problems.extend(table.problems);
                    columns.extend(table.renamed);
                    untouched.push((table.part, table.kept));
                }
            }
            Err(error) => problems.push(error),
        }
    }
    if columns.is_empty() {
        return if problems.is_empty() { Ok(Vec::new()) } else { Err(problems) };
    }
    let pivots = pivot_fields(workbook).map_err(|error| vec![error])?;
    for (at, column) in &columns {
        let same = |name: &String| name.to_lowercase() == column.old.to_lowercase();
        let reason = if pivots.iter().any(same) {
            "a pivot table is made from this column, and goes by its heading"
        } else if untouched.iter().any(|(_, kept)| kept.iter().any(same))
            || columns.iter().any(|(_, other)| same(&other.old) && other.new != column.new)
        {
            "another table has a column of the same name, and formulas that name it cannot be told apart"
        } else {
            continue;
        };
        problems.push(at.refused(reason.to_owned()));
    }
    if problems.is_empty() { Ok(columns.into_iter().map(|(_, column)| column).collect()) } else { Err(problems) }
}

/// True for what a heading can become.
pub(super) fn is_text(content: &Content) -> bool {
    matches!(content, Content::Text(_) | Content::Replaced(_))
}

/// A cell in words that a message needs.
#[derive(Debug, Clone)]
struct At {
    sheet: Arc<str>,
    cell: Address,
}

impl At {
    fn refused(&self, reason: String) -> XlsxError {
        XlsxError::Refused { sheet: Arc::clone(&self.sheet), cell: self.cell, reason }
    }

    fn taken(&self, owner: String) -> XlsxError {
        XlsxError::CellTaken { sheet: Arc::clone(&self.sheet), cell: self.cell, owner }
    }
}

/// What becomes of a table.
struct Changed {
    part: PartName,
    renamed: Vec<(At, RenamedColumn)>,
    /// The names of the columns that keep them.
    kept: Vec<String>,
    problems: Vec<XlsxError>,
}

/// What becomes of the tables of a sheet.
fn of_sheet(
    workbook: &Workbook,
    sheet: &Sheet,
    edits: &Edits,
    changes: &mut BTreeMap<PartName, Change>,
) -> Result<Vec<Changed>, XlsxError> {
    let Some(part) = &sheet.part else { return Ok(Vec::new()) };
    let relationships = workbook.package.relationships(part.as_str())?;
    let parts = relationships.iter().filter(|relationship| relationship.is("table"));
    let parts = parts.filter_map(|relationship| workbook.package.target(part.as_str(), relationship));
    let empty = BTreeMap::new();
    let contents = edits.sheets().find(|(index, _)| *index == sheet.index()).map_or(&empty, |(_, contents)| contents);
    let mut tables = Vec::new();
    for part in parts {
        let Some(table) = TablePart::read(part, workbook.package.changed_text(changes, part)?)? else { continue };
        let (changed, splices) = table.changed(sheet, contents);
        if !splices.is_empty() {
            let text = splices.apply(&table.source.text).ok_or_else(|| XlsxError::damaged(part.as_str(), "its elements overlap"))?;
            changes.insert(part.clone(), Change::Replace(table.source.encode(&text)));
        }
        tables.push(changed);
    }
    Ok(tables)
}

/// A table part, with where its names stand.
struct TablePart {
    part: PartName,
    source: PartText,
    name: String,
    area: Area,
    heading_row: Option<u32>,
    totals_row: Option<u32>,
    /// True if the headings come from somewhere else.
    is_fed: bool,
    columns: Vec<Column>,
}

#[derive(Default)]
struct Column {
    name: String,
    name_span: Range<usize>,
    label: Option<(String, Range<usize>)>,
    has_function: bool,
    attributes_end: usize,
}

impl TablePart {
    fn read(part: &PartName, source: PartText) -> Result<Option<Self>, XlsxError> {
        let name = part.as_str();
        let text = source.text.clone();
        let mut reader = XmlReader::new(name, &text);
        let mut table: Option<Self> = None;
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("table") && element.depth == 0 => {
                    let get = |attribute| element.attribute(name, attribute);
                    let rows = |attribute| Ok(get(attribute)?.and_then(|rows| rows.parse::<u32>().ok()));
                    let Some(area) = get("ref")?.and_then(|area| Area::parse(&area)) else { return Ok(None) };
                    table = Some(Self {
                        part: part.clone(),
                        source: source.clone(),
                        name: get("displayName")?.unwrap_or_default().into_owned(),
                        area,
                        heading_row: (rows("headerRowCount")?.unwrap_or(1) > 0).then(|| area.first().row()),
                        totals_row: (rows("totalsRowCount")?.unwrap_or(0) > 0).then(|| area.last().row()),
                        is_fed: get("tableType")?.is_some_and(|kind| kind != "worksheet"),
                        columns: Vec::new(),
                    });
                }
                Node::Open(element) if element.is("tableColumn") => {
                    if let Some(table) = &mut table {
                        table.columns.push(Column::read(name, &element)?);
                    }
                }
                Node::End => return Ok(table),
                _ => {}
            }
        }
    }

    fn changed(&self, sheet: &Sheet, contents: &BTreeMap<Address, Content>) -> (Changed, Splices) {
        let mut changed = Changed { part: self.part.clone(), renamed: Vec::new(), kept: Vec::new(), problems: Vec::new() };
        let mut splices = Splices::default();
        let texts = contents.iter().filter(|(cell, content)| self.area.contains(**cell) && is_text(content));
        let mut names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        for (cell, content) in texts {
            let at = At { sheet: Arc::clone(sheet.name()), cell: *cell };
            let index = usize::try_from(cell.column() - self.area.first().column()).unwrap_or(usize::MAX);
            let Some(column) = self.columns.get(index) else { continue };
            if self.heading_row == Some(cell.row()) {
                match self.heading(column, content) {
                    Ok(new) if new == column.name => {}
                    Ok(new) => {
                        splices.replace(column.name_span.clone(), in_attribute(&new));
                        if let Some(name) = names.get_mut(index) {
                            name.clone_from(&new);
                        }
                        changed.renamed.push((at, RenamedColumn { old: column.name.clone(), new }));
                    }
                    Err(reason) => changed.problems.push(at.refused(reason)),
                }
            } else if self.totals_row == Some(cell.row()) {
                self.total(column, content, &at, &mut changed, &mut splices);
            }
        }
        for (at, column) in &changed.renamed {
            let twins = names.iter().filter(|name| name.to_lowercase() == column.new.to_lowercase()).count();
            if twins > 1 {
                let reason = format!("the heading would be `{}`, and the table `{}` has that one already", column.new, self.name);
                changed.problems.push(at.refused(reason));
            }
        }
        let renamed = |name: &String| changed.renamed.iter().any(|(_, column)| column.old == *name);
        changed.kept = self.columns.iter().map(|column| column.name.clone()).filter(|name| !renamed(name)).collect();
        (changed, splices)
    }

    /// The new name of a column; or, in words, why it cannot have it.
    fn heading(&self, column: &Column, content: &Content) -> Result<String, String> {
        let Some(new) = text_after(&column.name, content) else {
            return Err(format!("its text is not the name that the table `{}` has for the column", self.name));
        };
        let length = new.encode_utf16().count();
        if new.is_empty() {
            return Err("the heading of a table cannot be empty".to_owned());
        }
        if length > MOST {
            return Err(format!("the heading would have {length} characters, and {MOST} are allowed"));
        }
        if self.is_fed && new != column.name {
            return Err(format!("the table `{}` takes its headings from a query", self.name));
        }
        Ok(new)
    }

    fn total(&self, column: &Column, content: &Content, at: &At, changed: &mut Changed, splices: &mut Splices) {
        let (label, span) = column.label.clone().unwrap_or_default();
        match text_after(&label, content) {
            _ if column.has_function => changed.problems.push(at.taken(format!("the totals of the table `{}`", self.name))),
            Some(new) if column.label.is_some() => splices.replace(span, in_attribute(&new)),
            // A text that the table does not know of: it gets to know the new one.
            _ => {
                if let Content::Text(new) = content {
                    splices.insert(column.attributes_end, format!(" totalsRowLabel=\"{}\"", in_attribute(new)));
                } else {
                    changed
                        .problems
                        .push(at.refused(format!("its text is not the label that the table `{}` has for the total", self.name)));
                }
            }
        }
    }
}

impl Column {
    fn read(part: &str, element: &Element<'_>) -> Result<Self, XlsxError> {
        let mut column = Self { attributes_end: element.attributes_end(), ..Self::default() };
        for attribute in element.attributes(part)? {
            match attribute.name {
                "name" => (column.name, column.name_span) = (decode(&attribute.value).into_owned(), attribute.value_span),
                "totalsRowLabel" => column.label = Some((decode(&attribute.value).into_owned(), attribute.value_span)),
                "totalsRowFunction" => column.has_function = attribute.value != "none",
                _ => {}
            }
        }
        Ok(column)
    }
}

/// A text with the content of its cell set.
fn text_after(text: &str, content: &Content) -> Option<String> {
    match content {
        Content::Text(new) => Some(new.clone()),
        Content::Replaced(pieces) => {
            let mut pieces: Vec<_> = pieces.iter().collect();
            pieces.sort_by_key(|piece| std::cmp::Reverse(piece.range.start));
            let mut text = text.to_owned();
            for piece in pieces {
                text.get(piece.range.clone())?;
                text.replace_range(piece.range.clone(), &piece.text);
            }
            Some(text)
        }
        _ => None,
    }
}

/// A name as a table writes it: line breaks are escaped.
fn in_attribute(name: &str) -> String {
    escape_attribute(&encode(name).replace('\n', "_x000a_"))
}

/// The names by which pivot tables go.
fn pivot_fields(workbook: &Workbook) -> Result<Vec<String>, XlsxError> {
    let mut fields = Vec::new();
    let is_cache = |name: &&PartName| name.as_str().to_lowercase().contains("pivotcachedefinition") && name.as_str().ends_with(".xml");
    for part in workbook.package.names().filter(is_cache) {
        let text = workbook.package.read_text(part)?.text;
        let mut reader = XmlReader::new(part.as_str(), &text);
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("cacheField") => {
                    fields.extend(element.attribute(part.as_str(), "name")?.map(|name| decode(&name).into_owned()));
                }
                Node::End => break,
                _ => {}
            }
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests;
