//! Where the cells of a grid lie, and how to get from one to another: to the period before, to the level above, to its neighbours.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_plan::{Cell, Grid, Plan};
use tolok_value::Period;

/// Where the cells of a grid lie.
#[derive(Debug, Default)]
pub(crate) struct GridIndex {
    levels: Vec<LevelIndex>,
    /// How many periods there are.
    periods: usize,
    /// The first and the last period that are shown, as places in the grid's list.
    shown: Option<(usize, usize)>,
}

#[derive(Debug, Default)]
struct LevelIndex {
    dimensions: Vec<Arc<str>>,
    has_periods: bool,
    /// The first cell of each combination of members.
    combinations: BTreeMap<Vec<Arc<str>>, usize>,
}

impl GridIndex {
    pub(crate) fn new(plan: &Plan, grid: &Grid) -> Self {
        let mut levels: Vec<LevelIndex> = plan
            .levels
            .iter()
            .map(|level| LevelIndex {
                dimensions: level.dimensions.clone(),
                has_periods: level.period.is_some(),
                combinations: BTreeMap::new(),
            })
            .collect();
        for (place, cell) in grid.cells.iter().enumerate() {
            if let Some(level) = levels.get_mut(cell.level) {
                level.combinations.entry(cell.members.clone()).or_insert(place);
            }
        }
        let days = plan.timeline.and_then(|timeline| timeline.shown);
        let is_shown = |period: &Period| days.is_none_or(|(first, last)| period.last_day() >= first && period.first_day() <= last);
        let first = grid.periods.iter().position(is_shown);
        let last = grid.periods.iter().rposition(is_shown);
        Self { levels, periods: grid.periods.len(), shown: first.zip(last) }
    }

    /// The cell so many periods before, if the data has that period.
    pub(crate) fn before(&self, place: usize, cell: &Cell, periods: i64) -> Option<usize> {
        let level = self.levels.get(cell.level).filter(|level| level.has_periods)?;
        let first = *level.combinations.get(&cell.members)?;
        let wanted = i64::try_from(place.checked_sub(first)?).ok()?.checked_sub(periods)?;
        let wanted = usize::try_from(wanted).ok().filter(|wanted| *wanted < self.periods)?;
        first.checked_add(wanted)
    }

    /// How many periods of the data come before that of a cell.
    pub(crate) fn periods_before(&self, place: usize, cell: &Cell) -> Option<usize> {
        place.checked_sub(*self.levels.get(cell.level)?.combinations.get(&cell.members)?)
    }

    /// The cell of the same members in the first, or the last, period that is shown.
    pub(crate) fn at_end(&self, cell: &Cell, last: bool) -> Option<usize> {
        let (first_shown, last_shown) = self.shown?;
        let own = self.levels.get(cell.level)?;
        let level = self.levels.iter().find(|level| level.has_periods && level.dimensions == own.dimensions)?;
        level.combinations.get(&cell.members)?.checked_add(if last { last_shown } else { first_shown })
    }

    /// The cell above, where some dimensions are rolled up; none if this cell has none of them.
    pub(crate) fn above(&self, place: usize, cell: &Cell, rolled_up: &[Arc<str>]) -> Option<usize> {
        let own = self.levels.get(cell.level)?;
        let kept = |dimension: &Arc<str>| !rolled_up.contains(dimension);
        if own.dimensions.iter().all(kept) {
            return None;
        }
        let dimensions: Vec<&Arc<str>> = own.dimensions.iter().filter(|dimension| kept(dimension)).collect();
        let members: Vec<Arc<str>> =
            own.dimensions.iter().zip(&cell.members).filter(|(dimension, _)| kept(dimension)).map(|(_, member)| member.clone()).collect();
        let level = (self.levels.iter())
            .find(|level| level.has_periods == own.has_periods && level.dimensions.iter().eq(dimensions.iter().copied()))?;
        let offset = if own.has_periods { self.periods_before(place, cell)? } else { 0 };
        level.combinations.get(&members)?.checked_add(offset)
    }

    /// The cells that differ from this one only in the members of some dimensions, itself included.
    pub(crate) fn neighbours(&self, place: usize, cell: &Cell, dimensions: &[Arc<str>]) -> Vec<usize> {
        let Some(own) = self.levels.get(cell.level) else { return Vec::new() };
        let fixed: Vec<usize> =
            own.dimensions.iter().enumerate().filter(|(_, dimension)| !dimensions.contains(dimension)).map(|(index, _)| index).collect();
        let offset = if own.has_periods { self.periods_before(place, cell).unwrap_or(0) } else { 0 };
        let agrees = |members: &[Arc<str>]| fixed.iter().all(|index| members.get(*index) == cell.members.get(*index));
        own.combinations.iter().filter(|(members, _)| agrees(members)).filter_map(|(_, first)| first.checked_add(offset)).collect()
    }

    /// The member of a dimension, where the cell has one.
    pub(crate) fn member<'c>(&self, cell: &'c Cell, dimension: &str) -> Option<&'c Arc<str>> {
        let place = self.levels.get(cell.level)?.dimensions.iter().position(|known| **known == *dimension)?;
        cell.members.get(place)
    }
}
