//! Titles that say a period, or leave open which.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_table::label_words;
use tolok_template::codes::UNCLEAR_PERIOD;
use tolok_template::labels::{AboutPeriod, LabelledCell, Title, TitlePeriod};
use tolok_value::Grain;
use tolok_xlsx::{Sheet, Workbook};

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
        let Some(periods) = self.periods_of_data(Grain::Year, fill, at_hand, progress) else { return };
        let said: BTreeSet<String> = years.iter().map(|year| format!("{year:04}")).collect();
        if periods.len() > 1 || periods != said {
            cells.narrow_to_titles(self.model.calendar());
        }
    }

    /// Takes out the cells of sheets that speak of `This month` or the like, where the data has several of them and nobody says which.
    pub(super) fn without_current(
        &self,
        workbook: &Workbook,
        cells: &mut LabelledCells,
        fill: &FillRequest,
        at_hand: &AtHand,
        progress: &dyn Progress,
    ) -> Vec<LabelledCell> {
        if !at_hand.has_tables || self.model.time().is_none() {
            return Vec::new();
        }
        let sheets: BTreeSet<usize> = cells.iter().filter(|cell| cell.period == AboutPeriod::Unsaid).map(|cell| cell.sheet).collect();
        let mut left = Vec::new();
        for sheet in sheets {
            let Some((title, grain)) = workbook.sheets().get(sheet).and_then(|sheet| current(workbook, sheet)) else { continue };
            // Where the data is of one month there is no doubt which.
            if self.periods_of_data(grain, fill, at_hand, progress).is_some_and(|periods| periods.len() > 1) {
                left.extend(
                    cells
                        .without_unsaid(sheet)
                        .into_iter()
                        .map(|cell| LabelledCell { title: Some(TitlePeriod::Unclear(title.clone())), ..cell }),
                );
            }
        }
        left
    }

    /// The periods that the data has; nothing for data without a date, which has nothing else than its total.
    fn periods_of_data(&self, grain: Grain, fill: &FillRequest, at_hand: &AtHand, progress: &dyn Progress) -> Option<BTreeSet<String>> {
        let request = RunRequest {
            request: fill.request.clone().kpis(Vec::<String>::new()),
            data: at_hand.tables.clone(),
            over: Some(grain),
            filter: fill.scope.filter.clone(),
            as_of: fill.scope.as_of,
            ..RunRequest::default()
        };
        let computed = self.compute(&request, Given::new(), &[], &mut |_| Vec::new(), progress).ok()?;
        Some(computed.answer.grid.periods.iter().map(ToString::to_string).collect())
    }
}

/// The first text of a sheet, or its name, that speaks of the period at hand.
fn current(workbook: &Workbook, sheet: &Sheet) -> Option<(Title, Grain)> {
    if let Some(grain) = label_words::current(sheet.name()) {
        return Some((Title { text: Arc::clone(sheet.name()), at: None }, grain));
    }
    let worksheet = workbook.worksheet(sheet).ok()?;
    worksheet.cells().filter_map(Result::ok).find_map(|cell| {
        let text = cell.text()?;
        Some((Title { text: text.into(), at: Some(cell.address()) }, label_words::current(text)?))
    })
}

/// The warning of a title that leaves open which period is meant.
pub(super) fn unclear_title(cell: &LabelledCell, file: &Arc<str>) -> Option<Diagnostic> {
    let Some(TitlePeriod::Unclear(title) | TitlePeriod::Span(title, ..)) = &cell.title else { return None };
    let words = format!("nobody knows which period `{}` means, so nothing below it is read or filled", title.text);
    let place = match title.at {
        Some(at) => LabelledCell { address: at, ..cell.clone() }.place(file),
        None => Place::File(format!("{file}!{}", cell.sheet_name).into()),
    };
    let help = "write a month, quarter or year, such as `Jan 2026`, `Q1 2026` or `2026`; or say which are meant: `--period 2026-01`, \
                `--periods 2026-01..2026-06`";
    Some(Diagnostic::new(&UNCLEAR_PERIOD, words).at(place).help(help))
}
