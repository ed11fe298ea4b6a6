//! Why a formula has no result: the piece of it of which it is not known what Excel gives.

use std::cell::Cell;

use super::{Cells, Evaluation, Operand, Part, Spot, Within};
use crate::expression::{Node, Term};
use crate::{Book, Expression};

/// Why a formula has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// A piece that looks at cells of which some have no known value.
    Cells(String),
    /// A piece whose result is not known for sure, though everything in it is.
    Piece(String),
}

impl Expression {
    /// The innermost piece that keeps the formula from having a result in a cell; nothing if it has one.
    ///
    /// ```
    /// use tolok_excel_formula::{Address, Area, Book, Cells, Expression, Spot, Unknown, Value};
    /// struct Nothing;
    /// impl Cells for Nothing {
    ///     fn value(&self, _: usize, _: Address) -> Option<Value> {
    ///         Some(Value::Blank)
    ///     }
    ///     fn each(&self, _: usize, _: Area, _: &mut dyn FnMut(Address, &Value)) -> Option<()> {
    ///         Some(())
    ///     }
    /// }
    /// let spot = Spot { sheet: 0, cell: Address::A1, moved: (0, 0) };
    /// let unknown = |text| Expression::parse(text).unwrap().unknown(&Nothing, &Book::new(["Data"]), spot);
    /// assert_eq!(unknown("1+ROUND(RAND(),2)*3"), Some(Unknown::Piece("RAND()".to_owned())));
    /// assert_eq!(unknown("1+ROUND(2.5,0)*3"), None);
    /// ```
    pub fn unknown(&self, cells: &dyn Cells, book: &Book, spot: Spot) -> Option<Unknown> {
        if self.evaluate(cells, book, spot).is_some() {
            return None;
        }
        let evaluation = Evaluation { cells, book, spot, nested: Cell::new(0), names: Cell::new(0) };
        let within = Within { moved: spot.moved, arrays: false, part: Part::Piece };
        Some(evaluation.innermost(&self.root, within).unwrap_or_else(|| Unknown::Piece(self.to_string())))
    }
}

impl Evaluation<'_> {
    /// The innermost piece of a term that is not known.
    fn innermost(&self, term: &Term, within: Within) -> Option<Unknown> {
        self.names.set(0);
        let written = || Term { before: "".into(), node: term.node.clone() }.to_string();
        match self.operand(term, within) {
            Some(Operand::Value(_) | Operand::Array(_)) => return None,
            Some(Operand::Areas(areas)) => {
                let known = areas.iter().all(|(sheet, area)| self.cells.each(*sheet, *area, &mut |_, _| {}).is_some());
                return (!known).then(|| Unknown::Cells(written()));
            }
            None => {}
        }
        let inside = || match &term.node {
            Node::Call { arguments, .. } | Node::Group(arguments) | Node::Union(arguments) => {
                arguments.iter().find_map(|argument| self.innermost_of_argument(&argument.term, within))
            }
            Node::Signed { operand, .. } | Node::Percent { operand, .. } => self.innermost(operand, within),
            Node::Chain { first, rest } => {
                self.innermost(first, within).or_else(|| rest.iter().find_map(|link| self.innermost(&link.operand, within)))
            }
            _ => None,
        };
        self.nested(|| Some(inside())).flatten().or_else(|| Some(Unknown::Piece(written())))
    }

    /// An argument that is not there keeps nothing from having a result.
    fn innermost_of_argument(&self, term: &Term, within: Within) -> Option<Unknown> {
        if term.node == Node::Empty { None } else { self.innermost(term, within) }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Address, Area, Book, Cells, Expression, Spot, Unknown, Value};

    /// Cells that hold one, but for those of the second column.
    struct Ones;

    impl Cells for Ones {
        fn value(&self, _: usize, cell: Address) -> Option<Value> {
            (cell.column() != 2).then_some(Value::Number(1.0))
        }

        fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
            let value = self.value(sheet, area.first())?;
            look(area.first(), &value);
            self.value(sheet, area.last()).map(|_| ())
        }
    }

    #[test]
    fn the_innermost_piece_is_told() {
        let mut book = Book::new(["Data"]);
        book.add_name(None, "moving", "OFFSET(Data!$A$1,1,1)");
        let spot = Spot { sheet: 0, cell: Address::A1, moved: (0, 0) };
        let piece = |text: &str| Some(Unknown::Piece(text.to_owned()));
        let cells = |text: &str| Some(Unknown::Cells(text.to_owned()));
        for (formula, expected) in [
            ("A1+1", None),
            ("A1 + B1", cells("B1")),
            ("SUM(A1:B1)*2", cells("A1:B1")),
            ("IF(A1>0, NOSUCH(A1,2), 3)", piece("NOSUCH(A1,2)")),
            ("NOSUCH(B1)", cells("B1")),
            ("-(1+moving)%", piece("moving")),
            ("SUM([1]Other!A1,2)", piece("[1]Other!A1")),
            ("SUM({1,2})", None),
            ("A1#", piece("A1#")),
            ("1+@A1", piece("@A1")),
            ("1,234.5&\"\"", None),
        ] {
            let found = Expression::parse(formula).and_then(|expression| expression.unknown(&Ones, &book, spot));
            assert_eq!(found, expected, "{formula}");
        }
    }
}
