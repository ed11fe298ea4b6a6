//! From the parser's failure to a sentence that a spreadsheet person understands.

mod expected;
mod habits;

use std::sync::Arc;

use pest::error::{Error, ErrorVariant, InputLocation};
use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Code, Diagnostic};

use crate::codes;
use crate::form::{FORMS, first_word, rule};
use crate::grammar::Rule;

/// What is wrong with a definition that the grammar refuses. `start` is where its text begins in the file.
pub(crate) fn explain(file: &Arc<str>, text: &str, start: usize, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(text.len()),
    };
    let positives: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => {
            let words = "this definition nests too deep to be read";
            return Diagnostic::new(&codes::LIMIT, words)
                .in_text(file, start..start + text.len().min(1))
                .help("give parts of it names of their own");
        }
    };
    let at = skip_space(text, at);
    let finding = habits::find(text, at)
        .or_else(|| unknown_form(text, at))
        .or_else(|| name_with_signs(text, at))
        .or_else(|| unknown_word(text, at, positives))
        .unwrap_or_else(|| unexpected(text, at, positives));
    let problem = Diagnostic::new(finding.code, finding.message).in_text(file, start + finding.from..start + finding.to);
    match finding.help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// What was found out, with byte offsets in the definition.
struct Finding {
    code: &'static Code,
    from: usize,
    to: usize,
    message: String,
    help: Option<String>,
}

/// `inptu spend: money`: a first word that no form of definition begins with, where a second word follows.
fn unknown_form(text: &str, at: usize) -> Option<Finding> {
    let (word, rest) = first_word(text);
    let misplaced = rule(text) == Rule::metric_definition && at >= word.len() && text.get(word.len()..at)?.trim().is_empty();
    if !misplaced || word.is_empty() || rest.trim_start().is_empty() {
        return None;
    }
    let next = rest.trim_start().chars().next()?;
    if !(next.is_alphabetic() || next == '"' || next == '`' || next == '_') {
        return None;
    }
    let help = match nearest(word, FORMS.iter().map(|(keyword, _)| *keyword)) {
        Some("metric") => "a metric needs no word before its name: `name = formula`".to_string(),
        Some(keyword) => format!("did you mean `{keyword}`?"),
        None => "a definition is written `name = formula`, or begins with a word such as `input`, `dimension` or `report`; \
                 a name with spaces stands between backticks"
            .to_string(),
    };
    let message = format!("no definition begins with `{word}`");
    Some(Finding { code: &codes::UNEXPECTED, from: 0, to: word.len(), message, help: Some(help) })
}

/// `cost/lead = …`: a name with signs in it, where `=` follows on the line.
fn name_with_signs(text: &str, at: usize) -> Option<Finding> {
    let (word, rest) = first_word(text);
    let (name, _) = text.lines().next()?.split_once('=')?;
    let name = name.trim_end();
    let signs = rule(text) == Rule::metric_definition && at == word.len() && rest.starts_with(['-', '.', '%', '/', '&', '+', '(']);
    if !signs || word.is_empty() || word.starts_with('`') || name.contains('`') {
        return None;
    }
    let message = format!("`{name}` is no name: names have letters, digits and `_`");
    let help = if rest.starts_with('(') && name.ends_with(')') {
        format!("a function begins with `fn`: `fn {name} = …`")
    } else {
        format!("anything else stands between backticks: `` `{name}` = … ``")
    };
    Some(Finding { code: &codes::UNEXPECTED, from: 0, to: name.len(), message, help: Some(help) })
}

/// A misspelt attribute or entry of a block.
fn unknown_word(text: &str, at: usize, positives: &[Rule]) -> Option<Finding> {
    let words = expected::block_words(positives)?;
    let (word, _) = first_word(text.get(at..)?);
    if !word.chars().next()?.is_alphabetic() || words.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let help = match nearest(word, words.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("here stands one of {}", words.join(", ")),
    };
    let message = format!("nothing between these braces begins with `{word}`");
    Some(Finding { code: &codes::UNKNOWN_WORD, from: at, to: at + word.len(), message, help: Some(help) })
}

fn unexpected(text: &str, at: usize, positives: &[Rule]) -> Finding {
    let expected = expected::sentence(positives);
    let found = found(text, at);
    if found.is_empty() {
        let end = text.trim_end().len();
        let from = last_word(text, end);
        let message = format!("the definition ends after `{}`, but {expected} is missing", text.get(from..end).unwrap_or(""));
        return Finding { code: &codes::UNEXPECTED, from, to: end, message, help: None };
    }
    let message = format!("unexpected `{found}`: {expected} is expected here");
    let is_reserved = RESERVED.iter().any(|word| found.eq_ignore_ascii_case(word));
    let help = (at == 0 && is_reserved).then(|| format!("`{found}` is a word of the language; as a name it stands between backticks"));
    Finding { code: &codes::UNEXPECTED, from: at, to: at + found.len(), message, help }
}

/// The words that are never names.
const RESERVED: [&str; 9] = ["and", "or", "not", "in", "where", "per", "true", "false", "blank"];

/// The word, number or sign at a place.
fn found(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return "" };
    let length = if first.is_alphanumeric() || first == '_' {
        rest.find(|character: char| !character.is_alphanumeric() && character != '_' && character != '.').unwrap_or(rest.len())
    } else if first == '"' || first == '`' {
        rest.get(1..).and_then(|inner| inner.find(first)).map_or(1, |end| end + 2)
    } else {
        first.len_utf8()
    };
    rest.get(..length).unwrap_or(rest)
}

/// Where the last word before a place begins.
fn last_word(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or("");
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    match before.chars().next_back() {
        Some(last) if is_word(last) => before
            .rfind(|character| !is_word(character))
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)),
        Some(last) => end - last.len_utf8(),
        None => 0,
    }
}

/// The next place that is neither white space nor comment.
fn skip_space(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with('#') {
            return at;
        }
        at += trimmed.find('\n').unwrap_or(trimmed.len());
    }
}
