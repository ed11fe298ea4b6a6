//! Which form a definition has: its first word decides, unless `=` or `:` follows, which makes that word a name.

use crate::grammar::Rule;
use crate::tree::{Name, Span};

/// The words that begin a definition, with the grammar's rule for each.
pub(crate) const FORMS: [(&str, Rule); 14] = [
    ("calendar", Rule::calendar_definition),
    ("currency", Rule::currency_definition),
    ("dimension", Rule::dimension_definition),
    ("fn", Rule::function_definition),
    ("input", Rule::input_definition),
    ("metric", Rule::metric_definition),
    ("override", Rule::metric_definition),
    ("param", Rule::param_definition),
    ("rates", Rule::rates_definition),
    ("report", Rule::report_definition),
    ("source", Rule::source_definition),
    ("test", Rule::test_definition),
    ("time", Rule::time_definition),
    ("use", Rule::use_definition),
];

/// The rule that reads a definition.
pub(crate) fn rule(text: &str) -> Rule {
    let (word, rest) = first_word(text);
    if is_defined(rest) {
        return Rule::metric_definition;
    }
    if word.eq_ignore_ascii_case("override") && first_word(rest).0.eq_ignore_ascii_case("param") && !is_defined(first_word(rest).1) {
        return Rule::param_definition;
    }
    FORMS.iter().find(|(keyword, _)| word.eq_ignore_ascii_case(keyword)).map_or(Rule::metric_definition, |(_, rule)| *rule)
}

/// What a text that cannot be read seems to define: the word before the first `=` or `:`, or the word after the keyword.
pub(crate) fn defined_name(text: &str, start: usize) -> Option<Name> {
    let mut rest = text;
    for _ in 0..3 {
        let (word, after) = first_word(rest);
        if word.is_empty() || word.chars().count() > crate::limits::MAX_NAME_CHARACTERS {
            return None;
        }
        let is_keyword = FORMS.iter().any(|(keyword, _)| word.eq_ignore_ascii_case(keyword)) && !is_defined(after);
        if !is_keyword {
            let at = start + (text.len() - after.len()) - word.len();
            let name = word.trim_matches('`');
            return (!name.is_empty()).then(|| Name::new(name, Span::new(at, at + word.len())));
        }
        rest = after.trim_start();
    }
    None
}

/// The first word, or name in backticks, and what stands after it.
pub(crate) fn first_word(text: &str) -> (&str, &str) {
    let text = without_comments(text);
    let end = match text.strip_prefix('`') {
        Some(quoted) => quoted.find(['`', '\n']).map_or(text.len(), |end| end + 2),
        None => text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len()),
    };
    (text.get(..end).unwrap_or(text), text.get(end..).unwrap_or(""))
}

fn is_defined(rest: &str) -> bool {
    without_comments(rest).starts_with(['=', ':'])
}

/// The text without the white space and the comments that it begins with.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.get(rest.find('\n').unwrap_or(rest.len())..).unwrap_or("").trim_start();
    }
    rest
}
