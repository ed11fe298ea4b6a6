use super::*;

#[test]
fn values_become_exact_text() {
    let text = r##"{"tolok": 1, "kpis": {
        "number": {"value": "33.33333333333333333333333333", "error": null, "cause": null, "display": "$33.33"},
        "blank": {"value": null, "error": null},
        "error": {"value": null, "error": "#DIV/0!", "cause": "zero"},
        "bool": {"value": false},
        "double": {"value": 0.5}
    }, "diagnostics": []}"##;
    let outcome = outcome_of_envelope(text, false).unwrap();
    let Some(Results::Single(kpis)) = outcome.results else { panic!("single values") };
    let shown: Vec<_> = kpis.iter().map(|(name, cell)| format!("{name} {cell}")).collect();
    assert_eq!(shown, ["number 33.33333333333333333333333333", "blank blank", "error #DIV/0!", "bool false", "double not text: 0.5"]);
}

#[test]
fn rows_keep_members_apart_from_kpis() {
    let text = r#"{"tolok": 1, "rows": [{"channel": "Email", "period": "2026-01", "partial": false, "kpis": {"cac": {"value": "1"}}}],
        "totals": [{"channel": null, "period": "2026-01", "kpis": {"cac": {"value": "2"}}}], "diagnostics": []}"#;
    let Some(Results::Table { rows, totals }) = outcome_of_envelope(text, false).unwrap().results else { panic!("a table") };
    assert_eq!(rows[0].dimensions["channel"].as_deref(), Some("Email"));
    assert_eq!(rows[0].dimensions["partial"].as_deref(), Some("false"));
    assert_eq!(rows[0].kpis["cac"], "1");
    assert_eq!(totals[0].dimensions["channel"], None);
    assert_eq!(totals[0].kpis["cac"], "2");
}

#[test]
fn diagnostics_come_with_their_place() {
    let text = r#"{"tolok": 1, "diagnostics": [{"severity": "warning", "code": "W0501", "message": "m", "place": "ads.xlsx!2026!A14",
        "file": "ads.xlsx", "line": null, "column": null, "help": "h"}, {"severity": "error", "code": "E0203", "message": "m", "line": 3, "column": 15}]}"#;
    let outcome = outcome_of_envelope(text, true).unwrap();
    assert!(outcome.failed && outcome.results.is_none());
    let [warning, error] = &outcome.findings[..] else { panic!("two findings") };
    assert_eq!((warning.severity, warning.line), (Some(Severity::Warning), None));
    assert_eq!(warning.place, "ads.xlsx!2026!A14");
    assert_eq!((error.code.as_str(), error.line, error.column), ("E0203", Some(3), Some(15)));
    assert_eq!((error.file.as_deref(), error.help.as_str()), (None, ""));
}

#[test]
fn what_is_no_envelope_is_refused() {
    for text in [
        "",
        "[]",
        "{}",
        r#"{"tolok": 2, "diagnostics": []}"#,
        r#"{"tolok": "1", "diagnostics": []}"#,
        r#"{"tolok": 1}"#,
        r#"{"tolok": 1, "kpis": [], "diagnostics": []}"#,
        r#"{"tolok": 1, "kpis": {"a": 1}, "diagnostics": []}"#,
        r#"{"tolok": 1, "kpis": {}, "rows": [], "diagnostics": []}"#,
        r#"{"tolok": 1, "rows": [1], "diagnostics": []}"#,
    ] {
        assert!(outcome_of_envelope(text, false).is_err(), "{text}");
    }
}
