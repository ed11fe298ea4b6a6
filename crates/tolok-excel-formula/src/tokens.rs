//! The text of a formula as tokens: what names cells, and what only looks like it.

use crate::cursor::{Cursor, is_word};
use crate::reference::{Reference, SheetScope};

/// A token that matters for which cells a formula refers to; everything else is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Reference(Reference),
    /// A name, or the name of a function.
    Name {
        scope: SheetScope,
        name: String,
        called: bool,
    },
    /// A reference to a table by its name, or by none inside the table itself, and what stands between the brackets.
    Structured {
        table: Option<String>,
        columns: String,
    },
    /// A colon between things that are no plain addresses: what it spans is known only when it is computed.
    Range,
}

/// The tokens of a formula, or nothing if it cannot be read to its end.
pub(crate) fn read(text: &str) -> Option<Vec<Token>> {
    let mut lexer = Lexer { cursor: Cursor::new(text), tokens: Vec::new() };
    while lexer.step()? {}
    Some(lexer.tokens)
}

struct Lexer<'a> {
    cursor: Cursor<'a>,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    /// Reads one token; false at the end, nothing where it cannot be read.
    fn step(&mut self) -> Option<bool> {
        let Some(character) = self.cursor.peek() else { return Some(false) };
        match character {
            '"' => drop(self.cursor.quoted('"')?),
            '\'' => {
                let sheet = self.cursor.quoted('\'')?;
                self.cursor.mark('!')?;
                self.behind_sheet(sheet_scope(&sheet))?;
            }
            '{' => drop(self.cursor.array()?),
            '#' => self.hash(),
            '[' => self.bracket()?,
            ':' => {
                self.cursor.at += 1;
                self.tokens.push(Token::Range);
            }
            '0'..='9' | '.' => self.digits()?,
            _ if is_word(character) => self.word()?,
            _ if character.is_whitespace() || "+-*/^&=<>%(),;@".contains(character) => self.cursor.at += character.len_utf8(),
            _ => return None,
        }
        Some(true)
    }

    /// An error such as `#REF!`, or the mark behind a cell that means all it spills into.
    fn hash(&mut self) {
        if self.cursor.error().is_none() {
            self.cursor.at += 1;
        }
    }

    /// `[1]Sheet1!A1`, which is in another workbook, or `[@Sales]`, which is in the table around the formula.
    fn bracket(&mut self) -> Option<()> {
        let inside = self.cursor.bracketed()?;
        if self.cursor.peek() == Some('!') || self.cursor.peek().is_some_and(is_word) {
            let sheet = self.cursor.take_word();
            if self.cursor.mark(':').is_some() {
                self.cursor.take_word();
            }
            self.cursor.mark('!')?;
            let number = inside.parse::<u32>();
            // Workbook 0 is the one the formula is in.
            return self.behind_sheet(if number == Ok(0) { own_scope(sheet) } else { SheetScope::External });
        }
        self.tokens.push(Token::Structured { table: None, columns: inside });
        Some(())
    }

    /// A number, or whole rows such as `2:4`, or an unquoted sheet that begins with a digit.
    fn digits(&mut self) -> Option<()> {
        let start = self.cursor.at;
        if self.cursor.number() {
            return (self.cursor.at > start).then_some(());
        }
        self.word()
    }

    /// A cell, a name, a function, a table, or the sheet before any of these.
    fn word(&mut self) -> Option<()> {
        let start = self.cursor.at;
        let word = self.cursor.take_word();
        match self.cursor.peek() {
            Some('!') => {
                self.cursor.at += 1;
                self.behind_sheet(SheetScope::Named(word.to_owned()))
            }
            Some(':') => {
                // `Sheet1:Sheet3!A1` is a cell on many sheets.
                let colon = self.cursor.at;
                self.cursor.at += 1;
                let other = self.cursor.take_word();
                if !other.is_empty() && self.cursor.mark('!').is_some() {
                    return self.behind_sheet(SheetScope::Span(word.to_owned(), other.to_owned()));
                }
                self.cursor.at = colon;
                self.area(SheetScope::Own, word, start)
            }
            _ => self.operand(SheetScope::Own, word, start),
        }
    }

    /// What stands behind `Sheet1!`.
    fn behind_sheet(&mut self, scope: SheetScope) -> Option<()> {
        let start = self.cursor.at;
        if self.cursor.peek() == Some('#') {
            self.hash();
            return Some(());
        }
        let word = self.cursor.take_word();
        if self.cursor.peek() == Some(':') { self.area(scope, word, start) } else { self.operand(scope, word, start) }
    }

    /// A word that a colon follows.
    fn area(&mut self, scope: SheetScope, word: &'a str, start: usize) -> Option<()> {
        let colon = self.cursor.at;
        self.cursor.at += 1;
        let other = self.cursor.take_word();
        let ends = !matches!(self.cursor.peek(), Some('!' | '(' | '['));
        if let Some(reference) = Reference::of(scope.clone(), word, Some(other), start..self.cursor.at).filter(|_| ends) {
            self.tokens.push(Token::Reference(reference));
            return Some(());
        }
        self.cursor.at = colon;
        self.operand(scope, word, start)
    }

    /// A word by itself.
    fn operand(&mut self, scope: SheetScope, word: &'a str, start: usize) -> Option<()> {
        if word.is_empty() {
            return None;
        }
        match self.cursor.peek() {
            Some('(') => self.tokens.push(Token::Name { scope, name: word.to_owned(), called: true }),
            Some('[') if scope == SheetScope::Own => {
                let columns = self.cursor.bracketed()?;
                self.tokens.push(Token::Structured { table: Some(word.to_owned()), columns });
            }
            Some('[') => return None,
            _ => match Reference::of(scope.clone(), word, None, start..self.cursor.at) {
                Some(reference) => self.tokens.push(Token::Reference(reference)),
                None if word.eq_ignore_ascii_case("TRUE") || word.eq_ignore_ascii_case("FALSE") => {}
                None => self.tokens.push(Token::Name { scope, name: word.to_owned(), called: false }),
            },
        }
        Some(())
    }
}

/// The sheet between quotes: `Sheet 1`, `Jan:Dec`, or `[1]Sheet 1`.
pub(crate) fn sheet_scope(sheet: &str) -> SheetScope {
    if let Some((book, name)) = sheet.rsplit_once(']') {
        return if book.ends_with("[0") { own_scope(name) } else { SheetScope::External };
    }
    own_scope(sheet)
}

pub(crate) fn own_scope(sheet: &str) -> SheetScope {
    match sheet.split_once(':') {
        _ if sheet.is_empty() => SheetScope::Own,
        Some((first, last)) => SheetScope::Span(first.to_owned(), last.to_owned()),
        None => SheetScope::Named(sheet.to_owned()),
    }
}
