use super::Difference;
use crate::{Definitions, Request};

fn diff(old: &str, new: &str) -> Difference {
    Definitions::parse(old).unwrap().diff(&Definitions::parse(new).unwrap())
}

/// What changed, a line each: `cac formula: a / b → a / c`.
fn changes(difference: &Difference) -> Vec<String> {
    let words = |text: &Option<String>| text.clone().unwrap_or("–".to_string());
    let each = difference.changed.iter().flat_map(|changed| changed.changes.iter().map(move |change| (changed, change)));
    each.map(|(changed, change)| format!("{} {}: {} → {}", changed.name, change.aspect, words(&change.before), words(&change.after)))
        .collect()
}

fn heads(definitions: &[super::Definition]) -> Vec<&str> {
    definitions.iter().map(|definition| definition.head.as_str()).collect()
}

#[test]
fn how_it_is_written_is_no_difference() {
    let old = "cac = spend/new_customers { label \"CAC\" }  # why\n\n\nm = IF(cac>1;cac;0)\n";
    let new = "# said again\ncac = spend / new_customers {\n  label \"CAC\"\n}\nm = if(cac > 1, cac, 0)\n";
    assert_eq!(diff(old, new), Difference::default());
    assert!(diff(old, new).is_empty());
}

#[test]
fn the_order_of_definitions_is_no_difference() {
    assert!(diff("a = x\nb = y\n", "b = y\na = x\n").is_empty());
}

#[test]
fn an_alias_is_the_name_it_stands_for() {
    let old = "cac = spend / leads { alias \"CPA\" }\nm = CPA * 2\n";
    assert!(diff(old, "cac = spend / leads { alias \"CPA\" }\nm = cac * 2\n").is_empty());
}

#[test]
fn definitions_come_and_go_by_name() {
    let difference =
        diff("a = x\nold = x * 2 { label \"Old\" }\n", "a = x\nparam p: percent = 5%\nnew: percent = x / 2 { label \"New\" }\n");
    assert_eq!(heads(&difference.added), ["param p: percent = 5%", "new: percent = x / 2"]);
    assert_eq!(heads(&difference.removed), ["old = x * 2"]);
    assert_eq!(difference.added[1].text, "new: percent = x / 2 {\n  label \"New\"\n}");
    assert!(difference.changed.is_empty());
}

#[test]
fn every_aspect_of_a_metric_is_told() {
    let old = "m = a / b {\n  label \"M\"\n  label id \"Em\"\n  better lower\n  target <= 40, warn <= 60\n  deprecated\n}\n";
    let new = "## What it is.\nm: percent = a / (b + c) {\n  label \"M\"\n  label id \"Emm\"\n  alias \"mm\", \"mmm\"\n  target <= 35\n  target for channel \"Email\" <= 20\n  tags \"x\"\n}\ndimension channel\n";
    assert_eq!(
        changes(&diff(old, new)),
        [
            "m type: number → percent",
            "m formula: a / b → a / (b + c)",
            "m label id: \"Em\" → \"Emm\"",
            "m alias: – → \"mm\", \"mmm\"",
            "m target: <= 40, warn <= 60 → <= 35",
            "m target for channel \"Email\": – → <= 20",
            "m tags: – → \"x\"",
            "m documentation: – → What it is.",
            "m better: lower → –",
            "m deprecated: yes → –",
        ]
    );
}

#[test]
fn a_type_that_is_only_said_is_no_difference() {
    let inputs = "currency USD\ninput spend: money\ninput revenue: money\n";
    assert!(diff(&format!("{inputs}roas = revenue / spend\n"), &format!("{inputs}roas: ratio = revenue / spend\n")).is_empty());
    assert_eq!(
        changes(&diff(&format!("{inputs}m = spend\n"), &format!("{}m = spend\n", inputs.replace("USD", "EUR")))),
        [" text: currency USD → currency EUR", "spend type: USD → EUR", "revenue type: USD → EUR", "m type: USD → EUR",]
    );
}

#[test]
fn every_aspect_of_an_input_a_param_and_a_function_is_told() {
    let old = "input a: count\ninput b\ninput c: count, stock\nparam p = 60%\nfn f(x) = x * 2\nm = f(a)\n";
    let new = "input a: count, flow\ninput b: money, fill 0\ninput c: count, stock per (k, l) within period\nparam p = 55%\nfn f(x, y) = x * 3 + y\nm = f(a, a)\n";
    let difference = diff(&format!("{old}dimension k\ndimension l\n"), &format!("{new}dimension k\ndimension l\n"));
    assert_eq!(
        changes(&difference),
        [
            "b type: number → money",
            "b fill: – → 0",
            "c roll-up: stock → stock per (k, l) within period",
            "p value: 60% → 55%",
            "f parameters: x → x, y",
            "f formula: x * 2 → x * 3 + y",
            "m formula: f(a) → f(a, a)",
        ]
    );
}

