//! Every code keeps its promise: its example produces it, and only what definitions alone cannot produce has none.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use tolok::{Definitions, LoadOptions, codes};
use tolok_model::NoFiles;

/// The codes that checking or testing a text produces.
fn produced(text: &str) -> Vec<&'static str> {
    let definitions = Definitions::inspect("example.kpi", text, &NoFiles);
    let mut found: Vec<_> = definitions.diagnostics().iter().map(|problem| problem.code.id).collect();
    let failures = definitions.test();
    found.extend(failures.iter().flat_map(|result| &result.failures).map(|failure| failure.diagnostic.code.id));
    found
}

#[test]
fn codes_are_unique_and_well_formed() {
    let all = codes::all();
    for code in &all {
        assert_eq!(all.iter().filter(|other| other.id == code.id).count(), 1, "{} stands twice", code.id);
        let (letter, digits) = code.id.split_at(1);
        assert!(matches!(letter, "E" | "W") && digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.id);
        assert!(matches!(code.id.get(1..3), Some("01" | "02" | "03" | "04" | "05" | "06")), "{}", code.id);
        assert!(!code.title.is_empty() && !code.title.ends_with('.'), "{}: {}", code.id, code.title);
        assert!(code.explanation.len() > 40 && code.explanation.ends_with('.'), "{}: {}", code.id, code.explanation);
        assert_eq!(codes::find(&code.id.to_lowercase()).map(|found| found.id), Some(code.id));
    }
    assert!(codes::find("E9999").is_none());
}

#[test]
fn every_example_produces_its_code() {
    let mut examples = 0;
    for code in codes::all().into_iter().filter(|code| !code.example.is_empty()) {
        let found = produced(code.example);
        assert!(found.contains(&code.id), "{}: {found:?}\n{}", code.id, code.example);
        // An example shows one thing: no other error stands beside it.
        let others: Vec<_> = found.iter().filter(|other| **other != code.id && other.starts_with('E')).collect();
        assert!(others.is_empty(), "{}: {others:?}\n{}", code.id, code.example);
        examples += 1;
    }
    assert!(examples > 35, "{examples}");
}

/// What has no example needs another file, a value from outside, or a workbook; a case or a test of its own produces it.
#[test]
fn what_has_no_example_needs_more_than_definitions() {
    let without = codes::all().into_iter().filter(|code| code.example.is_empty()).map(|code| code.id);
    let about_definitions: Vec<_> = without.filter(|id| id.get(1..3).is_some_and(|group| group <= "04")).collect();
    assert_eq!(about_definitions, ["E0108", "E0208", "E0313", "E0314", "E0315", "E0401", "E0402"]);
    let doubling: String = (1..=80).map(|index| format!("fn f{index}(x) = f{0}(x) + f{0}(x)\n", index - 1)).collect();
    assert!(produced(&format!("fn f0(x) = x\n{doubling}a = f80(1)\n")).contains(&"E0313"));
}

/// A file that is not UTF-8 says at which byte, whether it is the one asked for or one that it uses.
#[test]
fn bytes_that_are_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let load = |name: &str| Definitions::load(&folder.path().join(name).to_string_lossy(), LoadOptions::default());
    std::fs::write(folder.path().join("latin.kpi"), b"a = 1\nb = \"z\xB3oty\"\n").unwrap();
    std::fs::write(folder.path().join("main.kpi"), "use \"latin.kpi\"\nc = 1\n").unwrap();
    let told = |name: &str| {
        let problems = load(name).unwrap_err();
        (problems.diagnostics[0].code.id, problems.diagnostics[0].message.clone())
    };
    let (code, message) = told("latin.kpi");
    assert!(code == "E0108" && message.ends_with("is not UTF-8 at byte 12"), "{code} {message}");
    assert_eq!(told("main.kpi"), ("E0205", "`latin.kpi` is not UTF-8 at byte 12".to_string()));
    assert_eq!(told("none.kpi").0, "E0501");
    assert_eq!(told("").0, "E0501");
}
