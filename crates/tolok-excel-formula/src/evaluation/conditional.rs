//! Counts, sums, averages and extremes of cells that meet conditions (ECMA-376, part 1, sections 18.17.7.67 `COUNTIF` and 18.17.7.316 `SUMIFS`).

use std::cell::Cell;

use super::criteria::Criterion;
use super::{Evaluation, Operand, Within, aggregates, arithmetic};
use crate::expression::{Argument, Node};
use crate::{Area, CellError, Value};

/// What is made of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditional {
    Count,
    Sum,
    Average,
    Least,
    Most,
}

/// Which cells of an area meet a condition.
struct Met {
    /// The cells that are not blank, by their places in the area, in order, and whether they meet it.
    cells: Vec<((i64, i64), bool)>,
    blanks: bool,
    /// Where the cell behind the one that was looked for last is: mostly the next that is.
    next: Cell<usize>,
}

impl Met {
    fn at(&self, place: (i64, i64)) -> bool {
        let index = match self.cells.get(self.next.get()) {
            Some((next, _)) if *next == place => self.next.get(),
            _ => match self.cells.binary_search_by_key(&place, |(place, _)| *place) {
                Ok(index) => index,
                Err(_) => return self.blanks,
            },
        };
        self.next.set(index + 1);
        self.cells.get(index).map_or(self.blanks, |(_, met)| *met)
    }
}

impl Evaluation<'_> {
    /// One condition, and what to do with which cells if those are others: `SUMIF(area, condition, other area)`.
    pub(super) fn of_those_that_meet(&self, what: Conditional, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [looked_at, condition, rest @ ..] = arguments else { return None };
        let (sheet, area) = self.one_area(looked_at, within)?;
        let met = self.met(sheet, area, condition, within)?;
        let (sheet, of) = match rest {
            [] => (sheet, area),
            // The other area reaches as far as the first, wherever it ends itself.
            [other] => {
                let (sheet, other) = self.one_area(other, within)?;
                let of = Area::from(other.first()).at_least(area.height(), area.width());
                ((of.height(), of.width()) == (area.height(), area.width())).then_some((sheet, of))?
            }
            _ => return None,
        };
        self.conditional(what, sheet, of, &[met])
    }

    /// Several conditions: `SUMIFS(area, area, condition, …)`, and `COUNTIFS` without the first area.
    pub(super) fn of_those_that_meet_all(&self, what: Conditional, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (of, conditions) = if what == Conditional::Count { (arguments.first()?, arguments) } else { arguments.split_first()? };
        let (sheet, of) = self.one_area(of, within)?;
        let (pairs, []) = conditions.as_chunks::<2>() else { return None };
        let mut met = Vec::new();
        for [looked_at, condition] in pairs {
            let (sheet, area) = self.one_area(looked_at, within)?;
            if (area.height(), area.width()) != (of.height(), of.width()) {
                return Some(Operand::Value(Value::Error(CellError::Value)));
            }
            met.push(self.met(sheet, area, condition, within)?);
        }
        self.conditional(what, sheet, of, &met)
    }

    fn one_area(&self, argument: &Argument, within: Within) -> Option<(usize, Area)> {
        match self.areas(&argument.term, within)?.as_slice() {
            [area] => Some(*area),
            _ => None,
        }
    }

    fn met(&self, sheet: usize, area: Area, condition: &Argument, within: Within) -> Option<Met> {
        if matches!(condition.term.node, Node::Empty) {
            return None;
        }
        // Of several conditions in an area, Excel takes the one in the own row or column.
        let criterion = Criterion::of(&self.value(&condition.term, within.piece())?)?;
        let (mut cells, mut unclear) = (Vec::new(), false);
        self.cells.each(sheet, area, &mut |cell, value| match criterion.is_met_by(value) {
            Some(met) => cells.push((cell.distance(area.first()), met)),
            None => unclear = true,
        })?;
        (!unclear).then(|| Met { cells, blanks: criterion.is_met_by_blanks(), next: Cell::new(0) })
    }

    fn conditional(&self, what: Conditional, sheet: usize, of: Area, met: &[Met]) -> Option<Operand> {
        if what == Conditional::Count {
            return Some(Operand::Value(Value::Number(count(of, met)?)));
        }
        let (mut sum, mut many, mut least, mut most, mut error) = (0.0_f64, 0_u32, f64::INFINITY, f64::NEG_INFINITY, None);
        self.cells.each(sheet, of, &mut |cell, value| {
            let place = cell.distance(of.first());
            if !met.iter().all(|met| met.at(place)) {
                return;
            }
            match value {
                Value::Number(number) => {
                    sum += number;
                    many += 1;
                    least = least.min(*number);
                    most = most.max(*number);
                }
                Value::Error(other) => aggregates::first_error(&mut error, *other),
                Value::Blank | Value::Text(_) | Value::Bool(_) => {}
            }
        })?;
        if let Some(error) = error {
            return error.map(|error| Operand::Value(Value::Error(error)));
        }
        Some(Operand::Value(match what {
            Conditional::Average if many == 0 => Value::Error(CellError::DivisionByZero),
            Conditional::Average => arithmetic::checked(sum / f64::from(many)),
            Conditional::Least => Value::Number(if many == 0 { 0.0 } else { least }),
            Conditional::Most => Value::Number(if many == 0 { 0.0 } else { most }),
            Conditional::Sum | Conditional::Count => arithmetic::checked(sum),
        }))
    }
}

/// How many places of an area meet all conditions.
fn count(area: Area, met: &[Met]) -> Option<f64> {
    let all_met = |place: (i64, i64)| met.iter().all(|met| met.at(place));
    if let Some(narrow) = met.iter().find(|met| !met.blanks) {
        return Some(narrow.cells.iter().filter(|(place, _)| all_met(*place)).count() as f64);
    }
    let mut held: Vec<(i64, i64)> = met.iter().flat_map(|met| met.cells.iter().map(|(place, _)| *place)).collect();
    held.sort_unstable();
    held.dedup();
    let blank = (u64::from(area.height()) * u64::from(area.width())).checked_sub(held.len() as u64)?;
    Some(blank as f64 + held.iter().filter(|place| all_met(**place)).count() as f64)
}
