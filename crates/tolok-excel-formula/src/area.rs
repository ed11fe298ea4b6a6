//! A rectangle of cells.

use std::fmt;

use rstar::primitives::Rectangle;

use crate::{Address, MAX_COLUMNS, MAX_ROWS};

/// A rectangle of cells, at least one.
///
/// ```
/// use tolok_excel_formula::{Address, Area};
/// let area = Area::parse("B2:C4").unwrap();
/// assert!(area.contains(Address::parse("C3").unwrap()));
/// assert_eq!(area.to_string(), "B2:C4");
/// assert_eq!(Area::parse("D9").unwrap().to_string(), "D9");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area {
    first: Address,
    last: Address,
}

impl Area {
    /// All cells of a sheet.
    pub const SHEET: Area = Area { first: Address::A1, last: Address::LAST };

    /// The rectangle between two opposite corners, whichever they are.
    pub fn between(one: Address, other: Address) -> Self {
        let rows = (one.row().min(other.row()), one.row().max(other.row()));
        let columns = (one.column().min(other.column()), one.column().max(other.column()));
        let corner = |row, column| Address::new(row, column).unwrap_or(one);
        Self { first: corner(rows.0, columns.0), last: corner(rows.1, columns.1) }
    }

    /// All cells of a row.
    pub fn of_row(row: u32) -> Option<Self> {
        Some(Self { first: Address::new(row, 1)?, last: Address::new(row, MAX_COLUMNS)? })
    }

    /// Reads an area such as `B2:C4` or `D9`; dollar signs are accepted.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        match text.split_once(':') {
            Some((one, other)) => Some(Self::between(Address::parse(one)?, Address::parse(other)?)),
            None => Address::parse(&text).map(Self::from),
        }
    }

    /// The cell in the upper left corner.
    pub fn first(self) -> Address {
        self.first
    }

    /// The cell in the lower right corner.
    pub fn last(self) -> Address {
        self.last
    }

    /// True if it is one cell.
    pub fn is_single(self) -> bool {
        self.first == self.last
    }

    /// The number of rows.
    pub fn height(self) -> u32 {
        self.last.row() - self.first.row() + 1
    }

    /// The number of columns.
    pub fn width(self) -> u32 {
        self.last.column() - self.first.column() + 1
    }

    /// True if the cell is inside.
    pub fn contains(self, address: Address) -> bool {
        (self.first.row()..=self.last.row()).contains(&address.row())
            && (self.first.column()..=self.last.column()).contains(&address.column())
    }

    /// The smallest rectangle that holds this one and a cell.
    #[must_use]
    pub fn including(self, address: Address) -> Self {
        let corner = |row, column| Address::new(row, column).unwrap_or(address);
        Self {
            first: corner(self.first.row().min(address.row()), self.first.column().min(address.column())),
            last: corner(self.last.row().max(address.row()), self.last.column().max(address.column())),
        }
    }

    /// The area as an entry of a spatial index.
    pub fn rectangle(self) -> Rectangle<[i64; 2]> {
        Rectangle::from_corners(self.first.point(), self.last.point())
    }

    /// So many columns and rows from a cell on, if a sheet has them.
    pub(crate) fn line(self, first: Address, width: u32, height: u32) -> Option<Self> {
        let last = Address::new(first.row().checked_add(height.checked_sub(1)?)?, first.column().checked_add(width.checked_sub(1)?)?)?;
        Some(Self { first, last })
    }

    /// The rectangle with the row above and the column to the left.
    #[must_use]
    pub fn with_edges(self) -> Self {
        let (row, column) = (self.first.row().saturating_sub(1).max(1), self.first.column().saturating_sub(1).max(1));
        Self { first: Address::new(row, column).unwrap_or(self.first), last: self.last }
    }

    /// The rectangle with the same first cell and at least this many rows and columns, cut off where the sheet ends.
    #[must_use]
    pub fn at_least(self, height: u32, width: u32) -> Self {
        let row = self.first.row().saturating_add(height.max(self.height()) - 1).min(MAX_ROWS);
        let column = self.first.column().saturating_add(width.max(self.width()) - 1).min(MAX_COLUMNS);
        Self { first: self.first, last: Address::new(row, column).unwrap_or(self.last) }
    }
}

impl From<Address> for Area {
    fn from(address: Address) -> Self {
        Self { first: address, last: address }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_single() { write!(formatter, "{}", self.first) } else { write!(formatter, "{}:{}", self.first, self.last) }
    }
}
