//! The copies of cells in charts follow the cells: previews and programs that do not compute draw from them.
//!
//! Nothing but points and their counts changes in a chart's part. A copy of which it is not known what it has to be is taken out: a chart
//! may be without (§21.2.2.122, §21.2.2.201), and whoever opens the workbook in a spreadsheet program finds it drawn from the cells.

mod caches;
mod layout;
mod parts;
mod points;
mod seen;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::caches::Cache;
use self::layout::Layout;
use self::parts::{ChartPart, chart_parts};
use self::seen::SeenSheet;
use super::stale::Stale;
use crate::package::{Change, PartName};
use crate::part_text::PartText;
use crate::splices::Splices;
use crate::{Address, Area, Edits, Workbook, XlsxError};
use tolok_excel_formula::{Book, Expression, Formula};

/// A chart that shows cells which changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedChart {
    /// The name of the sheet that it is on.
    pub sheet: Arc<str>,
    /// Its own name, such as `Chart 1`; empty if it has none.
    pub name: String,
    /// The ranges, as formulas, whose copies in the chart hold the new values.
    pub updated: Vec<String>,
    /// The ranges whose copies were taken out, since the new values are not all known. They are drawn once a spreadsheet program opens the file.
    pub removed: Vec<String>,
}

/// What a formula of a chart stands for.
enum Looks {
    /// Nothing that a change of cells concerns.
    Elsewhere,
    At(Areas),
    /// Cells that only a calculation finds, somewhere among these.
    Among(Areas),
    /// Some of the cells that changed may be among it.
    Anywhere,
}

/// The cells that were set, and those whose results are out of date.
struct Touched<'a> {
    edits: &'a Edits,
    stale: &'a BTreeMap<usize, Stale>,
}

/// A chart with copies of cells that may have changed.
struct Concerned<'a> {
    chart: ChartPart<'a>,
    text: PartText,
    /// The copies, each with the areas it is of; nothing where these are not known.
    caches: Vec<(Cache, Option<Areas>)>,
}

/// Areas, each on a sheet by its position.
type Areas = Vec<(usize, Area)>;

/// Brings the copies up to date, on top of the changes so far.
///
/// # Errors
/// E0604 where a sheet that charts look at cannot be read.
pub(super) fn follow(
    workbook: &Workbook,
    book: &Book,
    edits: &Edits,
    stale: &BTreeMap<usize, Stale>,
    changes: &mut BTreeMap<PartName, Change>,
) -> Result<Vec<FollowedChart>, XlsxError> {
    if edits.has_no_cells() {
        return Ok(Vec::new());
    }
    let concerned = concerned(workbook, book, &Touched { edits, stale }, changes);
    let mut needed: BTreeMap<usize, BTreeSet<Area>> = BTreeMap::new();
    for (sheet, area) in concerned.iter().flat_map(|chart| &chart.caches).filter_map(|(_, areas)| areas.as_ref()).flatten() {
        needed.entry(*sheet).or_default().insert(*area);
    }
    let mut sheets = BTreeMap::new();
    let nothing = Stale::default();
    for (sheet, areas) in &needed {
        if let Some(seen) = seen::read(workbook, edits, *sheet, stale.get(sheet).unwrap_or(&nothing), areas)? {
            sheets.insert(*sheet, seen);
        }
    }
    Ok(concerned.into_iter().filter_map(|chart| chart.follow(workbook, &sheets, changes)).collect())
}

/// The charts that have copies of cells which were set or whose results are out of date.
fn concerned<'a>(workbook: &'a Workbook, book: &Book, touched: &Touched<'_>, changes: &BTreeMap<PartName, Change>) -> Vec<Concerned<'a>> {
    let mut charts = Vec::new();
    for chart in chart_parts(workbook) {
        // What cannot be read stays as it is, as every part does that is none of our business.
        let Ok(text) = workbook.package.changed_text(changes, chart.part) else { continue };
        let Ok(found) = caches::scan(chart.part.as_str(), &text.text) else { continue };
        let caches = found.into_iter().filter_map(|cache| match looks(book, chart.sheet, &cache.formula) {
            Looks::At(areas) if touched.is_in_any(&areas) => Some((cache, Some(areas))),
            Looks::Among(areas) if touched.is_in_any(&areas) => Some((cache, None)),
            Looks::Anywhere => Some((cache, None)),
            Looks::At(_) | Looks::Among(_) | Looks::Elsewhere => None,
        });
        let caches: Vec<_> = caches.collect();
        if !caches.is_empty() {
            charts.push(Concerned { chart, text, caches });
        }
    }
    charts
}

