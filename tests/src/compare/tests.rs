use super::*;
use crate::envelope::outcome_of_envelope;
use crate::expectation::Severity;
use crate::loader::load_text;

const RUN: &str = "## T\n```kpi\n```\n```run\n```\n```expect\nchannel,cac\nEmail,25\nSearch,blank\n(total),60\n```\n";
const ROWS: &str = r#"{"channel": "Email", "kpis": {"cac": {"value": "25"}}},
    {"channel": "Search", "kpis": {"cac": {"value": null}}}"#;
const TOTALS: &str = r#"{"channel": null, "kpis": {"cac": {"value": "60"}}}"#;

fn problems(case: &str, envelope: &str, failed: bool) -> Vec<String> {
    let loaded = load_text("f.md", case);
    assert_eq!(loaded.errors, []);
    compare(&loaded.cases[0], &outcome_of_envelope(envelope, failed).unwrap())
}

fn run(rows: &str, totals: &str) -> Vec<String> {
    let envelope = format!(r#"{{"tolok": 1, "rows": [{rows}], "totals": [{totals}], "diagnostics": []}}"#);
    problems(RUN, &envelope, false)
}

fn eval(want: &str, cell: &str) -> Vec<String> {
    let case = format!("## T\n```kpi\n```\n```eval\n```\n```expect\na\n{want}\n```\n");
    let envelope = format!(r#"{{"tolok": 1, "kpis": {{"a": {cell}, "unlisted": {{"value": "9"}}}}, "diagnostics": []}}"#);
    problems(&case, &envelope, false)
}

#[test]
fn single_values_agree_only_as_text() {
    let same = [
        ("0.3", r#"{"value": "0.3"}"#),
        ("blank", r#"{"value": null}"#),
        ("#DIV/0!", r##"{"value": null, "error": "#DIV/0!"}"##),
        ("true", r#"{"value": true}"#),
        ("spend: ", r#"{"value": "spend: "}"#),
    ];
    for (want, cell) in same {
        assert_eq!(eval(want, cell), [""; 0], "{want}");
    }
    let different = [
        ("0.3", r#"{"value": "0.30"}"#),
        ("0.3", r#"{"value": 0.3}"#),
        ("0.3", r#"{"value": null}"#),
        ("0.3", r##"{"value": "0.3", "error": "#N/A"}"##),
        ("True", r#"{"value": true}"#),
        ("spend:", r#"{"value": "spend: "}"#),
    ];
    for (want, cell) in different {
        assert_eq!(eval(want, cell).len(), 1, "{want} {cell}");
    }
}

#[test]
fn a_kpi_that_did_not_come_back_is_absent() {
    let case = "## T\n```kpi\n```\n```eval\n```\n```expect\nb\nblank\n```\n";
    let envelope = r#"{"tolok": 1, "kpis": {}, "diagnostics": []}"#;
    assert_eq!(problems(case, envelope, false), ["b: want blank, got absent"]);
}

#[test]
fn results_must_be_of_the_kind_that_was_asked() {
    let envelope = r#"{"tolok": 1, "kpis": {"cac": {"value": "60"}}, "diagnostics": []}"#;
    assert_eq!(problems(RUN, envelope, false), ["no values of the kind `run` gives"]);
    let nothing = r#"{"tolok": 1, "diagnostics": []}"#;
    assert_eq!(problems(RUN, nothing, false), ["no values of the kind `run` gives"]);
}

#[test]
fn a_table_agrees_row_by_row_and_in_order() {
    assert_eq!(run(ROWS, TOTALS), [""; 0]);
    let (first, second) = ROWS.split_once(",\n").unwrap();
    assert!(run(&format!("{second}, {first}"), TOTALS)[0].starts_with("rows "));
}

#[test]
fn a_row_too_few_or_too_many_is_told() {
    let (first, _) = ROWS.split_once(",\n").unwrap();
    assert!(run(first, TOTALS).contains(&r#"no row ["Search"]"#.to_owned()));
    let extra = r#"{"channel": "TV", "kpis": {"cac": {"value": "1"}}}"#;
    assert_eq!(run(&format!("{ROWS}, {extra}"), TOTALS).len(), 1);
    assert!(run(&format!("{ROWS}, {first}"), TOTALS)[0].contains("2 rows for"));
    assert_eq!(run(ROWS, ""), [r#"no row ["(total)"]"#]);
}

#[test]
fn a_total_is_matched_by_what_is_rolled_up() {
    assert_eq!(run(ROWS, &TOTALS.replace("60", "61")), [r#"["(total)"] cac: want 60, got 61"#]);
    // A member that is called like the mark is not a total.
    assert_eq!(run(ROWS, &TOTALS.replace("null", r#""(total)""#)), [r#"no row ["(total)"]"#]);
}

#[test]
fn a_name_nobody_knows_is_told() {
    let rows = ROWS.replace("cac", "cpa");
    let said = run(&rows, &TOTALS.replace("cac", "cpa"));
    assert!(said.contains(&"no KPI or dimension cac".to_owned()), "{said:?}");
}

#[test]
fn without_dimensions_every_row_must_agree() {
    let case = "## T\n```kpi\n```\n```run\n```\n```expect\ncac\n60\n```\n";
    let envelope = |totals: &str| {
        format!(r#"{{"tolok": 1, "rows": [{{"kpis": {{"cac": {{"value": "60"}}}}}}], "totals": [{totals}], "diagnostics": []}}"#)
    };
    assert_eq!(problems(case, &envelope(""), false), [""; 0]);
    assert_eq!(problems(case, &envelope(TOTALS), false), [""; 0]);
    assert_eq!(problems(case, &envelope(&TOTALS.replace("60", "61")), false).len(), 1);
}

#[test]
fn an_error_is_wanted_where_one_is_expected_and_nowhere_else() {
    let wants = "## T\n```kpi\n```\n```diagnostics\nerror E02 3:15 Spend\n```\n";
    let said = r#"{"tolok": 1, "diagnostics": [{"severity": "error", "code": "E0203", "line": 3, "column": 15,
        "file": "sub/defs.kpi", "message": "unknown", "help": "did you mean `spend`?"}]}"#;
    assert_eq!(problems(wants, said, true), [""; 0]);
    assert_eq!(problems(wants, said, false)[0], "it was accepted, wanted an error");

    let none = "## T\n```kpi\n```\n";
    assert_eq!(problems(none, said, true)[0], "it was refused, wanted none of that");

    let beside = said.replacen("1,", r#"1, "kpis": {},"#, 1);
    assert_eq!(problems(wants, &beside, true)[0], "values beside an error");
}

#[test]
fn a_diagnostic_is_met_by_severity_code_place_and_text() {
    let finding = Finding {
        severity: Some(Severity::Warning),
        code: "W0501".to_owned(),
        message: "row `Total` repeats what is above it".to_owned(),
        place: "ads.csv:4".to_owned(),
        help: "keep".to_owned(),
        file: Some("defs.kpi".to_owned()),
        line: Some(2),
        column: Some(9),
    };
    let met = |line: &str| is_met(&ExpectedDiagnostic::read(line).unwrap(), &finding);
    for line in ["warning W05", "warning W0501 2:9 total", "warning W05 2 keep", "warning W - ADS.csv", "warning W05 - above it"] {
        assert!(met(line), "{line}");
    }
    for line in ["error W05", "warning W02", "warning W05 3", "warning W05 2:8", "warning W05 - below"] {
        assert!(!met(line), "{line}");
    }
    let elsewhere = Finding { file: Some("shared.kpi".to_owned()), ..finding.clone() };
    let at = |line: &str| is_met(&ExpectedDiagnostic::read(line).unwrap(), &elsewhere);
    assert!(!at("warning W05 2:9"));
    assert!(at("warning W05 - shared.kpi"));
    let no_severity = Finding { severity: None, ..finding };
    assert!(!is_met(&ExpectedDiagnostic::read("warning W05").unwrap(), &no_severity));
}

#[test]
fn what_was_said_is_shown_only_where_something_is_wrong() {
    let said = r#"{"tolok": 1, "kpis": {"a": {"value": "2"}}, "diagnostics": [{"severity": "warning", "code": "W0201", "line": 1, "column": 2, "message": "odd"}]}"#;
    let case = |want: &str| format!("## T\n```kpi\n```\n```eval\n```\n```expect\na\n{want}\n```\n");
    assert_eq!(problems(&case("2"), said, false), [""; 0]);
    assert_eq!(problems(&case("3"), said, false), ["a: want 3, got 2", "said: warning W0201 1:2 odd"]);
}
