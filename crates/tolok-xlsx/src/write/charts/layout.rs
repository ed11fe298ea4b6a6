//! Which point of a copy stands for which cell.

use std::collections::{BTreeMap, BTreeSet};

use super::caches::{Cache, Form};
use super::points;
use super::seen::{Seen, SeenSheet};
use crate::{Address, Area, MAX_COLUMNS, MAX_ROWS};

/// The points that a copy is to have, level by level.
#[derive(Debug)]
pub(super) struct Layout<'s, 'w> {
    pub(super) levels: Vec<BTreeMap<u32, &'s Seen<'w>>>,
    pub(super) count: u32,
}

/// How many cells of an area with hidden rows or columns are counted one by one.
const MOST_COUNTED: u32 = 200_000;

impl<'s, 'w> Layout<'s, 'w> {
    /// The points for the cells of some areas; nothing where it cannot be told which point stands for which cell.
    pub(super) fn of(cache: &Cache, areas: &[(usize, Area)], sheets: &'s BTreeMap<usize, SeenSheet<'w>>) -> Option<Self> {
        let counted = cache.counts.first().map(|(count, _)| *count);
        if cache.levels.len() > 1 {
            let [(sheet, area)] = areas else { return None };
            return Self::of_levels(cache, *area, counted, sheets.get(sheet)?);
        }
        if let [(sheet, area)] = areas
            && area.width() > 1
            && area.height() > 1
        {
            // Nobody says whether such a block is read by rows or by columns.
            let sheet = sheets.get(sheet)?;
            return [true, false].into_iter().map(|by_rows| Self::block(*area, sheet, by_rows)).find(|layout| layout.agrees(cache));
        }
        let mut all = Self::line(areas, sheets, &|_, _| false)?;
        if counted.is_none_or(|counted| counted == all.count) {
            return Some(all);
        }
        let is_whole = |(_, area): &(usize, Area)| area.height() == MAX_ROWS || area.width() == MAX_COLUMNS;
        if let Some(counted) = counted.filter(|_| areas.iter().any(is_whole)) {
            // Of whole columns and rows some programs count no more than is used.
            let used = all.levels.iter().filter_map(|level| level.last_key_value()).map(|(index, _)| index.saturating_add(1)).max();
            all.count = used.unwrap_or(0).max(counted);
            return Some(all);
        }
        // A program that leaves out what is hidden has fewer points (§21.2.2.146).
        let hides = |sheet: &SeenSheet<'_>| !sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty();
        if !areas.iter().any(|(sheet, _)| sheets.get(sheet).is_some_and(hides)) {
            return Some(all);
        }
        let is_hidden = |sheet: &SeenSheet<'_>, cell: Address| {
            let in_columns = |(first, last): &(u32, u32)| (*first..=*last).contains(&cell.column());
            sheet.hidden_rows.contains(&cell.row()) || sheet.hidden_columns.iter().any(in_columns)
        };
        Self::line(areas, sheets, &is_hidden).filter(|visible| Some(visible.count) == counted)
    }

    /// The cells of areas one after the other, but for those that are left out.
    fn line(
        areas: &[(usize, Area)],
        sheets: &'s BTreeMap<usize, SeenSheet<'w>>,
        left_out: &dyn Fn(&SeenSheet<'_>, Address) -> bool,
    ) -> Option<Self> {
        let (mut points, mut count) = (BTreeMap::new(), 0_u32);
        for (sheet, area) in areas {
            let sheet = sheets.get(sheet)?;
            let size = area.width().checked_mul(area.height())?;
            let missing: BTreeSet<u32> = if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
                BTreeSet::new()
            } else if size > MOST_COUNTED {
                return None;
            } else {
                let cell =
                    |index: u32| Address::new(area.first().row() + index / area.width(), area.first().column() + index % area.width());
                (0..size).filter(|index| cell(*index).is_some_and(|cell| left_out(sheet, cell))).collect()
            };
            for (cell, seen) in in_area(sheet, *area) {
                let index = place(*area, cell, true);
                if !missing.contains(&index) {
                    let before = u32::try_from(missing.range(..index).count()).ok()?;
                    points.insert(count.checked_add(index - before)?, seen);
                }
            }
            count = count.checked_add(size - u32::try_from(missing.len()).ok()?)?;
        }
        Some(Self { levels: vec![points], count })
    }

    fn block(area: Area, sheet: &'s SeenSheet<'w>, by_rows: bool) -> Self {
        let points = in_area(sheet, area).map(|(cell, seen)| (place(area, cell, by_rows), seen)).collect();
        Self { levels: vec![points], count: area.width().saturating_mul(area.height()) }
    }

    /// Labels of several levels: a row or a column for each, the one beside the values first.
    fn of_levels(cache: &Cache, area: Area, counted: Option<u32>, sheet: &'s SeenSheet<'w>) -> Option<Self> {
        let levels = u32::try_from(cache.levels.len()).ok()?;
        let fits = |of_levels: u32, of_points: u32| of_levels == levels && counted.is_none_or(|counted| counted == of_points);
        let ways = [(true, area.height(), area.width()), (false, area.width(), area.height())];
        let mut fitting = ways.into_iter().filter(|(_, of_levels, of_points)| fits(*of_levels, *of_points));
        let layout = |by_rows: bool, backwards: bool| {
            let mut points: Vec<BTreeMap<u32, &'s Seen<'w>>> = cache.levels.iter().map(|_| BTreeMap::new()).collect();
            for (cell, seen) in in_area(sheet, area) {
                let (row, column) = (cell.row() - area.first().row(), cell.column() - area.first().column());
                let (level, index) = if by_rows { (row, column) } else { (column, row) };
                let level = if backwards { levels - 1 - level } else { level };
                if let Some(points) = usize::try_from(level).ok().and_then(|level| points.get_mut(level)) {
                    points.insert(index, seen);
                }
            }
            Self { levels: points, count: if by_rows { area.width() } else { area.height() } }
        };
        match (fitting.next(), fitting.next()) {
            (Some((by_rows, ..)), None) if cache.form == Form::Element => Some(layout(by_rows, true)),
            (one, other) => {
                let ways = one.into_iter().chain(other).flat_map(|(by_rows, ..)| [(by_rows, true), (by_rows, false)]);
                ways.map(|(by_rows, backwards)| layout(by_rows, backwards)).find(|layout| layout.agrees(cache))
            }
        }
    }

    /// True if the copy has the points that the cells made before they were changed.
    fn agrees(&self, cache: &Cache) -> bool {
        self.levels.len() == cache.levels.len()
            && self.levels.iter().zip(&cache.levels).all(|(wanted, level)| {
                let has = |point: &points::Written, index: u32| match level.points.iter().find(|point| point.index == index) {
                    Some(found) => point.is(cache.holds, &found.text),
                    None => *point == points::Written::Nothing,
                };
                let told = |seen: &Seen<'_>| points::written(cache, seen.before.as_ref()?, seen.format);
                level.points.iter().all(|point| wanted.contains_key(&point.index))
                    && wanted.iter().all(|(index, seen)| told(seen).is_none_or(|point| has(&point, *index)))
            })
    }
}

/// The cells in an area that hold or held something.
fn in_area<'s, 'w>(sheet: &'s SeenSheet<'w>, area: Area) -> impl Iterator<Item = (Address, &'s Seen<'w>)> {
    let rows = sheet.cells.range(area.first()..=area.last());
    rows.filter(move |(cell, _)| area.contains(**cell)).map(|(cell, seen)| (*cell, seen))
}

/// How many cells of an area come before one of its cells.
fn place(area: Area, cell: Address, by_rows: bool) -> u32 {
    let (row, column) = (cell.row() - area.first().row(), cell.column() - area.first().column());
    if by_rows { row.saturating_mul(area.width()).saturating_add(column) } else { column.saturating_mul(area.height()).saturating_add(row) }
}
