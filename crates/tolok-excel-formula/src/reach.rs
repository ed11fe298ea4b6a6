//! The cells that a formula may look at beyond the addresses it writes: what ranges such as `B2:INDEX(B:B,n)` may span, and where `OFFSET` may
//! lead.

use crate::expression::{Argument, Node, Operator, Term};
use crate::reference::SheetScope;
use crate::{Address, Area, Book, Expression, MAX_COLUMNS, MAX_ROWS};

/// Where a formula stands, for what it may reach from there.
pub(crate) struct Reach<'a> {
    pub(crate) book: &'a Book,
    pub(crate) sheet: usize,
    pub(crate) cell: Address,
}

/// How deep names and functions lead to each other before nobody knows where.
const DEEPEST: usize = 40;

/// How far a part is moved from where it was written, and how deep it is in others.
#[derive(Clone, Copy)]
struct At {
    moved: (i64, i64),
    depth: usize,
}

impl Reach<'_> {
    /// The areas that such parts of a formula may be, when it is moved by so many rows and columns. Nothing if that is not known of one of them.
    pub(crate) fn of(&self, expression: &Expression, moved: (i64, i64)) -> Option<Vec<(usize, Area)>> {
        let mut found = Vec::new();
        self.walk(&expression.root, At { moved, depth: 0 }, &mut found).then_some(found)
    }

    /// Adds what is in a term; false where something may be anywhere.
    fn walk(&self, within: &Term, at: At, found: &mut Vec<(usize, Area)>) -> bool {
        match &within.node {
            Node::Call { arguments, .. } | Node::Group(arguments) | Node::Union(arguments) => {
                if is_offset(&within.node) {
                    let Some(area) = self.area(within, at) else { return false };
                    found.push(area);
                }
                arguments.iter().all(|argument| self.walk(&argument.term, at, found))
            }
            Node::Signed { operand, .. } | Node::Percent { operand, .. } | Node::Spill(operand) => self.walk(operand, at, found),
            Node::Chain { first, rest } => {
                let operands = || std::iter::once(&**first).chain(rest.iter().map(|link| &link.operand));
                if rest.iter().any(|link| link.operator == Operator::Range) {
                    let Some(span) = self.span(operands(), at) else { return false };
                    found.push(span);
                }
                operands().all(|operand| self.walk(operand, at, found))
            }
            _ => true,
        }
    }

    /// The smallest area around all ends of a range.
    fn span<'t>(&self, mut ends: impl Iterator<Item = &'t Term>, at: At) -> Option<(usize, Area)> {
        let first = self.area(ends.next()?, at)?;
        ends.try_fold(first, |(sheet, around), next| {
            let (other, area) = self.area(next, at)?;
            (other == sheet).then(|| (sheet, around.including(area.first()).including(area.last())))
        })
    }

    /// An area in which the cells are that a term may stand for.
    fn area(&self, term: &Term, at: At) -> Option<(usize, Area)> {
        let at = At { depth: at.depth + 1, ..at };
        if at.depth > DEEPEST {
            return None;
        }
        match &term.node {
            Node::Reference(written) => Some((self.on(&written.reference.scope)?, written.reference.area_moved(at.moved)?)),
            Node::Name(name) => {
                let sheet = self.on(&name.scope)?;
                if let Some(named) = self.book.name_expression(sheet, &name.name) {
                    // The addresses of a name are written as seen from A1.
                    let moved = (i64::from(self.cell.row()) - 1, i64::from(self.cell.column()) - 1);
                    return self.area(&named.as_ref()?.root, At { moved, ..at });
                }
                self.book.table(&name.name).map(|(sheet, table)| (sheet, table.area))
            }
            Node::Group(arguments) => match arguments.as_slice() {
                [Argument { term, .. }] => self.area(term, at),
                _ => None,
            },
            Node::Call { name, arguments } if name.written_scope.is_empty() && name.name.eq_ignore_ascii_case("INDEX") => {
                self.area(&arguments.first()?.term, at)
            }
            Node::Call { arguments, .. } if is_offset(&term.node) => {
                let (sheet, base) = self.area(&arguments.first()?.term, at)?;
                let argument = |place: usize| arguments.get(place).map_or(&Node::Empty, |argument| &argument.term.node);
                let rows = lead((base.first().row(), base.last().row()), argument(1), argument(3), MAX_ROWS)?;
                let columns = lead((base.first().column(), base.last().column()), argument(2), argument(4), MAX_COLUMNS)?;
                Some((sheet, Area::between(Address::new(rows.0, columns.0)?, Address::new(rows.1, columns.1)?)))
            }
            _ => None,
        }
    }

    fn on(&self, scope: &SheetScope) -> Option<usize> {
        match scope {
            SheetScope::Own => Some(self.sheet),
            SheetScope::Named(name) => self.book.sheet(name),
            SheetScope::Span(..) | SheetScope::External => None,
        }
    }
}

fn is_offset(node: &Node) -> bool {
    matches!(node, Node::Call { name, .. } if name.written_scope.is_empty() && name.name.eq_ignore_ascii_case("OFFSET"))
}

/// The lines that `OFFSET` may lead to: from which to which, of a base that lies somewhere between two lines. Whatever is no plain number may be
/// any number.
fn lead((first, last): (u32, u32), by: &Node, size: &Node, most: u32) -> Option<(u32, u32)> {
    let within = |line: i64| u32::try_from(line.clamp(1, i64::from(most))).ok();
    let by = if *by == Node::Empty { Some(0) } else { whole(by) };
    let (Some(by), true) = (by, *size == Node::Empty || whole(size).is_some()) else { return Some((1, most)) };
    let (first, last) = (i64::from(first) + by, i64::from(last) + by);
    let (first, last) = match whole(size) {
        Some(size) if size > 0 => (first, last + size - 1),
        Some(size) if size < 0 => (first + size + 1, last),
        _ => (first, last),
    };
    Some((within(first)?, within(last)?))
}

fn whole(node: &Node) -> Option<i64> {
    const MOST: i64 = 10_000_000;
    let number = match node {
        Node::Number(digits) => digits.parse::<i64>().ok(),
        Node::Signed { first: '-', others, operand } if others.is_empty() => whole(&operand.node).map(|number| -number),
        _ => None,
    };
    number.filter(|number| number.abs() < MOST)
}
