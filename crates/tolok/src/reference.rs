//! The reference pages that are made from the program itself: functions and diagnostics.

use std::fmt::Write;

use tolok_model::functions::{self, Evaluation, Function, Gives};
use tolok_value::{Blanks, Rounding};

use crate::codes;

/// The page of all functions, in Markdown.
pub fn functions_page() -> String {
    let mut page = String::from("# Functions\n\n<!-- generated: edit the function table of tolok-model -->\n\n");
    page.push_str("An error among the arguments is the result, the first one in reading order. Functions that catch errors, or that\n");
    page.push_str("compute only the arguments they need, say so. A function with the name of a spreadsheet function gives what the\n");
    page.push_str("spreadsheet gives; [where the language differs](../language.md#where-it-differs-from-excel) is told there.\n");
    let mut current = "";
    for (group, function) in functions::all() {
        if group != current {
            current = group;
            let _ = write!(page, "\n## {group}\n");
        }
        let _ = write!(page, "\n### `{}`\n\n{}\n", function.signature(), function.summary);
        let _ = write!(page, "\n{}\n", policy(function));
        let (formula, result) = function.example;
        if result.is_empty() {
            let _ = write!(page, "\nExample: `{formula}`.");
        } else {
            let _ = write!(page, "\nExample: `{formula}` is `{result}`.");
        }
        if let Some(excel) = function.excel {
            let _ = write!(page, " In Excel: `{excel}`.");
        }
        page.push('\n');
    }
    page
}

/// The name of every function, with the formula of its example.
pub fn function_examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    functions::all().map(|(_, function)| (function.name, function.example.0))
}

/// What a function gives, what it does with blanks, and how exact it is.
fn policy(function: &Function) -> String {
    let gives = match function.gives {
        Gives::Number => "a number",
        Gives::Ratio => "a ratio",
        Gives::Percent => "a percent",
        Gives::Count => "a count",
        Gives::Text => "a text",
        Gives::Bool => "true or false",
        Gives::Date => "a date",
        Gives::First => "the unit of its first argument",
        Gives::Common { .. } => "the unit that its values have in common",
        Gives::Unknown => "whatever the definition has",
    };
    let scalar = function.scalar();
    let blanks = match (scalar.map(tolok_value::ScalarFunction::blanks), function.evaluation) {
        (Some(Blanks::Pass), _) => " A blank argument gives blank.",
        (Some(Blanks::Skip), _) | (_, Evaluation::Aggregate { .. }) => " Blanks are left out.",
        _ => "",
    };
    let rounding = match scalar.map(tolok_value::ScalarFunction::rounding) {
        Some(Rounding::Once) => " Rounded once, to 28 digits.",
        Some(Rounding::EachStep) => " Each step is rounded to 28 digits.",
        Some(Rounding::Never | Rounding::ToDigits) | None => "",
    };
    format!("Gives {gives}.{blanks}{rounding}")
}

/// The page of all diagnostics, in Markdown.
pub fn diagnostics_page() -> String {
    let mut page = String::from("# Diagnostics\n\n<!-- generated: edit the codes beside the problems that they name -->\n\n");
    page.push_str("Every problem has a code that never changes. `tolok check --explain CODE` prints what stands here.\n");
    let groups = [
        ("01", "Syntax"),
        ("02", "Names"),
        ("03", "Types, units and roll-ups"),
        ("04", "Evaluation"),
        ("05", "Data and files"),
        ("06", "Workbooks and templates"),
    ];
    for (group, title) in groups {
        let _ = write!(page, "\n## {title}\n");
        for code in codes::all().into_iter().filter(|code| code.id.get(1..3) == Some(group)) {
            page.push('\n');
            page.push_str(&diagnostic_entry(code));
        }
    }
    page
}

/// What there is to say about one diagnostic, in Markdown.
pub fn diagnostic_entry(code: &tolok_diagnostics::Code) -> String {
    let mut entry = format!("### {}: {}\n\n{}\n", code.id, code.title, code.explanation);
    if !code.example.is_empty() {
        let _ = write!(entry, "\n```kpi\n{}```\n", code.example);
    }
    entry
}
