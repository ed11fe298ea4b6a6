//! Which formulas depend on changed cells, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

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

type Watched = GeomWithData<Rectangle<[i64; 2]>, usize>;

/// The positions of those formulas whose results depend on the changed cells, directly or through other formulas; a formula that may depend on
/// anything is among them.
pub fn dependents(formulas: &[FormulaCell], changed: impl IntoIterator<Item = (usize, Address)>) -> BTreeSet<usize> {
    let mut watched: BTreeMap<usize, Vec<Watched>> = BTreeMap::new();
    for (index, formula) in formulas.iter().enumerate() {
        for (sheet, area) in &formula.precedents.areas {
            watched.entry(*sheet).or_default().push(GeomWithData::new(area.rectangle(), index));
        }
    }
    let mut trees: BTreeMap<usize, RTree<Watched>> = watched.into_iter().map(|(sheet, areas)| (sheet, RTree::bulk_load(areas))).collect();
    let mut found = BTreeSet::new();
    let mut reached: Vec<(usize, Area)> = changed.into_iter().map(|(sheet, cell)| (sheet, cell.into())).collect();
    for (index, formula) in formulas.iter().enumerate().filter(|(_, formula)| formula.precedents.unknown) {
        found.insert(index);
        reached.push((formula.sheet, formula.results));
    }
    while let Some((sheet, area)) = reached.pop() {
        let Some(tree) = trees.get_mut(&sheet) else { continue };
        let envelope = AABB::from_corners(area.first().point(), area.last().point());
        // An area that was reached once need not be looked at again.
        for index in tree.drain_in_envelope_intersecting(envelope).map(|watched| watched.data) {
            if let Some(formula) = formulas.get(index).filter(|_| found.insert(index)) {
                reached.push((formula.sheet, formula.results));
            }
        }
    }
    found
}
