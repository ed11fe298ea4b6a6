//! Cuts a text into definitions by its lines alone, so that a broken one never swallows the next.

use std::sync::Arc;

use crate::tree::Trivia;

/// The lines of one definition.
pub(crate) struct Chunk<'text> {
    /// Comments and blank lines before it.
    pub(crate) leading: Vec<Trivia>,
    /// The `##` lines before it, without the signs.
    pub(crate) documentation: Vec<Arc<str>>,
    /// Its text.
    pub(crate) text: &'text str,
    /// Where that begins in the file.
    pub(crate) start: usize,
    /// By what its first line is indented although nothing stands before it; else nothing.
    pub(crate) indentation: &'text str,
}

/// The definitions of a text, and what stands after the last one.
pub(crate) fn chunks(text: &str) -> (Vec<Chunk<'_>>, Vec<Trivia>) {
    let base = common_indentation(text);
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let mut pending: Vec<Line<'_>> = Vec::new();
    for line in lines(text) {
        match line.role(base) {
            Role::Blank | Role::Comment => pending.push(line),
            Role::Continuation if !chunks.is_empty() => {
                pending.clear();
                if let Some(chunk) = chunks.last_mut() {
                    chunk.text = text.get(chunk.start..line.end()).unwrap_or(chunk.text);
                }
            }
            role => {
                let (leading, documentation) = trivia(&mut pending);
                let skipped = line.text.len() - line.text.trim_start().len();
                let start = line.start + skipped;
                let text = line.text.trim();
                let continues_nothing = role == Role::Continuation && skipped > 0;
                let indentation = line.text.get(..skipped).filter(|_| continues_nothing).unwrap_or_default();
                chunks.push(Chunk { leading, documentation, text, start, indentation });
            }
        }
    }
    let (trailing, documentation) = trivia(&mut pending);
    let orphaned = documentation.iter().map(|line| Trivia::Comment(format!("## {line}").trim_end().into()));
    (chunks, trailing.into_iter().chain(orphaned).collect())
}

struct Line<'text> {
    text: &'text str,
    start: usize,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Role {
    Blank,
    Comment,
    Continuation,
    Start,
}

impl Line<'_> {
    fn role(&self, base: usize) -> Role {
        let trimmed = self.text.trim_start();
        match trimmed.chars().next() {
            None => Role::Blank,
            Some('#') => Role::Comment,
            Some(')' | ']' | '}') => Role::Continuation,
            Some(_) if self.text.len() - trimmed.len() > base => Role::Continuation,
            Some(_) => Role::Start,
        }
    }

    fn end(&self) -> usize {
        self.start + self.text.trim_end().len()
    }
}

/// The lines of a text without their ends; a byte-order mark is no part of the first.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let text = whole.trim_end_matches(['\n', '\r']);
        let without_mark = if start == 0 { text.trim_start_matches('\u{feff}') } else { text };
        let line = Line { text: without_mark, start: start + text.len() - without_mark.len() };
        start += whole.len();
        line
    })
}

/// By how many bytes every line that is not blank is indented.
fn common_indentation(text: &str) -> usize {
    let mut common: Option<&str> = None;
    for line in lines(text).filter(|line| !line.text.trim_start().is_empty()) {
        let indentation = line.text.get(..line.text.len() - line.text.trim_start().len()).unwrap_or("");
        let shared = common.unwrap_or(indentation);
        let length = shared.bytes().zip(indentation.bytes()).take_while(|(one, other)| one == other).count();
        common = Some(shared.get(..length).unwrap_or(""));
        if length == 0 {
            break;
        }
    }
    common.map_or(0, str::len)
}

/// What pending lines say: comments and single blank lines, and the documentation among them.
fn trivia(pending: &mut Vec<Line<'_>>) -> (Vec<Trivia>, Vec<Arc<str>>) {
    let mut leading = Vec::new();
    let mut documentation = Vec::new();
    for line in pending.drain(..) {
        let text = line.text.trim();
        if text.is_empty() {
            if leading.last() != Some(&Trivia::Blank) {
                leading.push(Trivia::Blank);
            }
        } else if let Some(words) = text.strip_prefix("##") {
            documentation.push(words.strip_prefix(' ').unwrap_or(words).into());
        } else {
            leading.push(Trivia::Comment(text.into()));
        }
    }
    (leading, documentation)
}
