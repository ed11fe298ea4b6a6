//! How a formula reads after rows or columns of a sheet came or went, after it was copied, and after a sheet got another name.

use crate::expression::{Node, Term, Written};
use crate::reference::{Axis, Reference, SheetScope};
use crate::sheet_name::is_plain;
use crate::{Book, Expression, MAX_COLUMNS, MAX_ROWS};

/// Rows or columns of a sheet that come or go.
///
/// ```
/// use tolok_excel_formula::{Book, Expression, Line, Shift};
/// let book = Book::new(["Data", "Summary"]);
/// let after = |text: &str, shift| Expression::parse(text).unwrap().shifted(&shift, &book, 1).to_string();
/// let insert = Shift::Insert { sheet: 0, line: Line::Row, at: 3, count: 2 };
/// assert_eq!(after("SUM(Data!B2:B5)+Data!$B$3+B3", insert), "SUM(Data!B2:B7)+Data!$B$5+B3");
/// let delete = Shift::Delete { sheet: 0, line: Line::Row, at: 3, count: 1 };
/// assert_eq!(after("SUM(Data!B2:B5)+Data!$B$3+B3", delete), "SUM(Data!B2:B4)+Data!#REF!+B3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// So many rows or columns come before one, on a sheet by its position.
    Insert {
        /// The sheet, by its position.
        sheet: usize,
        /// Rows or columns.
        line: Line,
        /// The row or column before which they come, from 1.
        at: u32,
        /// How many.
        count: u32,
    },
    /// So many rows or columns go, from one on.
    Delete {
        /// The sheet, by its position.
        sheet: usize,
        /// Rows or columns.
        line: Line,
        /// The first that goes, from 1.
        at: u32,
        /// How many.
        count: u32,
    },
}

/// Rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Rows.
    Row,
    /// Columns.
    Column,
}

impl Expression {
    /// The formula, which stands on a sheet by its position, as it reads after a shift. References follow whether or not a dollar sign holds
    /// them: an area grows by what comes inside of it, shrinks by what goes, and moves with what comes before it or at its first row. What is
    /// gone as a whole, or falls off the sheet, is `#REF!`. Whole columns stay as rows come and go, and so do references over several sheets
    /// (`Jan:Mar!B2`), as in Excel. Names are left alone, those that read like an address included; names of tables are not addresses.
    #[must_use]
    pub fn shifted(&self, shift: &Shift, book: &Book, sheet: usize) -> Self {
        let (Shift::Insert { sheet: of, line, .. } | Shift::Delete { sheet: of, line, .. }) = *shift;
        let axis = if line == Line::Row { Axis::Rows } else { Axis::Columns };
        self.changed(&mut |node| {
            let Node::Reference(written) = node else { return };
            let is_there = match &written.reference.scope {
                SheetScope::Own => sheet == of,
                SheetScope::Named(name) => book.sheet(name) == Some(of),
                SheetScope::Span(..) | SheetScope::External => false,
            };
            if is_there && !book.has_name(&written.address) {
                let after = written.reference.along(axis, &|first, last| shift.lines(first, last));
                replace(node, after);
            }
        })
    }

    /// The formula as it reads in a cell so many rows down and columns to the right of its own: references move unless a dollar sign holds
    /// them, and one that falls off the sheet is `#REF!`.
    ///
    /// ```
    /// use tolok_excel_formula::{Book, Expression};
    /// let copied = |text: &str, rows, columns| Expression::parse(text).unwrap().copied(rows, columns, &Book::default()).to_string();
    /// assert_eq!(copied("SUM(B2:$B$4,C:C)/D$1", 1, 1), "SUM(C3:$B$4,D:D)/E$1");
    /// assert_eq!(copied("B2+Data!A1", -1, 0), "B1+Data!#REF!");
    /// ```
    #[must_use]
    pub fn copied(&self, rows: i64, columns: i64, book: &Book) -> Self {
        self.changed(&mut |node| {
            let Node::Reference(written) = node else { return };
            if !book.has_name(&written.address) {
                let after = written.reference.moved(rows, columns);
                replace(node, after);
            }
        })
    }

