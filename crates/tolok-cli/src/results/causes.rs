//! Why values are missing: each cause once, with a number that stands behind the values.

use tolok::Kpi;

use super::layout::{Cell, Layout};

/// More causes than this are counted, not told.
const MOST: usize = 9;

const MARKS: [&str; MOST] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/// The causes of what is shown.
#[derive(Debug, Default)]
pub(super) struct Causes<'a> {
    causes: Vec<&'a str>,
}

impl<'a> Causes<'a> {
    /// The causes in some columns, in reading order.
    pub(super) fn of(layout: &Layout<'a>, columns: impl Fn(usize) -> bool) -> Self {
        let mut causes: Vec<&str> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for line in &layout.lines {
            let cells = line.cells.iter().enumerate().filter(|(column, _)| columns(*column));
            for cause in cells.filter_map(|(_, cell)| cause(cell)) {
                if known.insert(cause) {
                    causes.push(cause);
                }
            }
        }
        Self { causes }
    }

    /// The mark behind a value; empty where there is nothing to tell.
    pub(super) fn mark(&self, kpi: &Kpi) -> &'static str {
        let cause = missing(kpi);
        // Only those that are told have a mark, however many there are.
        let place = cause.and_then(|cause| self.causes.iter().take(MOST).position(|known| *known == cause));
        place.and_then(|place| MARKS.get(place)).copied().unwrap_or_default()
    }

    /// A line for each cause, behind its mark.
    pub(super) fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = MARKS.iter().zip(&self.causes).map(|(mark, cause)| format!("{mark} {cause}")).collect();
        let more = self.causes.len().saturating_sub(MOST);
        if more > 0 {
            told.push(format!("{more} more causes: `--format json` tells each"));
        }
        told
    }
}

/// Why a cell has no value.
fn cause<'a>(cell: &Cell<'a>) -> Option<&'a str> {
    match cell {
        Cell::Kpi(kpi) => missing(kpi),
        _ => None,
    }
}

/// Why a KPI has no value.
pub(super) fn missing(kpi: &Kpi) -> Option<&str> {
    kpi.cause.as_deref().filter(|cause| !cause.is_empty() && (kpi.value.is_blank() || kpi.value.is_error()))
}
