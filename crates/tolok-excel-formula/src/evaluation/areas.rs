//! The cells that a formula as a whole stands for: what a chart looks at.

use std::cell::Cell;

use super::{Cells, Evaluation, Part, Spot, Within};
use crate::{Address, Area, Book, Expression, Value};

/// Cells of which nothing is known: where a formula stands for cells, that depends on no value.
struct Nothing;

impl Cells for Nothing {
    fn value(&self, _: usize, _: Address) -> Option<Value> {
        None
    }

    fn each(&self, _: usize, _: Area, _: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        None
    }
}

impl Expression {
    /// The areas that the formula stands for on a sheet, each on a sheet by its position, in the order in which it names them: those of
    /// references, unions, names and tables. Nothing if it stands for something else, or for cells that only a calculation finds.
    ///
    /// ```
    /// use tolok_excel_formula::{Area, Book, Expression};
    /// let mut book = Book::new(["Data", "Plan"]);
    /// book.add_name(None, "months", "Data!$A$2:$A$13");
    /// let areas = |text| Expression::parse(text).and_then(|expression| expression.areas(&book, 0));
    /// let area = |text| Area::parse(text).unwrap();
    /// assert_eq!(areas("(Plan!$B$2:$B$4,Plan!$B$6)"), Some(vec![(1, area("B2:B4")), (1, area("B6"))]));
    /// assert_eq!(areas("[0]!months"), Some(vec![(0, area("A2:A13"))]));
    /// assert_eq!(areas("OFFSET(Data!$A$2,0,0,COUNT(Data!$A:$A))"), None);
    /// ```
    pub fn areas(&self, book: &Book, sheet: usize) -> Option<Vec<(usize, Area)>> {
        let spot = Spot { sheet, cell: Address::A1, moved: (0, 0) };
        let evaluation = Evaluation { cells: &Nothing, book, spot, nested: Cell::new(0), names: Cell::new(0) };
        evaluation.areas(&self.root, Within { moved: spot.moved, arrays: true, part: Part::Piece })
    }
}
