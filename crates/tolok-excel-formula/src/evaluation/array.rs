//! Rectangles of values: constants in braces, and what operators make of all cells of an area.

use super::{Evaluation, Operand, Part, Within, arithmetic, binary, minus_signs, number, text};
use crate::expression::{Link, Node, Term};
use crate::{Area, CellError, Value};

/// A rectangle of values, at least one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Array {
    width: usize,
    values: Vec<Value>,
}

/// How many values an array may have.
const MOST_VALUES: u64 = 1 << 17;

impl Array {
    pub(super) fn single(value: Value) -> Self {
        Self { width: 1, values: vec![value] }
    }

    /// An array of blanks.
    pub(super) fn blank(width: u32, height: u32) -> Option<Self> {
        let count = u64::from(width) * u64::from(height);
        let count = usize::try_from(count).ok().filter(|_| (1..=MOST_VALUES).contains(&count))?;
        Some(Self { width: width.try_into().ok()?, values: vec![Value::Blank; count] })
    }

    /// Reads an array of constants, such as `{1,"a";TRUE,#N/A}`.
    pub(super) fn read(written: &str) -> Option<Self> {
        let mut rest = written.strip_prefix('{')?.strip_suffix('}')?;
        let (mut width, mut values) = (None, Vec::new());
        loop {
            let (value, behind) = constant(rest.trim_start())?;
            values.push(value);
            let behind = behind.trim_start();
            let row_ends = behind.is_empty() || behind.starts_with(';');
            // All rows are as wide as the first.
            if row_ends && (*width.get_or_insert(values.len()) == 0 || values.len() % width? != 0) {
                return None;
            }
            if behind.is_empty() {
                return Some(Self { width: width?, values });
            }
            rest = behind.strip_prefix([',', ';'])?;
        }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn height(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    pub(super) fn get(&self, row: usize, column: usize) -> Option<&Value> {
        self.values.get(row.checked_mul(self.width)?.checked_add(column)?).filter(|_| column < self.width)
    }

    fn put(&mut self, row: usize, column: usize, value: Value) {
        if let Some(place) = self.values.get_mut(row * self.width + column) {
            *place = value;
        }
    }

    /// The value of an array that has one.
    pub(super) fn into_single(self) -> Option<Value> {
        if self.values.len() == 1 { self.values.into_iter().next() } else { None }
    }

    /// Each value by itself; nothing if it is not known of one of them.
    fn map(&self, function: impl Fn(&Value) -> Option<Value>) -> Option<Self> {
        Some(Self { width: self.width, values: self.values.iter().map(function).collect::<Option<_>>()? })
    }

    /// The values of several arrays that stand at the same place; a single row, column or value is there for all. Nothing if they do not fit.
    pub(super) fn together(arrays: &[Self], function: impl Fn(&[Value]) -> Option<Value>) -> Option<Self> {
        let width = arrays.iter().map(Self::width).max()?;
        let height = arrays.iter().map(Self::height).max()?;
        let fits = |array: &Self| [1, width].contains(&array.width()) && [1, height].contains(&array.height());
        if !arrays.iter().all(fits) {
            return None;
        }
        let at = |row: usize, column: usize| {
            let value = |array: &Self| array.get(row.min(array.height() - 1), column.min(array.width() - 1)).cloned();
            function(&arrays.iter().map(value).collect::<Option<Vec<_>>>()?)
        };
        let places = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
        Some(Self { width, values: places.map(|(row, column)| at(row, column)).collect::<Option<_>>()? })
    }
}

impl From<Array> for Operand {
    fn from(array: Array) -> Self {
        if array.values.len() == 1 {
            array.into_single().map_or(Operand::Value(Value::Blank), Operand::Value)
        } else {
            Operand::Array(array)
        }
    }
}

impl Evaluation<'_> {
    /// All values that a term stands for.
    pub(super) fn array(&self, term: &Term, within: Within) -> Option<Array> {
        match self.operand(term, within.of_arrays())? {
            Operand::Value(value) => Some(Array::single(value)),
            Operand::Array(array) => Some(array),
            Operand::Areas(areas) => match areas.as_slice() {
                [(sheet, area)] => self.array_of(*sheet, *area),
                _ => None,
            },
        }
    }

    pub(super) fn array_of(&self, sheet: usize, area: Area) -> Option<Array> {
        let mut array = Array::blank(area.width(), area.height())?;
        self.cells.each(sheet, area, &mut |cell, value| {
            let (row, column) = cell.distance(area.first());
            if let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) {
                array.put(row, column, value.clone());
            }
        })?;
        Some(array)
    }

