//! The `report` blocks: every KPI they show has to be there, every title leads to one of them, and nothing is said twice of one.

use std::collections::BTreeMap;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_syntax::tree::{Definition, Path, ReportEntryKind, Span};
use tolok_value::fold;

use super::{Checker, Names};
use crate::scope::Found;
use crate::{About, EntityKind, codes};

impl Checker<'_> {
    /// Reports the titles that two reports of a file share, for whichever of the two were shown, the other would silently be ignored;
    /// and what is said twice of one report.
    pub(super) fn titles(&mut self) {
        let program = self.program;
        for (index, file) in program.files.iter().enumerate() {
            let mut known: BTreeMap<String, Span> = BTreeMap::new();
            for item in &file.tree.items {
                let Definition::Report(report) = &item.definition else { continue };
                let attributes: Vec<_> = report.attributes().collect();
                About::read(&item.documentation, &attributes, &self.file_name(index), &mut self.diagnostics);
                let Some(first) = known.insert(fold(report.title.trim()), report.title_span) else { continue };
                let name = self.file_name(index);
                let problem = Diagnostic::new(&codes::DEFINED_TWICE, format!("two reports are called `{}`", report.title.trim()))
                    .in_text(&name, report.title_span.range())
                    .related(Place::text(name, first.range()), "the other one")
                    .help("give one of them another title");
                self.diagnostics.push(problem);
            }
        }
    }

    /// Checks the names in the reports of the file that was asked for. Columns to group by need no declaration.
    pub(super) fn reports(&mut self) {
        let Some(file) = self.program.files.first() else { return };
        let context = self.context(0, Names::Totals);
        for item in &file.tree.items {
            let Definition::Report(report) = &item.definition else { continue };
            for entry in &report.entries {
                match &entry.kind {
                    ReportEntryKind::Kpis(kpis) => {
                        for kpi in kpis {
                            self.reference(kpi, &context);
                        }
                    }
                    ReportEntryKind::Inputs(inputs) => {
                        for input in inputs {
                            self.reference(input, &context);
                            self.has_to_be_an_input(input);
                        }
                    }
                    ReportEntryKind::Sort { kpi, .. } => {
                        self.reference(kpi, &context);
                    }
                    ReportEntryKind::Where(condition) => {
                        let context = self.context(0, Names::Condition);
                        self.condition_part(condition, &context);
                    }
                    ReportEntryKind::By(_)
                    | ReportEntryKind::Over(_)
                    | ReportEntryKind::Top(_)
                    | ReportEntryKind::Total
                    | ReportEntryKind::Attribute(_) => {}
                }
            }
        }
    }

    /// Reports what nobody types, where a report names the cells of its worksheet.
    fn has_to_be_an_input(&mut self, path: &Path) {
        let Some(Found::One(id)) = path.single().map(|name| self.find(0, &name.key)) else { return };
        let Some(entity) =
            self.state.entities.get(id.0).filter(|entity| matches!(entity.kind, EntityKind::Metric(_) | EntityKind::Param(_)))
        else {
            return;
        };
        let kind = if matches!(entity.kind, EntityKind::Param(_)) { "set and not typed" } else { "computed and not typed" };
        let message = format!("`{}` is {kind}, so it is no input", entity.name);
        let help = format!("name it behind `kpis`: `kpis {}`", entity.name);
        self.report(&codes::NOT_AN_INPUT, 0, path.span.range(), message, help);
    }
}
