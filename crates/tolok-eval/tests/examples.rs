//! `test` blocks: what passes, what fails, and what is said of it.

#![allow(clippy::unreachable, reason = "a test may stop at what is wrong")]

mod evaluated;

use evaluated::definitions;
use tolok_eval::run_examples;

/// Each test's title with what failed in it and what came out instead.
fn results(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let results = run_examples(&definitions(text));
    let failures = |result: &tolok_eval::TestResult| {
        let told =
            |failure: &tolok_eval::Failure| (failure.diagnostic.message.clone(), failure.diagnostic.hint.clone().unwrap_or_default());
        result.failures.iter().map(told).collect()
    };
    results.iter().map(|result| (result.title.to_string(), failures(result))).collect()
}

const CAC: &str = "cac = spend / new_customers\nbig = cac > 30\nname_ = \"a\" & spend\n";

#[track_caller]
fn checks(body: &str, expected: &[(&str, &str)]) {
    let found = results(&format!("{CAC}test \"t\" {{\n{body}\n}}\n"));
    let expected: Vec<(String, String)> = expected.iter().map(|(message, hint)| ((*message).to_string(), (*hint).to_string())).collect();
    assert_eq!(found, [("t".to_string(), expected)], "{body}");
}

#[test]
fn expectations_are_exact_unless_within_says_otherwise() {
    let given = "  given spend = 1000, new_customers = 30\n";
    checks(&format!("{given}  expect cac = 33.33333333333333333333333333"), &[]);
    checks(&format!("{given}  expect cac = 33.33"), &[("expected `cac = 33.33`", "got 33.33333333333333333333333333")]);
    checks(&format!("{given}  expect cac = 33.33 within 0.005"), &[]);
    checks(&format!("{given}  expect cac = 33.32 within 0.005"), &[("expected `cac = 33.32`", "got 33.33333333333333333333333333")]);
    checks(&format!("{given}  expect cac = 100 / 3"), &[]);
    checks(&format!("{given}  expect round(cac, 2) = 33.33, big, not (cac > 40)"), &[]);
    checks(
        &format!("{given}  expect cac > 40\n  expect cac < 3"),
        &[("expected `cac > 40`", "got false"), ("expected `cac < 3`", "got false")],
    );
    checks(&format!("{given}  expect name_ = \"A1000\""), &[]);
    checks(&format!("{given}  expect name_ = \"b\""), &[("expected `name_ = \"b\"`", "got \"a1000\"")]);
}

/// The tolerance belongs to the difference: exactly that far apart is close enough.
#[test]
fn the_edge_of_a_tolerance_is_inside() {
    for (tolerance, passes) in [("0.5", true), ("0.4999999999999999999999999999", false), ("0", false)] {
        let found = results(&format!("x = 1.5\ntest \"t\" {{ expect x = 2 within {tolerance} }}\n"));
        assert_eq!(found[0].1.is_empty(), passes, "{tolerance}");
    }
    assert!(results("x = 1.5\ntest \"t\" { expect x = 1.5 within 0 }\n")[0].1.is_empty());
}

#[test]
fn blanks_and_errors_are_expected_by_name() {
    checks("  given spend = 1\n  expect cac = blank, isblank(cac)", &[]);
    checks("  given spend = 1\n  expect cac = 5", &[("expected `cac = 5`", "got blank, because `new_customers` has no value")]);
    checks("  given spend = 1, new_customers = 0\n  expect iserror(cac)", &[]);
    checks(
        "  given spend = 1, new_customers = 0\n  expect cac = 5",
        &[("expected `cac = 5`", "got #DIV/0! (division by zero: `new_customers` is 0, in `cac`)")],
    );
    checks("  given spend = 1, new_customers = 4\n  expect cac = blank", &[("expected `cac = blank`", "got 0.25")]);
}

#[test]
fn what_is_given_stands_for_formulas_params_and_members() {
    let text = "param floor = 20%\ndimension channel\ninput spend: number\nhalf = spend / 2\nok = half >= floor\nemail = spend where channel = \"Email\"\n\
        test \"one\" { given half = 0.1; expect ok = false }\n\
        test \"two\" { given half = 0.1, floor = 5%; expect ok }\n\
        test \"three\" { given spend = 4, channel = \"email\"; expect email = 4 }\n\
        test \"four\" { given spend = 4, channel = \"Search\"; expect email = blank }\n\
        test \"five\" { expect half = blank }\n";
    assert!(results(text).iter().all(|(_, failures)| failures.is_empty()), "{:?}", results(text));
}

#[test]
fn a_failure_points_at_its_expectation() {
    let text = "x = 2\ntest \"t\" {\n  expect x = 2, x = 3\n}\n";
    let definitions = definitions(text);
    let results = run_examples(&definitions);
    let tolok_diagnostics::Place::Text { span, .. } = &results[0].failures[0].diagnostic.place else { unreachable!() };
    assert_eq!(&text[span.clone()], "x = 3");
    assert_eq!(results[0].failures[0].diagnostic.code.id, "E0403");
}
