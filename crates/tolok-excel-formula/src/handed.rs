//! Formulas that another engine may calculate: arithmetic, and functions of which it is known that it gives what Excel gives.

use crate::expression::{Argument, Link, Name, Node, Operator, Term};
use crate::reference::SheetScope;
use crate::{Book, Expression};

/// What the arguments of a function are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Single values.
    Values,
    /// Single values, and areas that stand for all their cells.
    Areas,
}

impl Expression {
    /// True if there is nothing in the formula but numbers, references, brackets, `+ - * / %` and these functions, which `TRUE` and `FALSE` may be
    /// arguments of. Comparisons and powers are
    /// not among it, nor is a sum as the whole formula: there Excel goes by fifteen digits, or by rules of its own, and other engines do not.
    ///
    /// ```
    /// use tolok_excel_formula::{Book, Expression, Takes};
    /// let book = Book::new(["Data"]);
    /// let takes = |name: &str| if name == "SLN" { Some(Takes::Values) } else { None };
    /// let is_handed = |text| Expression::parse(text).unwrap().consists_of(&book, &takes);
    /// assert!(is_handed("SLN(A1*2,-Data!B1,(C1+1))/100"));
    /// assert!(!is_handed("SLN(A1:A3,B1,C1)"));
    /// assert!(!is_handed("SLN(A1,B1,C1)+1"));
    /// assert!(!is_handed("IF(A1>0,SLN(A1,B1,C1),0)"));
    /// ```
    pub fn consists_of(&self, book: &Book, functions: &dyn Fn(&str) -> Option<Takes>) -> bool {
        let sums = |link: &Link| link.operator.level() == Operator::Add.level();
        let is_sum = matches!(&self.root.node, Node::Chain { rest, .. } if rest.iter().any(sums));
        !is_sum && consists(&self.root, false, book, functions)
    }
}

/// True if nothing else is in a term; where areas may stand, they do for all their cells.
fn consists(term: &Term, areas: bool, book: &Book, functions: &dyn Fn(&str) -> Option<Takes>) -> bool {
    let single = |term: &Term| consists(term, false, book, functions);
    match &term.node {
        Node::Number(_) => true,
        Node::Reference(written) => {
            let is_name = book.has_names_like_cells && book.has_name(&written.address);
            let in_book = matches!(written.reference.scope, SheetScope::Own | SheetScope::Named(_));
            in_book && !is_name && (areas || !written.address.contains(':'))
        }
        Node::Structured { .. } => areas,
        Node::Call { name, arguments } => match plain(name, book).and_then(functions) {
            Some(takes) => arguments.iter().all(|Argument { term, .. }| {
                matches!(term.node, Node::Bool { .. }) || consists(term, takes == Takes::Areas, book, functions)
            }),
            None => false,
        },
        Node::Group(items) => matches!(items.as_slice(), [Argument { term, .. }] if single(term)),
        Node::Signed { first, others, operand } => *first != '@' && others.iter().all(|(_, sign)| *sign != '@') && single(operand),
        Node::Percent { operand, .. } => single(operand),
        Node::Chain { first, rest } => {
            let known = |link: &Link| {
                matches!(link.operator, Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide) && single(&link.operand)
            };
            single(first) && rest.iter().all(known)
        }
        Node::Empty
        | Node::Text(_)
        | Node::Bool { .. }
        | Node::Error { .. }
        | Node::Array(_)
        | Node::Name(_)
        | Node::Union(_)
        | Node::Spill(_) => false,
    }
}

/// The name of a function of the spreadsheet program itself, without the prefix of those that came later.
fn plain<'a>(name: &'a Name, book: &Book) -> Option<&'a str> {
    let own = name.written_scope.is_empty() && !book.has_name(&name.name);
    let plain = match name.name.split_at_checked(6) {
        Some((prefix, plain)) if prefix.eq_ignore_ascii_case("_xlfn.") => plain,
        _ => &name.name,
    };
    own.then_some(plain)
}
