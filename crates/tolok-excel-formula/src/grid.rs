//! Cells with values and formulas, which are calculated in the order in which they need each other.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use crate::{Address, Area, Book, Cells, Expression, Spot, Subtotals, Value};

/// Cells with values and formulas. A cell that was not told of is blank.
///
/// ```
/// use std::sync::Arc;
/// use tolok_excel_formula::{Address, Book, Expression, Grid, Spot, Value};
/// let at = |address| Address::parse(address).unwrap();
/// let mut grid = Grid::default();
/// grid.set(0, at("A1"), Some(Value::Number(2.0)));
/// for (cell, formula) in [("A2", "A3*10"), ("A3", "A1+1"), ("A4", "A4"), ("A5", "NOW()")] {
///     let expression = Arc::new(Expression::parse(formula).unwrap());
///     grid.set_formula(expression, Spot { sheet: 0, cell: at(cell), moved: (0, 0) });
/// }
/// let results = grid.calculate(&Book::new(["Data"]));
/// assert_eq!(results, [Some(Value::Number(30.0)), Some(Value::Number(3.0)), None, None]);
/// ```
#[derive(Debug, Default)]
pub struct Grid {
    sheets: BTreeMap<usize, BTreeMap<u32, Vec<(u32, Held)>>>,
    /// Areas of which no cell is known.
    unknown: BTreeMap<usize, RTree<Rectangle<[i64; 2]>>>,
    formulas: Vec<(Arc<Expression>, Spot)>,
    /// Cells with formulas that are subtotals, or may be.
    subtotals: BTreeMap<(usize, Address), Subtotals>,
    hidden: BTreeMap<usize, BTreeSet<u32>>,
    /// Sheets of which it is not known which rows are hidden.
    hiding: BTreeSet<usize>,
    /// How many cells are held.
    len: usize,
}

#[derive(Debug, Clone)]
enum Held {
    Value(Value),
    Unknown,
    Formula(usize),
}

/// How many cells formulas may look at, all together; those that come later have no results.
const MOST_LOOKS: usize = 200_000_000;

impl Grid {
    /// Says what a cell holds; none for one whose value is not known.
    pub fn set(&mut self, sheet: usize, cell: Address, value: Option<Value>) {
        self.hold(sheet, cell, value.map_or(Held::Unknown, Held::Value));
    }

    /// Says that no value in an area is known, whatever else is said of its cells.
    pub fn set_unknown(&mut self, sheet: usize, area: Area) {
        self.unknown.entry(sheet).or_default().insert(area.rectangle());
    }

    /// Says that a cell holds a formula. Several cells may share one that moves with them.
    pub fn set_formula(&mut self, expression: Arc<Expression>, spot: Spot) {
        self.hold(spot.sheet, spot.cell, Held::Formula(self.formulas.len()));
        self.formulas.push((expression, spot));
    }

    /// Says whether the formula in a cell, told of or not, is a subtotal.
    pub fn set_subtotals(&mut self, sheet: usize, cell: Address, subtotals: Subtotals) {
        if subtotals != Subtotals::None {
            self.subtotals.insert((sheet, cell), subtotals);
        }
    }

    /// Says that a row is hidden, by a person or by a filter.
    pub fn set_hidden(&mut self, sheet: usize, row: u32) {
        self.hidden.entry(sheet).or_default().insert(row);
    }

    /// Says that it is not known which rows of a sheet are hidden.
    pub fn set_hiding_unknown(&mut self, sheet: usize) {
        self.hiding.insert(sheet);
    }

    /// The number of cells that were told of.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True if no cell was told of.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn hold(&mut self, sheet: usize, cell: Address, held: Held) {
        self.len += 1;
        self.sheets.entry(sheet).or_default().entry(cell.column()).or_default().push((cell.row(), held));
    }

    /// What the formulas are worth, in the order in which they were told; none for those of which it is not known for sure.
    pub fn calculate(mut self, book: &Book) -> Vec<Option<Value>> {
        for column in self.sheets.values_mut().flat_map(BTreeMap::values_mut) {
            // What was said last counts.
            column.reverse();
            column.sort_by_key(|(row, _)| *row);
            column.dedup_by_key(|(row, _)| *row);
        }
        let states = self.formulas.iter().map(|_| State::New).collect();
        let calculation = Calculation { grid: &self, states: RefCell::new(states), needed: RefCell::default(), looks: Cell::new(0) };
        for formula in 0..self.formulas.len() {
            calculation.calculate(formula, book);
        }
        let results = calculation.states.into_inner().into_iter();
        results.map(|state| if let State::Done(value) = state { value } else { None }).collect()
    }
}

