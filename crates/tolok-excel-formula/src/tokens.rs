//! The text of a formula as tokens: what names cells, and what only looks like it.

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
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.step()? {}
    Some(lexer.tokens)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one token; false at the end, nothing where it cannot be read.
    fn step(&mut self) -> Option<bool> {
        let Some(character) = self.peek() else { return Some(false) };
        match character {
            '"' => drop(self.quoted('"')?),
            '\'' => {
                let sheet = self.quoted('\'')?;
                self.mark('!')?;
                self.behind_sheet(sheet_scope(&sheet))?;
            }
            '{' => self.array()?,
            '#' => self.hash()?,
            '[' => self.bracket()?,
            ':' => {
                self.at += 1;
                self.tokens.push(Token::Range);
            }
            '0'..='9' | '.' => self.digits()?,
            _ if is_word(character) => self.word()?,
            _ if character.is_whitespace() || "+-*/^&=<>%(),;@".contains(character) => self.at += character.len_utf8(),
            _ => return None,
        }
        Some(true)
    }

    /// The text between quotes, which are doubled where they stand for themselves.
    fn quoted(&mut self, quote: char) -> Option<String> {
        self.mark(quote)?;
        let mut content = String::new();
        loop {
            let end = self.rest().find(quote)?;
            content.push_str(self.rest().get(..end)?);
            self.at += end + 1;
            if self.mark(quote).is_none() {
                return Some(content);
            }
            content.push(quote);
        }
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.rest().starts_with(mark).then(|| self.at += mark.len_utf8())
    }

    /// An array of constants; it holds no references.
    fn array(&mut self) -> Option<()> {
        self.mark('{')?;
        loop {
            match self.peek()? {
                '}' => return self.mark('}'),
                '"' => drop(self.quoted('"')?),
                '{' => return None,
                other => self.at += other.len_utf8(),
            }
        }
    }

    /// An error such as `#REF!`, or the mark behind a cell that means all it spills into.
    fn hash(&mut self) -> Option<()> {
        const ERRORS: &[&str] = &[
            "#DIV/0!",
            "#N/A",
            "#NAME?",
            "#NULL!",
            "#NUM!",
            "#REF!",
            "#VALUE!",
            "#GETTING_DATA",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#CONNECT!",
            "#UNKNOWN!",
            "#BUSY!",
            "#EXTERNAL!",
            "#PYTHON!",
            "#TIMEOUT!",
        ];
        let starts = |error: &&&str| self.rest().get(..error.len()).is_some_and(|start| start.eq_ignore_ascii_case(error));
        self.at += ERRORS.iter().find(starts).map_or(1, |error| error.len());
        Some(())
    }

    /// `[1]Sheet1!A1`, which is in another workbook, or `[@Sales]`, which is in the table around the formula.
    fn bracket(&mut self) -> Option<()> {
        let inside = self.bracketed()?;
        if self.peek() == Some('!') || self.peek().is_some_and(is_word) {
            let sheet = self.take_word();
            if self.mark(':').is_some() {
                self.take_word();
            }
            self.mark('!')?;
            let number = inside.parse::<u32>();
            // Workbook 0 is the one the formula is in.
            return self.behind_sheet(if number == Ok(0) { own_scope(sheet) } else { SheetScope::External });
        }
        self.tokens.push(Token::Structured { table: None, columns: inside });
        Some(())
    }

    /// What stands between a bracket and the one that closes it.
    fn bracketed(&mut self) -> Option<String> {
        self.mark('[')?;
        let start = self.at;
        let mut depth = 1_usize;
        loop {
            match self.peek()? {
                '[' => depth += 1,
                ']' => depth -= 1,
                // An apostrophe takes the meaning from the bracket behind it.
                '\'' => self.at += 1,
                _ => {}
            }
            self.at += self.peek()?.len_utf8();
            if depth == 0 {
                return Some(self.text.get(start..self.at - 1)?.to_owned());
            }
        }
    }

    /// A number, or whole rows such as `2:4`.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        let whole = self.take_while(|character| character.is_ascii_digit());
        if self.peek() == Some(':') {
            return self.area(SheetScope::Own, whole, start);
        }
        if self.mark('.').is_some() {
            self.take_while(|character| character.is_ascii_digit());
        }
        let before_exponent = self.at;
        if self.mark('E').or_else(|| self.mark('e')).is_some() {
            let _ = self.mark('+').or_else(|| self.mark('-'));
            if self.take_while(|character| character.is_ascii_digit()).is_empty() {
                self.at = before_exponent;
            }
        }
        // A number that goes on as a word is the unquoted name of a sheet, or nothing that is known.
        if self.peek().is_some_and(is_word) || self.peek() == Some('!') {
            self.at = start;
            return self.word();
        }
        (self.at > start).then_some(())
    }

    /// A cell, a name, a function, a table, or the sheet before any of these.
    fn word(&mut self) -> Option<()> {
        let start = self.at;
        let word = self.take_word();
        match self.peek() {
            Some('!') => {
                self.at += 1;
                self.behind_sheet(SheetScope::Named(word.to_owned()))
            }
            Some(':') => {
                // `Sheet1:Sheet3!A1` is a cell on many sheets.
                let colon = self.at;
                self.at += 1;
                let other = self.take_word();
                if !other.is_empty() && self.mark('!').is_some() {
                    return self.behind_sheet(SheetScope::Span(word.to_owned(), other.to_owned()));
                }
                self.at = colon;
                self.area(SheetScope::Own, word, start)
            }
            _ => self.operand(SheetScope::Own, word, start),
        }
    }

    /// What stands behind `Sheet1!`.
    fn behind_sheet(&mut self, scope: SheetScope) -> Option<()> {
        let start = self.at;
        if self.peek() == Some('#') {
            return self.hash();
        }
        let word = self.take_word();
        if self.peek() == Some(':') { self.area(scope, word, start) } else { self.operand(scope, word, start) }
    }

    /// A word that a colon follows.
    fn area(&mut self, scope: SheetScope, word: &'a str, start: usize) -> Option<()> {
        let colon = self.at;
        self.at += 1;
        let other = self.take_word();
        let ends = !matches!(self.peek(), Some('!' | '(' | '['));
        if let Some(reference) = Reference::of(scope.clone(), word, Some(other), start..self.at).filter(|_| ends) {
            self.tokens.push(Token::Reference(reference));
            return Some(());
        }
        self.at = colon;
        self.operand(scope, word, start)
    }

    /// A word by itself.
    fn operand(&mut self, scope: SheetScope, word: &'a str, start: usize) -> Option<()> {
        if word.is_empty() {
            return None;
        }
        match self.peek() {
            Some('(') => self.tokens.push(Token::Name { scope, name: word.to_owned(), called: true }),
            Some('[') if scope == SheetScope::Own => {
                let columns = self.bracketed()?;
                self.tokens.push(Token::Structured { table: Some(word.to_owned()), columns });
            }
            Some('[') => return None,
            _ => match Reference::of(scope.clone(), word, None, start..self.at) {
                Some(reference) => self.tokens.push(Token::Reference(reference)),
                None if word.eq_ignore_ascii_case("TRUE") || word.eq_ignore_ascii_case("FALSE") => {}
                None => self.tokens.push(Token::Name { scope, name: word.to_owned(), called: false }),
            },
        }
        Some(())
    }

    fn take_word(&mut self) -> &'a str {
        self.take_while(is_word)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }
}

/// The characters of names, addresses and sheets without quotes.
fn is_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '_' | '.' | '$' | '\\' | '?')
        || (!character.is_ascii() && !character.is_whitespace())
}

/// The sheet between quotes: `Sheet 1`, `Jan:Dec`, or `[1]Sheet 1`.
fn sheet_scope(sheet: &str) -> SheetScope {
    if let Some((book, name)) = sheet.rsplit_once(']') {
        return if book.ends_with("[0") { own_scope(name) } else { SheetScope::External };
    }
    own_scope(sheet)
}

fn own_scope(sheet: &str) -> SheetScope {
    match sheet.split_once(':') {
        _ if sheet.is_empty() => SheetScope::Own,
        Some((first, last)) => SheetScope::Span(first.to_owned(), last.to_owned()),
        None => SheetScope::Named(sheet.to_owned()),
    }
}
