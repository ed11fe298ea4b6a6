//! The columns that everybody computes with, in cents.

/// How many rows there are.
pub const COUNT: u32 = 1_000_000;

/// The four columns of each row, in cents; `peers.py` makes the same.
pub struct Rows(pub Vec<[u32; 4]>);

/// What the columns are called.
pub const NAMES: [&str; 4] = ["spend", "fees", "refunds", "customers"];

impl Rows {
    pub fn new(count: u32) -> Self {
        Self((0..count).map(|row| [row * 37 % 1_000_000, row * 11 % 5_000, row * 7 % 900, (row % 97 + 1) * 100]).collect())
    }

    /// The columns as somebody's numbers.
    pub fn columns<T>(&self, from_cents: impl Fn(u32) -> T) -> [Vec<T>; 4] {
        [0, 1, 2, 3].map(|column| self.0.iter().map(|row| from_cents(row[column])).collect())
    }
}
