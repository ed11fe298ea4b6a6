//! A table: where it is, and what its columns are called.

use crate::formula::escaped;
use crate::package::{Package, PartName};
use crate::strings::decode;
use crate::xml::{Node, XmlReader};
use crate::{Address, Area, XlsxError};

/// A table (§18.5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name that formulas use.
    pub name: String,
    /// All of it, headings and totals included.
    pub area: Area,
    /// The names of its columns, from left to right.
    pub columns: Vec<String>,
    /// True if the first row holds the headings.
    pub has_headings: bool,
    /// True if the last row holds totals.
    pub has_totals: bool,
}

impl Table {
    /// Reads a table part; nothing where it says no area.
    pub(crate) fn read(package: &Package, part: &PartName) -> Result<Option<Self>, XlsxError> {
        let source = package.read_text(part)?.text;
        let name = part.as_str();
        let mut reader = XmlReader::new(name, &source);
        let mut table = None;
        loop {
            match reader.next()? {
                Node::Open(element) if element.is("table") && element.depth == 0 => {
                    let rows = |attribute| Ok(element.attribute(name, attribute)?.and_then(|rows| rows.parse::<u32>().ok()));
                    let Some(area) = element.attribute(name, "ref")?.and_then(|area| Area::parse(&area)) else { return Ok(None) };
                    table = Some(Self {
                        name: element.attribute(name, "displayName")?.unwrap_or_default().into_owned(),
                        area,
                        columns: Vec::new(),
                        has_headings: rows("headerRowCount")?.unwrap_or(1) > 0,
                        has_totals: rows("totalsRowCount")?.unwrap_or(0) > 0,
                    });
                }
                Node::Open(element) if element.is("tableColumn") => {
                    if let Some(table) = &mut table {
                        let column = element.attribute(name, "name")?.unwrap_or_default();
                        table.columns.push(decode(&column).into_owned());
                    }
                }
                Node::End => return Ok(table),
                _ => {}
            }
        }
    }

    /// The names of its columns as they stand between the brackets of a formula.
    pub fn columns_in_formulas(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(|name| escaped(name))
    }

    /// True if the cell is a heading of this table.
    pub fn is_heading(&self, cell: Address) -> bool {
        self.has_headings && self.area.contains(cell) && cell.row() == self.area.first().row()
    }

    /// True if the cell is in the totals of this table.
    pub fn is_total(&self, cell: Address) -> bool {
        self.has_totals && self.area.contains(cell) && cell.row() == self.area.last().row()
    }
}
