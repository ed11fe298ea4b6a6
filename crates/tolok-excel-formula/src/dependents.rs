//! Which formulas depend on changed cells, directly or through others.

use std::collections::BTreeMap;
use std::ops::Range;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::{Address, Area, Precedents};

/// A formula with what it depends on.
#[derive(Debug, Clone)]
pub struct FormulaCell {
    /// The sheet, by its position.
    pub sheet: usize,
    /// The cells that hold its results: its own, and those it spills into.
    pub results: Area,
    /// What it depends on directly.
    pub precedents: Precedents,
}

/// The positions of those formulas whose results depend on the changed cells, directly or through other formulas, in order; a formula that may
/// depend on anything is among them.
pub fn dependents(formulas: &[FormulaCell], changed: impl IntoIterator<Item = (usize, Address)>) -> Vec<usize> {
    let mut sheets = watched(formulas);
    let mut found = vec![false; formulas.len()];
    let mut reached: Vec<(usize, Area)> = changed.into_iter().map(|(sheet, cell)| (sheet, cell.into())).collect();
    for (formula, found) in formulas.iter().zip(&mut found).filter(|(formula, _)| formula.precedents.unknown) {
        *found = true;
        reached.push((formula.sheet, formula.results));
    }
    while let Some((sheet, area)) = reached.pop() {
        let Some(sheet) = sheets.get_mut(&sheet) else { continue };
        sheet.drain(area, &mut |index| {
            if let (Some(formula), Some(found @ false)) = (formulas.get(index), found.get_mut(index)) {
                *found = true;
                reached.push((formula.sheet, formula.results));
            }
        });
    }
    found.into_iter().enumerate().filter_map(|(index, found)| found.then_some(index)).collect()
}

/// The areas of a sheet that formulas look at.
#[derive(Default)]
struct Watched {
    /// The areas, in order, each with a formula that looks at it.
    looks: Vec<(Area, usize)>,
    /// True if several cells may change together; then all areas are in the tree, and else only those of several cells.
    joint: bool,
    tree: RTree<Alike>,
}

/// An area, and where in the list the formulas that look at it begin and end.
type Alike = GeomWithData<Rectangle<[i64; 2]>, (usize, usize)>;

fn watched(formulas: &[FormulaCell]) -> BTreeMap<usize, Watched> {
    let mut sheets: BTreeMap<usize, Watched> = BTreeMap::new();
    for (index, formula) in formulas.iter().enumerate() {
        for (sheet, area) in &formula.precedents.areas {
            sheets.entry(*sheet).or_default().looks.push((*area, index));
        }
        if !formula.results.is_single() {
            sheets.entry(formula.sheet).or_default().joint = true;
        }
    }
    sheets.values_mut().for_each(Watched::sort);
    sheets
}

impl Watched {
    fn sort(&mut self) {
        self.looks.sort_unstable();
        let mut start = 0;
        let alike = self.looks.chunk_by(|(one, _), (other, _)| one == other).filter_map(|alike| {
            let range = start..start + alike.len();
            start = range.end;
            let (area, _) = alike.first()?;
            (self.joint || !area.is_single()).then(|| GeomWithData::new(area.rectangle(), (range.start, range.end)))
        });
        self.tree = RTree::bulk_load(alike.collect());
    }

    /// Gives the formulas that look at a cell of an area, unless it was reached before.
    fn drain(&mut self, area: Area, reach: &mut dyn FnMut(usize)) {
        let mut reach = |range: Range<usize>| self.looks.get(range).into_iter().flatten().for_each(|(_, index)| reach(*index));
        if area.is_single() && !self.joint {
            let start = self.looks.partition_point(|(watched, _)| *watched < area);
            let end = self.looks.partition_point(|(watched, _)| *watched <= area);
            reach(start..end);
        }
        let envelope = AABB::from_corners(area.first().point(), area.last().point());
        // An area that was reached once need not be looked at again.
        for (start, end) in self.tree.drain_in_envelope_intersecting(envelope).map(|watched| watched.data) {
            reach(start..end);
        }
    }
}
