//! The reference pages that are made from the program itself: functions and diagnostics.

use std::fmt::Write;

use tolok_model::functions;

use crate::codes;

/// The page of all functions, in Markdown.
pub fn functions_page() -> String {
    let mut page = String::from("# Functions\n\n<!-- generated: edit the function table of tolok-model -->\n");
    let mut current = "";
    for (group, function) in functions::all() {
        if group != current {
            current = group;
            let _ = write!(page, "\n## {group}\n");
        }
        let _ = write!(page, "\n### `{}`\n\n{}\n", function.signature(), function.summary);
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
