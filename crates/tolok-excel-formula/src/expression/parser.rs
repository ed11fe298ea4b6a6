//! The text of a formula becomes a tree.

use super::{Argument, Expression, Link, Name, Node, Operator, Term, Written};
use crate::cursor::{Cursor, is_word};
use crate::reference::{Reference, SheetScope};
use crate::tokens::{own_scope, sheet_scope};

/// How many brackets and calls may stand in each other; Excel allows 64 calls.
const MOST_NESTED: usize = 64;

/// The tree of a formula, or nothing if it cannot be read to its end.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let mut parser = Parser { cursor: Cursor::new(text), nested: 0 };
    let root = parser.expression(0)?;
    let mut after = parser.spaces().into();
    let root = if parser.cursor.peek() == Some(',') { parser.union(root, std::mem::take(&mut after))? } else { root };
    parser.cursor.rest().is_empty().then_some(Expression { root, after })
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    nested: usize,
}

impl<'a> Parser<'a> {
    fn spaces(&mut self) -> &'a str {
        self.cursor.take_while(char::is_whitespace)
    }

    /// Areas with commas in between, of which the first was read.
    fn union(&mut self, first: Term, after: Box<str>) -> Option<Term> {
        let mut items = vec![Argument { term: first, after }];
        while self.cursor.mark(',').is_some() {
            items.push(Argument { term: self.expression(0)?, after: self.spaces().into() });
        }
        let areas = items.iter().all(|item| may_be_area(&item.term));
        areas.then(|| Term { before: "".into(), node: Node::Union(items) })
    }

    /// Operands between operators that bind at least so tightly.
    fn expression(&mut self, level: u8) -> Option<Term> {
        let mut left = self.signed()?;
        // The level of the operators that the left side was made with just now.
        let mut made = None;
        loop {
            let start = self.cursor.at;
            let before = self.spaces();
            let Some(operator) = self.operator().filter(|operator| operator.level() >= level) else {
                self.cursor.at = start;
                return Some(left);
            };
            let operand = self.expression(operator.level() + 1)?;
            left = linked(left, Link { before: before.into(), operator, operand }, made == Some(operator.level()));
            made = Some(operator.level());
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        let rest = self.cursor.rest();
        let operator = [
            Operator::NotEqual,
            Operator::LessOrEqual,
            Operator::GreaterOrEqual,
            Operator::Equal,
            Operator::Less,
            Operator::Greater,
            Operator::Concatenate,
            Operator::Add,
            Operator::Subtract,
            Operator::Multiply,
            Operator::Divide,
            Operator::Power,
        ]
        .into_iter()
        .find(|operator| rest.starts_with(operator.text()))?;
        self.cursor.at += operator.text().len();
        Some(operator)
    }

    /// An operand with the signs before it and the percent signs behind it.
    fn signed(&mut self) -> Option<Term> {
        let start = self.cursor.at;
        let before = self.spaces();
        let Some(first) = self.sign() else {
            self.cursor.at = start;
            return self.percent();
        };
        let mut others = Vec::new();
        loop {
            let start = self.cursor.at;
            let before = self.spaces();
            let Some(sign) = self.sign() else {
                self.cursor.at = start;
                break;
            };
            others.push((before.into(), sign));
        }
        let operand = Box::new(self.percent()?);
        Some(Term { before: before.into(), node: Node::Signed { first, others, operand } })
    }

    fn sign(&mut self) -> Option<char> {
        let sign = self.cursor.peek().filter(|sign| matches!(sign, '+' | '-' | '@'))?;
        self.cursor.at += sign.len_utf8();
        Some(sign)
    }

    fn percent(&mut self) -> Option<Term> {
        let operand = self.intersection()?;
        let mut before_each = Vec::new();
        loop {
            let start = self.cursor.at;
            let before = self.spaces();
            if self.cursor.mark('%').is_none() {
                self.cursor.at = start;
                break;
            }
            before_each.push(before.into());
        }
        if before_each.is_empty() {
            return Some(operand);
        }
        Some(Term { before: "".into(), node: Node::Percent { operand: Box::new(operand), before_each } })
    }

    /// Areas with white space between them, which stand for what they share.
    fn intersection(&mut self) -> Option<Term> {
        let mut left = self.range()?;
        let mut made = false;
        loop {
            let start = self.cursor.at;
            let spaces = self.spaces();
            let begins = |next: char| is_word(next) || matches!(next, '\'' | '[' | '(' | '#');
            let goes_on = !spaces.is_empty() && may_be_area(&left) && self.cursor.peek().is_some_and(begins);
            self.cursor.at = start;
            if !goes_on {
                return Some(left);
            }
            let operand = self.range()?;
            left = linked(left, Link { before: "".into(), operator: Operator::Intersect, operand }, made);
            made = true;
        }
    }

    /// Things with colons between them that are no plain addresses.
    fn range(&mut self) -> Option<Term> {
        let mut left = self.spilled()?;
        let mut made = false;
        loop {
            let start = self.cursor.at;
            let before = self.spaces();
            if self.cursor.mark(':').is_none() {
                self.cursor.at = start;
                return Some(left);
            }
            let operand = self.spilled()?;
            left = linked(left, Link { before: before.into(), operator: Operator::Range, operand }, made);
            made = true;
        }
    }

    fn spilled(&mut self) -> Option<Term> {
        let before = self.spaces();
        let node = self.primary()?;
        let term = Term { before: before.into(), node };
        if may_be_area(&term) && self.cursor.mark('#').is_some() {
            return Some(Term { before: "".into(), node: Node::Spill(Box::new(term)) });
        }
        Some(term)
    }

    fn primary(&mut self) -> Option<Node> {
        let start = self.cursor.at;
        match self.cursor.peek()? {
            '"' => self.cursor.quoted('"').map(|text| Node::Text(text.into())),
            '\'' => {
                let sheet = self.cursor.quoted('\'')?;
                self.cursor.mark('!')?;
                self.behind_sheet(start, sheet_scope(&sheet))
            }
            '{' => self.cursor.array().map(|written| Node::Array(written.into())),
            '#' => self.error(""),
            '[' => self.bracket(start),
            '(' => self.arguments().filter(|items| !items.is_empty()).map(Node::Group),
            character if character.is_ascii_digit() || character == '.' => {
                if !self.cursor.number() {
                    return self.word(start);
                }
                let written = self.cursor.text.get(start..self.cursor.at)?;
                written.starts_with(|first: char| first.is_ascii_digit()).then_some(())?;
                Some(Node::Number(written.into()))
            }
            character if is_word(character) => self.word(start),
            _ => None,
        }
    }

    fn error(&mut self, scope: &str) -> Option<Node> {
        let error = self.cursor.error()?;
        Some(Node::Error { scope: scope.into(), error: error.into() })
    }

    /// `[1]Sheet1!A1`, which is in another workbook, or `[@Sales]`, which is in the table around the formula.
    fn bracket(&mut self, start: usize) -> Option<Node> {
        let inside = self.cursor.bracketed()?;
        if self.cursor.peek() == Some('!') || self.cursor.peek().is_some_and(is_word) {
            let sheet = self.cursor.take_word();
            if self.cursor.mark(':').is_some() {
                self.cursor.take_word();
            }
            self.cursor.mark('!')?;
            let number = inside.parse::<u32>();
            // Workbook 0 is the one the formula is in.
            return self.behind_sheet(start, if number == Ok(0) { own_scope(sheet) } else { SheetScope::External });
        }
        Some(Node::Structured { table: None, columns: inside.into() })
    }

    /// A cell, a name, a function, a table, or the sheet before any of these.
    fn word(&mut self, start: usize) -> Option<Node> {
        let word = self.cursor.take_word();
        match self.cursor.peek() {
            Some('!') => {
                self.cursor.at += 1;
                self.behind_sheet(start, SheetScope::Named(word.to_owned()))
            }
            Some(':') => {
                // `Sheet1:Sheet3!A1` is a cell on many sheets.
                let colon = self.cursor.at;
                self.cursor.at += 1;
                let other = self.cursor.take_word();
                if !other.is_empty() && self.cursor.mark('!').is_some() {
                    return self.behind_sheet(start, SheetScope::Span(word.to_owned(), other.to_owned()));
                }
                self.cursor.at = colon;
                self.area("", SheetScope::Own, word)
            }
            _ => self.operand("", SheetScope::Own, word),
        }
    }

    /// What stands behind `Sheet1!`.
    fn behind_sheet(&mut self, start: usize, scope: SheetScope) -> Option<Node> {
        let written = self.cursor.text.get(start..self.cursor.at)?;
        if self.cursor.peek() == Some('#') {
            return self.error(written);
        }
        let word = self.cursor.take_word();
        if self.cursor.peek() == Some(':') { self.area(written, scope, word) } else { self.operand(written, scope, word) }
    }

    /// A word that a colon follows.
    fn area(&mut self, written: &str, scope: SheetScope, word: &'a str) -> Option<Node> {
        let colon = self.cursor.at;
        let start = colon - word.len();
        self.cursor.at += 1;
        let other = self.cursor.take_word();
        let ends = !matches!(self.cursor.peek(), Some('!' | '(' | '['));
        let span = start..self.cursor.at;
        let reference = Reference::of(scope.clone(), word, Some(other), span.clone()).filter(|_| ends);
        match reference {
            Some(reference) => self.written(written, reference),
            None => {
                self.cursor.at = colon;
                self.operand(written, scope, word)
            }
        }
    }

    fn written(&self, scope: &str, reference: Reference) -> Option<Node> {
        let address = self.cursor.text.get(reference.corners_span.clone())?.into();
        Some(Node::Reference(Box::new(Written { scope: scope.into(), address, reference })))
    }

    /// A word by itself.
    fn operand(&mut self, written: &str, scope: SheetScope, word: &'a str) -> Option<Node> {
        if word.is_empty() {
            return None;
        }
        let start = self.cursor.at - word.len();
        match self.cursor.peek() {
            Some('(') => {
                let name = Box::new(Name { written_scope: written.into(), scope, name: word.into() });
                return Some(Node::Call { name, arguments: self.arguments()? });
            }
            Some('[') if scope == SheetScope::Own && written.is_empty() => {
                let columns = self.cursor.bracketed()?;
                return Some(Node::Structured { table: Some(word.into()), columns: columns.into() });
            }
            Some('[') => return None,
            _ => {}
        }
        if let Some(reference) = Reference::of(scope.clone(), word, None, start..self.cursor.at) {
            return self.written(written, reference);
        }
        let truth = word.eq_ignore_ascii_case("TRUE");
        if written.is_empty() && (truth || word.eq_ignore_ascii_case("FALSE")) {
            return Some(Node::Bool { truth, written: word.into() });
        }
        // A name begins with a letter, an underscore or a backslash; a number that goes on as a word is nothing that is known.
        let begins = !word.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '$' | '?'));
        begins.then(|| Node::Name(Box::new(Name { written_scope: written.into(), scope, name: word.into() })))
    }

    /// What stands between brackets, with commas in between; none at all in empty brackets.
    fn arguments(&mut self) -> Option<Vec<Argument>> {
        self.cursor.mark('(')?;
        if self.cursor.mark(')').is_some() {
            return Some(Vec::new());
        }
        self.nested += 1;
        if self.nested > MOST_NESTED {
            return None;
        }
        let mut arguments = Vec::new();
        loop {
            let start = self.cursor.at;
            let before = self.spaces();
            let term = if matches!(self.cursor.peek(), Some(',' | ')')) {
                Term { before: before.into(), node: Node::Empty }
            } else {
                self.cursor.at = start;
                self.expression(0)?
            };
            arguments.push(Argument { term, after: self.spaces().into() });
            if self.cursor.mark(')').is_some() {
                self.nested -= 1;
                return Some(arguments);
            }
            self.cursor.mark(',')?;
        }
    }
}

/// Adds an operand to the operands on the left, if it belongs to the same chain, or begins a chain.
fn linked(left: Term, link: Link, same: bool) -> Term {
    let node = match left.node {
        Node::Chain { first, mut rest } if same => {
            rest.push(link);
            Node::Chain { first, rest }
        }
        node => Node::Chain { first: Box::new(Term { before: left.before, node }), rest: vec![link] },
    };
    Term { before: "".into(), node }
}

/// True for what may stand for cells.
fn may_be_area(term: &Term) -> bool {
    match &term.node {
        Node::Reference(_) | Node::Name(_) | Node::Structured { .. } | Node::Call { .. } | Node::Group(_) | Node::Spill(_) => true,
        // What a reference becomes whose cells are gone.
        Node::Error { error, .. } => error.eq_ignore_ascii_case("#REF!"),
        Node::Chain { rest, .. } => rest.iter().all(|link| link.operator.level() >= Operator::Intersect.level()),
        _ => false,
    }
}
