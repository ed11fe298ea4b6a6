//! Definitions evaluated for values given by hand.

#![allow(dead_code, clippy::panic, clippy::indexing_slicing, reason = "every test binary uses a part of it and stops at what is wrong")]

use tolok_diagnostics::{Severity, short};
use tolok_eval::{Evaluator, Given, Outcome, answer_by_hand};
use tolok_model::{Definitions, NoFiles};
use tolok_value::{Number, Value};

/// The definitions of a text that has no error.
#[track_caller]
pub(crate) fn definitions(text: &str) -> Definitions {
    let (definitions, problems) = Definitions::check("test.kpi", text, &NoFiles);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    let lines: Vec<_> = errors.iter().map(|problem| short::render(problem, definitions.sources())).collect();
    assert!(errors.is_empty(), "{text}\n{}", lines.join("\n"));
    definitions
}

/// What comes out for a definition; given values are numbers where they read as such, `blank`, or else texts.
#[track_caller]
pub(crate) fn outcome(text: &str, given: &[(&str, &str)], name: &str) -> Outcome {
    let definitions = definitions(text);
    let mut values = Given::new();
    for (name, value) in given {
        let value = match (Number::parse(value), *value) {
            (Ok(number), _) => Value::Number(number),
            (_, "blank") => Value::BLANK,
            (_, "true") => Value::Bool(true),
            (_, "false") => Value::Bool(false),
            (_, text) => Value::text(text),
        };
        match definitions.find(name) {
            Some(id) => values.set(id, value),
            None => match name.split_once('.') {
                Some((source, column)) => values.set_column(source, column, value),
                None => panic!("nothing is called `{name}`"),
            },
        }
    }
    let Some(id) = definitions.find(name) else { panic!("nothing is called `{name}`") };
    let planned = definitions.plan(&[id], &[]);
    let grid = answer_by_hand(&definitions, &planned.plan, &values);
    Evaluator::new(&definitions, &planned, &grid, &values, "").outcome(id)
}

/// The exact value of a formula by itself.
#[track_caller]
pub(crate) fn value(formula: &str) -> String {
    outcome(&format!("x_ = {formula}\n"), &[], "x_").value.to_string()
}

/// Checks rows of a formula and its exact value.
#[track_caller]
pub(crate) fn table(rows: &[(&str, &str)]) {
    for (formula, expected) in rows {
        assert_eq!(value(formula), *expected, "{formula}");
    }
}
