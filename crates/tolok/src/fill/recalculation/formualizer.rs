//! The engine formualizer: one call that takes a workbook and gives it back with the results of its formulas.
//!
//! It is built without a clock, so that two calls with the same bytes give the same; it refuses what would need one.

use formualizer_workbook::{XlsxRecalculateLimits, XlsxRecalculateOptions, recalculate_xlsx_bytes};
use tolok_xlsx::{Engine, Takes};

use super::FUNCTIONS;

pub(super) struct Formualizer;

impl Engine for Formualizer {
    fn takes(&self, function: &str) -> Option<Takes> {
        let place = FUNCTIONS.binary_search_by(|(name, _)| (*name).cmp(function)).ok()?;
        FUNCTIONS.get(place).map(|(_, takes)| *takes)
    }

    fn recalculate(&self, workbook: &[u8]) -> Result<Vec<u8>, String> {
        // What the workbook may have was checked when it was opened.
        let limits = XlsxRecalculateLimits {
            max_input_bytes: usize::MAX,
            max_expanded_bytes: usize::MAX,
            max_worksheet_bytes: usize::MAX,
            max_output_bytes: usize::MAX,
            max_formula_cells: tolok_xlsx::MAX_ROWS as usize,
            max_columns: tolok_xlsx::MAX_COLUMNS,
            ..XlsxRecalculateLimits::default()
        };
        let options = XlsxRecalculateOptions { limits, ..XlsxRecalculateOptions::default() };
        let result = recalculate_xlsx_bytes(workbook, options).map_err(|error| error.to_string())?;
        match result.summary.unknown_functions.keys().next() {
            Some(function) => Err(format!("it does not know `{function}`")),
            None => Ok(result.bytes),
        }
    }
}
