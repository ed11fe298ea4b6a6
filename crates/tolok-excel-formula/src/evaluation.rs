//! What a formula is worth, by the rules of Excel.
//!
//! Numbers are binary doubles. Where it is not known for sure what Excel gives, there is no result: such a formula is left for a spreadsheet
//! program to calculate.

mod aggregates;
mod areas;
mod arithmetic;
mod array;
mod comparison;
mod conditional;
mod criteria;
mod dates;
mod functions;
mod information;
mod logic;
mod lookup;
mod mathematics;
mod number_format;
mod pattern;
mod places;
mod ranking;
mod rounding;
mod search;
mod subtotals;
mod text;
mod texts;
mod unknown;

use std::cell::Cell;

use self::array::Array;
pub use self::functions::calculated_functions;
pub use self::subtotals::Subtotals;
pub use self::unknown::Unknown;
use crate::expression::{Argument, Link, Node, Operator, Term};
use crate::{Address, Area, Book, CellError, Expression, Value};

/// Where a formula finds the values of cells.
pub trait Cells {
    /// The value of a cell; nothing if it is not known.
    fn value(&self, sheet: usize, cell: Address) -> Option<Value>;

    /// Shows all cells of an area that are not blank, by rows and in each from left to right; nothing if one of them is not known.
    fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()>;

    /// The same for those cells that a subtotal counts: not those that hold subtotals, and of hidden rows those that it is to count. Nothing
    /// where that is not known, as by default.
    fn each_of_subtotal(&self, _sheet: usize, _area: Area, _hidden_too: bool, _look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        None
    }
}

/// The cell that a formula is calculated in.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The sheet, by its position.
    pub sheet: usize,
    /// The cell.
    pub cell: Address,
    /// How many rows down and columns to the right it is from where the formula's text was written.
    pub moved: (i64, i64),
}

impl Expression {
    /// What the formula is worth in a cell; nothing if that is not known for sure.
    ///
    /// ```
    /// use tolok_excel_formula::{Address, Area, Book, Cells, Expression, Spot, Value};
    /// struct Nothing;
    /// impl Cells for Nothing {
    ///     fn value(&self, _: usize, _: Address) -> Option<Value> {
    ///         Some(Value::Blank)
    ///     }
    ///     fn each(&self, _: usize, _: Area, _: &mut dyn FnMut(Address, &Value)) -> Option<()> {
    ///         Some(())
    ///     }
    /// }
    /// let spot = Spot { sheet: 0, cell: Address::A1, moved: (0, 0) };
    /// let value = |text| Expression::parse(text)?.evaluate(&Nothing, &Book::new(["Data"]), spot);
    /// assert_eq!(value("-2^2+B2"), Some(Value::Number(4.0)));
    /// assert_eq!(value("RAND()"), None);
    /// ```
    pub fn evaluate(&self, cells: &dyn Cells, book: &Book, spot: Spot) -> Option<Value> {
        let evaluation = Evaluation { cells, book, spot, nested: Cell::new(0), names: Cell::new(0) };
        let whole = Within { moved: spot.moved, arrays: false, part: Part::Whole };
        match evaluation.value(&self.root, whole)? {
            // A cell that holds a formula is never blank.
            Value::Blank => Some(Value::Number(0.0)),
            value => Some(value),
        }
    }
}

/// How many brackets, calls and names may be entered in each other, and how many names in all.
const MOST_NESTED: u32 = 80;
const MOST_NAMES: u32 = 200;

struct Evaluation<'a> {
    cells: &'a dyn Cells,
    book: &'a Book,
    spot: Spot,
    nested: Cell<u32>,
    names: Cell<u32>,
}

/// What is around a term.
#[derive(Debug, Clone, Copy)]
struct Within {
    /// How far references are moved from where they were written.
    moved: (i64, i64),
    /// True where an area stands for all its cells and not for one of them: inside of a defined name, and of what wants arrays.
    arrays: bool,
    part: Part,
}

/// How much of the formula a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it.
    Whole,
    /// What a function or a name passes on as the formula's result.
    PassedOn,
    /// Something that the formula goes on with.
    Piece,
}

/// What an operand stands for.
enum Operand {
    Value(Value),
    /// Areas, each on a sheet by its position.
    Areas(Vec<(usize, Area)>),
    Array(Array),
}

impl Within {
    fn piece(self) -> Self {
        Self { part: Part::Piece, ..self }
    }

    fn passed_on(self) -> Self {
        Self { part: if self.part == Part::Piece { Part::Piece } else { Part::PassedOn }, ..self }
    }

    fn of_arrays(self) -> Self {
        Self { arrays: true, ..self.piece() }
    }
}