    /// The formula after a sheet of its workbook got another name, which stands between quotes where it has to.
    ///
    /// ```
    /// use tolok_excel_formula::Expression;
    /// let renamed = |text: &str| Expression::parse(text).unwrap().with_sheet_renamed("Data", "My data").to_string();
    /// assert_eq!(renamed("Data!B2+data!rate+'Data:Plan'!C3"), "'My data'!B2+'My data'!rate+'My data:Plan'!C3");
    /// assert_eq!(renamed("[1]Data!B2&\"Data!B2\"&Data"), "[1]Data!B2&\"Data!B2\"&Data");
    /// ```
    #[must_use]
    pub fn with_sheet_renamed(&self, old: &str, new: &str) -> Self {
        self.changed(&mut |node| match node {
            Node::Reference(written) => rename(&mut written.reference.scope, &mut written.scope, old, new),
            Node::Name(name) | Node::Call { name, .. } => rename(&mut name.scope, &mut name.written_scope, old, new),
            Node::Error { scope, .. } if !scope.is_empty() => {
                // Where the cells are gone, the sheet still has its name.
                let probe = Expression::parse(&format!("{scope}A1"));
                if let Some(Node::Reference(written)) = probe.map(|probe| probe.root.node) {
                    let Written { mut reference, scope: mut written, .. } = *written;
                    rename(&mut reference.scope, &mut written, old, new);
                    *scope = written;
                }
            }
            _ => {}
        })
    }

    fn changed(&self, change: &mut dyn FnMut(&mut Node)) -> Self {
        let mut changed = self.clone();
        each(&mut changed.root, change);
        changed
    }
}

impl Shift {
    /// What the first and the last row or column of an area become; nothing if all of it is gone.
    fn lines(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        match *self {
            Shift::Insert { line, at, count, .. } => {
                let most = if line == Line::Row { MAX_ROWS } else { MAX_COLUMNS };
                let after = |line: u32| if line >= at { line.saturating_add(count) } else { line };
                (after(first) <= most).then(|| (after(first), after(last).min(most)))
            }
            Shift::Delete { at, count, .. } => {
                // The first that stays behind those that go.
                let behind = at.saturating_add(count);
                if at <= first && last < behind {
                    return None;
                }
                let before = |line: u32| if line >= behind { line - count } else { line };
                let first = if first >= at && first < behind { at } else { before(first) };
                let last = if last >= at && last < behind { at.saturating_sub(1) } else { before(last) };
                (first >= 1 && first <= last).then_some((first, last))
            }
        }
    }
}

/// Puts another reference in the place of one, or the error where there is none; what stays as it is keeps its spelling.
fn replace(node: &mut Node, after: Option<Reference>) {
    let Node::Reference(written) = node else { return };
    match after {
        Some(after) if after == written.reference => {}
        Some(after) => {
            written.address = after.to_string().into();
            written.reference = after;
        }
        None => {
            let scope = std::mem::take(&mut written.scope);
            *node = Node::Error { scope, error: "#REF!".into() };
        }
    }
}

/// Gives a sheet of a scope its new name; what stands between brackets before it stays.
fn rename(scope: &mut SheetScope, written: &mut Box<str>, old: &str, new: &str) {
    let is_old = |name: &str| name.to_lowercase() == old.to_lowercase();
    let renamed = |name: &str| if is_old(name) { new.to_owned() } else { name.to_owned() };
    let after = match &*scope {
        SheetScope::Named(name) if is_old(name) => SheetScope::Named(new.to_owned()),
        SheetScope::Span(first, last) if is_old(first) || is_old(last) => SheetScope::Span(renamed(first), renamed(last)),
        _ => return,
    };
    let book = written.trim_start_matches('\'').strip_prefix("[0]").map_or("", |_| "[0]");
    let names = match &after {
        SheetScope::Span(first, last) => vec![first, last],
        SheetScope::Named(name) => vec![name],
        SheetScope::Own | SheetScope::External => Vec::new(),
    };
    let plain = names.iter().all(|name| is_plain(name));
    let joined = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(":");
    *written = if plain { format!("{book}{joined}!") } else { format!("'{book}{}'!", joined.replace('\'', "''")) }.into();
    *scope = after;
}

/// Shows every node of a term, the inner ones first.
fn each(term: &mut Term, look: &mut dyn FnMut(&mut Node)) {
    match &mut term.node {
        Node::Call { arguments, .. } | Node::Group(arguments) | Node::Union(arguments) => {
            arguments.iter_mut().for_each(|argument| each(&mut argument.term, look))
        }
        Node::Signed { operand, .. } | Node::Percent { operand, .. } | Node::Spill(operand) => each(operand, look),
        Node::Chain { first, rest } => {
            each(first, look);
            rest.iter_mut().for_each(|link| each(&mut link.operand, look));
        }
        _ => {}
    }
    look(&mut term.node);
}

#[cfg(test)]
mod tests;
