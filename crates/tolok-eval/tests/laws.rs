//! Laws over random definitions: nothing panics, and the canonical text means what the text meant.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

#[allow(dead_code, reason = "single formulas and words are for the tests of reading")]
#[path = "../../tolok-syntax/tests/generate/mod.rs"]
mod generate;

use std::thread;

use proptest::prelude::*;
use tolok_eval::{Evaluator, Given, answer_by_hand, run_examples};
use tolok_model::{Definitions, NoFiles};

/// What checking says, by code, and what comes out for every definition that is shown, with its status and cause.
#[derive(Debug, PartialEq)]
struct Meaning {
    codes: Vec<&'static str>,
    values: Vec<(String, String, Option<String>)>,
    failed_tests: Vec<usize>,
}

fn meaning(text: &str) -> Meaning {
    let (definitions, problems) = Definitions::check("random.kpi", text, &NoFiles);
    let mut codes: Vec<_> = problems.iter().map(|problem| problem.code.id).collect();
    codes.sort_unstable();
    let shown: Vec<_> = definitions.shown().iter().map(|(id, _)| *id).collect();
    let given = Given::new();
    let planned = definitions.plan(&shown, &[]);
    let grid = answer_by_hand(&definitions, &planned.plan, &given);
    let mut evaluator = Evaluator::new(&definitions, &planned, &grid, &given, "");
    let mut values = Vec::new();
    for id in shown {
        let outcome = evaluator.outcome(id);
        let name = definitions.entity(id).map_or_else(String::new, |entity| entity.name.to_string());
        values.push((name, outcome.value.to_string(), outcome.status.map(|status| status.to_string())));
    }
    let failed_tests = run_examples(&definitions).iter().map(|result| result.failures.len()).collect();
    Meaning { codes, values, failed_tests }
}

fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).unwrap().join().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_canonical_text_means_the_same(text in generate::file()) {
        let formatted = tolok_syntax::format::format(&tolok_syntax::parse("random.kpi", &text).file);
        let (written, canonical) = (text.clone(), formatted.clone());
        let (before, after) = on_small_stack(move || (meaning(&written), meaning(&canonical)));
        prop_assert_eq!(before, after, "{}\n---\n{}", text, formatted);
    }

    #[test]
    fn texts_of_the_languages_own_words_never_panic(words in prop::collection::vec(generate::word(), 0..40)) {
        let text = words.concat();
        on_small_stack(move || meaning(&format!("x = {text}\n{text}")));
    }
}