impl Concerned<'_> {
    /// Puts the chart's part as it is to be among the changes; nothing if nothing that it shows has changed.
    fn follow(
        self,
        workbook: &Workbook,
        sheets: &BTreeMap<usize, SeenSheet<'_>>,
        changes: &mut BTreeMap<PartName, Change>,
    ) -> Option<FollowedChart> {
        let mut splices = Splices::default();
        let (mut updated, mut removed) = (Vec::new(), Vec::new());
        for (cache, areas) in self.caches {
            match brought(&cache, areas.as_deref(), sheets, &mut splices) {
                // Series often share their labels.
                Some(true) if updated.contains(&cache.formula) => {}
                Some(true) => updated.push(cache.formula),
                Some(false) => {}
                None => {
                    cache.spans.iter().for_each(|span| splices.remove(span.clone()));
                    removed.push(cache.formula);
                }
            }
        }
        if updated.is_empty() && removed.is_empty() {
            return None;
        }
        let patched = splices.apply(&self.text.text)?;
        changes.insert(self.chart.part.clone(), Change::Replace(self.text.encode(&patched)));
        let name = self.chart.name(workbook).unwrap_or_default();
        Some(FollowedChart { sheet: Arc::clone(self.chart.sheet_name), name, updated, removed })
    }
}

/// Brings a copy up to date; true if the cells it is of changed, nothing where it has to be taken out.
fn brought(cache: &Cache, areas: Option<&[(usize, Area)]>, sheets: &BTreeMap<usize, SeenSheet<'_>>, splices: &mut Splices) -> Option<bool> {
    let areas = areas?;
    let changes = |(sheet, area): &(usize, Area)| {
        let cells = sheets.get(sheet).map(|sheet| sheet.cells.range(area.first()..=area.last()));
        cells.map(|mut cells| cells.any(|(cell, seen)| seen.changed && area.contains(*cell)))
    };
    let changed: Vec<bool> = areas.iter().map(changes).collect::<Option<_>>()?;
    if !changed.contains(&true) {
        return Some(false);
    }
    let layout = Layout::of(cache, areas, sheets)?;
    points::update(cache, &layout, splices)?;
    Some(true)
}

/// The cells that a formula of a chart on a sheet stands for.
fn looks(book: &Book, sheet: usize, formula: &str) -> Looks {
    let formula = formula.trim();
    let own = own_name(book, formula);
    let formula = own.as_deref().unwrap_or(formula);
    let precedents = Formula::read(formula).precedents(book, sheet, Address::A1, (0, 0));
    match Expression::parse(formula).and_then(|expression| expression.areas(book, sheet)) {
        Some(areas) => Looks::At(areas),
        None if precedents.unknown => Looks::Anywhere,
        // Other workbooks, references that are lost, and names that nobody knows.
        None if precedents.areas.is_empty() => Looks::Elsewhere,
        None => Looks::Among(precedents.areas),
    }
}

/// `Book1.xlsx!Name` as a name of this workbook, which does not know what it is called.
fn own_name(book: &Book, formula: &str) -> Option<String> {
    let (scope, name) = formula.rsplit_once('!')?;
    let scope = scope.trim_matches('\'');
    let endings = [".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls"];
    let is_book = !scope.contains(['[', '!', '(']) && endings.iter().any(|ending| scope.to_lowercase().ends_with(ending));
    let own = format!("[0]!{name}");
    (is_book && Expression::parse(&own)?.areas(book, 0).is_some()).then_some(own)
}

impl Touched<'_> {
    fn is_in_any(&self, areas: &[(usize, Area)]) -> bool {
        areas.iter().any(|(sheet, area)| self.is_in(*sheet, *area))
    }

    fn is_in(&self, sheet: usize, area: Area) -> bool {
        let rows = area.first()..=area.last();
        let is_set = self
            .edits
            .sheets()
            .filter(|(index, _)| *index == sheet)
            .any(|(_, contents)| contents.range(rows.clone()).any(|(cell, _)| area.contains(*cell)));
        let meets = |other: Area| {
            let apart = |one: u32, end: u32, other: u32, other_end: u32| one > other_end || other > end;
            !apart(area.first().row(), area.last().row(), other.first().row(), other.last().row())
                && !apart(area.first().column(), area.last().column(), other.first().column(), other.last().column())
        };
        let is_stale = |stale: &Stale| stale.formulas().range(rows.clone()).any(|cell| area.contains(*cell)) || stale.spills().any(meets);
        is_set || self.stale.get(&sheet).is_some_and(is_stale)
    }
}

#[cfg(test)]
mod tests;
