use tolok_model::{Definitions, NoFiles};
use tolok_value::{Number, Value};

use super::{Explanation, Provenance};
use crate::{Given, Status};

fn explained(text: &str, name: &str, given: &[(&str, Value)]) -> Explanation {
    let (definitions, diagnostics) = Definitions::check("test.kpi", text, &NoFiles);
    let errors: Vec<_> = diagnostics.iter().filter(|problem| problem.code.id.starts_with('E')).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut by_hand = Given::new();
    for (name, value) in given {
        match definitions.find(name) {
            Some(id) => by_hand.set(id, value.clone()),
            None => {
                let (source, column) = name.split_once('.').unwrap();
                by_hand.set_column(source, column, value.clone());
            }
        }
    }
    Explanation::by_hand(&definitions, definitions.find(name).unwrap(), &by_hand, "en")
}

fn number(digits: &str) -> Value {
    Number::parse(digits).unwrap().into()
}

/// The tree, a line each: how deep, the name or formula, the value, where it came from.
fn lines(explanation: &Explanation) -> Vec<String> {
    fn add(explanation: &Explanation, level: usize, lines: &mut Vec<String>) {
        let name = explanation.name.as_deref().or(explanation.formula.as_deref()).unwrap_or("?");
        let value = explanation.outcome.as_ref().map_or("-".to_string(), |outcome| outcome.value.to_string());
        lines.push(format!("{}{name} | {value} | {}", "  ".repeat(level), explanation.provenance.text()));
        explanation.children.iter().for_each(|child| add(child, level + 1, lines));
    }
    let mut found = Vec::new();
    add(explanation, 0, &mut found);
    found
}

#[test]
fn names_are_leaves_and_parts_are_branches() {
    let tree = explained(
        "cac = (spend + fees) / new_customers",
        "cac",
        &[("spend", number("1000")), ("fees", number("100")), ("new_customers", number("44"))],
    );
    assert_eq!(tree.formula.as_deref(), Some("(spend + fees) / new_customers"));
    assert_eq!(
        lines(&tree),
        [
            "cac | 25 | computed",
            "  spend + fees | 1100 | computed",
            "    spend | 1000 | given",
            "    fees | 100 | given",
            "  new_customers | 44 | given",
        ]
    );
}

#[test]
fn every_leaf_says_where_its_value_comes_from() {
    let text = "input a\ninput b, fill 2\ninput c\nparam p = 3\nparam q = 4\nm = a + b + c + p + q\n";
    let tree = explained(text, "m", &[("a", number("1")), ("q", number("5")), ("c", Value::BLANK)]);
    assert_eq!(
        lines(&tree),
        ["m | blank | computed", "  a | 1 | given", "  b | 2 | fill", "  c | blank | missing", "  p | 3 | as defined", "  q | 5 | given"]
    );
    assert_eq!(tree.outcome.unwrap().cause().as_deref(), Some("`c` has no value"));
}

#[test]
fn an_input_and_a_param_explain_themselves() {
    assert_eq!(lines(&explained("input a, fill 7\nm = a", "a", &[])), ["a | 7 | fill"]);
    assert_eq!(lines(&explained("param p = 60%\nm = p", "p", &[])), ["p | 0.6 | as defined"]);
}

#[test]
fn a_metric_that_was_shown_is_not_repeated() {
    let text = "base = a * 2\nleft = base + 1\nright = base + 2\nm = left + right + base\n";
    assert_eq!(
        lines(&explained(text, "m", &[("a", number("10"))])),
        [
            "m | 63 | computed",
            "  left | 21 | computed",
            "    base | 20 | computed",
            "      a | 10 | given",
            "  right | 22 | computed",
            "    base | 20 | shown above",
            "  base | 20 | shown above",
        ]
    );
}

#[test]
fn a_value_given_to_a_metric_replaces_its_formula() {
    let tree = explained("cac = spend / leads\nm = cac * 2", "m", &[("cac", number("5"))]);
    assert_eq!(lines(&tree), ["m | 10 | computed", "  cac | 5 | given"]);
    assert_eq!(tree.children[0].formula.as_deref(), Some("spend / leads"));
}

