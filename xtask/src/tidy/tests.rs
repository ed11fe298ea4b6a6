use super::*;
use crate::workspace::Package;

/// The rule with this name over the real checkout.
fn holds(rule: fn(&Repository) -> Vec<String>) {
    let offences = rule(&Repository::read().unwrap());
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

macro_rules! rules_hold {
    ($($name:ident: $rule:path),* $(,)?) => {
        $(#[test] fn $name() { holds($rule); })*
        #[test]
        fn every_rule_is_a_test() {
            assert_eq!(RULES.len(), [$(stringify!($name)),*].len());
        }
    };
}

rules_hold! {
    crates_use_only_what_is_below_them: crates::edges,
    a_heavy_library_has_one_home: crates::homes,
    the_pages_a_newcomer_looks_for_are_there: presence::pages,
    the_published_grammar_is_the_one_that_is_used: presence::grammar,
    files_stay_short: sources::length,
    modules_say_what_they_are_for: sources::opening,
    the_core_knows_no_binary_floating_point: sources::floats,
    nothing_is_left_for_later: sources::reminders,
    no_file_names_a_registrys_host: words::hosts,
    no_file_knows_the_machine_it_was_written_on: words::machine_paths,
}

fn files(files: &[(&str, &str)]) -> Repository {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())));
    Repository { files: files.collect(), packages: Vec::new() }
}

fn packages(packages: &[(&str, &[&str])]) -> Repository {
    let packages = packages.iter().map(|(name, dependencies)| Package {
        name: (*name).to_owned(),
        dependencies: dependencies.iter().map(|&used| used.to_owned()).collect(),
        benches: Vec::new(),
    });
    Repository { packages: packages.collect(), ..Repository::default() }
}

#[test]
fn an_arrow_the_wrong_way_is_found() {
    let repository = packages(&[
        ("tolok-value", &["rust_decimal", "tolok-syntax"]),
        ("tolok-syntax", &["tolok-value", "pest"]),
        ("tolok-new", &[]),
        ("xtask", &["tolok-new"]),
    ]);
    assert_eq!(crates::edges(&repository), ["tolok-value uses tolok-syntax", "tolok-new does not stand in the table of edges"]);
}

#[test]
fn a_heavy_library_abroad_is_found() {
    let repository = packages(&[("tolok-xlsx", &["zip"]), ("tolok-model", &["zip"]), ("tolok-tests", &["zip"])]);
    assert_eq!(crates::homes(&repository), ["tolok-model uses zip, which lives in tolok-xlsx"]);
}

#[test]
fn a_missing_or_empty_page_is_found() {
    let repository = files(&[("README.md", "# Tolok"), ("CHANGELOG.md", "\n")]);
    let offences = presence::pages(&repository);
    assert!(offences.contains(&"CHANGELOG.md is missing or empty".to_owned()));
    assert_eq!(offences.len(), 5);
}

#[test]
fn another_grammar_is_found() {
    let grammars =
        |one: &'static str, other: &'static str| files(&[("grammar/tolok.pest", one), ("crates/tolok-syntax/src/tolok.pest", other)]);
    assert_eq!(presence::grammar(&grammars("a", "a")), [""; 0]);
    assert_eq!(presence::grammar(&grammars("a", "b")).len(), 1);
    assert_eq!(presence::grammar(&files(&[("grammar/tolok.pest", "a")])).len(), 1);
    assert_eq!(presence::grammar(&files(&[])).len(), 1);
}

#[test]
fn long_files_and_silent_modules_are_found() {
    let long = "//! l\n".repeat(801);
    let fits = "//! l\n".repeat(800);
    let repository = files(&[
        ("crates/a/src/long.rs", &long),
        ("crates/a/src/fits.rs", &fits),
        ("crates/a/src/a/tests.rs", &long),
        ("crates/a/src/silent.rs", "// no\n"),
        ("crates/a/src/tests.rs", "use super::*;\n"),
        ("tests/src/silent.rs", "use a;\n"),
    ]);
    assert_eq!(sources::length(&repository), ["crates/a/src/long.rs has 801 lines, more than 800"]);
    let silent = sources::opening(&repository);
    assert_eq!(silent, ["crates/a/src/silent.rs does not open with `//!`", "tests/src/silent.rs does not open with `//!`"]);
}

#[test]
fn floats_are_found_in_the_core_alone() {
    for line in ["let a: f64 = b;", "value.to_f64()", "1.0f32", "f64::NAN", "// an f64"] {
        let found = sources::floats(&files(&[("crates/tolok-eval/src/a.rs", line)]));
        assert_eq!(found, [format!("crates/tolok-eval/src/a.rs:1: {line}")]);
    }
    let clean = files(&[
        ("crates/tolok-eval/src/a.rs", "let of64 = 0xf640; // half64"),
        ("crates/tolok-eval/src/a/tests.rs", "let a: f64;"),
        ("crates/tolok-xlsx/src/a.rs", "let a: f64;"),
    ]);
    assert_eq!(sources::floats(&clean), [""; 0]);
}

#[test]
fn reminders_are_found() {
    let reminders = [concat!("// TO", "DO: later"), concat!("# FIX", "ME"), concat!("dbg", "!(x)")];
    for line in reminders {
        assert_eq!(sources::reminders(&files(&[("a/b.rs", line)])).len(), 1, "{line}");
        assert_eq!(sources::reminders(&files(&[("a/b.csv", line)])).len(), 0, "{line}");
    }
    assert_eq!(sources::reminders(&files(&[("a.rs", concat!("MANTO", "DOS"))])).len(), 0);
}

#[test]
fn hosts_are_found_outside_the_lock_file() {
    let line = concat!("https://crates", ".io/crates/tolok");
    assert_eq!(words::hosts(&files(&[("README.md", line)])), [format!("README.md:1: {line}")]);
    assert_eq!(words::hosts(&files(&[("Cargo.lock", line), ("fuzz/Cargo.lock", line)])), [""; 0]);
    assert_eq!(words::hosts(&files(&[("README.md", "https://github.com/tolok/tolok")])), [""; 0]);
}

#[test]
fn paths_of_one_machine_are_found() {
    let folder = concat!("/t", "mp");
    let found = |line: &str| words::machine_paths(&files(&[("a.md", line)])).len();
    for line in [folder.to_owned(), format!("see {folder}/x"), format!("\"{folder}\""), format!("a={folder}/")] {
        assert_eq!(found(&line), 1, "{line}");
    }
    let others = [
        format!("..{folder}/x"),
        format!("target{folder}"),
        format!("{folder}late.md"),
        format!("$DIR/{folder}"),
        "xl/worksheets/sheet1.xml".to_owned(),
    ];
    for line in others {
        assert_eq!(found(&line), 0, "{line}");
    }
}
