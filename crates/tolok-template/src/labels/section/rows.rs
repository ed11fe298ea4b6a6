//! Rows of a sheet by what stands above and below them: which of them is a title, and which belongs to a table.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use tolok_xlsx::Address;

use super::super::kind::{Kind, is_name, kind};
use super::super::lexicon::Lexicon;
use super::super::recognised::Title;
use super::super::sheet::Held;

/// True for a cell in front of whose column, in the row below, a table has its labels; or that stands over the first of several columns of inputs
/// and KPIs, with headings of rows in front.
pub(super) fn is_beside_labels(row: u32, at: Address, by_row: &BTreeMap<u32, Vec<(Address, &Held)>>, lexicon: &dyn Lexicon) -> bool {
    let names = |(address, held): &(Address, &Held)| address.column() < at.column() && is_name(held, lexicon);
    let below = |rows: u32| by_row.get(&row.saturating_add(rows)).map(Vec::as_slice).unwrap_or_default();
    let is_over = |(address, held): &(Address, &Held)| address.column() == at.column() && is_name(held, lexicon);
    let has_rows = below(2).iter().any(|(address, _)| address.column() < at.column());
    let has_headings = below(1).iter().any(|(address, _)| address.column() == at.column());
    below(1).iter().any(names) || has_headings && below(2).iter().any(names) || has_rows && below(1).iter().any(is_over)
}

/// True for a row with inputs or KPIs, or one of headings that stand behind a word for their axis, or behind the title above them.
pub(super) fn is_led(title: Address, cells: &[(Address, &Held)], lexicon: &dyn Lexicon) -> bool {
    let is_heading = |held: &Held| matches!(held, Held::Text(_) | Held::Date(..));
    let Some((first, held)) = cells.first() else { return false };
    let is_axis = matches!(held, Held::Text(text) if lexicon.is_axis(text.trim()));
    let are_headings = is_axis && cells.len() > 1 || first.column() > title.column();
    cells.iter().any(|(_, held)| is_name(held, lexicon)) || are_headings && cells.iter().all(|(_, held)| is_heading(held))
}

/// True for a cell right between two tables whose columns are inputs and KPIs: below the total of one, or something else than its rows are.
pub(super) fn is_title(row: u32, at: Address, by_row: &BTreeMap<u32, Vec<(Address, &Held)>>, lexicon: &dyn Lexicon) -> bool {
    let kind_in = |row: u32| {
        let (_, held) = by_row.get(&row)?.iter().find(|(address, _)| address.column() == at.column())?;
        kind(held, lexicon)
    };
    let names = |(address, held): &(Address, &Held)| address.column() > at.column() && is_name(held, lexicon);
    let is_above_table = by_row.get(&row.saturating_add(1)).is_some_and(|cells| cells.iter().any(names));
    let above = row.checked_sub(1).and_then(kind_in);
    is_above_table && above.is_some_and(|above| above == Kind::Total || kind_in(row).is_some_and(|own| own != above))
}

/// What says of the numbers of a sheet that they are counted in thousands or the like. What stands in the row of a name, or right below one, is
/// said of that one alone.
pub(super) fn counted(by_row: &BTreeMap<u32, Vec<(Address, &Held)>>, lexicon: &dyn Lexicon) -> Option<Title> {
    /// A row of units stands right below that of the names, or below one more.
    const NEAR: u32 = 2;
    let has_name = |rows: RangeInclusive<u32>, column: Option<u32>| {
        let mut cells = by_row.range(rows).flat_map(|(_, cells)| cells);
        cells.any(|(at, held)| column.is_none_or(|column| column == at.column()) && is_name(held, lexicon))
    };
    by_row.iter().find_map(|(row, cells)| {
        let above = row.saturating_sub(NEAR)..=*row;
        cells.iter().find_map(|(at, held)| {
            let Held::Text(text) = held else { return None };
            let is_told = || !has_name(*row..=*row, None) && !has_name(above.clone(), Some(at.column()));
            let is_first = || (at.column() == 1 || cells.len() == 1) && !has_name(*row..=*row, None);
            let is_counted = lexicon.is_counted(text) && lexicon.members(text.trim()).is_empty();
            (is_counted && (is_told() || is_first())).then(|| Title { text: text.trim().into(), at: Some(*at) })
        })
    })
}
