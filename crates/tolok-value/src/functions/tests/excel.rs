//! Results that Excel 365 gave (captured by libraz/formulon, Apache-2.0), and what the functions of this crate give.

use std::path::Path;

use serde_json::Value as Json;

use super::formula::compute;
use crate::{Date, Number, Value};

/// Where the language differs from Excel on purpose, or has nothing of the kind: why, and which cases.
const LEFT_OUT: &[(&str, &[&str])] = &[
    (
        "functions that choose which argument to compute are the evaluator's",
        &[
            "bootstrap/if_true_text_branch",
            "integration/iferror_catches_deep",
            "logical/and_all_true",
            "logical/and_single_arg_true",
            "logical/or_all_false",
            "logical/or_one_true_wins",
            "logical/iferror_passes_through",
            "logical/iferror_catches_div0",
            "logical/ifs_first_true_wins",
            "logical/ifs_no_match_is_na",
            "logical/switch_hits_first_case",
            "logical/switch_hits_second_case",
            "logical/switch_no_match_with_default",
            "logical/switch_text_expr",
            "text_to_bool_probes/text_bool_if_lowercase_true",
            "text_to_bool_probes/text_bool_if_uppercase_false",
            "text_to_bool_probes/text_bool_if_mixed_case",
            "text_to_bool_probes/text_bool_if_garbage",
            "text_to_bool_probes/text_bool_and_two_true",
            "text_to_bool_probes/text_num_if_zero_string",
            "text_to_bool_probes/text_num_if_one_string",
            "text_to_bool_probes/text_bool_if_true_with_whitespace",
            "text_to_bool_probes/text_bool_if_german_true",
            "text_to_bool_probes/text_bool_and_zero_one_strings",
            "text_to_bool_probes/text_bool_and_numeric_direct",
        ],
    ),
    (
        "no truth becomes a number, and no number a truth",
        &[
            "aggregate/average_direct_arg_bool_counted",
            "logical/not_of_zero_is_true",
            "operators/add_bool_true_is_one",
            "text_to_bool_probes/text_bool_sum_bool_and_number",
        ],
    ),
    ("no text becomes a truth", &["text_to_bool_probes/text_bool_not_uppercase_true", "text_to_bool_probes/text_bool_not_lowercase_false"]),
    (
        "values of different kinds do not compare",
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
        "dates and times are no numbers",
        &[
            "value_coercion_probes/value_english_month_full",
            "value_coercion_probes/value_d_mmm_yy",
            "value_coercion_probes/value_datetime_slash_with_time",
            "value_coercion_probes/value_time_hh_mm",
            "value_coercion_probes/value_time_hh_mm_ss",
            "value_coercion_probes/value_time_am_pm",
        ],
    ),
    (
        "formats of Japanese are not offered",
        &["text_format/text_dow_aaa", "text_format/text_dow_aaaa", "text_format/text_date_with_aaa", "text_format/text_dbnum3"],
    ),
    (
        "references to cells are not formulas of ours",
        &["text_function_error_probes/text_err_len_ref", "text_function_error_probes/text_err_len_name"],
    ),
    ("texts are not made of truths but by `&`", &["text/len_coerces_bool"]),
];

#[test]
fn results_are_those_of_excel() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/excel_results.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the recorded results of Excel are not there");
        return;
    };
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    let (mut compared, mut left_out) = (0, 0);
    for case in &cases {
        let field = |name: &str| case[name].as_str().unwrap();
        let name = format!("{}/{}", field("suite"), field("id"));
        let result = compute(field("formula"));
        let agrees = result.as_ref().is_some_and(|result| agrees(result, &case["expect"]));
        let reason = LEFT_OUT.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(reason, _)| reason);
        match (agrees, reason) {
            (true, None) => compared += 1,
            (false, Some(_)) => left_out += 1,
            (true, Some(reason)) => wrong.push(format!("{name} is left out, since {reason}, but agrees")),
            (false, None) => wrong.push(format!("{name}: {} gave {result:?}, not {}", field("formula"), case["expect"])),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let named: usize = LEFT_OUT.iter().map(|(_, names)| names.len()).sum();
    assert_eq!(left_out, named, "a case that is left out is not there");
    assert_eq!(compared + left_out, cases.len());
}

fn agrees(result: &Value, expected: &Json) -> bool {
    match (expected["kind"].as_str(), result) {
        (Some("number"), Value::Number(number)) => near(number.to_f64(), &expected["value"]),
        (Some("number"), Value::Date(date)) => near(serial(*date), &expected["value"]),
        (Some("text"), Value::Text(text)) => expected["value"].as_str() == Some(text.as_ref()),
        (Some("bool"), Value::Bool(truth)) => expected["value"].as_bool() == Some(*truth),
        (Some("error"), Value::Error(error)) => expected["code"].as_str() == Some(error.kind().text()),
        _ => false,
    }
}

/// Equal to 15 significant digits; results of cells formatted as money were cut to four places.
fn near(result: f64, expected: &Json) -> bool {
    let expected = expected.as_f64().unwrap();
    let cut = (expected * 10_000.0).fract() == 0.0 && (result - expected).abs() <= 0.000_05;
    cut || (result - expected).abs() <= expected.abs() * 1e-15
}

/// Days as Excel numbers them, from its manual: 1 January 2008 is 39448.
fn serial(date: Date) -> f64 {
    let days = Date::constant(2008, 1, 1).until(date).unwrap().get_days();
    Number::from(39_448 + days).to_f64()
}