impl Evaluation<'_> {
    /// The single value of a term.
    fn value(&self, term: &Term, within: Within) -> Option<Value> {
        match self.operand(term, within)? {
            Operand::Value(value) => Some(value),
            Operand::Array(array) => array.into_single(),
            Operand::Areas(areas) => {
                let [(sheet, area)] = areas.as_slice() else { return None };
                let cell = if area.is_single() { area.first() } else { self.own_part(*area, within)? };
                self.cells.value(*sheet, cell)
            }
        }
    }

    /// The cell of an area that is in the formula's row or column.
    fn own_part(&self, area: Area, within: Within) -> Option<Address> {
        let own = self.spot.cell;
        let cell = match (area.width(), area.height()) {
            (1, _) => Address::new(own.row(), area.first().column()),
            (_, 1) => Address::new(area.first().row(), own.column()),
            _ => None,
        };
        cell.filter(|cell| !within.arrays && area.contains(*cell))
    }

    fn operand(&self, term: &Term, within: Within) -> Option<Operand> {
        let value = match &term.node {
            Node::Reference(_) | Node::Structured { .. } => return self.areas(term, within).map(Operand::Areas),
            Node::Name(name) => return self.named(name, within),
            Node::Group(items) | Node::Union(items) => return self.nested(|| self.group(items, within)),
            Node::Chain { rest, .. } if rest.iter().all(|link| link.operator.level() >= Operator::Intersect.level()) => {
                return self.joined(term, within);
            }
            Node::Chain { .. } | Node::Signed { .. } | Node::Percent { .. } if within.arrays => {
                return self.combined(term, within).map(Operand::from);
            }
            Node::Array(written) => return Array::read(written).map(Operand::from),
            Node::Chain { first, rest } => self.chain(first, rest, within),
            Node::Number(written) => number(written).map(Value::Number),
            Node::Text(text) => Some(Value::Text(text.as_ref().into())),
            Node::Bool { truth, .. } => Some(Value::Bool(*truth)),
            Node::Error { error, .. } => CellError::parse(error).map(Value::Error),
            Node::Signed { first, others, operand } => self.signed(*first, others, operand, within.piece()),
            Node::Percent { operand, before_each } => self.number_of(operand, within.piece()).map(|number| match number {
                Ok(number) => arithmetic::checked((0..before_each.len()).fold(number, |number, _| number / 100.0)),
                Err(error) => Value::Error(error),
            }),
            Node::Call { name, arguments } => return self.nested(|| self.call(name, arguments, within)),
            Node::Empty | Node::Spill(_) => None,
        };
        value.map(Operand::Value)
    }

    /// What is in brackets: a value, the same areas, or the union of several.
    fn group(&self, items: &[Argument], within: Within) -> Option<Operand> {
        match items {
            [item] => self.operand(&item.term, within.piece()),
            items => {
                let areas = items.iter().map(|item| self.areas(&item.term, within)).collect::<Option<Vec<_>>>()?;
                Some(Operand::Areas(areas.concat()))
            }
        }
    }

    fn signed(&self, first: char, others: &[(Box<str>, char)], operand: &Term, within: Within) -> Option<Value> {
        let minus = minus_signs(first, others)?;
        if minus == 0 {
            // A plus changes nothing, not even a text.
            return self.value(operand, within);
        }
        Some(match self.number_of(operand, within)? {
            Ok(number) => Value::Number(if minus % 2 == 1 { -number } else { number }),
            Err(error) => Value::Error(error),
        })
    }

    /// Operands between operators that bind equally.
    fn chain(&self, first: &Term, rest: &[Link], within: Within) -> Option<Value> {
        let piece = within.piece();
        let mut left = self.value(first, piece)?;
        for (index, link) in rest.iter().enumerate() {
            let right = self.value(&link.operand, piece)?;
            let part = if index + 1 == rest.len() { within.part } else { Part::Piece };
            left = binary(link.operator, &left, &right, part)?;
        }
        Some(left)
    }

    /// The number that a term is worth, or the error.
    fn number_of(&self, term: &Term, within: Within) -> Option<Result<f64, CellError>> {
        text::to_number(&self.value(term, within)?)
    }

    /// Goes into something that is in something else, unless that goes too deep.
    fn nested<T>(&self, inside: impl FnOnce() -> Option<T>) -> Option<T> {
        self.nested.set(self.nested.get() + 1);
        let found = if self.nested.get() > MOST_NESTED { None } else { inside() };
        self.nested.set(self.nested.get() - 1);
        found
    }
}

/// How many minus signs there are; nothing if there is a sign that picks one of several values.
fn minus_signs(first: char, others: &[(Box<str>, char)]) -> Option<usize> {
    let signs = || std::iter::once(first).chain(others.iter().map(|(_, sign)| *sign));
    (!signs().any(|sign| sign == '@')).then(|| signs().filter(|sign| *sign == '-').count())
}

fn binary(operator: Operator, left: &Value, right: &Value, part: Part) -> Option<Value> {
    if let Value::Error(error) = left {
        return Some(Value::Error(*error));
    }
    if let (Value::Error(error), true) = (right, operator.level() <= Operator::Concatenate.level()) {
        return Some(Value::Error(*error));
    }
    if operator.level() == Operator::Equal.level() {
        return comparison::compare(operator, left, right).map(Value::Bool);
    }
    if operator == Operator::Concatenate {
        return text::joined(left, right);
    }
    match (text::to_number(left)?, text::to_number(right)?) {
        // A text that is no number beside another error: which of them comes out is not known.
        (Err(one), Err(other)) if one != other => None,
        (Err(error), _) | (_, Err(error)) => Some(Value::Error(error)),
        (Ok(left), Ok(right)) => arithmetic::calculate(operator, left, right, part),
    }
}

/// The number that is written; nothing with more digits than Excel keeps.
fn number(written: &str) -> Option<f64> {
    let mantissa = written.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let known = digits.trim_start_matches('0').trim_end_matches('0').len() <= 15;
    written.parse().ok().filter(|number: &f64| known && number.is_finite())
}

#[cfg(test)]
mod tests;