#[test]
fn a_name_that_stands_for_something_else_is_a_change() {
    let difference = diff("input a\nm = a\n", "input b\na = b * 2\nm = a\n");
    assert_eq!(heads(&difference.added), ["input b"]);
    assert_eq!(changes(&difference), ["a kind: input → metric", "a formula: – → b * 2", "a roll-up: flow → –"]);
}

#[test]
fn names_compare_without_regard_to_case_but_spelling_is_told() {
    assert_eq!(changes(&diff("CAC = a\n", "cac = a\n")), ["cac spelling: CAC → cac"]);
}

#[test]
fn tests_and_reports_are_compared_line_by_line() {
    let old = "m = a\ntest \"one\" {\n  given a = 1\n  expect m = 1\n}\n";
    let new = "m = a\ntest \"one\" {\n  given a = 2\n  expect m = 1\n}\ntest \"two\" {\n  given a = 3\n  expect m = 3\n}\n";
    let difference = diff(old, new);
    assert_eq!(changes(&difference), ["one text: given a = 1 → given a = 2"]);
    assert_eq!(heads(&difference.added), ["test \"two\""]);
}

#[test]
fn what_a_report_is_called_is_compared_apart_from_what_it_shows() {
    let old = "m = a\nreport \"Costs\" {\n  label id \"Biaya\"\n  kpis m\n}\n";
    let new = "m = a\nreport \"Costs\" {\n  kpis m, a\n  label id \"Ongkos\"\n  label pl \"Koszty\"\n}\n";
    let told = changes(&diff(old, new));
    assert_eq!(told, ["Costs text: kpis m → kpis m, a", "Costs label id: \"Biaya\" → \"Ongkos\"", "Costs label pl: – → \"Koszty\""]);
    assert!(changes(&diff(old, "m = a\nreport \"Costs\" {\n  kpis m\n  label id \"Biaya\"\n}\n")).is_empty());
}

#[test]
fn members_and_groups_are_compared_one_by_one() {
    let old = "dimension channel { member \"Email\" label id \"Surel\" }\ndimension kind from channel { \"Paid\" = \"Ads\"; \"Own\" = \"Email\" }\nm = a\n";
    let new = "dimension channel { member \"Email\" label id \"Pos-el\" }\ndimension kind from channel { \"Paid\" = \"Ads\", \"Radio\"; \"Own\" = \"Email\" }\nm = a\n";
    assert_eq!(
        changes(&diff(old, new)),
        ["channel member \"Email\": label id \"Surel\" → label id \"Pos-el\"", "kind group \"Paid\": Ads → Ads, Radio"]
    );
}

/// The values that change, a line each.
fn values(old: &str, new: &str, given: &[(&str, &str)]) -> Vec<String> {
    let request = given.iter().fold(Request::new(), |request, (name, value)| request.set(name, value));
    let (changes, _) = Definitions::parse(old).unwrap().diff_values(&Definitions::parse(new).unwrap(), &request).unwrap();
    let shown = |kpi: &Option<crate::Kpi>| kpi.as_ref().map_or("–".to_string(), |kpi| kpi.value.to_string());
    changes.iter().map(|change| format!("{}: {} → {}", change.name, shown(&change.before), shown(&change.after))).collect()
}

#[test]
fn values_that_stay_are_not_told() {
    let given = [("a", "8"), ("b", "2"), ("c", "2")];
    assert_eq!(values("m = a / b\nn = a\n", "m = a / (b + c)\nn = a\nnew = a * 2\n", &given), ["c: – → 2", "m: 4 → 2", "new: – → 16"]);
    assert_eq!(values("m = a / b\nold = a\n", "m = a / b\n", &given[..2]), ["old: 8 → –"]);
    assert_eq!(values("m = a / b\n", "m = 1 * a / b\n", &[("a", "1"), ("b", "0")]), [""; 0]);
    assert_eq!(values("m = a / b\n", "m = div(a, b, 0)\n", &[("a", "1"), ("b", "0")]), ["m: #DIV/0! → 0"]);
}

#[test]
fn a_status_that_changes_is_told() {
    assert_eq!(values("m = a { target <= 40 }\n", "m = a { target <= 30 }\n", &[("a", "35")]), ["m: 35 → 35"]);
}

#[test]
fn a_name_that_neither_has_is_a_problem() {
    let (old, new) = (Definitions::parse("m = amount\n").unwrap(), Definitions::parse("m = amount * 2\n").unwrap());
    let problems = old.diff_values(&new, &Request::new().set("ammount", "1")).unwrap_err();
    assert_eq!(problems.diagnostics[0].code.id, "E0201");
}
