//! Values that are found by others (ECMA-376, part 1, sections 18.17.7.147 `HLOOKUP`, 18.17.7.161 `INDEX`, 18.17.7.201 `LOOKUP`,
//! 18.17.7.206 `MATCH` and 18.17.7.341 `VLOOKUP`), and where cells are.

use super::array::Array;
use super::search::{Finder, Search};
use super::{Evaluation, Operand, Within, text};
use crate::expression::{Argument, Node};
use crate::{Address, Area, CellError, Value};

fn error(error: CellError) -> Option<Operand> {
    Some(Operand::Value(Value::Error(error)))
}

/// Goes on with what an argument is worth, or ends with the error that it is.
macro_rules! or_error {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(found) => return error(found),
        }
    };
}

/// Values in rows and columns: cells, or an array.
enum Table {
    Cells(usize, Area),
    Array(Array),
}

impl Table {
    /// The number of rows and of columns.
    fn extent(&self) -> (usize, usize) {
        match self {
            Table::Cells(_, area) => (area.height() as usize, area.width() as usize),
            Table::Array(array) => (array.height(), array.width()),
        }
    }

    /// How many values there are in a single row or column.
    fn length(&self) -> Option<usize> {
        match self.extent() {
            (1, length) | (length, 1) => Some(length),
            _ => None,
        }
    }

    /// True for a single column.
    fn is_column(&self) -> bool {
        self.extent().1 == 1
    }
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
        let table = self.table_given(table, within)?;
        let (rows, columns) = table.extent();
        if place < 1.0 {
            return error(CellError::Value);
        }
        if place > (if down { columns } else { rows }) as f64 {
            return error(CellError::Reference);
        }
        let across = place as usize - 1;
        match self.found(&wanted, &table, search, down)? {
            Some(along) if down => self.at(&table, along, across),
            Some(along) => self.at(&table, across, along),
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
        let line = self.table_given(line, within)?;
        if line.length().is_none() {
            return error(CellError::NotAvailable);
        }
        match self.found(&wanted, &line, search, line.is_column())? {
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
        let (keys, results) = (self.table_given(keys, within)?, self.table_given(results, within)?);
        self.result_of(&wanted, &keys, &results, Search::NotLarger)?.or_else(|| error(CellError::NotAvailable))
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
        let (keys, results) = (self.table_given(keys, within)?, self.table_given(results, within)?);
        // A row and a column do not go together here.
        if wanted == Value::Blank || keys.is_column() != results.is_column() {
            return None;
        }
        match (self.result_of(&wanted, &keys, &results, Search::Literal)?, missing) {
            (Some(found), _) => Some(found),
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
        let table = self.table_given(cells, within)?;
        let (row, column) = match (numbers.as_slice(), table.extent()) {
            // In a single row, one number is that of the column.
            ([place], (1, _)) => (1.0, *place),
            ([place], (_, 1)) => (*place, 1.0),
            ([row, column], _) => (*row, *column),
            _ => return None,
        };
        if row < 0.0 || column < 0.0 {
            return error(CellError::Value);
        }
        if row > table.extent().0 as f64 || column > table.extent().1 as f64 {
            return error(CellError::Reference);
        }
        let (row, column) = (row as u32, column as u32);
        match table {
            Table::Array(array) => {
                let place = (row.checked_sub(1)? as usize, column.checked_sub(1)? as usize);
                array.get(place.0, place.1).cloned().map(Operand::Value)
            }
            Table::Cells(sheet, area) => {
                let (down, right) = (row.saturating_sub(1), column.saturating_sub(1));
                let first = Address::new(area.first().row().checked_add(down)?, area.first().column().checked_add(right)?)?;
                let (width, height) = (if column == 0 { area.width() } else { 1 }, if row == 0 { area.height() } else { 1 });
                Some(Operand::Areas(vec![(sheet, area.line(first, width, height)?)]))
            }
        }
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

    /// What stands in one row or column where a value is found in another of the same length; the inner option is none if it is not found.
    fn result_of(&self, wanted: &Value, keys: &Table, results: &Table, search: Search) -> Option<Option<Operand>> {
        if keys.length()? != results.length()? {
            return None;
        }
        let Some(found) = self.found(wanted, keys, search, keys.is_column())? else { return Some(None) };
        let (row, column) = if results.is_column() { (found, 0) } else { (0, found) };
        Some(Some(self.at(results, row, column)?))
    }

    /// The place of a value in the first column or row; the inner option is none if it is not there.
    fn found(&self, wanted: &Value, table: &Table, search: Search, down: bool) -> Option<Option<usize>> {
        let mut finder = Finder::new(wanted, search);
        match table {
            Table::Cells(sheet, area) => {
                let line = if down { area.line(area.first(), 1, area.height()) } else { area.line(area.first(), area.width(), 1) }?;
                self.cells.each(*sheet, line, &mut |cell, value| {
                    let (rows, columns) = cell.distance(line.first());
                    finder.see(usize::try_from(rows.max(columns)).unwrap_or_default(), value);
                })?;
            }
            Table::Array(array) => {
                for place in 0..if down { array.height() } else { array.width() } {
                    finder.see(place, if down { array.get(place, 0)? } else { array.get(0, place)? });
                }
            }
        }
        finder.result()
    }

    fn at(&self, table: &Table, row: usize, column: usize) -> Option<Operand> {
        let value = match table {
            Table::Cells(sheet, area) => {
                let row = area.first().row().checked_add(u32::try_from(row).ok()?)?;
                let column = area.first().column().checked_add(u32::try_from(column).ok()?)?;
                self.cells.value(*sheet, Address::new(row, column)?)
            }
            Table::Array(array) => array.get(row, column).cloned(),
        };
        value.map(Operand::Value)
    }

    /// The cells or the array that is given; what becomes of a single value that is neither is not known.
    fn table_given(&self, argument: &Argument, within: Within) -> Option<Table> {
        match self.operand(&argument.term, within.of_arrays())? {
            Operand::Array(array) => Some(Table::Array(array)),
            Operand::Areas(areas) => match areas.as_slice() {
                [(sheet, area)] => Some(Table::Cells(*sheet, *area)),
                _ => None,
            },
            Operand::Value(_) => None,
        }
    }

    fn only_area(&self, argument: &Argument, within: Within) -> Option<(usize, Area)> {
        match self.areas(&argument.term, within)?.as_slice() {
            [area] => Some(*area),
            _ => None,
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
