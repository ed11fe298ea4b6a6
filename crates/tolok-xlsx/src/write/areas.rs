//! Areas of a sheet, of which it is asked whether a cell or a row is in them.

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use crate::{Address, Area};

/// Areas of a sheet.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// Those of one cell, in order.
    single: Vec<Address>,
    several: RTree<Rectangle<[i64; 2]>>,
}

impl Areas {
    pub(super) fn new(mut areas: Vec<Area>) -> Self {
        areas.sort_unstable();
        areas.dedup();
        let several = areas.iter().filter(|area| !area.is_single()).map(|area| area.rectangle()).collect();
        let single = areas.into_iter().filter(|area| area.is_single()).map(Area::first).collect();
        Self { single, several: RTree::bulk_load(several) }
    }

    /// True if the cell is in one of them.
    pub(super) fn contain(&self, cell: Address) -> bool {
        self.single.binary_search(&cell).is_ok() || self.several.locate_at_point(cell.point()).is_some()
    }

    /// True if a cell of the row is in one of them.
    pub(super) fn meet(&self, row: Area) -> bool {
        let next = self.single.get(self.single.partition_point(|cell| *cell < row.first()));
        let corners = AABB::from_corners(row.first().point(), row.last().point());
        next.is_some_and(|cell| *cell <= row.last()) || self.several.locate_in_envelope_intersecting(corners).next().is_some()
    }
}
