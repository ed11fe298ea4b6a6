//! Values that are found by others (ECMA-376, part 1, sections 18.17.7.147 `HLOOKUP`, 18.17.7.161 `INDEX`, 18.17.7.201 `LOOKUP`,
//! 18.17.7.206 `MATCH` and 18.17.7.341 `VLOOKUP`), and where cells are.

use super::array::Array;
use super::search::{self, Search};
use super::{Evaluation, Operand, Within, text};
use crate::expression::{Argument, Node};
use crate::{Address, Area, CellError, Value};

fn error(error: CellError) -> Option<Operand> {
    Some(Operand::Value(Value::Error(error)))
}

/// A value that is looked for, or the number of a row; the error goes on as the result.
macro_rules! or_error {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(found) => return error(found),
        }
    };
}

impl Evaluation<'_> {
    /// `VLOOKUP` and `HLOOKUP`: the value beside the one that is found in the first column, or below that in the first row.
    pub(super) fn looked_up(&self, arguments: &[Argument], within: Within, down: bool) -> Option<Operand> {
        let [wanted, table, place, rest @ ..] = arguments else { return None };
        let wanted = or_error!(self.wanted(wanted, within)?);
        let place = or_error!(self.number_given(place, within)?).trunc();
        let search = match rest {
            [] => Search::NotLarger,
            [nearest] => match or_error!(self.number_given(nearest, within)?) {
                0.0 => Search::Exact,
                _ => Search::NotLarger,
            },
            _ => return None,
        };
        let Some((sheet, area)) = self.only_area(table, within) else {
            return self.looked_up_in_array(&wanted, &self.values_given(table, within)?, place, search, down);
        };
        let most = if down { area.width() } else { area.height() };
        if place < 1.0 {
            return error(CellError::Value);
        }
        if place > f64::from(most) {
            return error(CellError::Reference);
        }
        let first = if down { area.line(area.first(), 1, area.height())? } else { area.line(area.first(), area.width(), 1)? };
        let keys = self.array_of(sheet, first)?;
        let Some(found) = search::find(&wanted, keys.values(), search)? else { return error(CellError::NotAvailable) };
        let (along, across) = (u32::try_from(found).ok()?, place as u32 - 1);
        let (rows, columns) = if down { (along, across) } else { (across, along) };
        let cell = Address::new(area.first().row() + rows, area.first().column() + columns)?;
        self.cells.value(sheet, cell).map(Operand::Value)
    }

    fn looked_up_in_array(&self, wanted: &Value, table: &Array, place: f64, search: Search, down: bool) -> Option<Operand> {
        let most = if down { table.width() } else { table.height() };
        if place < 1.0 {
            return error(CellError::Value);
        }
        if place > most as f64 {
            return error(CellError::Reference);
        }
        let at = |along: usize, across: usize| if down { table.get(along, across) } else { table.get(across, along) };
        let long = if down { table.height() } else { table.width() };
        let keys: Vec<Value> = (0..long).map(|along| at(along, 0).cloned()).collect::<Option<_>>()?;
        match search::find(wanted, &keys, search)? {
            Some(found) => at(found, place as usize - 1).cloned().map(Operand::Value),
            None => error(CellError::NotAvailable),
        }
    }

    /// `MATCH`: the place in a row or column.
    pub(super) fn matched(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [wanted, line, rest @ ..] = arguments else { return None };
        let wanted = or_error!(self.wanted(wanted, within)?);
        let kind = match rest {
            [] => 1.0,
            [kind] => or_error!(self.number_given(kind, within)?),
            _ => return None,
        };
        let search = match kind {
            0.0 => Search::Exact,
            1.0 => Search::NotLarger,
            -1.0 => Search::NotSmaller,
            _ => return None,
        };
        let line = self.values_given(line, within)?;
        if line.width() > 1 && line.height() > 1 {
            return error(CellError::NotAvailable);
        }
        match search::find(&wanted, line.values(), search)? {
            Some(found) => Some(Operand::Value(Value::Number(found as f64 + 1.0))),
            None => error(CellError::NotAvailable),
        }
    }

    /// `LOOKUP` with a row or column to look in, and another one of the same length for the results.
    pub(super) fn found_in_order(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (wanted, keys, results) = match arguments {
            [wanted, keys] => (wanted, keys, keys),
            [wanted, keys, results] => (wanted, keys, results),
            _ => return None,
        };
        let wanted = or_error!(self.wanted(wanted, within)?);
        let (keys, results) = (self.values_given(keys, within)?, self.values_given(results, within)?);
        let is_line = |array: &Array| array.width() == 1 || array.height() == 1;
        if !is_line(&keys) || !is_line(&results) || keys.values().len() != results.values().len() {
            return None;
        }
        match search::find(&wanted, keys.values(), Search::NotLarger)? {
            Some(found) => results.values().get(found).cloned().map(Operand::Value),
            None => error(CellError::NotAvailable),
        }
    }

    /// `XLOOKUP` for a value that is equal, from first to last.
    pub(super) fn looked_up_anywhere(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [wanted, keys, results, rest @ ..] = arguments else { return None };
        let wanted = or_error!(self.wanted(wanted, within)?);
        let (missing, kinds) = rest.split_first().map_or((None, rest), |(missing, kinds)| (Some(missing), kinds));
        for (kind, usual) in kinds.iter().zip([0.0, 1.0]) {
            let other = !matches!(kind.term.node, Node::Empty) && or_error!(self.number_given(kind, within)?) != usual;
            if other {
                return None;
            }
        }
        let (keys, results) = (self.values_given(keys, within)?, self.values_given(results, within)?);
        let alike = (keys.width(), keys.height()) == (results.width(), results.height());
        if !alike || (keys.width() > 1 && keys.height() > 1) || wanted == Value::Blank {
            return None;
        }
        match (search::find(&wanted, keys.values(), Search::Literal)?, missing) {
            (Some(found), _) => results.values().get(found).cloned().map(Operand::Value),
            (None, Some(missing)) if !matches!(missing.term.node, Node::Empty) => {
                self.value(&missing.term, within.piece()).map(Operand::Value)
            }
            (None, _) => error(CellError::NotAvailable),
        }
    }

    /// `INDEX`: the cell at a place, or all cells of a row or column.
    pub(super) fn indexed(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let [cells, places @ ..] = arguments else { return None };
        let mut numbers = Vec::new();
        for place in places {
            numbers.push(or_error!(self.number_given(place, within)?).trunc());
        }
        let area = self.only_area(cells, within);
        let array = if area.is_none() { Some(self.values_given(cells, within)?) } else { None };
        let (height, width) = match (&area, &array) {
            (Some((_, area)), _) => (f64::from(area.height()), f64::from(area.width())),
            (_, Some(array)) => (array.height() as f64, array.width() as f64),
            _ => return None,
        };
        let (row, column) = match numbers.as_slice() {
            // In a single row, one number is that of the column.
            [place] if height == 1.0 => (1.0, *place),
            [place] if width == 1.0 => (*place, 1.0),
            [row, column] => (*row, *column),
            _ => return None,
        };
        if row < 0.0 || column < 0.0 {
            return error(CellError::Value);
        }
        if row > height || column > width {
            return error(CellError::Reference);
        }
        if let Some(array) = array {
            let (row, column) = (row as usize, column as usize);
            return array.get(row.checked_sub(1)?, column.checked_sub(1)?).cloned().map(Operand::Value);
        }
        let (sheet, area) = area?;
        let first =
            Address::new(area.first().row() + (row as u32).saturating_sub(1), area.first().column() + (column as u32).saturating_sub(1))?;
        let (width, height) = (if column == 0.0 { area.width() } else { 1 }, if row == 0.0 { area.height() } else { 1 });
        Some(Operand::Areas(vec![(sheet, area.line(first, width, height)?)]))
    }

    /// `ROW` and `COLUMN` of a cell.
    pub(super) fn position(&self, arguments: &[Argument], within: Within, row: bool) -> Option<Operand> {
        let cell = match arguments {
            [] => self.spot.cell,
            [argument] => self.only_area(argument, within).filter(|(_, area)| area.is_single())?.1.first(),
            _ => return None,
        };
        Some(Operand::Value(Value::Number(f64::from(if row { cell.row() } else { cell.column() }))))
    }

    /// `ROWS` and `COLUMNS`.
    pub(super) fn extent(&self, arguments: &[Argument], within: Within, rows: bool) -> Option<Operand> {
        let [argument] = arguments else { return None };
        let (_, area) = self.only_area(argument, within)?;
        Some(Operand::Value(Value::Number(f64::from(if rows { area.height() } else { area.width() }))))
    }

    fn only_area(&self, argument: &Argument, within: Within) -> Option<(usize, Area)> {
        match self.areas(&argument.term, within)?.as_slice() {
            [area] => Some(*area),
            _ => None,
        }
    }

    /// The values of an area or an array; what becomes of a single value that is neither is not known.
    fn values_given(&self, argument: &Argument, within: Within) -> Option<Array> {
        match self.operand(&argument.term, within.of_arrays())? {
            Operand::Array(array) => Some(array),
            Operand::Areas(_) => self.array(&argument.term, within),
            Operand::Value(_) => None,
        }
    }

    /// The value that is looked for, or the error that it is.
    fn wanted(&self, argument: &Argument, within: Within) -> Option<Result<Value, CellError>> {
        Some(match self.value(&argument.term, within.piece())? {
            Value::Error(error) => Err(error),
            value => Ok(value),
        })
    }

    fn number_given(&self, argument: &Argument, within: Within) -> Option<Result<f64, CellError>> {
        text::to_number(&self.given(argument, within)?)
    }
}
