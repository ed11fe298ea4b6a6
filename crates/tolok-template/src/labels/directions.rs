//! Names that have cells beside and below them at once, read both ways round: only one of the two can be meant.

use std::collections::{BTreeMap, BTreeSet};

use tolok_xlsx::Address;

use super::block::Blocks;
use super::recognised::UnreadCell;

/// Takes out the cells of the way round that is not meant: the one in which a name has fewer cells. Of two equal ones neither is known.
pub(super) fn settle(beside: &mut Blocks, below: &mut Blocks) {
    let (across, down) = (counts(beside), counts(below));
    let fewer = |one: &BTreeMap<Address, usize>, other: &BTreeMap<Address, usize>| -> BTreeSet<Address> {
        one.iter().filter(|(label, count)| other.get(label).is_some_and(|others| others >= count)).map(|(label, _)| *label).collect()
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

/// How many cells each name has.
fn counts(blocks: &Blocks) -> BTreeMap<Address, usize> {
    let mut counts = BTreeMap::new();
    blocks.cells.iter().for_each(|cell| *counts.entry(cell.label).or_default() += 1);
    counts
}
