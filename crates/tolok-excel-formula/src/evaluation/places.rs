//! The cells that references, names and tables stand for.

use super::{Evaluation, MOST_NAMES, Operand, Within};
use crate::expression::{Link, Name, Node, Operator, Term, Written};
use crate::reference::SheetScope;
use crate::{Address, Area};

type Areas = Vec<(usize, Area)>;

impl Evaluation<'_> {
    /// The areas that a term stands for; nothing if it is not known to stand for cells.
    pub(super) fn areas(&self, term: &Term, within: Within) -> Option<Areas> {
        match &term.node {
            Node::Reference(written) => self.reference(written, within),
            Node::Structured { table, columns } => self.columns(table.as_deref(), columns).map(|area| vec![area]),
            Node::Name(_) | Node::Group(_) | Node::Union(_) | Node::Chain { .. } | Node::Call { .. } => {
                match self.operand(term, within.piece())? {
                    Operand::Areas(areas) => Some(areas),
                    Operand::Value(_) | Operand::Array(_) => None,
                }
            }
            _ => None,
        }
    }

    fn reference(&self, written: &Written, within: Within) -> Option<Areas> {
        // An address such as `TAX2024` may be a name too.
        if self.book.has_names_like_cells && self.book.has_name(&written.address) {
            return None;
        }
        let area = written.reference.area_moved(within.moved)?;
        let (first, last) = match &written.reference.scope {
            SheetScope::Own => (self.spot.sheet, self.spot.sheet),
            SheetScope::Named(name) => {
                let sheet = self.book.sheet(name)?;
                (sheet, sheet)
            }
            SheetScope::Span(first, last) => (self.book.sheet(first)?, self.book.sheet(last)?),
            SheetScope::External => return None,
        };
        Some((first.min(last)..=first.max(last)).map(|sheet| (sheet, area)).collect())
    }

    /// What a defined name or the name of a table stands for.
    pub(super) fn named(&self, name: &Name, within: Within) -> Option<Operand> {
        let sheet = match &name.scope {
            SheetScope::Own => self.spot.sheet,
            SheetScope::Named(sheet) => self.book.sheet(sheet)?,
            SheetScope::Span(..) | SheetScope::External => return None,
        };
        let Some(expression) = self.book.name_expression(sheet, &name.name) else {
            let (sheet, table) = self.book.table(&name.name).filter(|_| !self.book.has_name(&name.name))?;
            return Some(Operand::Areas(vec![(sheet, table.rows()?)]));
        };
        self.names.set(self.names.get() + 1);
        if self.names.get() > MOST_NAMES {
            return None;
        }
        let own = self.spot.cell;
        // The addresses of a name are written as seen from A1.
        let moved = (i64::from(own.row()) - 1, i64::from(own.column()) - 1);
        let within = Within { moved, arrays: true, part: within.passed_on().part };
        self.nested(|| self.operand(&expression.as_ref()?.root, within))
    }

    fn columns(&self, table: Option<&str>, columns: &str) -> Option<(usize, Area)> {
        let own = self.spot.cell;
        let (sheet, table) = match table {
            Some(name) => self.book.table(name)?,
            None => self.book.table_at(self.spot.sheet, own)?,
        };
        let row = (sheet == self.spot.sheet).then_some(own.row());
        table.part(columns, row).map(|area| (sheet, area))
    }

    /// Areas with colons or white space between them.
    pub(super) fn joined(&self, term: &Term, within: Within) -> Option<Operand> {
        let Node::Chain { first, rest } = &term.node else { return None };
        let mut left = self.single(first, within)?;
        for Link { operator, operand, .. } in rest {
            let right = self.single(operand, within)?;
            if left.0 != right.0 {
                return None;
            }
            let (one, other) = (left.1, right.1);
            left.1 = match operator {
                Operator::Range => one.including(other.first()).including(other.last()),
                Operator::Intersect => shared(one, other)?,
                _ => return None,
            };
        }
        Some(Operand::Areas(vec![left]))
    }

    /// The one area that a term stands for.
    fn single(&self, term: &Term, within: Within) -> Option<(usize, Area)> {
        match self.areas(term, within)?.as_slice() {
            [area] => Some(*area),
            _ => None,
        }
    }
}

/// The cells that two areas share.
fn shared(one: Area, other: Area) -> Option<Area> {
    let first = Address::new(one.first().row().max(other.first().row()), one.first().column().max(other.first().column()))?;
    let last = Address::new(one.last().row().min(other.last().row()), one.last().column().min(other.last().column()))?;
    (first.row() <= last.row() && first.column() <= last.column()).then(|| Area::between(first, last))
}
