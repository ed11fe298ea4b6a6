//! The cells that a formula depends on.

use crate::reach::Reach;
use crate::reference::SheetScope;
use crate::tokens::Token;
use crate::{Address, Area, Book, Formula};

/// The cells that a formula depends on directly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Precedents {
    /// Areas, each on a sheet by its position.
    pub areas: Vec<(usize, Area)>,
    /// True if it may be anything: what it is cannot be told from the text. Then there are no areas.
    pub unknown: bool,
    /// True if the result is another one each time, whatever the cells hold: that of `NOW` or `RAND`.
    pub volatile: bool,
}

impl Precedents {
    /// Any cell at all.
    pub const ANYTHING: Precedents = Precedents { areas: Vec::new(), unknown: true, volatile: false };
}

/// How many names a formula may use, those behind other names included: names that name each other may never come to an end.
const MOST_NAMES: usize = 200;

/// How many areas a formula may depend on before it counts as depending on everything.
const MOST_AREAS: usize = 1000;

/// Functions that may look at any cell, whatever stands between their brackets.
const ANYWHERE: &[&str] = &["INDIRECT", "EVALUATE", "GET.CELL", "GET.WORKBOOK", "GET.DOCUMENT", "CALL", "REGISTER.ID"];

/// Functions that give another result each time.
const VOLATILE: &[&str] = &["NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO"];

/// Functions whose last area reaches as far as their first, whatever its own size.
const STRETCHING: &[&str] = &["SUMIF", "AVERAGEIF"];

impl Formula {
    /// The cells the formula depends on when it stands in a cell of a sheet, moved there by so many rows and columns from where its text was
    /// written.
    pub fn precedents(&self, book: &Book, sheet: usize, cell: Address, moved: (i64, i64)) -> Precedents {
        let mut search = Search { book, sheet, cell, found: Precedents::default(), stretches: false, names: 0 };
        search.formula(self, moved);
        let mut found = search.found;
        if found.unknown || found.areas.len() > MOST_AREAS {
            return Precedents::ANYTHING;
        }
        if search.stretches {
            let height = found.areas.iter().map(|(_, area)| area.height()).max().unwrap_or(1);
            let width = found.areas.iter().map(|(_, area)| area.width()).max().unwrap_or(1);
            for (_, area) in &mut found.areas {
                *area = area.at_least(height, width);
            }
        }
        found
    }
}

struct Search<'a> {
    book: &'a Book,
    sheet: usize,
    cell: Address,
    found: Precedents,
    stretches: bool,
    /// The names that were followed.
    names: usize,
}

impl Search<'_> {
    fn formula(&mut self, formula: &Formula, moved: (i64, i64)) {
        let Some(tokens) = formula.tokens().filter(|_| self.names <= MOST_NAMES && self.found.areas.len() <= MOST_AREAS) else {
            self.found.unknown = true;
            return;
        };
        let leads_on = |token: &Token| match token {
            Token::Range => true,
            Token::Name { name, called, .. } => *called && name.eq_ignore_ascii_case("OFFSET"),
            _ => false,
        };
        if tokens.iter().any(leads_on) {
            self.found.unknown |= !self.reach(formula, moved);
        }
        for token in tokens {
            let known = match token {
                Token::Reference(reference) => {
                    self.found.unknown |= formula.is_also_a_name(reference, self.book);
                    reference.area_moved(moved).is_some_and(|area| self.add(&reference.scope, area))
                }
                Token::Name { scope, name, called } => self.name(scope, name, *called),
                Token::Structured { table, columns } => self.structured(table.as_deref(), columns),
                // What it may span was added above.
                Token::Range => true,
            };
            self.found.unknown |= !known;
        }
    }

    /// Adds the cells that the formula may look at where it writes no plain addresses; false if these are not known.
    fn reach(&mut self, formula: &Formula, moved: (i64, i64)) -> bool {
        let Some(expression) = formula.expression() else { return false };
        let reach = Reach { book: self.book, sheet: self.sheet, cell: self.cell };
        reach.of(&expression, moved).map(|areas| self.found.areas.extend(areas)).is_some()
    }

    /// Adds an area on the sheets of a scope; false if they are not known.
    fn add(&mut self, scope: &SheetScope, area: Area) -> bool {
        let (first, last) = match scope {
            SheetScope::Own => (Some(self.sheet), Some(self.sheet)),
            SheetScope::Named(name) => (self.book.sheet(name), self.book.sheet(name)),
            SheetScope::Span(first, last) => (self.book.sheet(first), self.book.sheet(last)),
            SheetScope::External => return true,
        };
        let (Some(first), Some(last)) = (first, last) else { return false };
        self.found.areas.extend((first.min(last)..=first.max(last)).map(|sheet| (sheet, area)));
        true
    }

    fn name(&mut self, scope: &SheetScope, name: &str, called: bool) -> bool {
        let sheet = match scope {
            SheetScope::External => return true,
            SheetScope::Own => self.sheet,
            SheetScope::Named(sheet) => match self.book.sheet(sheet) {
                Some(sheet) => sheet,
                // `Book1.xlsx!Name` names a workbook; whether it is this one cannot be told.
                None => return false,
            },
            SheetScope::Span(..) => return false,
        };
        if let Some(formula) = self.book.name(sheet, name) {
            // The addresses of a name are written as seen from A1.
            let moved = (i64::from(self.cell.row()) - 1, i64::from(self.cell.column()) - 1);
            self.names += 1;
            self.formula(formula, moved);
            return true;
        }
        if called {
            let plain = name.to_uppercase();
            let plain = plain.trim_start_matches("_XLFN.").trim_start_matches("_XLWS.");
            self.stretches |= STRETCHING.contains(&plain);
            self.found.volatile |= VOLATILE.contains(&plain);
            return !ANYWHERE.contains(&plain);
        }
        if let Some((sheet, table)) = self.book.table(name) {
            self.found.areas.push((sheet, table.area));
            return true;
        }
        // A variable of LET or LAMBDA, whose value is in the formula too, or what nobody knows: `#NAME?`, whatever the cells hold.
        true
    }

    fn structured(&mut self, table: Option<&str>, columns: &str) -> bool {
        let table = match table {
            Some(name) => self.book.table(name),
            None => self.book.table_at(self.sheet, self.cell),
        };
        let Some((sheet, table)) = table else { return false };
        let area = table.columns_named(columns).map_or(table.area, |(_, area)| area);
        let own_row = columns.starts_with('@') || columns.to_lowercase().contains("[#this row]");
        let row = Address::new(self.cell.row(), area.first().column()).zip(Address::new(self.cell.row(), area.last().column()));
        let in_row = row.filter(|(first, _)| own_row && sheet == self.sheet && area.contains(*first));
        self.found.areas.push((sheet, in_row.map_or(area, |(first, last)| Area::between(first, last))));
        true
    }
}
