//! Where a cell is on its sheet.

use std::fmt;

/// The number of rows a sheet can have.
pub const MAX_ROWS: u32 = 1_048_576;

/// The number of columns a sheet can have.
pub const MAX_COLUMNS: u32 = 16_384;

/// Where a cell is on its sheet; rows and columns count from 1. The order is reading order: by row, then by column.
///
/// ```
/// use tolok_excel_formula::Address;
/// let address = Address::parse("AB12").unwrap();
/// assert_eq!((address.row(), address.column()), (12, 28));
/// assert_eq!(address.to_string(), "AB12");
/// assert!(Address::parse("XFE1").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    row: u32,
    column: u32,
}

impl Address {
    /// The first cell of a sheet.
    pub const A1: Address = Address { row: 1, column: 1 };

    /// The last cell a sheet can have.
    pub const LAST: Address = Address { row: MAX_ROWS, column: MAX_COLUMNS };

    /// The cell in a row and a column, if a sheet can have it.
    pub fn new(row: u32, column: u32) -> Option<Self> {
        ((1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column)).then_some(Self { row, column })
    }

    /// Reads an address such as `C7`; small letters are accepted, dollar signs are not.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|character: char| !character.is_ascii_alphabetic())?;
        let (letters, digits) = text.split_at_checked(digits)?;
        Self::new(parse_row(digits)?, parse_column(letters)?)
    }

    /// The row, from 1.
    pub fn row(self) -> u32 {
        self.row
    }

    /// How many rows down and columns to the right this cell is from another.
    pub fn distance(self, from: Address) -> (i64, i64) {
        (i64::from(self.row) - i64::from(from.row), i64::from(self.column) - i64::from(from.column))
    }

    /// The cell as a point of a spatial index.
    pub fn point(self) -> [i64; 2] {
        [i64::from(self.row), i64::from(self.column)]
    }

    /// The column, from 1.
    pub fn column(self) -> u32 {
        self.column
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", column_letters(self.column), self.row)
    }
}

/// The number of a row written in digits, without leading zeros.
pub(crate) fn parse_row(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten().filter(|row| (1..=MAX_ROWS).contains(row))
}

/// The number of a column written in letters.
pub(crate) fn parse_column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let digit = letter.is_ascii_alphabetic().then(|| u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
        Some(column * 26 + digit)
    })?;
    (column <= MAX_COLUMNS).then_some(column)
}

/// The letters of a column.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_in_letters() {
        for (letters, column) in [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("ZZ", 702), ("AAA", 703), ("XFD", 16_384)] {
            assert_eq!(parse_column(letters), Some(column));
            assert_eq!(column_letters(column), letters);
        }
        for text in ["", "XFE", "AAAA", "Ä"] {
            assert_eq!(parse_column(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_that_no_sheet_has_are_none() {
        for text in ["", "A", "7", "A0", "A01", "A1048577", "XFE1", "A-1", "A1B", "$A$1", "A1 ", "A99999999999"] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        assert_eq!(Address::parse("xfd1048576"), Some(Address::LAST));
    }

    #[test]
    fn order_is_reading_order() {
        let mut addresses: Vec<Address> = ["B2", "A10", "C1", "A2"].into_iter().filter_map(Address::parse).collect();
        addresses.sort();
        assert_eq!(addresses.iter().map(ToString::to_string).collect::<Vec<_>>(), ["C1", "A2", "B2", "A10"]);
    }
}
