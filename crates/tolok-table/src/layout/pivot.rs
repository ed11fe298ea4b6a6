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
    /// Rows by what they are about.
    index: BTreeMap<Vec<(usize, String)>, Same>,
}

/// The rows about the same. Several values of an input are in as many rows, the first in the first.
#[derive(Debug, Default)]
struct Same {
    rows: Vec<usize>,
    /// How many values each input has.
    values: BTreeMap<usize, usize>,
}

#[derive(Debug)]
struct Row {
    about: Vec<Placed>,
    values: Vec<Placed>,
    place: Position,
}

/// A cell of a column, and where it stands.
type Placed = (usize, Cell, Position);

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
        let about: Vec<Placed> =
            about.iter().map(|(heading, cell, place)| (position(&mut self.headings, *heading), (*cell).clone(), *place)).collect();
        let mut known: Vec<(usize, String)> = about.iter().map(|(column, cell, _)| (*column, key(cell))).collect();
        known.sort();
        let same = self.index.entry(known).or_default();
        let values = same.values.entry(input).or_default();
        if *values > 0 && !repeats {
            let first = same.rows.first().and_then(|row| self.rows.get(*row));
            let other = first.and_then(|row| row.values.iter().find(|(column, ..)| *column == input));
            return other.map_or(Ok(()), |(_, other, other_place)| Err((*other_place, other == cell)));
        }
        match same.rows.get(*values).and_then(|row| self.rows.get_mut(*row)) {
            Some(row) => row.values.push((input, cell.clone(), place)),
            None => {
                same.rows.push(self.rows.len());
                self.rows.push(Row { about, values: vec![(input, cell.clone(), place)], place });
            }
        }
        *values = values.saturating_add(1);
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
            let find = |cells: &[Placed], column: usize| {
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