    /// What operators make of arrays.
    pub(super) fn combined(&self, term: &Term, within: Within) -> Option<Array> {
        match &term.node {
            Node::Chain { first, rest } => {
                let mut left = self.array(first, within)?;
                for (index, Link { operator, operand, .. }) in rest.iter().enumerate() {
                    let right = self.array(operand, within)?;
                    let part = match within.part {
                        _ if index + 1 < rest.len() => Part::Piece,
                        // Whether an array's last step makes next to nothing zero is not known.
                        Part::Whole if left.values.len().max(right.values.len()) > 1 => Part::PassedOn,
                        part => part,
                    };
                    left = Array::together(&[left, right], |pair| match pair {
                        [left, right] => binary(*operator, left, right, part),
                        _ => None,
                    })?;
                }
                Some(left)
            }
            Node::Signed { first, others, operand } => {
                let minus = minus_signs(*first, others)?;
                let array = self.array(operand, within)?;
                if minus == 0 {
                    return Some(array);
                }
                let sign = if minus % 2 == 1 { -1.0 } else { 1.0 };
                array.map(|value| Some(text::to_number(value)?.map_or_else(Value::Error, |number| Value::Number(sign * number))))
            }
            Node::Percent { operand, before_each } => self.array(operand, within)?.map(|value| {
                let percent = |number: f64| arithmetic::checked((0..before_each.len()).fold(number, |number, _| number / 100.0));
                Some(text::to_number(value)?.map_or_else(Value::Error, percent))
            }),
            _ => None,
        }
    }
}

/// A constant and what stands behind it.
fn constant(text: &str) -> Option<(Value, &str)> {
    if let Some(inside) = text.strip_prefix('"') {
        let mut end = 0;
        loop {
            end += inside.get(end..)?.find('"')?;
            if !inside.get(end + 1..)?.starts_with('"') {
                break;
            }
            end += 2;
        }
        return Some((Value::Text(inside.get(..end)?.replace("\"\"", "\"").into()), inside.get(end + 1..)?));
    }
    let end = text.find([',', ';']).unwrap_or(text.len());
    let (word, behind) = text.split_at_checked(end)?;
    let word = word.trim();
    let value = match word.to_ascii_uppercase().as_str() {
        "TRUE" => Value::Bool(true),
        "FALSE" => Value::Bool(false),
        _ if word.starts_with('#') => Value::Error(CellError::parse(word)?),
        _ => {
            let (sign, digits) = word.strip_prefix('-').map_or((1.0, word), |digits| (-1.0, digits));
            digits.starts_with(|first: char| first.is_ascii_digit() || first == '.').then_some(())?;
            Value::Number(sign * number(digits)?)
        }
    };
    Some((value, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_in_braces_are_read() {
        let array = Array::read("{1, -2.5 ;\"a\"\"b,\",#N/A}").unwrap();
        assert_eq!((array.width(), array.height()), (2, 2));
        let expected = [Value::Number(1.0), Value::Number(-2.5), Value::Text("a\"b,".into()), Value::Error(CellError::NotAvailable)];
        assert_eq!(array.values(), expected);
        for wrong in ["{}", "{1,2;3}", "{1,}", "{A1}", "{1 2}", "{\"a}", "{1.2345678901234567}"] {
            assert_eq!(Array::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn single_rows_and_columns_are_there_for_all() {
        let read = |written| Array::read(written).unwrap();
        let added = Array::together(&[read("{1,2}"), read("{10;20}")], |pair| match pair {
            [Value::Number(one), Value::Number(other)] => Some(Value::Number(one + other)),
            _ => None,
        });
        assert_eq!(added, Some(read("{11,12;21,22}")));
        assert_eq!(Array::together(&[read("{1,2}"), read("{1,2,3}")], |_| Some(Value::Blank)), None);
    }
}
