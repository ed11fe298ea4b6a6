//! Names that have cells beside and below them at once, read both ways round: only one of the two can be meant.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tolok_xlsx::Address;

use super::block::Blocks;
use super::recognised::UnreadCell;

/// Takes out the cells of the way round that is not meant: the one in which a name has fewer cells, or they stand further away. Of two equal
/// ones neither is known.
pub(super) fn settle(beside: &mut Blocks, below: &mut Blocks) {
    let (across, down) = (reaches(beside), reaches(below));
    let fewer = |one: &BTreeMap<Address, Reach>, other: &BTreeMap<Address, Reach>| -> BTreeSet<Address> {
        one.iter().filter(|(label, reach)| other.get(label).is_some_and(|others| others >= reach)).map(|(label, _)| *label).collect()
    };
    for (blocks, left) in [(&mut *beside, fewer(&across, &down)), (&mut *below, fewer(&down, &across))] {
        let taken = blocks.cells.extract_if(.., |cell| left.contains(&cell.label));
        let is_open = |label: &Address| across.get(label) == down.get(label);
        blocks.unread.extend(taken.filter(|cell| is_open(&cell.label)).map(|cell| {
            let reason = format!("nobody knows whether the cells of `{}` stand beside or below it", cell.measure.name);
            UnreadCell { cell, reason }
        }));
    }
}

/// How many cells a name has, and how near the first of them is, from the least.
type Reach = (usize, Reverse<u32>);

/// The reach of each name.
fn reaches(blocks: &Blocks) -> BTreeMap<Address, Reach> {
    let mut reaches: BTreeMap<Address, Reach> = BTreeMap::new();
    for cell in &blocks.cells {
        let (label, at) = (cell.label, cell.address);
        let distance = at.row().abs_diff(label.row()) + at.column().abs_diff(label.column());
        let (count, Reverse(nearest)) = reaches.entry(label).or_insert((0, Reverse(u32::MAX)));
        *count += 1;
        *nearest = distance.min(*nearest);
    }
    reaches
}
