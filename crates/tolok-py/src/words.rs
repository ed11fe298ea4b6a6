//! Sentences of the engine in Python's words: what it calls `--over month` is `over="month"` here.

use std::borrow::Cow;

/// Options that are said or not said.
const FLAGS: &[&str] =
    &["allow-outside", "check-totals", "dry-run", "in-place", "overwrite", "overwrite-formulas", "strict", "subtotals", "total"];
/// Options that take a value.
const OPTIONS: &[&str] = &[
    "across",
    "as",
    "as-of",
    "at",
    "by",
    "data",
    "errors",
    "explain",
    "kpis",
    "labels",
    "lang",
    "live-blank",
    "locale",
    "max-unpacked",
    "members",
    "output",
    "over",
    "period",
    "periods",
    "recalculate",
    "report",
    "rows",
    "set",
    "sort",
    "top",
    "where",
];
/// Those of them that take numbers.
const NUMBERS: &[&str] = &["max-unpacked", "rows", "top"];
/// Those of them that take names with something for each.
const MAPPINGS: &[&str] = &["at", "data", "members", "set"];

/// The sentence with options as Python has them.
pub(crate) fn in_python(words: &str) -> Cow<'_, str> {
    if !words.contains("--") {
        return Cow::Borrowed(words);
    }
    // Python reads no standard input.
    let words = words.replace(", `--data -` for standard input", "");
    // What stands between backticks is every second piece.
    let pieces = words.split('`').enumerate().map(|(place, piece)| if place % 2 == 1 { quoted(piece) } else { bare(piece) });
    Cow::Owned(pieces.collect::<Vec<_>>().join("`"))
}

/// The same of a sentence that may be none.
pub(crate) fn maybe_in_python(words: Option<&str>) -> Option<String> {
    words.map(|words| in_python(words).into_owned())
}

/// What stands between backticks: options, or something else that stays as it is.
fn quoted(code: &str) -> String {
    let Some(options) = code.strip_prefix("--") else { return code.to_string() };
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for option in options.split(" --") {
        let (name, value) = option.split_once(' ').unwrap_or((option, ""));
        if !FLAGS.contains(&name) && !OPTIONS.contains(&name) {
            return code.to_string();
        }
        match said.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value.trim()),
            None => said.push((name, vec![value.trim()])),
        }
    }
    said.iter().map(|(name, values)| keyword(name, values)).collect::<Vec<_>>().join(", ")
}

/// Options outside of backticks, which are named without a value.
fn bare(text: &str) -> String {
    let word = |word: &str| match word.strip_prefix("--").filter(|name| FLAGS.contains(name) || OPTIONS.contains(name)) {
        Some(name) => spelled(name),
        None => word.to_string(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn spelled(name: &str) -> String {
    match name {
        "as" => "as_".to_string(),
        "output" => "out".to_string(),
        name => name.replace('-', "_"),
    }
}

fn keyword(name: &str, values: &[&str]) -> String {
    let spelled = spelled(name);
    match values {
        _ if FLAGS.contains(&name) => format!("{spelled}=True"),
        [""] => spelled,
        ["…"] if name == "set" => format!("{spelled}={{…}}"),
        ["…"] => format!("{spelled}=…"),
        [number] if NUMBERS.contains(&name) => format!("{spelled}={number}"),
        values if MAPPINGS.contains(&name) && values.iter().all(|value| value.contains('=')) => {
            let pairs = values.iter().filter_map(|value| value.trim_matches('"').split_once('='));
            let pairs: Vec<String> = pairs.map(|(key, value)| format!("{}: {}", text(key), member(name, value))).collect();
            format!("{spelled}={{{}}}", pairs.join(", "))
        }
        values => format!("{spelled}={}", values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", ")),
    }
}

/// What stands behind a name: the members of a dimension, or one value.
fn member(option: &str, value: &str) -> String {
    if option == "members" {
        return format!("[{}]", value.split(',').map(text).collect::<Vec<_>>().join(", "));
    }
    // A word in capitals stands for something else.
    let is_stand_in = !value.is_empty() && value.chars().all(|letter| letter.is_ascii_uppercase());
    if is_stand_in { value.to_string() } else { text(value) }
}

fn text(words: &str) -> String {
    let words = words.trim_matches('"');
    if words.contains('"') { format!("'{words}'") } else { format!("\"{words}\"") }
}
