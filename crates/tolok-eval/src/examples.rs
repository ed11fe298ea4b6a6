//! Runs the `test` blocks of definitions.

use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_model::{Definitions, Example, Expected, Formula};
use tolok_plan::Kind;
use tolok_value::{Comparison, Value, ops};

use crate::by_hand::{Given, answer_by_hand, constant};
use crate::{Evaluator, codes};

/// What came of one test.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// Its title.
    pub title: Arc<str>,
    /// What did not come out; empty if it passed.
    pub failures: Vec<Failure>,
}

/// An expectation that did not come true.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What was expected, as it is written.
    pub expected: Arc<str>,
    /// The problem with its place.
    pub diagnostic: Diagnostic,
}

/// Runs every test of the definitions.
pub fn run_examples(definitions: &Definitions) -> Vec<TestResult> {
    definitions.examples().iter().map(|example| run(definitions, example)).collect()
}

fn run(definitions: &Definitions, example: &Example) -> TestResult {
    let mut given = Given::new();
    for value in &example.given {
        given.set(value.definition, constant(&value.value, definitions));
    }
    let formulas: Vec<&Formula> = example
        .expected
        .iter()
        .flat_map(|expected| std::iter::once(&expected.condition).chain(expected.sides.iter().flat_map(|(left, right)| [left, right])))
        .collect();
    let planned = definitions.plan(&[], &formulas);
    let grid = answer_by_hand(definitions, &planned.plan, &given);
    let mut evaluator = Evaluator::new(definitions, &planned, &grid, &given, "");
    let failures = example.expected.iter().filter_map(|expected| check(definitions, expected, &mut evaluator)).collect();
    TestResult { title: example.title.clone(), failures }
}

fn check(definitions: &Definitions, expected: &Expected, evaluator: &mut Evaluator<'_>) -> Option<Failure> {
    let (came_true, got) = match (&expected.sides, &expected.within) {
        (Some((left, right)), within) => {
            let (left, right) = (evaluator.formula(left, "test"), evaluator.formula(right, "test"));
            let close = match within {
                None => ops::compare(Comparison::Equal, &left, &right),
                Some(within) => close(&left, &right, &constant(within, definitions)),
            };
            (close == Value::Bool(true), left)
        }
        (None, _) => {
            let value = evaluator.formula(&expected.condition, "test");
            match &expected.condition.kind {
                Kind::IsBlank { subject, .. } => (value == Value::Bool(true), evaluator.formula(subject, "test")),
                _ => (value == Value::Bool(true), value),
            }
        }
    };
    if came_true {
        return None;
    }
    let file = definitions.file_name(expected.place.file).cloned().unwrap_or_else(|| "".into());
    let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let diagnostic = Diagnostic::new(&codes::EXPECTATION, format!("expected `{}`", expected.text))
        .in_text(&file, bytes(expected.place.start)..bytes(expected.place.end))
        .hint(format!("got {}", shown(&got)));
    Some(Failure { expected: expected.text.clone(), diagnostic })
}

/// True where two numbers are no further apart than the tolerance.
fn close(left: &Value, right: &Value, within: &Value) -> Value {
    let difference = match ops::subtract(left, right) {
        Value::Number(number) => Value::Number(number.abs()),
        other => other,
    };
    ops::compare(Comparison::LessOrEqual, &difference, within)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Bool(truth) => truth.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Blank(blank) => blank.reason().map_or_else(|| "blank".to_string(), |reason| format!("blank, because {reason}")),
        Value::Error(error) => format!("{} ({error})", error.kind()),
    }
}
