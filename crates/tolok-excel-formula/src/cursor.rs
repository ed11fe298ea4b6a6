//! A place in the text of a formula, and what can be read from there on.

/// A place in the text of a formula.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

/// The errors that a formula can write.
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

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over a character, if it stands here.
    pub(crate) fn mark(&mut self, mark: char) -> Option<()> {
        self.rest().starts_with(mark).then(|| self.at += mark.len_utf8())
    }

    /// The text between quotes, which are doubled where they stand for themselves.
    pub(crate) fn quoted(&mut self, quote: char) -> Option<String> {
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

    /// What stands between a bracket and the one that closes it.
    pub(crate) fn bracketed(&mut self) -> Option<String> {
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

    /// An array of constants, as it is written.
    pub(crate) fn array(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.mark('{')?;
        loop {
            match self.peek()? {
                '}' => {
                    self.mark('}')?;
                    return self.text.get(start..self.at);
                }
                '"' => drop(self.quoted('"')?),
                '{' => return None,
                other => self.at += other.len_utf8(),
            }
        }
    }

    /// An error such as `#REF!`, as it is written.
    pub(crate) fn error(&mut self) -> Option<&'a str> {
        let starts = |error: &&&str| self.rest().get(..error.len()).is_some_and(|start| start.eq_ignore_ascii_case(error));
        let error = self.rest().get(..ERRORS.iter().find(starts)?.len())?;
        self.at += error.len();
        Some(error)
    }

    pub(crate) fn take_word(&mut self) -> &'a str {
        self.take_while(is_word)
    }

    pub(crate) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Steps behind a number and gives true, or stays before what only begins like one: whole rows such as `2:4`, or the name of a sheet.
    pub(crate) fn number(&mut self) -> bool {
        let start = self.at;
        self.take_while(|character| character.is_ascii_digit());
        if self.peek() == Some(':') {
            self.at = start;
            return false;
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
        let goes_on = self.peek().is_some_and(is_word) || self.peek() == Some('!');
        if goes_on {
            self.at = start;
        }
        !goes_on
    }
}

/// The characters of names, addresses and sheets without quotes.
pub(crate) fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '$' | '\\' | '?');
    }
    !character.is_whitespace()
}
