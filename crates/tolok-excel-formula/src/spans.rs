//! Ranges between things that are no plain addresses, such as `B2:INDEX(B:B,n)`: the cells that they may span.

use crate::expression::{Argument, Node, Operator, Term};
use crate::reference::Reference;
use crate::{Area, Expression};

/// The cells that each such range of a formula may span, each with a reference that says on which sheet, when the formula is moved by so many
/// rows and columns. Nothing if that is not known of one of them.
pub(crate) fn spans(expression: &Expression, moved: (i64, i64)) -> Option<Vec<(&Reference, Area)>> {
    let mut found = Vec::new();
    term(&expression.root, moved, &mut found).then_some(found)
}

/// Adds what is in a term; false where a range is not known.
fn term<'a>(within: &'a Term, moved: (i64, i64), found: &mut Vec<(&'a Reference, Area)>) -> bool {
    match &within.node {
        Node::Call { arguments, .. } | Node::Group(arguments) | Node::Union(arguments) => {
            arguments.iter().all(|argument| term(&argument.term, moved, found))
        }
        Node::Signed { operand, .. } | Node::Percent { operand, .. } | Node::Spill(operand) => term(operand, moved, found),
        Node::Chain { first, rest } => {
            let operands = || std::iter::once(&**first).chain(rest.iter().map(|link| &link.operand));
            if rest.iter().any(|link| link.operator == Operator::Range) {
                let Some(span) = span(operands(), moved) else { return false };
                found.push(span);
            }
            operands().all(|operand| term(operand, moved, found))
        }
        _ => true,
    }
}

/// The smallest area around all ends of a range.
fn span<'a>(mut ends: impl Iterator<Item = &'a Term>, moved: (i64, i64)) -> Option<(&'a Reference, Area)> {
    let area = |reference: &Reference| reference.area_moved(moved);
    let first = end(ends.next()?)?;
    let around = ends.try_fold(area(first)?, |around, next| {
        let other = end(next).filter(|other| other.scope == first.scope)?;
        let other = area(other)?;
        Some(around.including(other.first()).including(other.last()))
    })?;
    Some((first, around))
}

/// The reference that one end of a range is in: itself, or the one that `INDEX` looks up a cell of.
fn end(term: &Term) -> Option<&Reference> {
    match &term.node {
        Node::Reference(written) => Some(&written.reference),
        Node::Call { name, arguments } if name.written_scope.is_empty() && name.name.eq_ignore_ascii_case("INDEX") => {
            let [Argument { term, .. }, ..] = arguments.as_slice() else { return None };
            match &term.node {
                Node::Reference(written) => Some(&written.reference),
                _ => None,
            }
        }
        _ => None,
    }
}
