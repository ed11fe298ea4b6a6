//! Values with what they are about, as a plain table: a column for each thing they are about, a column for each input.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::columns::Position;
use super::header::key;
use crate::cell::Cell;

/// A plain table as it grows, value by value.
#[derive(Debug, Default)]
pub(super) struct Pivot {
    headings: Vec<Arc<str>>,
    /// Terms of the columns of values.
    inputs: Vec<usize>,
    rows: Vec<Row>,
    /// Rows by what they are about. Several rows about the same are several values.
    index: BTreeMap<Vec<(usize, String)>, Vec<usize>>,
}

#[derive(Debug)]
struct Row {
    about: Vec<(usize, Cell, Position)>,
    values: Vec<(usize, Cell, Position)>,
    place: Position,
}

/// Something a value is about, by its heading.
pub(super) type About<'a> = (&'a Arc<str>, &'a Cell, Position);

/// A table of cells with their places.
pub(super) struct Filled {
    pub headings: Vec<(Arc<str>, Option<usize>)>,
    pub rows: Vec<Vec<(Cell, Position)>>,
}

impl Pivot {
    /// Adds a value; nothing is added where the row has one already, whose place is given back.
    pub(super) fn add(
        &mut self,
        about: &[About<'_>],
        input: usize,
        cell: &Cell,
        place: Position,
        repeats: bool,
    ) -> Result<(), (Position, bool)> {
        let input = position(&mut self.inputs, &input);
        let about: Vec<(usize, Cell, Position)> =
            about.iter().map(|(heading, cell, place)| (position(&mut self.headings, *heading), (*cell).clone(), *place)).collect();
        let mut known: Vec<(usize, String)> = about.iter().map(|(column, cell, _)| (*column, key(cell))).collect();
        known.sort();
        let rows = self.index.entry(known).or_default();
        for row in rows.iter() {
            let Some(row) = self.rows.get_mut(*row) else { continue };
            match row.values.iter().find(|(column, ..)| *column == input) {
                None => {
                    row.values.push((input, cell.clone(), place));
                    return Ok(());
                }
                Some((_, other, other_place)) if !repeats => return Err((*other_place, other == cell)),
                Some(_) => {}
            }
        }
        rows.push(self.rows.len());
        self.rows.push(Row { about, values: vec![(input, cell.clone(), place)], place });
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table. A column for the date comes first, then what else values are about, then inputs, all as they were first seen.
    pub(super) fn finish(self, time: &str) -> Filled {
        let mut order: Vec<usize> = (0..self.headings.len()).collect();
        order.sort_by_key(|column| self.headings.get(*column).is_none_or(|heading| heading.as_ref() != time));
        let headings = order.iter().filter_map(|column| Some((self.headings.get(*column)?.clone(), None)));
        let headings = headings.chain(self.inputs.iter().map(|input| ("".into(), Some(*input)))).collect();
        let inputs = self.inputs.len();
        let rows = self.rows.into_iter().map(|row| {
            let find = |cells: &[(usize, Cell, Position)], column: usize| {
                let found = cells.iter().find(|(known, ..)| *known == column);
                found.map_or((Cell::Empty, row.place), |(_, cell, place)| (cell.clone(), *place))
            };
            let about = order.iter().map(|column| find(&row.about, *column));
            about.chain((0..inputs).map(|input| find(&row.values, input))).collect()
        });
        Filled { headings, rows: rows.collect() }
    }
}

/// The position of an item, which is added where it is new.
fn position<T: PartialEq + Clone>(items: &mut Vec<T>, item: &T) -> usize {
    items.iter().position(|known| known == item).unwrap_or_else(|| {
        items.push(item.clone());
        items.len().saturating_sub(1)
    })
}
