//! Titles that say a period, or leave open which.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_template::codes::UNCLEAR_PERIOD;
use tolok_template::labels::{LabelledCell, TitlePeriod};
use tolok_value::Grain;

use super::FillRequest;
use super::basis::AtHand;
use crate::labelled::LabelledCells;
use crate::{Definitions, Progress, RunRequest};

impl Definitions {
    /// Makes cells below a title that says a year be about that year, where the data has rows of others.
    pub(super) fn narrow_to_titles(&self, cells: &mut LabelledCells, fill: &FillRequest, at_hand: &AtHand, progress: &dyn Progress) {
        let years = cells.title_years();
        if years.is_empty() || !at_hand.has_tables || self.model.time().is_none() {
            return;
        }
        let request = RunRequest {
            request: fill.request.clone().kpis(Vec::<String>::new()),
            data: at_hand.tables.clone(),
            over: Some(Grain::Year),
            filter: fill.scope.filter.clone(),
            as_of: fill.scope.as_of,
            ..RunRequest::default()
        };
        // Data without a date has nothing else than its total.
        let Ok(computed) = self.compute(&request, Given::new(), &[], &mut |_| Vec::new(), progress) else { return };
        let calendar = self.model.calendar();
        let said: BTreeSet<String> = years.iter().map(|year| format!("{year:04}")).collect();
        let periods: BTreeSet<String> = computed.answer.grid.periods.iter().map(ToString::to_string).collect();
        if periods.len() > 1 || periods != said {
            cells.narrow_to_titles(calendar);
        }
    }
}

/// The warning of a title that leaves open which period is meant.
pub(super) fn unclear_title(cell: &LabelledCell, file: &Arc<str>) -> Option<Diagnostic> {
    let Some(TitlePeriod::Unclear(title)) = &cell.title else { return None };
    let words = format!("nobody knows which period `{}` means, so nothing below it is read or filled", title.text);
    let place = match title.at {
        Some(at) => LabelledCell { address: at, ..cell.clone() }.place(file),
        None => Place::File(format!("{file}!{}", cell.sheet_name).into()),
    };
    let help = "write a month, quarter or year, such as `Jan 2026`, `Q1 2026` or `2026`; or say which are meant: `--period 2026-01`, \
                `--periods 2026-01..2026-06`";
    Some(Diagnostic::new(&UNCLEAR_PERIOD, words).at(place).help(help))
}
