use tolok_model::{Definitions, EntityKind, NoFiles};

use super::FormulaText;

/// The text of the metric `m` in definitions that have no problem.
fn text_of(definitions: &str) -> String {
    let (definitions, diagnostics) = Definitions::check("test.kpi", definitions, &NoFiles);
    let errors: Vec<_> = diagnostics.iter().filter(|problem| problem.code.id.starts_with('E')).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let entity = definitions.entity(definitions.find("m").unwrap()).unwrap();
    let EntityKind::Metric(metric) = &entity.kind else { panic!("m is no metric") };
    FormulaText::new(&definitions).formula(&metric.formula)
}

#[test]
fn what_is_canonical_stays_as_it_is() {
    for formula in [
        "a + b - c",
        "a - (b - c)",
        "a * (b + c) / c",
        "a / (b * c)",
        "-(a + b)",
        "-a * b",
        "(-a) ^ 2",
        "-(a ^ 2)",
        "(a ^ b) ^ 2",
        "a * 15%",
        "(a + b)%",
        "a & \"say \"\"yes\"\"\" & b",
        "if(a > 1 and (b < 2 or not c = 3), a, b)",
        "(a = 1 or b = 1) and not (a = 1 and b = 1)",
        "not not a = 1",
        "(a = 1) = (b = 2)",
        "a in (1, 2, b + 1)",
        "a not in (1, 2)",
        "a = blank",
        "a <> blank",
        "a >= -1",
        "ifs(a = 1, b, a = 2, c)",
        "switch(a, 1, b, c)",
        "iferror(div(a, b, c), coalesce(a, 0))",
        "round(a, 2)",
        "min(a, b)",
        "date(2026, 1, 31) > @2026-01-31",
        "prev(a / b, 3 months)",
        "rolling(a, 12 weeks, partial)",
        "growth(a)",
        "`Marketing Spend` / a",
        "period()",
        "true and a = 1",
    ] {
        assert_eq!(text_of(&format!("m = {formula}\n")), formula);
    }
}

#[test]
fn conditions_and_dimensions_have_their_names() {
    let declared = "input a\ninput b\ndimension Channel\ntime day: month\n";
    for formula in [
        "a where Channel = \"Email\"",
        "(a where Channel = \"Email\") / b",
        "(a where Channel = \"Email\") where day >= @2026-01-01",
        "a where Channel in (\"Email\", \"Radio\") or Channel = blank",
        "share(a, Channel)",
        "total(a / b, Channel)",
        "member(Channel)",
        "sum(a * b where Channel = \"Email\")",
        "convert(a, EUR)",
    ] {
        let declared = if formula.starts_with("convert") { "input a: money[USD]\n" } else { declared };
        assert_eq!(text_of(&format!("{declared}m = {formula}\n")), formula);
    }
}

#[test]
fn other_definitions_and_questions_about_them_have_their_names() {
    let declared = "Cac = spend / new_customers { alias \"CPA\" }\nparam margin = 60%\n";
    for (formula, expected) in [
        ("cac * MARGIN", "Cac * margin"),
        ("CPA + 1", "Cac + 1"),
        ("status(cac) & label(cac)", "status(Cac) & label(Cac)"),
        ("attainment(cac)", "attainment(Cac)"),
    ] {
        assert_eq!(text_of(&format!("{declared}m = {formula}\n")), expected);
    }
}

#[test]
fn functions_of_the_file_are_written_out() {
    let functions = "fn per_thousand(amount, events) = amount / events * 1000\nfn twice(x) = x + x\n";
    assert_eq!(text_of(&format!("{functions}m = per_thousand(spend, views)\n")), "spend / views * 1000");
    assert_eq!(text_of(&format!("{functions}m = twice(a - b) * 2\n")), "(a - b + (a - b)) * 2");
}

#[test]
fn habits_and_needless_brackets_are_gone() {
    for (formula, expected) in [("=((a))/ (b)", "a / b"), ("IF(a==1;b;c)", "if(a = 1, b, c)"), ("and(a = 1, b = 2)", "a = 1 and b = 2")] {
        assert_eq!(text_of(&format!("m = {}\n", formula.trim_start_matches('='))), expected);
    }
}

#[test]
fn a_long_formula_is_cut_between_characters() {
    let formula: Vec<String> = (0..200).map(|number| format!("ł{number}")).collect();
    let text = text_of(&format!("m = {}\n", formula.join(" + ")));
    assert!(text.starts_with("ł0 + ł1 + "), "{text}");
    assert!(text.ends_with('…'), "{text}");
    assert!(text.chars().count() < 250, "{text}");
}

#[test]
fn targets_are_written_as_in_the_definition() {
    let text = "m = a / b {\n  target <= 40, warn <= 60\n}\nn = a {\n  target between plan / 2 and plan\n}\n";
    let (definitions, _) = Definitions::check("test.kpi", text, &NoFiles);
    let texts = FormulaText::new(&definitions);
    let target = |name: &str| texts.target(&definitions.entity(definitions.find(name).unwrap()).unwrap().targets[0]);
    assert_eq!(target("m"), "<= 40, warn <= 60");
    assert_eq!(target("n"), "between plan / 2 and plan");
}
