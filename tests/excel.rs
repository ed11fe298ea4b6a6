//! Formulas with the results that Excel 365 gave, and what the language gives for them. See `excel/README.md`.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::path::Path;

use serde_json::Value as Json;
use tolok::{Definitions, Request, Value};

/// Cases where the language differs from a spreadsheet on purpose: the sentence of `docs/language.md` that says so, and which they are.
const LEFT_OUT: &[(&str, &[&str])] = &[
    (
        "A condition is no number and a number no condition.",
        &[
            "aggregate/average_direct_arg_bool_counted",
            "logical/not_of_zero_is_true",
            "operators/add_bool_true_is_one",
            "text_to_bool_probes/text_bool_and_numeric_direct",
            "text_to_bool_probes/text_bool_sum_bool_and_number",
        ],
    ),
    (
        "A text turns into nothing else by itself, and nothing else into a text but by `&`, `concat` and `text`.",
        &[
            "math/exp_of_empty_string",
            "operators/add_non_numeric_string",
            "operators/empty_string_minus_number",
            "operators/empty_string_times_number",
            "operators/unary_minus_empty_string",
            "operators/number_plus_empty_string",
            "text/len_coerces_bool",
            "text_to_bool_probes/text_bool_if_lowercase_true",
            "text_to_bool_probes/text_bool_if_uppercase_false",
            "text_to_bool_probes/text_bool_if_mixed_case",
            "text_to_bool_probes/text_bool_if_garbage",
            "text_to_bool_probes/text_bool_not_uppercase_true",
            "text_to_bool_probes/text_bool_not_lowercase_false",
            "text_to_bool_probes/text_bool_and_two_true",
            "text_to_bool_probes/text_num_if_zero_string",
            "text_to_bool_probes/text_num_if_one_string",
            "text_to_bool_probes/text_bool_if_true_with_whitespace",
            "text_to_bool_probes/text_bool_if_german_true",
            "text_to_bool_probes/text_bool_not_zero_string",
            "text_to_bool_probes/text_bool_not_one_string",
            "text_to_bool_probes/text_bool_and_zero_one_strings",
            "text_to_bool_probes/text_bool_sum_textbool_and_number",
            "text_to_bool_probes/text_bool_arith_textbool_plus_number",
        ],
    ),
    (
        "Values of different kinds do not compare.",
        &[
            "operators/cmp_false_gt_zero",
            "operators/cmp_text_number_eq_is_false",
            "operators/cmp_numeric_text_lt_number",
            "text_to_bool_probes/text_bool_compare_textbool_equals_bool",
            "text_to_bool_probes/text_bool_compare_bool_equals_one",
            "text_to_bool_probes/text_bool_compare_bool_gt_zero",
        ],
    ),
    (
        "This is checked before anything is computed, so a mistake of this kind is a problem of the file and no value.",
        &[
            "logical/ifs_error_in_condition_propagates",
            "text_function_error_probes/text_err_len_div0",
            "text_function_error_probes/text_err_len_name",
            "text_function_error_probes/text_err_len_num",
            "text_function_error_probes/text_err_left_three_div0",
            "text_function_error_probes/text_err_right_three_div0",
            "text_function_error_probes/text_err_left_neg_div0",
            "text_function_error_probes/text_err_trim_div0",
        ],
    ),
    (
        "Formats know English, Indonesian and Polish.",
        &["text_format/text_dow_aaa", "text_format/text_dow_aaaa", "text_format/text_date_with_aaa", "text_format/text_dbnum3"],
    ),
    ("Formulas name definitions, never cells.", &["text_function_error_probes/text_err_len_ref"]),
];

#[test]
fn results_are_those_of_excel() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<Json> = serde_json::from_str(&std::fs::read_to_string(folder.join("excel/results.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let field = |name: &str| case[name].as_str().unwrap();
        let name = format!("{}/{}", field("suite"), field("id"));
        let result = compute(field("formula"));
        let agrees = result.as_ref().is_ok_and(|value| agrees(value, &case["expect"]));
        let reason = LEFT_OUT.iter().find(|(_, names)| names.contains(&name.as_str()));
        match (agrees, reason) {
            (true, Some((reason, _))) => wrong.push(format!("{name} is left out, since {reason:?}, but agrees")),
            (false, None) => wrong.push(format!("{name}: {} gave {result:?}, not {}", field("formula"), case["expect"])),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let names: Vec<String> =
        cases.iter().map(|case| format!("{}/{}", case["suite"].as_str().unwrap(), case["id"].as_str().unwrap())).collect();
    for name in LEFT_OUT.iter().flat_map(|(_, names)| *names) {
        assert!(names.iter().any(|known| known == name), "{name} is left out and not there");
    }
}

#[test]
fn what_is_left_out_is_said_in_the_book() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/language.md")).unwrap();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for (sentence, _) in LEFT_OUT {
        assert!(page.contains(sentence), "{sentence}");
    }
}

/// The value of a formula as a definition, or the code of the problem that keeps it from having one.
fn compute(formula: &str) -> Result<Value, String> {
    let code = |problems: tolok::Problems| problems.diagnostics.first().map_or_else(String::new, |problem| problem.code.id.to_string());
    let definitions = Definitions::parse(&format!("result {formula}\n")).map_err(code)?;
    let evaluation = definitions.evaluate(&Request::new().kpis(["result"])).map_err(code)?;
    evaluation.get("result").map(|kpi| kpi.value.clone()).ok_or_else(String::new)
}

fn agrees(result: &Value, expected: &Json) -> bool {
    match (expected["kind"].as_str(), result) {
        (Some("number"), Value::Number(number)) => near(&number.to_string(), &expected["value"]),
        // Excel has no dates but numbers of days, counted from here since March 1900.
        (Some("number"), Value::Date(date)) => {
            let days = jiff::civil::date(1899, 12, 30).until(*date).unwrap().get_days();
            near(&days.to_string(), &expected["value"])
        }
        (Some("text"), Value::Text(text)) => expected["value"].as_str() == Some(text.as_ref()),
        (Some("bool"), Value::Bool(truth)) => expected["value"].as_bool() == Some(*truth),
        (Some("error"), Value::Error(error)) => expected["code"].as_str() == Some(error.kind().text()),
        _ => false,
    }
}

/// Equal to 15 significant digits; results of cells formatted as money were cut to four places.
fn near(result: &str, expected: &Json) -> bool {
    let (result, expected): (f64, f64) = (result.parse().unwrap(), expected.as_f64().unwrap());
    let cut = (expected * 10_000.0).fract() == 0.0 && (result - expected).abs() <= 0.000_05;
    cut || (result - expected).abs() <= expected.abs() * 1e-15
}
