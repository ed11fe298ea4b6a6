//! Random definitions as text: every form, odd spacing, comments in every gap, keywords in any case, habits of spreadsheets.

mod definition;
mod expression;

use proptest::collection::vec;
use proptest::prelude::*;

use definition::definition;

/// The words and signs of a text, before anything stands between them.
type Tokens = Vec<String>;

/// A file of definitions with comments, documentation and blank lines between them.
pub(crate) fn file() -> impl Strategy<Value = String> {
    let between = prop_oneof![
        4 => Just(String::new()),
        1 => Just("\n".to_string()),
        1 => Just("\n\n   \n".to_string()),
        1 => comment().prop_map(|comment| format!("{comment}\n")),
        1 => comment().prop_map(|comment| format!("  {comment}\n\n")),
        1 => "[a-zż ]{0,12}".prop_map(|words| format!("## {words}\n")),
        1 => "[a-zż ]{0,12}".prop_map(|words| format!("##{words}\n## second line\n")),
    ];
    (vec((between.clone(), spaced(definition())), 1..6), between).prop_map(|(definitions, last)| {
        let written: String = definitions.into_iter().map(|(before, text)| format!("{before}{text}\n")).collect();
        written + &last
    })
}

/// A formula on one line, without comments.
pub(crate) fn formula() -> impl Strategy<Value = String> {
    expression::clause().prop_map(|tokens| tokens.join(" "))
}

/// Words, signs and fragments that mean something in the language.
pub(crate) fn word() -> impl Strategy<Value = String> {
    const WORDS: [&str; 74] = [
        "a",
        "b",
        " = ",
        "=",
        "==",
        "<>",
        "!=",
        "<=",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        ":",
        "\n",
        "\n  ",
        "\r\n",
        "# c",
        "## d",
        "\"",
        "\"x\"",
        "`",
        "`a b`",
        "1",
        "1.5",
        "1_000",
        "1e6",
        ".5",
        "5%",
        "%",
        "+",
        "-",
        "*",
        "/",
        "^",
        "&",
        "and",
        "or",
        "not",
        "in",
        "where",
        "per",
        "true",
        "blank",
        "@2026-01",
        "@2026-13",
        "3 months",
        "input",
        "param",
        "dimension",
        "time",
        "fn",
        "source",
        "from",
        "rates",
        "use",
        "report",
        "test",
        "given",
        "expect",
        "within",
        "currency",
        "calendar",
        "override",
        "label",
        "target",
        "alias",
        "stock",
        "fill",
        "money",
        "if(",
    ];
    proptest::sample::select(&WORDS[..]).prop_map(str::to_string)
}

fn comment() -> impl Strategy<Value = String> {
    // Not a second sign: that would be documentation.
    "# ?[a-zż\"(){}`=]{0,10}x"
}

/// Puts something between any two words: nothing where they stay apart by themselves, spaces, new lines, comments.
fn spaced(tokens: impl Strategy<Value = Tokens>) -> impl Strategy<Value = String> {
    (tokens, vec((0u8..20, comment()), 12), "[ \t]{0,2}", prop::option::of(comment())).prop_map(|(tokens, gaps, end, last)| {
        let mut text = String::new();
        let mut gaps = gaps.iter().cycle();
        for token in tokens {
            let apart = text.is_empty() || !glued(&text, &token);
            let gap = gaps.next().map_or((0, ""), |(kind, comment)| (*kind, comment.as_str()));
            match gap {
                _ if text.is_empty() => {}
                (0..=5, _) if apart => {}
                (16, _) => text.push_str("\n  "),
                (17, _) => text.push_str("  \t"),
                (18, comment) => text.push_str(&format!(" {comment}\n\t")),
                (19, comment) => text.push_str(&format!("\n    {comment}\n\n    ")),
                _ => text.push(' '),
            }
            text.push_str(&token);
        }
        text.push_str(&end);
        text.push_str(&last.map_or_else(String::new, |comment| format!(" {comment}")));
        text
    })
}

/// True if two words would become one, or two signs another sign, with nothing between them.
fn glued(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), next.chars().next()) else { return false };
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '@' | '"' | '`');
    let is_sign = |character: char| matches!(character, '=' | '<' | '>' | '!' | '&' | '*' | '/' | '-');
    // A minus goes on with a date, as in `@2026-01`.
    let after_date = first == '-'
        && before.rsplit(|character: char| !is_word(character) && character != '-').next().is_some_and(|word| word.contains('@'));
    is_word(last) && is_word(first) || is_sign(last) && is_sign(first) || after_date
}

/// A word in any case.
fn keyword(word: &'static str) -> impl Strategy<Value = String> + Clone {
    (0u8..6).prop_map(move |kind| match kind {
        0 => word.to_uppercase(),
        1 => {
            word.chars().enumerate().map(|(index, character)| if index == 0 { character.to_ascii_uppercase() } else { character }).collect()
        }
        _ => word.to_string(),
    })
}

/// A name: plain, in other scripts, like a keyword, or between backticks.
fn name() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        6 => "[a-z][a-z_0-9]{0,6}".prop_filter("not reserved", |name| !is_reserved(name)),
        2 => proptest::sample::select(vec!["przychód", "Biaya_Pemasaran", "łącznie", "CAC", "収益", "_x", "ÅÄÖ"]).prop_map(str::to_string),
        2 => proptest::sample::select(vec![
            "rate", "date", "total", "target", "input", "Label", "report", "test", "use", "time", "sum", "if", "from", "by", "flow", "fill", "warn",
            "override", "param", "within", "expect", "given", "first", "single", "metric", "member", "period", "source", "stock", "fn"
        ]).prop_map(str::to_string),
        2 => proptest::sample::select(vec!["`Marketing Spend`", "`2026`", "`where`", "`a-b`", "`%`", "`x`", "` padded `", "`Ł, \"q\" (zł)`"]).prop_map(str::to_string),
    ]
}

fn is_reserved(name: &str) -> bool {
    matches!(name, "and" | "or" | "not" | "in" | "where" | "per" | "true" | "false" | "blank")
}

/// A text between quotation marks.
fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["\"[a-zA-Zż ]{0,8}\"", Just("\"say \"\"hi\"\"\"".to_string()), Just("\"\"".to_string()), Just("\"} ) ] `\"".to_string()),]
}

fn grain() -> impl Strategy<Value = String> + Clone {
    prop_oneof![keyword("day"), keyword("week"), keyword("month"), keyword("quarter"), keyword("year")]
}

/// Tokens one after another.
fn sequence(parts: Vec<Tokens>) -> Tokens {
    parts.into_iter().flatten().collect()
}

fn one(word: impl Into<String>) -> Tokens {
    vec![word.into()]
}

/// Tokens with a separator between each two.
fn separated(parts: Vec<Tokens>, separator: &str) -> Tokens {
    let mut tokens = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            tokens.push(separator.to_string());
        }
        tokens.extend(part);
    }
    tokens
}
