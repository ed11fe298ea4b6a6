//! The way from the sheets to their charts.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::Workbook;
use crate::package::{PartName, Relationship};
use crate::xml::{Node, XmlReader};

/// A chart's part, and the way to it.
pub(super) struct ChartPart<'a> {
    pub(super) sheet: usize,
    pub(super) sheet_name: &'a Arc<str>,
    drawing: &'a PartName,
    relationship: String,
    pub(super) part: &'a PartName,
}

/// The parts of charts that sheets lead to, each once.
pub(super) fn chart_parts(workbook: &Workbook) -> Vec<ChartPart<'_>> {
    let package = &workbook.package;
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let related = |part: &PartName| package.relationships(part.as_str()).unwrap_or_default();
    let is_chart = |relationship: &&Relationship| relationship.is("chart") || relationship.is("chartEx");
    for sheet in workbook.sheets() {
        let Some(part) = sheet.part.as_ref() else { continue };
        for drawing in related(part).iter().filter(|relationship| relationship.is("drawing")) {
            let Some(drawing) = package.target(part.as_str(), drawing) else { continue };
            for relationship in related(drawing).iter().filter(is_chart) {
                let target = package.target(drawing.as_str(), relationship);
                if let Some(part) = target.filter(|part| seen.insert((*part).clone())) {
                    let relationship = relationship.id.clone();
                    found.push(ChartPart { sheet: sheet.index(), sheet_name: sheet.name(), drawing, relationship, part });
                }
            }
        }
    }
    found
}

impl ChartPart<'_> {
    /// The name of the frame that shows the chart.
    pub(super) fn name(&self, workbook: &Workbook) -> Option<String> {
        let drawing = self.drawing.as_str();
        let text = workbook.package.read_text(self.drawing).ok()?.text;
        let mut reader = XmlReader::new(drawing, &text);
        let mut name = None;
        loop {
            match reader.next().ok()? {
                Node::Open(element) if element.local == "cNvPr" => {
                    name = element.attribute(drawing, "name").ok()?.map(|name| name.into_owned())
                }
                Node::Open(element) if element.local == "chart" => {
                    let attributes = element.attributes(drawing).ok()?;
                    if attributes.iter().any(|attribute| attribute.name.ends_with(":id") && attribute.value == self.relationship) {
                        return name;
                    }
                }
                Node::End => return None,
                _ => {}
            }
        }
    }
}
