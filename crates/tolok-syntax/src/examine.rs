//! One linear pass over a definition before it is parsed: brackets, texts, comments and bounds.

use std::sync::Arc;

use tolok_diagnostics::{Code, Diagnostic};

use crate::codes;
use crate::limits::{MAX_DEFINITION_BYTES, MAX_NAME_CHARACTERS, MAX_NESTING, MAX_OPERATORS, MAX_RUN};
use crate::tree::{Comment, Span};

/// The comments of a definition that stands at `start` in its file, or the problem that keeps it from being parsed.
pub(crate) fn examine(file: &Arc<str>, text: &str, start: usize) -> Result<Vec<Comment>, Diagnostic> {
    let mut examiner = Examiner { file, text, start, brackets: Vec::new(), comments: Vec::new(), operators: 0, run: 0 };
    if text.len() > MAX_DEFINITION_BYTES {
        let words = format!("a definition of {} bytes is longer than {MAX_DEFINITION_BYTES} bytes", text.len());
        return Err(examiner.problem(&codes::LIMIT, words, 0, text.chars().next().map_or(0, char::len_utf8)));
    }
    examiner.walk()?;
    if let Some((bracket, at)) = examiner.brackets.last().copied() {
        let problem = examiner.problem(&codes::BRACKET, format!("`{bracket}` is never closed"), at, at + 1);
        return Err(match bracket {
            '{' => problem.help("close it with `}`; the lines between the braces have to be indented"),
            _ => problem.help(format!("close it with `{}`", partner(bracket))),
        });
    }
    Ok(examiner.comments)
}

struct Examiner<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    start: usize,
    brackets: Vec<(char, usize)>,
    comments: Vec<Comment>,
    operators: usize,
    run: usize,
}

impl Examiner<'_> {
    fn walk(&mut self) -> Result<(), Diagnostic> {
        let mut at = 0;
        while let Some(character) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + character.len_utf8();
            let is_sign = matches!(character, '-' | '+' | '%');
            if !character.is_whitespace() && !is_sign {
                self.run = 0;
            }
            at = match character {
                '"' | '`' => self.quoted(character, at)?,
                '#' => self.comment(at),
                '(' | '[' | '{' => {
                    self.open(character, at)?;
                    next
                }
                ')' | ']' | '}' => {
                    self.close(character, at)?;
                    next
                }
                '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<' | '>' | '%' => {
                    self.operator(is_sign, at)?;
                    next
                }
                _ if character.is_alphanumeric() || character == '_' => self.word(at)?,
                _ => next,
            };
        }
        Ok(())
    }

    fn quoted(&self, mark: char, at: usize) -> Result<usize, Diagnostic> {
        let rest = self.text.get(at + 1..).unwrap_or("");
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        let Some(end) = line.find(mark) else {
            let (what, help) = match mark {
                '"' => ("text", "put `\"` after its last character, on the same line"),
                _ => ("name", "put a backtick after its last character, on the same line"),
            };
            let words = format!("the {what} that begins here does not end on its line");
            return Err(self.problem(&codes::UNCLOSED_TEXT, words, at, at + 1 + line.trim_end().len()).help(help));
        };
        if mark == '`' {
            self.check_name(at + 1, at + 1 + end)?;
        }
        Ok(at + 1 + end + 1)
    }

    fn comment(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        let before = self.text.get(..at).unwrap_or("");
        let own_line = before.rsplit('\n').next().unwrap_or("").trim().is_empty() && before.contains('\n');
        let span = Span::new(self.start + at, self.start + at + line.trim_end().len());
        self.comments.push(Comment { text: line.trim_end().into(), span, own_line });
        at + line.len()
    }

    fn open(&mut self, bracket: char, at: usize) -> Result<(), Diagnostic> {
        self.brackets.push((bracket, at));
        if self.brackets.len() > MAX_NESTING {
            let words = format!("brackets nest deeper than {MAX_NESTING}");
            return Err(self.problem(&codes::LIMIT, words, at, at + 1).help("give the inner parts names of their own"));
        }
        Ok(())
    }

    fn close(&mut self, bracket: char, at: usize) -> Result<(), Diagnostic> {
        match self.brackets.pop() {
            Some((open, _)) if partner(open) == bracket => Ok(()),
            Some((open, open_at)) => {
                let words = format!("`{open}` is closed by `{bracket}`");
                let problem = self.problem(&codes::BRACKET, words, at, at + 1).help(format!("close it with `{}`", partner(open)));
                let opened = self.start + open_at;
                Err(problem.related(tolok_diagnostics::Place::text(Arc::clone(self.file), opened..opened + 1), "opened here"))
            }
            None => {
                let words = format!("`{bracket}` closes nothing");
                Err(self.problem(&codes::BRACKET, words, at, at + 1).help(format!("take the `{bracket}` out")))
            }
        }
    }

    fn operator(&mut self, is_sign: bool, at: usize) -> Result<(), Diagnostic> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            let words = format!("a definition has more than {MAX_OPERATORS} operators");
            return Err(self.problem(&codes::LIMIT, words, at, at + 1).help("give parts of it names of their own"));
        }
        if is_sign {
            self.run += 1;
            if self.run > MAX_RUN {
                let words = format!("more than {MAX_RUN} signs in a row");
                return Err(self.problem(&codes::LIMIT, words, at, at + 1));
            }
        }
        Ok(())
    }

    fn word(&self, at: usize) -> Result<usize, Diagnostic> {
        let rest = self.text.get(at..).unwrap_or("");
        let length = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
        self.check_name(at, at + length)?;
        Ok(at + length)
    }

    fn check_name(&self, from: usize, to: usize) -> Result<(), Diagnostic> {
        // Bytes bound characters from above, so that only suspicious words are counted.
        if to - from > MAX_NAME_CHARACTERS && self.text.get(from..to).is_some_and(|name| name.chars().count() > MAX_NAME_CHARACTERS) {
            let words = format!("a name or number is longer than {MAX_NAME_CHARACTERS} characters");
            let shown = self.text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            return Err(self.problem(&codes::LIMIT, words, from, from + shown));
        }
        Ok(())
    }

    fn problem(&self, code: &'static Code, words: impl Into<String>, from: usize, to: usize) -> Diagnostic {
        Diagnostic::new(code, words).in_text(self.file, self.start + from..self.start + to)
    }
}

fn partner(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
