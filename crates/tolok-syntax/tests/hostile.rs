//! Texts that nobody would write: each ends with a diagnostic, soon, and without exhausting a small stack.

#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

use std::thread;

use tolok_diagnostics::Diagnostic;
use tolok_syntax::{format, parse};

/// What threads have by default in Rust programs, and less than a main thread.
const STACK: usize = 2 * 1024 * 1024;

/// Runs on a thread with a small stack, as a caller in a pool would.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

/// Parses, formats, compares and drops on a small stack: all that is done to a tree here.
fn problems(text: String) -> Vec<Diagnostic> {
    on_small_stack(move || {
        let parsed = parse("hostile.kpi", &text);
        let formatted = format::format(&parsed.file);
        assert!(parse("hostile.kpi", &formatted).file.items.len() <= parsed.file.items.len().max(1));
        assert_eq!(parsed.file.clone(), parsed.file);
        parsed.diagnostics
    })
}

#[track_caller]
fn refused(text: String, code: &str) {
    let shown: String = text.chars().take(40).collect();
    let found = problems(text);
    assert!(found.iter().any(|problem| problem.code.id == code), "{shown}…: {found:?}");
}

#[track_caller]
fn accepted(text: String) {
    let shown: String = text.chars().take(40).collect();
    let found = problems(text);
    assert!(found.is_empty(), "{shown}…: {found:?}");
}

#[test]
fn nesting_ends_at_a_limit() {
    accepted(format!("a = {}1{}\n", "(".repeat(60), ")".repeat(60)));
    refused(format!("a = {}1{}\n", "(".repeat(10_000), ")".repeat(10_000)), "E0109");
    refused(format!("a = {}1{}\n", "f(".repeat(10_000), ")".repeat(10_000)), "E0109");
    refused(format!("a = x in {}1{}\n", "(x in ".repeat(10_000), ")".repeat(10_000)), "E0109");
    refused(format!("a = 1 {}\n", "{".repeat(10_000)), "E0109");
    refused(format!("a = {}\n", "[".repeat(10_000)), "E0109");
}

#[test]
fn signs_nots_percents_and_conditions_end_at_a_limit() {
    refused(format!("a = {}1\n", "-".repeat(100_000)), "E0109");
    refused(format!("a = {}1\n", "- ".repeat(30_000)), "E0109");
    refused(format!("a = {}1\n", "+".repeat(100_000)), "E0109");
    refused(format!("a = {}true\n", "not ".repeat(100_000)), "E0109");
    refused(format!("a = {}true\n", "not ".repeat(10_000)), "E0109");
    refused(format!("a = 1{}\n", "%".repeat(100_000)), "E0109");
    refused(format!("a = x{}\n", " where true".repeat(5_000)), "E0109");
    refused(format!("a = x{}\n", " per x".repeat(5_000)), "E0109");
}

#[test]
fn long_rows_are_flat_or_end_at_a_limit() {
    accepted(format!("a = 1{}\n", " + 1".repeat(4_000)));
    accepted(format!("a = 1{}\n", " or true".repeat(4_000)));
    for row in ["+1", "-1", "*1", "/1", "^2", "&1", "=1", "<1", " or 1", " and 1", " in (1)", " not in (1)"] {
        let found = problems(format!("a = 1{}\n", row.repeat(100_000)));
        assert!(!found.is_empty(), "{row}");
    }
    accepted(format!("a = sum(1{})\n", ", 1".repeat(20_000)));
    refused(format!("a = 2{}\n", " ^ 2".repeat(4_000)), "E0104");
    refused(format!("a = 2{}\n", " < 2".repeat(4_000)), "E0104");
}

/// Each bracket may hold as many signs, `not`s, percents and conditions as a row may have; together they would be thousands deep.
#[test]
fn what_brackets_multiply_is_bounded_too() {
    let (minus, percent, not) = ("-".repeat(16), "%".repeat(16), "not ".repeat(16));
    let conditions = " where true".repeat(16);
    for (open, close) in [
        (format!("{minus}("), ")".to_string()),
        ("(".to_string(), format!("){percent}")),
        (format!("{not}("), ")".to_string()),
        ("(".to_string(), format!("{conditions})")),
        (format!("{not}{minus}("), format!("{conditions}){percent}")),
        ("1 + 2 * (1 & (".to_string(), "))".to_string()),
        ("(1 or true and not 1 = 2 & 3 + 4 * -".to_string(), "% ^ 2)".to_string()),
        ("f(x where ".to_string(), ")".to_string()),
        ("x in (".to_string(), ")".to_string()),
        ("f(1, g(".to_string(), "), 2)".to_string()),
    ] {
        let depth = 62 / open.matches('(').count();
        problems(format!("a = {}1{}\n", open.repeat(depth), close.repeat(depth)));
    }
}

#[test]
fn what_is_never_closed_is_said() {
    for (text, code) in [
        ("a = (1\n", "E0102"),
        ("a = 1 { label \"x\"\n", "E0102"),
        ("a = \"text\n", "E0103"),
        ("a = `name\n", "E0103"),
        ("a = f(1, \n", "E0102"),
        ("report \"x\" {\n", "E0102"),
        ("test \"x\" { given a = (1 }\n", "E0102"),
        ("input a: money[\n", "E0102"),
        ("a = 1)\n", "E0102"),
        ("a = (1]\n", "E0102"),
    ] {
        refused(text.to_string(), code);
    }
}

#[test]
fn what_is_too_long_is_refused_without_being_read() {
    refused(format!("a = {}\n", "1".repeat(10 * 1024 * 1024)), "E0109");
    refused("a = 1\n".repeat(2_000_000), "E0109");
    refused(format!("a = {}\n", "1+".repeat(1_000_000)), "E0109");
    refused(format!("{} = 1\n", "a".repeat(100_000)), "E0109");
    refused(format!("{} = 1\n", "a".repeat(60_000)), "E0109");
    refused(format!("`{}` = 1\n", "ą".repeat(30_000)), "E0109");
    refused(format!("a = {}\n", "x".repeat(60_000)), "E0109");
    refused(format!("a = {}\n", "1".repeat(60_000)), "E0109");
    refused(format!("a = \"{}\"\n", "x".repeat(100_000)), "E0109");
    accepted(format!("a = \"{}\"\n", "x".repeat(60_000)));
    accepted(format!("# {}\na = 1\n", "x".repeat(3_000_000)));
}

/// The list of problems has an end, and many lines cost no more than their number.
#[test]
fn very_many_problems_are_not_all_listed() {
    let found = problems("a = (\n".repeat(100_000));
    assert!(found.len() < 2_000, "{}", found.len());
    assert!(found.iter().any(|problem| problem.code.id == "E0109"));
    problems("\n".repeat(1_000_000));
    problems("#\n".repeat(500_000));
    problems("a\n".repeat(1_000_000));
    problems(" a = 1\n".repeat(20_000));
    problems("\t".repeat(4_000_000));
    problems(")\n".repeat(30_000));
    problems(format!("a = (\n{}", "    1 +\n".repeat(500_000)));
}

#[test]
fn nothing_but_signs() {
    for sign in [
        "(", ")", "{", "}", "\"", "`", "#", "=", ":", ";", ",", ".", "@", "%", "&", "|", "!", "\\", "$", "\0", "\u{feff}", "\u{202e}", "\r",
    ] {
        for times in [1, 2, 3, 17, 1_000] {
            problems(sign.repeat(times));
            problems(format!("a = {}", sign.repeat(times)));
            problems(format!("a = 1 {} 2\nb = 3\n", sign.repeat(times)));
        }
    }
}
