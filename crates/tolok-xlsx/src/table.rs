//! Tables as their parts describe them (§18.5.1).

use tolok_excel_formula::{Area, Table};

use crate::XlsxError;
use crate::package::{Package, PartName};
use crate::strings::decode;
use crate::xml::{Node, XmlReader};

/// Reads a table part; nothing where it says no area.
pub(crate) fn read(package: &Package, part: &PartName) -> Result<Option<Table>, XlsxError> {
    let source = package.read_text(part)?.text;
    let name = part.as_str();
    let mut reader = XmlReader::new(name, &source);
    let mut table = None;
    loop {
        match reader.next()? {
            Node::Open(element) if element.is("table") && element.depth == 0 => {
                let rows = |attribute| Ok(element.attribute(name, attribute)?.and_then(|rows| rows.parse::<u32>().ok()));
                let Some(area) = element.attribute(name, "ref")?.and_then(|area| Area::parse(&area)) else { return Ok(None) };
                table = Some(Table {
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
