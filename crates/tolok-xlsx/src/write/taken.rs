//! Cells that belong to something which would break if they were set one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::headings::is_text;
use crate::package::PartName;
use crate::xml::{Node, XmlReader};
use crate::{Address, Area, Content, FormulaKind, Sheet, Table, Workbook, XlsxError};

/// What the cells of a sheet belong to.
#[derive(Debug, Default)]
pub(super) struct Taken {
    areas: Vec<(Area, &'static str)>,
    merged: Vec<Area>,
    tables: Vec<Table>,
}

impl Taken {
    /// What the cells of a sheet belong to.
    ///
    /// # Errors
    /// E0608 for a sheet without cells, E0604 where a part is damaged.
    pub(super) fn of(workbook: &Workbook, sheet: &Sheet) -> Result<Self, XlsxError> {
        let inventory = workbook.inventory(sheet)?;
        let mut taken = Self { tables: workbook.tables(sheet)?, merged: inventory.merged.clone(), ..Self::default() };
        taken.areas.extend(inventory.joint.iter().filter_map(|kind| match kind {
            FormulaKind::Array(area) if !area.is_single() => Some((*area, "the array formula in")),
            FormulaKind::DataTable { area, .. } => Some((*area, "the data table in")),
            _ => None,
        }));
        let package = &workbook.package;
        let source = workbook.part_of(sheet)?.as_str();
        for relationship in package.relationships(source)?.iter().filter(|relationship| relationship.is("pivotTable")) {
            if let Some(part) = package.target(source, relationship)
                && let Some(area) = pivot_area(workbook, part)?
            {
                taken.areas.push((area, "the pivot table in"));
            }
        }
        Ok(taken)
    }

    /// The contents that cannot be set.
    pub(super) fn problems(&self, sheet: &Arc<str>, contents: &BTreeMap<Address, Content>) -> Vec<XlsxError> {
        let taken = contents.iter().filter_map(|(cell, content)| Some((*cell, self.owner(*cell, content)?)));
        taken.map(|(cell, owner)| XlsxError::CellTaken { sheet: Arc::clone(sheet), cell, owner }).collect()
    }

    fn owner(&self, cell: Address, content: &Content) -> Option<String> {
        if let Some((area, owner)) = self.areas.iter().find(|(area, _)| area.contains(cell)) {
            return Some(format!("{owner} `{area}`"));
        }
        if let Some(area) = self.merged.iter().find(|area| area.contains(cell) && area.first() != cell) {
            return Some(format!("the merged cells `{area}`"));
        }
        // A table has texts for headings, and for such totals as it does not compute.
        if is_text(content) {
            return None;
        }
        if let Some(table) = self.tables.iter().find(|table| table.is_heading(cell)) {
            return Some(format!("the headings of the table `{}`", table.name));
        }
        let table = self.tables.iter().find(|table| table.is_total(cell))?;
        Some(format!("the totals of the table `{}`", table.name))
    }
}

/// Where a pivot table shows its report (§18.10.1.49).
fn pivot_area(workbook: &Workbook, part: &PartName) -> Result<Option<Area>, XlsxError> {
    let source = workbook.package.read_text(part)?.text;
    let mut reader = XmlReader::new(part.as_str(), &source);
    loop {
        match reader.next()? {
            Node::Open(element) if element.is("location") => {
                return Ok(element.attribute(part.as_str(), "ref")?.and_then(|area| Area::parse(&area)));
            }
            Node::End => return Ok(None),
            _ => {}
        }
    }
}