#[test]
fn branches_that_were_not_taken_are_marked() {
    let given = [("a", number("1")), ("b", number("2")), ("c", number("3"))];
    for (formula, expected) in [
        ("if(a > 5, b, c)", &["a > 5 | false | computed", "  a | 1 | given", "b | - | not computed", "c | 3 | given"][..]),
        ("if(d > 5, b, c)", &["d > 5 | blank | computed", "  d | blank | missing", "b | - | not computed", "c | - | not computed"]),
        ("iferror(a, b)", &["a | 1 | given", "b | - | not computed"]),
        ("iferror(a / 0, b)", &["a / 0 | #DIV/0! | computed", "  a | 1 | given", "b | 2 | given"]),
        ("ifblank(d, b)", &["d | blank | missing", "b | 2 | given"]),
        ("coalesce(d, b, c)", &["d | blank | missing", "b | 2 | given", "c | - | not computed"]),
        ("div(a, b, c)", &["a | 1 | given", "b | 2 | given", "c | - | not computed"]),
        ("div(a, b - b, c)", &["a | 1 | given", "b - b | 0 | computed", "  b | 2 | given", "  b | 2 | given", "c | 3 | given"]),
        (
            "ifs(a = 2, b, a = 1, c, a = 3, d)",
            &[
                "a = 2 | false | computed",
                "  a | 1 | given",
                "b | - | not computed",
                "a = 1 | true | computed",
                "  a | 1 | given",
                "c | 3 | given",
                "a = 3 | - | not computed",
                "d | - | not computed",
            ],
        ),
        ("switch(a, 1, b, c)", &["a | 1 | given", "b | 2 | given", "c | - | not computed"]),
        ("switch(a, 9, b, c)", &["a | 1 | given", "b | - | not computed", "c | 3 | given"]),
    ] {
        let tree = explained(&format!("m = {formula}\nn = a + b + c + d"), "m", &given);
        let children: Vec<String> = lines(&tree).into_iter().skip(1).map(|line| line[2..].to_string()).collect();
        assert_eq!(children, expected, "{formula}");
    }
}

#[test]
fn conditions_stop_where_they_are_decided() {
    let given = [("a", number("1")), ("b", number("2"))];
    let marks = |formula: &str| {
        let tree = explained(&format!("m = {formula}"), "m", &given);
        tree.children.iter().map(|child| child.provenance == Provenance::NotComputed).collect::<Vec<_>>()
    };
    assert_eq!(marks("a = 1 or b = 2 or b = 3"), [false, true, true]);
    assert_eq!(marks("a = 1 and b = 3 and b = 2"), [false, false, true]);
    assert_eq!(marks("c = 1 or a = 1 or b = 2"), [false, false, true]);
    assert_eq!(marks("a / 0 = 1 and b = 2"), [false, true]);
}

#[test]
fn constants_are_left_out_unless_an_error_comes_from_them() {
    assert_eq!(
        lines(&explained("m = round(a * 100, 2)", "m", &[("a", number("0.5"))])),
        ["m | 50 | computed", "  a * 100 | 50 | computed", "    a | 0.5 | given"]
    );
    assert_eq!(
        lines(&explained("m = a + 1 / 0", "m", &[("a", number("1"))])),
        ["m | #DIV/0! | computed", "  a | 1 | given", "  1 / 0 | #DIV/0! | computed"]
    );
    assert_eq!(lines(&explained("m = 1 + 1", "m", &[])), ["m | 2 | computed"]);
}

#[test]
fn signs_are_looked_through() {
    assert_eq!(
        lines(&explained("m = -a * b%", "m", &[("a", number("2")), ("b", number("50"))])),
        ["m | -1 | computed", "  a | 2 | given", "  b | 50 | given"]
    );
}

#[test]
fn a_function_of_the_file_is_named_where_its_formula_begins() {
    let text = "m = 1 + mille(a, b + c)\nfn mille(x, y) = x / y * 1000\n";
    let tree = explained(text, "m", &[("a", number("1")), ("b", number("2")), ("c", number("2"))]);
    assert_eq!(
        lines(&tree),
        [
            "m | 251 | computed",
            "  a / (b + c) * 1000 | 250 | computed",
            "    a | 1 | given",
            "    b + c | 4 | computed",
            "      b | 2 | given",
            "      c | 2 | given",
        ]
    );
    assert_eq!(tree.children[0].function.as_deref(), Some("mille"));
    assert_eq!(tree.children[0].children[1].function, None);
    let alone = explained("fn mille(x, y) = x / y\nm = mille(a, b)\n", "m", &[]);
    assert_eq!(lines(&alone), ["m | blank | computed", "  a / b | blank | computed", "    a | blank | missing", "    b | blank | missing"]);
}