#[derive(Debug, Clone)]
enum State {
    New,
    /// It waits for others, or is being calculated.
    Open,
    Done(Option<Value>),
}

struct Calculation<'a> {
    grid: &'a Grid,
    states: RefCell<Vec<State>>,
    /// The formulas whose results were asked for before they were calculated.
    needed: RefCell<Vec<usize>>,
    looks: Cell<usize>,
}

impl Calculation<'_> {
    /// Calculates a formula after those that it needs.
    fn calculate(&self, formula: usize, book: &Book) {
        let mut waiting = vec![formula];
        while let Some(index) = waiting.pop() {
            if matches!(self.states.borrow().get(index), None | Some(State::Done(_))) {
                continue;
            }
            let Some((expression, spot)) = self.grid.formulas.get(index) else { continue };
            self.put(index, State::Open);
            let value = expression.evaluate(self, book, *spot);
            let needed = self.needed.take();
            if needed.is_empty() {
                self.put(index, State::Done(value));
            } else {
                // With what it needs it is calculated once more.
                waiting.push(index);
                waiting.extend(needed);
            }
        }
    }

    fn put(&self, index: usize, state: State) {
        if let Some(place) = self.states.borrow_mut().get_mut(index) {
            *place = state;
        }
    }

    fn look(&self, cell: Address, held: &Held, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() > MOST_LOOKS {
            return None;
        }
        match held {
            Held::Value(Value::Blank) => {}
            Held::Value(value) => look(cell, value),
            Held::Unknown => return None,
            Held::Formula(index) => match self.states.borrow().get(*index)? {
                State::Done(Some(value)) => look(cell, value),
                // Whatever is said now, the formula is calculated again.
                State::New => self.needed.borrow_mut().push(*index),
                // A formula that waits for this one: they go round in a circle.
                State::Open | State::Done(None) => return None,
            },
        }
        Some(())
    }

    fn is_unknown(&self, sheet: usize, area: Area) -> bool {
        self.grid.unknown.get(&sheet).is_some_and(|areas| {
            let corners = AABB::from_corners(area.first().point(), area.last().point());
            areas.locate_in_envelope_intersecting(corners).next().is_some()
        })
    }
}

impl Calculation<'_> {
    /// Goes through the cells of an area that are held, by rows and in each from left to right.
    fn each_held(&self, sheet: usize, area: Area, visit: &mut dyn FnMut(Address, &Held) -> Option<()>) -> Option<()> {
        if self.is_unknown(sheet, area) {
            return None;
        }
        let Some(columns) = self.grid.sheets.get(&sheet) else { return Some(()) };
        let (first, last) = (area.first(), area.last());
        let parts = columns.range(first.column()..=last.column()).map(|(column, cells)| {
            let start = cells.partition_point(|(row, _)| *row < first.row());
            let end = cells.partition_point(|(row, _)| *row <= last.row());
            (*column, cells.get(start..end).unwrap_or_default())
        });
        let mut visit = |column: u32, row: u32, held: &Held| visit(Address::new(row, column)?, held);
        if area.width() == 1 {
            return parts
                .flat_map(|(column, cells)| cells.iter().map(move |cell| (column, cell)))
                .try_for_each(|(column, (row, held))| visit(column, *row, held));
        }
        let mut cells: Vec<(u32, u32, &Held)> =
            parts.flat_map(|(column, cells)| cells.iter().map(move |(row, held)| (*row, column, held))).collect();
        // A stable order keeps the columns of each row from left to right.
        cells.sort_by_key(|(row, ..)| *row);
        cells.into_iter().try_for_each(|(row, column, held)| visit(column, row, held))
    }
}

impl Cells for Calculation<'_> {
    fn value(&self, sheet: usize, cell: Address) -> Option<Value> {
        let mut found = Value::Blank;
        self.each(sheet, cell.into(), &mut |_, value| found = value.clone())?;
        Some(found)
    }

    fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        self.each_held(sheet, area, &mut |cell, held| self.look(cell, held, look))
    }

    fn each_of_subtotal(&self, sheet: usize, area: Area, hidden_too: bool, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        let hidden = self.grid.hidden.get(&sheet);
        if self.grid.hiding.contains(&sheet) {
            return None;
        }
        self.each_held(sheet, area, &mut |cell, held| {
            match (self.grid.subtotals.get(&(sheet, cell)), hidden.is_some_and(|hidden| hidden.contains(&cell.row()))) {
                (Some(Subtotals::Part), _) => None,
                // Rows that a filter hides never count, others may; which one hid a row is not known here.
                (_, true) if hidden_too => None,
                (Some(_), _) | (_, true) => Some(()),
                (None, false) => self.look(cell, held, look),
            }
        })
    }
}

#[cfg(test)]
mod tests;
