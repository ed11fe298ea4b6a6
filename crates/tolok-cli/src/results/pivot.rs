//! The members of a dimension, or the periods, side by side.

use std::collections::BTreeMap;

use tolok::{ResultRow, RunResult};

use super::layout::{Axis, Cell, Column, Coordinate, Layout, Line, axes, coordinates};

/// A name that tells coordinates apart.
type Key = (u8, String);

/// The values of one line that is being put together.
struct Group<'a> {
    places: Vec<Coordinate<'a>>,
    is_total: bool,
    partial: bool,
    rows: BTreeMap<Key, &'a ResultRow>,
}

/// The layout with the coordinates of one axis side by side: for each KPI, every member or period; the total comes last.
pub(super) fn across(result: &RunResult, axis: usize) -> Layout<'_> {
    let axes = axes(result);
    let is_period = matches!(axes.get(axis), Some(Axis::Period));
    let mut side_by_side: Vec<(Key, Coordinate<'_>, bool)> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut found: BTreeMap<Vec<Key>, usize> = BTreeMap::new();
    for row in result.rows.iter().chain(&result.totals) {
        let mut places = coordinates(result, row);
        if axis >= places.len() {
            continue;
        }
        let place = places.remove(axis);
        // A period that is side by side marks its column, and else its line.
        let partial = row.partial;
        let at = *known.entry(key(&place)).or_insert_with(|| {
            side_by_side.push((key(&place), place, false));
            side_by_side.len().saturating_sub(1)
        });
        if let Some((_, _, column_partial)) = side_by_side.get_mut(at) {
            *column_partial |= partial && is_period && matches!(place, Coordinate::Period(_));
        }
        let at = *found.entry(places.iter().map(key).collect()).or_insert_with(|| {
            let is_total = places.iter().any(|place| matches!(place, Coordinate::Total));
            groups.push(Group { places: places.clone(), is_total, partial: false, rows: BTreeMap::new() });
            groups.len().saturating_sub(1)
        });
        if let Some(group) = groups.get_mut(at) {
            group.partial |= partial && !is_period;
            group.rows.entry(key(&place)).or_insert(row);
        }
    }
    // Periods follow the calendar, members the rows, and the total both.
    side_by_side.sort_by_key(|(key, place, _)| (matches!(place, Coordinate::Total), if is_period { key.clone() } else { Key::default() }));
    groups.sort_by_key(|group| group.is_total);
    let kept = axes.iter().enumerate().filter(|(place, _)| *place != axis).map(|(_, axis)| Column::Axis(*axis));
    let kpis = result
        .kpis
        .iter()
        .flat_map(|kpi| side_by_side.iter().map(move |(_, place, partial)| Column::Kpi { kpi, across: Some(*place), partial: *partial }));
    let lines = groups.iter().map(|group| {
        let cells = (0..result.kpis.len()).flat_map(|kpi| {
            side_by_side
                .iter()
                .map(move |(key, _, _)| group.rows.get(key).and_then(|row| row.kpis.get(kpi)).map_or(Cell::Absent, Cell::Kpi))
        });
        let places = group.places.iter().copied().map(Cell::Place);
        Line { is_total: group.is_total, partial: group.partial, cells: places.chain(cells).collect() }
    });
    Layout { result, columns: kept.chain(kpis).collect(), lines: lines.collect() }
}

/// Periods sort by their first day, and by their text where they begin alike.
fn key(place: &Coordinate<'_>) -> Key {
    match place {
        Coordinate::Member(member) => (0, member.name.clone()),
        Coordinate::Period(period) => (1, format!("{} {period}", period.first_day())),
        Coordinate::Total => (2, String::new()),
    }
}