#[test]
fn a_condition_shows_the_columns_it_looks_at() {
    let text = "input spend\ninput leads\ndimension channel\nm = (spend where channel = \"Email\") / leads\n";
    let given = [("spend", number("100")), ("leads", number("4"))];
    let with = |channel: &str| {
        let mut given = given.to_vec();
        given.push(("channel", Value::text(channel)));
        lines(&explained(text, "m", &given))
    };
    assert_eq!(
        with("Email"),
        [
            "m | 25 | computed",
            "  spend where channel = \"Email\" | 100 | computed",
            "    spend | 100 | given",
            "    channel | Email | given",
            "  leads | 4 | given",
        ]
    );
    assert_eq!(with("Radio")[1], "  spend where channel = \"Email\" | blank | computed");
}

#[test]
fn an_aggregation_shows_the_columns_of_the_row() {
    let text = "source orders from \"o.csv\"\nparam rate = 2\nm = sum(orders.amount * rate where orders.status = \"paid\")\n";
    let given = [("orders.Amount", number("10")), ("orders.status", Value::text("paid"))];
    assert_eq!(
        lines(&explained(text, "m", &given)),
        ["m | 20 | computed", "  orders.amount | 10 | given", "  rate | 2 | as defined", "  orders.status | paid | given"]
    );
}

#[test]
fn a_status_comes_with_the_target_it_is_measured_by() {
    let tree = explained(
        "cac = spend / customers {\n  target <= plan, warn <= plan * 2\n}\nm = status(cac)",
        "m",
        &[("spend", number("90")), ("customers", number("2")), ("plan", number("40"))],
    );
    let cac = &tree.children[0];
    assert_eq!(cac.target.as_deref(), Some("<= plan, warn <= plan * 2"));
    assert_eq!(cac.outcome.as_ref().unwrap().status, Some(Status::Warn));
    assert_eq!(tree.outcome.unwrap().value, Value::text("warn"));
}

#[test]
fn a_chain_of_ten_thousand_metrics_is_cut_on_a_small_stack() {
    let mut text = "a0 = x\n".to_string();
    for number in 1..10_000 {
        text.push_str(&format!("a{number} = a{} + 1\n", number - 1));
    }
    let run = move || {
        let tree = explained(&text, "a9999", &[("x", number("1"))]);
        assert_eq!(tree.outcome.as_ref().unwrap().value, number("10000"));
        let mut deepest = &tree;
        let mut levels = 1;
        while let Some(child) = deepest.children.first() {
            deepest = child;
            levels += 1;
        }
        assert_eq!(deepest.provenance, Provenance::Cut);
        assert!((10..60).contains(&levels), "{levels} levels");
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn a_formula_as_deep_as_can_be_read_is_explained_on_a_small_stack() {
    let text = format!("m = {}x{}", "round(1 + (".repeat(31), "))".repeat(31).replace("))", "), 2)"));
    let run = move || assert_eq!(explained(&text, "m", &[("x", number("1"))]).outcome.unwrap().value, number("32"));
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn a_formula_that_grows_by_doubling_is_cut() {
    let mut text = "fn f0(x) = x + x\n".to_string();
    for number in 1..13 {
        text.push_str(&format!("fn f{number}(x) = f{0}(x) + f{0}(x)\n", number - 1));
    }
    text.push_str("m = f12(a)\n");
    let tree = explained(&text, "m", &[("a", number("1"))]);
    assert_eq!(tree.outcome.as_ref().unwrap().value, number("8192"));
    let lines = lines(&tree);
    assert!(lines.len() < 6_000, "{} lines", lines.len());
    assert!(lines.iter().any(|line| line.trim() == "… | - | not shown further"));
}

/// What is shown beside a value is what its status is judged by.
#[test]
fn the_target_of_the_member_at_hand_is_named() {
    let text = "dimension channel\nx = given { target <= 10\n target for channel \"Email\" <= 20 }\n";
    for (channel, target, status) in [("email", "<= 20", Status::Good), ("Search", "<= 10", Status::Bad)] {
        let tree = explained(text, "x", &[("given", number("15")), ("channel", Value::Text(channel.into()))]);
        assert_eq!(tree.target.as_deref(), Some(target), "{channel}");
        assert_eq!(tree.outcome.unwrap().status, Some(status), "{channel}");
    }
}
