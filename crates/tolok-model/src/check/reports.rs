//! The `report` blocks: every KPI they show has to be there.

use tolok_syntax::tree::{Definition, ReportEntryKind};

use super::{Checker, Names};

impl Checker<'_> {
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
                    ReportEntryKind::Sort { kpi, .. } => {
                        self.reference(kpi, &context);
                    }
                    ReportEntryKind::Where(condition) => {
                        let context = self.context(0, Names::Condition);
                        self.condition_part(condition, &context);
                    }
                    ReportEntryKind::By(_) | ReportEntryKind::Over(_) | ReportEntryKind::Top(_) | ReportEntryKind::Total => {}
                }
            }
        }
    }
}
