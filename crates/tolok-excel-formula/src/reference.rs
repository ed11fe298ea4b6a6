//! A reference to cells as a formula writes it.

use std::fmt;
use std::ops::Range;

use crate::address::{column_letters, parse_column, parse_row};
use crate::{Address, Area, MAX_COLUMNS, MAX_ROWS};

/// A reference to cells, with the sheet it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) scope: SheetScope,
    pub(crate) first: Corner,
    pub(crate) last: Corner,
    shape: Shape,
    /// Where the address stands in the formula, without the sheet.
    pub(crate) corners_span: Range<usize>,
}

/// The sheet that a reference or a name is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SheetScope {
    /// The sheet of the formula, or for a name, the workbook.
    Own,
    Named(String),
    /// All sheets from one to another.
    Span(String, String),
    /// A sheet of another workbook.
    External,
}

/// One corner of a reference; a dollar sign fixes its row or its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Corner {
    row: u32,
    column: u32,
    row_fixed: bool,
    column_fixed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Cell,
    Area,
    Columns,
    Rows,
}

impl Reference {
    /// Reads `B2`, `$B$2:C4`, `B:C` or `2:4`; the second word is what stands behind the colon.
    pub(crate) fn of(scope: SheetScope, word: &str, other: Option<&str>, span: Range<usize>) -> Option<Self> {
        let (shape, first, last) = match other {
            None => {
                let corner = Corner::cell(word)?;
                (Shape::Cell, corner, corner)
            }
            Some(other) => cells(word, other).or_else(|| columns(word, other)).or_else(|| rows(word, other))?,
        };
        Some(Self { scope, first, last, shape, corners_span: span })
    }

    /// The cells when the reference is moved by so many rows and columns, unless it would leave the sheet.
    pub(crate) fn area_moved(&self, (rows, columns): (i64, i64)) -> Option<Area> {
        Some(Area::between(self.first.moved(rows, columns)?.address()?, self.last.moved(rows, columns)?.address()?))
    }

    /// The reference moved by so many rows and columns, unless it would leave the sheet.
    pub(crate) fn moved(&self, rows: i64, columns: i64) -> Option<Self> {
        let mut moved = self.clone();
        moved.first = self.first.moved(rows, columns)?;
        moved.last = self.last.moved(rows, columns)?;
        Some(moved)
    }
}

/// What a change of a sheet runs along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Rows,
    Columns,
}

/// What the first and the last row or column of a reference become; nothing if they are gone.
pub(crate) type Lines<'a> = &'a dyn Fn(u32, u32) -> Option<(u32, u32)>;

impl Reference {
    /// The reference when the rows or columns it is in become others, whether a dollar sign holds them or not; nothing if they are gone. A
    /// reference over all of them stays as it is.
    pub(crate) fn along(&self, axis: Axis, lines: Lines<'_>) -> Option<Self> {
        let (one, other, most) = match axis {
            Axis::Rows => (self.first.row, self.last.row, MAX_ROWS),
            Axis::Columns => (self.first.column, self.last.column, MAX_COLUMNS),
        };
        let is_whole = one.min(other) == 1 && one.max(other) == most;
        if is_whole && self.shape != Shape::Cell {
            return Some(self.clone());
        }
        let (low, high) = lines(one.min(other), one.max(other))?;
        let (one, other) = if one <= other { (low, high) } else { (high, low) };
        let mut along = self.clone();
        match axis {
            Axis::Rows => (along.first.row, along.last.row) = (one, other),
            Axis::Columns => (along.first.column, along.last.column) = (one, other),
        }
        Some(along)
    }
}

/// The address without the sheet.
impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        match self.shape {
            Shape::Cell => write!(formatter, "{}{}", first.column_text(), first.row_text()),
            Shape::Area => {
                write!(formatter, "{}{}:{}{}", first.column_text(), first.row_text(), last.column_text(), last.row_text())
            }
            Shape::Columns => write!(formatter, "{}:{}", first.column_text(), last.column_text()),
            Shape::Rows => write!(formatter, "{}:{}", first.row_text(), last.row_text()),
        }
    }
}

impl Corner {
    pub(crate) fn cell(word: &str) -> Option<Self> {
        let (column_fixed, rest) = dollar(word);
        let letters = rest.find(|character: char| !character.is_ascii_alphabetic())?;
        let (letters, rest) = rest.split_at_checked(letters)?;
        let (row_fixed, digits) = dollar(rest);
        Some(Self { row: parse_row(digits)?, column: parse_column(letters)?, row_fixed, column_fixed })
    }

    fn address(self) -> Option<Address> {
        Address::new(self.row, self.column)
    }

    /// Writes where the corner is as seen from a cell, the same for all corners that are the same from there and for no others.
    pub(crate) fn write_key(self, from: Address, key: &mut Vec<u8>) {
        let seen = |at: u32, from: u32, fixed: bool| if fixed { at } else { at.wrapping_sub(from) };
        key.extend_from_slice(&[0, u8::from(self.row_fixed), u8::from(self.column_fixed)]);
        key.extend_from_slice(&seen(self.row, from.row(), self.row_fixed).to_le_bytes());
        key.extend_from_slice(&seen(self.column, from.column(), self.column_fixed).to_le_bytes());
    }

    fn moved(self, rows: i64, columns: i64) -> Option<Self> {
        let shifted = |at: u32, by: i64, fixed: bool, most: u32| {
            let at = if fixed { i64::from(at) } else { i64::from(at).checked_add(by)? };
            u32::try_from(at).ok().filter(|at| (1..=most).contains(at))
        };
        Some(Self {
            row: shifted(self.row, rows, self.row_fixed, MAX_ROWS)?,
            column: shifted(self.column, columns, self.column_fixed, MAX_COLUMNS)?,
            ..self
        })
    }

    fn row_text(self) -> String {
        format!("{}{}", if self.row_fixed { "$" } else { "" }, self.row)
    }

    fn column_text(self) -> String {
        format!("{}{}", if self.column_fixed { "$" } else { "" }, column_letters(self.column))
    }
}

fn cells(word: &str, other: &str) -> Option<(Shape, Corner, Corner)> {
    Some((Shape::Area, Corner::cell(word)?, Corner::cell(other)?))
}

/// Whole columns: their rows never move.
fn columns(word: &str, other: &str) -> Option<(Shape, Corner, Corner)> {
    let corner = |word, row| {
        let (column_fixed, letters) = dollar(word);
        Some(Corner { row, column: parse_column(letters)?, row_fixed: true, column_fixed })
    };
    Some((Shape::Columns, corner(word, 1)?, corner(other, MAX_ROWS)?))
}

/// Whole rows: their columns never move.
fn rows(word: &str, other: &str) -> Option<(Shape, Corner, Corner)> {
    let corner = |word, column| {
        let (row_fixed, digits) = dollar(word);
        Some(Corner { row: parse_row(digits)?, column, row_fixed, column_fixed: true })
    };
    Some((Shape::Rows, corner(word, 1)?, corner(other, MAX_COLUMNS)?))
}

fn dollar(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}
