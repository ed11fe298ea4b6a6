//! Laws of reading and formatting, over random definitions in every form and over arbitrary texts.

#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

mod generate;

use std::thread;

use proptest::prelude::*;
use tolok_diagnostics::Severity;
use tolok_syntax::tree::{Definition, File};
use tolok_syntax::{format, parse, parse_formula};

/// What is said: the definitions with their documentation, without comments and places.
fn said(file: &File) -> Vec<(&Definition, &[std::sync::Arc<str>])> {
    file.items.iter().map(|item| (&item.definition, item.documentation.as_slice())).collect()
}

/// The comments of a text that has no `#` inside texts and names, sorted; documentation is part of what is said.
fn comments(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("##"));
    let mut found: Vec<String> = lines.filter_map(|line| line.find('#').map(|at| line[at..].trim_end().to_string())).collect();
    found.sort();
    found
}

fn check_laws(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse("random.kpi", text);
    let errors: Vec<_> = parsed.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    prop_assert!(errors.is_empty(), "{errors:?}\n{text}");
    let once = format::format(&parsed.file);
    let again = parse("random.kpi", &once);
    let errors: Vec<_> = again.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    prop_assert!(errors.is_empty(), "formatting broke it: {errors:?}\n{text}\n---\n{once}");
    prop_assert_eq!(said(&parsed.file), said(&again.file), "formatting changed what is said\n{}\n---\n{}", text, once);
    let twice = format::format(&again.file);
    prop_assert_eq!(&twice, &once, "formatting twice is not formatting once\n{}", text);
    prop_assert_eq!(comments(text), comments(&once), "comments\n{}\n---\n{}", text, once);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_what_is_said_and_every_comment(text in generate::file()) {
        check_laws(&text)?;
    }

    #[test]
    fn windows_line_ends_and_a_mark_change_nothing(text in generate::file()) {
        let unix = parse("random.kpi", &text);
        let windows = parse("random.kpi", &format!("\u{feff}{}", text.replace('\n', "\r\n")));
        prop_assert_eq!(said(&unix.file), said(&windows.file));
        prop_assert_eq!(format::format(&unix.file), format::format(&windows.file));
    }

    #[test]
    fn text_that_is_indented_alike_reads_the_same(text in generate::file(), indentation in prop_oneof!["    ", "\t", "  \t "]) {
        let plain = parse("random.kpi", &text);
        let indented: String = text.lines().map(|line| format!("{indentation}{line}\n")).collect();
        let indented = parse("random.kpi", &indented);
        prop_assert_eq!(said(&plain.file), said(&indented.file));
        prop_assert_eq!(format::format(&plain.file), format::format(&indented.file));
    }

    #[test]
    fn a_formula_by_itself_reads_like_one_in_a_definition(formula in generate::formula()) {
        let file = "sheet".into();
        let alone = parse_formula(&file, &formula);
        let inside = parse("a.kpi", &format!("a = {formula}\n"));
        let Definition::Metric(metric) = &inside.file.items[0].definition else { panic!("{formula}") };
        prop_assert_eq!(alone.as_ref().ok(), Some(&metric.formula));
        let shown = format::formula(&metric.formula);
        prop_assert!(!shown.contains('\n'));
        let again = parse_formula(&file, &shown);
        prop_assert_eq!(again.as_ref().ok(), Some(&metric.formula), "{}", shown);
    }

    /// One character put in, taken out or changed: there may be problems, there is no panic, and what stands elsewhere is read as before.
    #[test]
    fn a_broken_definition_never_swallows_its_neighbours(text in generate::file(), noise in "[-+*/^%&=<>(){}\\[\\]\"`#:;,.@!|$a1 ]{1,4}", at in any::<prop::sample::Index>(), drop in 0usize..3) {
        let one_line = text.lines().next().unwrap_or("a = 1");
        let at = at.index(one_line.chars().count() + 1);
        let broken: String = one_line.chars().take(at).chain(noise.chars()).chain(one_line.chars().skip(at + drop)).collect();
        let whole = format!("before = 1\n{broken}\nafter = 2\n");
        let parsed = parse("random.kpi", &whole);
        let names: Vec<_> = parsed.file.items.iter().filter(|item| !matches!(item.definition, Definition::Broken(_))).filter_map(|item| item.definition.name()).map(|name| name.text.to_string()).collect();
        // A broken line that begins with white space or a closing bracket continues the definition before it.
        if !broken.starts_with([' ', ')', ']', '}']) {
            prop_assert!(names.contains(&"before".to_string()), "{whole}");
        }
        prop_assert!(names.contains(&"after".to_string()), "{whole}");
        let once = format::format(&parsed.file);
        prop_assert_eq!(&format::format(&parse("random.kpi", &once).file), &once, "{}", whole);
    }

    /// Neither its neighbours nor the formatter make a definition of a line that continues nothing.
    #[test]
    fn an_indented_beginning_stays_as_it_is(first in "[ \t\u{a0}]{1,3}", second in "[ \t\u{a0}]{0,3}") {
        survives(format!("{first}a = b/  c\n{second}d = e\n"));
        survives(format!("{first}= b\n{second}= c\nd = 1\n"));
    }

    #[test]
    fn arbitrary_texts_never_panic(text in any::<String>()) {
        survives(text);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        survives(String::from_utf8_lossy(&bytes).into_owned());
    }

    #[test]
    fn texts_of_the_languages_own_words_never_panic(words in prop::collection::vec(generate::word(), 0..60)) {
        survives(words.concat());
        survives(words.join(" "));
    }
}

/// Whether there is such a type is not a question of reading.
#[test]
fn a_reserved_word_in_the_place_of_a_type_stays_plain() {
    for text in ["a: per = 1\n", "input b: where[USD]\n", "param c: or = 2\n"] {
        assert_eq!(format::format(&parse("types.kpi", text).file), text);
    }
}

#[test]
fn a_comment_that_moves_above_does_not_become_documentation() {
    for (text, formatted) in [
        ("a = (1 ## one\n  + 2) # two\n", "# one\na = (1 + 2)  # two\n"),
        ("a = (1 ######\n  + 2)\n", "# ####\na = (1 + 2)\n"),
        ("a = (1 ##\n  + 2)\n", "#\na = (1 + 2)\n"),
    ] {
        let once = format::format(&parse("moved.kpi", text).file);
        assert_eq!(once, formatted);
        assert_eq!(format::format(&parse("moved.kpi", &once).file), once);
    }
}

/// Reads, formats and reads again on a small stack; every place lies on characters of the text.
fn survives(text: String) {
    let work = move || {
        let parsed = parse("random.kpi", &text);
        for problem in &parsed.diagnostics {
            if let tolok_diagnostics::Place::Text { span, .. } = &problem.place {
                assert!(text.get(span.clone()).is_some(), "{problem:?} in {text:?}");
            }
        }
        let once = format::format(&parsed.file);
        let twice = format::format(&parse("random.kpi", &once).file);
        assert_eq!(once, twice, "{text:?}");
        let _ = parse_formula(&"sheet".into(), &text);
    };
    thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).unwrap().join().unwrap();
}
