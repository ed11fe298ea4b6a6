//! Numbers in their order (ECMA-376, part 1, sections 18.17.7.189 `LARGE`, 18.17.7.214 `MEDIAN`, 18.17.7.270 `RANK` and 18.17.7.294 `SMALL`).

use super::{Evaluation, Operand, Within, aggregates, arithmetic, text};
use crate::expression::{Argument, Node};
use crate::{CellError, Value};

impl Evaluation<'_> {
    /// `LARGE` and `SMALL`.
    pub(super) fn ranked(&self, arguments: &[Argument], within: Within, from_above: bool) -> Option<Operand> {
        let [cells, place] = arguments else { return None };
        let place = match self.given(place, within)? {
            Value::Number(place) => place,
            _ => return None,
        };
        let numbers = match self.sorted(std::slice::from_ref(cells), within)? {
            Ok(numbers) => numbers,
            Err(error) => return Some(Operand::Value(Value::Error(error))),
        };
        // Of a place between two, one function takes the one above and the other the one below.
        if place.fract() != 0.0 {
            return None;
        }
        let index = (place >= 1.0 && place <= numbers.len() as f64).then(|| place as usize - 1);
        let found = index.and_then(|index| if from_above { numbers.iter().rev().nth(index) } else { numbers.get(index) });
        Some(Operand::Value(found.map_or(Value::Error(CellError::Number), |number| Value::Number(*number))))
    }

    pub(super) fn median(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let numbers = match self.sorted(arguments, within)? {
            Ok(numbers) => numbers,
            Err(error) => return Some(Operand::Value(Value::Error(error))),
        };
        let upper = numbers.get(numbers.len() / 2);
        let lower = numbers.len().checked_sub(1).and_then(|last| numbers.get(last / 2));
        Some(Operand::Value(match (lower, upper) {
            (Some(lower), Some(upper)) if numbers.len() % 2 == 0 => arithmetic::checked((lower + upper) / 2.0),
            (Some(middle), _) => Value::Number(*middle),
            _ => Value::Error(CellError::Number),
        }))
    }

    /// `RANK`, and `RANK.EQ`: the first place of those that are equal.
    pub(super) fn rank(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [number, cells, order @ ..] = arguments else { return None };
        let upwards = match order {
            [] => false,
            [order] => match self.given(order, within)? {
                Value::Number(order) => order != 0.0,
                Value::Bool(order) => order,
                Value::Blank => false,
                _ => return None,
            },
            _ => return None,
        };
        let Value::Number(number) = self.given(number, within)? else { return None };
        let areas = self.areas(&cells.term, within)?;
        let (mut before, mut equal, mut error, mut unclear) = (0_u32, false, None, false);
        for (sheet, area) in areas {
            self.cells.each(sheet, area, &mut |_, value| match value {
                Value::Number(other) if *other == number => equal = true,
                // Whether numbers that differ in their last digits have different places is not known.
                Value::Number(other) if (other - number).abs() <= 1e-14 * number.abs() => unclear = true,
                Value::Number(other) => before += u32::from((*other < number) == upwards),
                Value::Error(other) => aggregates::first_error(&mut error, *other),
                _ => {}
            })?;
        }
        match error {
            Some(error) => error.map(|error| Operand::Value(Value::Error(error))),
            None if unclear => None,
            None if !equal => Some(Operand::Value(Value::Error(CellError::NotAvailable))),
            None => Some(Operand::Value(Value::Number(f64::from(before) + 1.0))),
        }
    }

    /// The numbers of the arguments in their order, or the error among them.
    fn sorted(&self, arguments: &[Argument], within: Within) -> Option<Result<Vec<f64>, CellError>> {
        if arguments.iter().any(|argument| matches!(argument.term.node, Node::Empty)) {
            return None;
        }
        let (mut numbers, mut error, mut unclear) = (Vec::new(), None, false);
        self.each_argument(arguments, within, &mut |value, in_cell| match value {
            Value::Number(number) => numbers.push(*number),
            Value::Error(other) => aggregates::first_error(&mut error, *other),
            Value::Text(_) | Value::Bool(_) if in_cell => {}
            value => match text::to_number(value) {
                Some(Ok(number)) => numbers.push(number),
                Some(Err(other)) => aggregates::first_error(&mut error, other),
                None => unclear = true,
            },
        })?;
        if unclear {
            return None;
        }
        if let Some(error) = error {
            return error.map(Err);
        }
        numbers.sort_by(f64::total_cmp);
        Some(Ok(numbers))
    }
}
