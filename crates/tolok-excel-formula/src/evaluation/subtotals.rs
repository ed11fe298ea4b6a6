//! `SUBTOTAL` (ECMA-376, part 1, section 18.17.7.310): it leaves out other subtotals, and rows that are hidden.

use super::aggregates::{Aggregate, Gathered};
use super::{Evaluation, Operand, Within, text};
use crate::expression::{Argument, Node, Term};
use crate::{Book, Expression, Value};

/// Whether a formula is a subtotal, which other subtotals leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subtotals {
    /// There is none in it.
    None,
    /// It is one and nothing else.
    Whole,
    /// There may be one in it; whether it is left out is not known.
    Part,
}

impl Subtotals {
    /// Whether a formula is a subtotal, by its text.
    pub fn of(text: &str, book: &Book) -> Self {
        let upper = text.to_ascii_uppercase();
        if !book.names_have_subtotals && !upper.contains("SUBTOTAL") && !upper.contains("AGGREGATE") {
            return Self::None;
        }
        Expression::parse(text).map_or(Self::Part, |expression| expression.subtotals(book))
    }
}

/// Functions whose cells subtotals leave out.
const SUBTOTALS: &[&str] = &["SUBTOTAL", "AGGREGATE", "_XLFN.AGGREGATE"];

impl Expression {
    /// Whether the formula is a subtotal.
    ///
    /// ```
    /// use tolok_excel_formula::{Book, Expression, Subtotals};
    /// let book = Book::new(["Data"]);
    /// let subtotals = |text| Expression::parse(text).unwrap().subtotals(&book);
    /// assert_eq!(subtotals("SUBTOTAL(9,A1:A3)"), Subtotals::Whole);
    /// assert_eq!(subtotals("SUM(A1:A3)"), Subtotals::None);
    /// assert_eq!(subtotals("SUBTOTAL(9,A1:A3)+1"), Subtotals::Part);
    /// ```
    pub fn subtotals(&self, book: &Book) -> Subtotals {
        match &self.root.node {
            Node::Call { name, arguments } if name.name.eq_ignore_ascii_case("SUBTOTAL") => {
                let others = arguments.iter().any(|argument| is_in(&argument.term, book));
                if others { Subtotals::Part } else { Subtotals::Whole }
            }
            _ if is_in(&self.root, book) => Subtotals::Part,
            _ => Subtotals::None,
        }
    }
}

/// True if a subtotal may be in a term.
fn is_in(term: &Term, book: &Book) -> bool {
    let any = |arguments: &[Argument]| arguments.iter().any(|argument| is_in(&argument.term, book));
    match &term.node {
        Node::Call { name, arguments } => {
            SUBTOTALS.iter().any(|subtotal| name.name.eq_ignore_ascii_case(subtotal)) || book.has_name(&name.name) || any(arguments)
        }
        // A name may stand for a formula with one.
        Node::Name(name) => book.has_name(&name.name) && book.names_have_subtotals,
        Node::Group(items) | Node::Union(items) => any(items),
        Node::Signed { operand, .. } | Node::Percent { operand, .. } | Node::Spill(operand) => is_in(operand, book),
        Node::Chain { first, rest } => is_in(first, book) || rest.iter().any(|link| is_in(&link.operand, book)),
        Node::Empty
        | Node::Number(_)
        | Node::Text(_)
        | Node::Bool { .. }
        | Node::Error { .. }
        | Node::Array(_)
        | Node::Reference(_)
        | Node::Structured { .. } => false,
    }
}

impl Evaluation<'_> {
    pub(super) fn subtotal(&self, arguments: &[Argument], within: Within) -> Option<Operand> {
        let (kind, areas) = arguments.split_first()?;
        let Ok(kind) = text::to_number(&self.value(&kind.term, within.piece())?)? else { return None };
        // From 101 on, rows that a person hid are left out too.
        let (kind, hidden_too) = if kind > 100.0 { (kind - 100.0, false) } else { (kind, true) };
        let mut gathered = Gathered::default();
        let (mut numbers, mut values) = (0_u32, 0_u32);
        for argument in areas {
            let areas = self.areas(&argument.term, within)?;
            // It takes no cells of several sheets at once.
            if areas.iter().any(|(sheet, _)| Some(*sheet) != areas.first().map(|(first, _)| *first)) {
                return None;
            }
            for (sheet, area) in areas {
                self.cells.each_of_subtotal(sheet, area, hidden_too, &mut |_, value| {
                    numbers += u32::from(matches!(value, Value::Number(_)));
                    values += 1;
                    gathered.take(value, true);
                })?;
            }
        }
        let aggregate = match kind {
            1.0 => Aggregate::Average,
            2.0 => return Some(Operand::Value(Value::Number(numbers.into()))),
            3.0 => return Some(Operand::Value(Value::Number(values.into()))),
            4.0 => Aggregate::Most,
            5.0 => Aggregate::Least,
            6.0 => Aggregate::Product,
            9.0 => Aggregate::Sum,
            _ => return None,
        };
        gathered.result(aggregate).map(Operand::Value)
    }
}
