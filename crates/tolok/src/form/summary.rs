//! The sheet of results: KPIs on a sheet of their own, where the worksheet has a block for each period or is as long as it is wide.

use std::collections::BTreeSet;

use tolok_report::form::{Form, FormCell, FormRow, Look, fitting_name};

use super::cells::Spot;
use super::layout::{At, HEADING, Which};
use super::sheet::{MainSheet, Measure};

impl MainSheet<'_> {
    /// KPIs over all periods, or beside what is typed; nothing where the worksheet itself has them. Inputs are not repeated: what is typed
    /// stands in one place.
    pub(super) fn summary(&self, names: &mut BTreeSet<String>) -> Option<Form> {
        if !self.layout.has_results() {
            return None;
        }
        let is_turned = self.layout.is_turned;
        let name = fitting_name(if is_turned { self.words.results } else { self.words.total }, names);
        let (first, last) = (self.block_title(0), self.block_title(self.layout.blocks.len().saturating_sub(1)));
        let about = if first == last { self.words.results.to_owned() } else { format!("{first} – {last}") };
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(self.title(), Look::Title)]),
            FormRow::new(vec![FormCell::text(about, Look::Subtitle)]),
            FormRow::default(),
        ];
        let block = if is_turned { Which::One(0) } else { Which::All };
        let cell = |kpi: usize, measure: &Measure, column: Which| {
            let spot = Spot::new(self.grid(), At { block, column }).seen_from_elsewhere(&self.name);
            let address = self.layout.cell_of_results(kpi, column).map_or_else(String::new, |address| address.to_string());
            self.kpi(measure, &spot, &address, column)
        };
        let (_, kpis) = self.inputs_and_kpis();
        if is_turned {
            self.turned(kpis, &mut rows, cell);
        } else {
            rows.push(self.header());
            for (place, measure) in kpis.iter().enumerate() {
                let label = FormCell::text(&measure.label, Look::KpiLabel).noted(&measure.note);
                let cells = self.places().map(|column| cell(place, measure, column));
                rows.push(FormRow::new(std::iter::once(label).chain(cells).collect()));
            }
        }
        if let Some(legend) = self.legend_of_totals(&rows) {
            rows.extend([FormRow::default(), legend]);
        }
        Some(Form {
            name: name.clone(),
            columns: self.columns(kpis),
            rows,
            frozen: (HEADING, 1),
            repeated_rows: Some((HEADING - 1, HEADING - 1)),
            repeated_columns: 1,
            header: self.title().to_owned(),
            footer: name,
        })
    }
}
