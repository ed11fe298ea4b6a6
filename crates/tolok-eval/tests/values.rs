//! Blanks, errors and three-valued logic, row by row as the language's page on values says it.

mod evaluated;

use evaluated::{outcome, table, value};

#[test]
fn and_or_not_are_three_valued() {
    let (t, f, b) = ("true", "false", "blank");
    for (left, right, both, either) in
        [(t, t, t, t), (t, f, f, t), (t, b, b, t), (f, t, f, t), (f, f, f, f), (f, b, f, b), (b, t, b, t), (b, f, f, b), (b, b, b, b)]
    {
        assert_eq!(value(&format!("{left} and {right}")), both, "{left} and {right}");
        assert_eq!(value(&format!("{left} or {right}")), either, "{left} or {right}");
        assert_eq!(value(&format!("and({left}, {right})")), both, "and({left}, {right})");
        assert_eq!(value(&format!("or({left}, {right})")), either, "or({left}, {right})");
        // Not both is either not.
        let not_both = value(&format!("not ({left} and {right})"));
        assert_eq!(not_both, value(&format!("(not {left}) or (not {right})")), "{left} {right}");
    }
    table(&[("not true", "false"), ("not false", "true"), ("not blank", "blank"), ("not not true", "true")]);
}

/// `and` and `or` stop at the first operand that decides; until then an error is an error.
#[test]
fn logic_stops_where_it_is_decided() {
    table(&[
        ("false and 1 / 0 > 1", "false"),
        ("true or 1 / 0 > 1", "true"),
        ("true and 1 / 0 > 1", "#DIV/0!"),
        ("false or 1 / 0 > 1", "#DIV/0!"),
        ("1 / 0 > 1 and false", "#DIV/0!"),
        ("1 / 0 > 1 or true", "#DIV/0!"),
        ("blank and 1 / 0 > 1", "#DIV/0!"),
        ("blank and 1 / 0 > 1 and false", "#DIV/0!"),
        ("blank and false and 1 / 0 > 1", "false"),
        ("blank or true or 1 / 0 > 1", "true"),
        ("not (1 / 0 > 1)", "#DIV/0!"),
        ("and(false, sqrt(-1) > 1)", "false"),
        ("or(true, sqrt(-1) > 1)", "true"),
    ]);
}

#[test]
fn arithmetic_on_a_blank_is_blank_and_an_error_goes_first() {
    for operator in ["+", "-", "*", "/", "^"] {
        table(&[
            (&format!("1 {operator} blank"), "blank"),
            (&format!("blank {operator} 1"), "blank"),
            (&format!("blank {operator} blank"), "blank"),
            (&format!("blank {operator} sqrt(-1)"), "#NUM!"),
            (&format!("sqrt(-1) {operator} blank"), "#NUM!"),
            (&format!("1 / 0 {operator} sqrt(-1)").replace("1 / 0 ^", "(1 / 0) ^"), "#DIV/0!"),
            (&format!("sqrt(-1) {operator} (1 / 0)"), "#NUM!"),
        ]);
    }
    table(&[
        ("blank / 0", "blank"),
        ("-blank", "blank"),
        ("blank%", "blank"),
        ("blank & \"a\"", "a"),
        ("blank & blank", ""),
        ("\"a\" & blank & 1", "a1"),
        ("\"a\" & 1 / 0", "#DIV/0!"),
        ("1 / 0 + sqrt(-1) + 1", "#DIV/0!"),
        ("1 + sqrt(-1) + 1 / 0", "#NUM!"),
    ]);
}

#[test]
fn comparing_with_a_blank_gives_a_blank_and_asking_for_one_does_not() {
    for operator in ["=", "<>", "<", "<=", ">", ">="] {
        let text = format!("x = given {operator} 1\ny = 1 {operator} given\n");
        assert_eq!(outcome(&text, &[], "x").value.to_string(), "blank", "{operator}");
        assert_eq!(outcome(&text, &[], "y").value.to_string(), "blank", "{operator}");
    }
    table(&[
        ("blank = blank", "true"),
        ("blank <> blank", "false"),
        ("1 = blank", "false"),
        ("blank = 1", "false"),
        ("1 <> blank", "true"),
        ("(1 + blank) = blank", "true"),
        ("1 / 0 = blank", "#DIV/0!"),
        ("isblank(blank)", "true"),
        ("isblank(1)", "false"),
        ("isblank(1 / 0)", "#DIV/0!"),
        ("isblank(\"\")", "false"),
        ("iserror(1 / 0)", "true"),
        ("iserror(blank)", "false"),
        ("iserror(1)", "false"),
        ("\"Email\" = \"EMAIL\"", "true"),
        ("\"Łódź\" = \"łÓDŹ\"", "true"),
        ("\"resume\" = \"résumé\"", "false"),
        ("\"a\" < \"B\"", "true"),
        ("false < true", "true"),
        ("@2026-01-31 < @2026-02-01", "true"),
        ("0.1 + 0.2 = 0.3", "true"),
        ("1.10 = 1.1", "true"),
    ]);
}

#[test]
fn membership() {
    table(&[
        ("2 in (1, 2)", "true"),
        ("3 in (1, 2)", "false"),
        ("3 not in (1, 2)", "true"),
        ("2 not in (1, 2)", "false"),
        ("\"EMAIL\" in (\"Email\", \"Search\")", "true"),
        ("2 in (blank, 2)", "true"),
        ("3 in (blank, 2)", "false"),
        ("blank in (blank, 2)", "true"),
        ("3 not in (blank, 2)", "true"),
        ("blank in (1, 2)", "blank"),
        ("blank in (1, blank)", "true"),
        ("2 in ()", "false"),
        ("2 not in ()", "true"),
        ("2 in (2, 1 / 0)", "true"),
        ("2 in (1 / 0, 2)", "#DIV/0!"),
        ("1 / 0 in (1, 2)", "#DIV/0!"),
    ]);
}

/// Only the branch that is taken is computed, and it is followed whatever it is.
#[test]
fn choices_follow_the_branch_they_take() {
    table(&[
        ("if(true, 1, 1 / 0)", "1"),
        ("if(false, 1 / 0, 2)", "2"),
        ("if(false, 1)", "blank"),
        ("if(true, blank, 1)", "blank"),
        ("if(true, 1 / 0, 1)", "#DIV/0!"),
        ("if(blank, 1, 2)", "blank"),
        ("if(1 / 0 > 1, 1, 2)", "#DIV/0!"),
        ("ifs(false, 1 / 0, true, 2, 1 / 0 > 1, 3)", "2"),
        ("ifs(false, 1)", "#N/A"),
        ("ifs(blank, 1, true, 2)", "blank"),
        ("ifs(false, 1, 1 / 0 > 1, 2)", "#DIV/0!"),
        ("switch(2, 1, \"one\", 2, \"two\", \"many\")", "two"),
        ("switch(3, 1, \"one\", 2, \"two\", \"many\")", "many"),
        ("switch(3, 1, \"one\", 2, \"two\")", "#N/A"),
        ("switch(\"B\", \"a\", 1, \"b\", 2)", "2"),
        ("switch(blank, 1, \"one\", \"other\")", "blank"),
        ("switch(1, 1, 5, 1 / 0, 6)", "5"),
        ("switch(2, 1 / 0, 5, 2, 6)", "#DIV/0!"),
        ("switch(1 / 0, 1, 5, 6)", "#DIV/0!"),
        ("switch(2, 1, 1 / 0, 2, 6)", "6"),
        ("iferror(1 / 0, 5)", "5"),
        ("iferror(1, 1 / 0)", "1"),
        ("iferror(blank, 5)", "blank"),
        ("iferror(1 / 0, blank)", "blank"),
        ("iferror(1 / 0, sqrt(-1))", "#NUM!"),
        ("ifblank(blank, 5)", "5"),
        ("ifblank(1, 1 / 0)", "1"),
        ("ifblank(1 / 0, 5)", "#DIV/0!"),
        ("coalesce(blank, blank, 3, 1 / 0)", "3"),
        ("coalesce(blank, 1 / 0, 3)", "#DIV/0!"),
        ("coalesce(blank, blank)", "blank"),
        ("coalesce(0, 1)", "0"),
        ("coalesce(\"\", \"a\")", ""),
        ("div(6, 3)", "2"),
        ("div(6, 0)", "blank"),
        ("div(6, 0, 7)", "7"),
        ("div(0, 0, 7)", "7"),
        ("div(6, 3, 1 / 0)", "2"),
        ("div(blank, 0, 7)", "blank"),
        ("div(6, blank, 7)", "blank"),
        ("div(1 / 0, 0, 7)", "#DIV/0!"),
        ("div(6, sqrt(-1), 7)", "#NUM!"),
    ]);
}

#[test]
fn lists_of_arguments_skip_blanks_and_stop_at_errors() {
    table(&[
        ("sum(1, blank, 2)", "3"),
        ("sum(blank, blank)", "blank"),
        ("average(1, blank, 3)", "2"),
        ("average(blank, blank)", "blank"),
        ("min(3, blank, 2)", "2"),
        ("max(blank, 3)", "3"),
        ("max(blank, blank)", "blank"),
        ("median(1, blank, 2, 10)", "2"),
        ("median(4, 1, 3, 2)", "2.5"),
        ("count(1, blank, 3)", "2"),
        ("count(blank, blank)", "0"),
        ("count(1, \"a\", true)", "2"),
        ("sum(0.1, 0.2, 0.3)", "0.6"),
        ("mean(2, 4)", "3"),
        ("concat(\"a\", blank, 1)", "a1"),
    ]);
}

/// A cause names the operand or the input, and the definition where it came up; metrics that use it hand it on.
#[test]
fn causes() {
    let text = "cac = spend / new_customers\ndouble = cac * 2\nshare = double / (spend - spend)\n";
    let cause = |given: &[(&str, &str)], name: &str| outcome(text, given, name).cause();
    let zero = [("spend", "5"), ("new_customers", "0")];
    assert_eq!(cause(&zero, "cac").as_deref(), Some("division by zero: `new_customers` is 0, in `cac`"));
    assert_eq!(cause(&zero, "double").as_deref(), Some("division by zero: `new_customers` is 0, in `cac`"));
    assert_eq!(cause(&[("spend", "5")], "double").as_deref(), Some("`new_customers` has no value"));
    assert_eq!(cause(&[("new_customers", "5")], "double").as_deref(), Some("`spend` has no value"));
    let fine = [("spend", "6"), ("new_customers", "2")];
    assert_eq!(cause(&fine, "double"), None);
    assert_eq!(cause(&fine, "share").as_deref(), Some("division by zero: `spend - spend` is 0, in `share`"));
    assert_eq!(outcome("x = 1 / 0\n", &[], "x").value.to_string(), "#DIV/0!");
}

/// By hand there is one row, so an aggregation is that row's value, or nothing where a condition leaves it out.
#[test]
fn aggregations_over_the_one_row() {
    let text = "input price: number\ninput units: count, fill 0\ninput rank_: number, single\ninput course: number, constant\n\
        input open_rate: percent, rate weighted by units\ninput followers: count, stock per channel\ndimension channel\n\
        a = sum(price * units)\nb = sum(price)\nc = count(price)\nd = count_distinct(channel)\ne = average(price)\nf = median(price)\n\
        g = min(price)\nh = first(price)\ni = last(price)\nj = price where channel = \"email\"\nk = count(price where channel = \"Email\")\n\
        l = open_rate\nm = followers * 2\nn = sum(price where units > 1)\no = price where units > 1 where channel = \"Email\"\n\
        p = sum(orders.amount where orders.status = \"paid\")\nq = sum(price where (count(price) per channel) > 0)\n\
        r = sum(price where (count(price) per channel) > 1)\ns = units + 0\nt = rank_ + course\n";
    let given =
        [("price", "10"), ("units", "3"), ("channel", "Email"), ("open_rate", "0.5"), ("followers", "7"), ("rank_", "2"), ("course", "4")];
    let orders = [("orders.amount", "99"), ("orders.status", "PAID")];
    for (name, expected) in [
        ("a", "30"),
        ("b", "10"),
        ("c", "1"),
        ("d", "1"),
        ("e", "10"),
        ("f", "10"),
        ("g", "10"),
        ("h", "10"),
        ("i", "10"),
        ("j", "10"),
        ("k", "1"),
        ("l", "0.5"),
        ("m", "14"),
        ("n", "10"),
        ("o", "10"),
        ("p", "99"),
        ("q", "10"),
        ("r", "blank"),
        ("s", "3"),
        ("t", "6"),
    ] {
        let given = [&given[..], &orders[..]].concat();
        assert_eq!(outcome(text, &given, name).value.to_string(), expected, "{name}");
    }
    for (name, expected) in [("j", "blank"), ("k", "0"), ("o", "blank"), ("a", "30")] {
        let given = [("price", "10"), ("units", "3"), ("channel", "Search")];
        assert_eq!(outcome(text, &given, name).value.to_string(), expected, "{name} elsewhere");
    }
    // Nothing is given: sums are blank, counts are 0, `fill` stands, and a condition on a blank leaves the row out.
    for (name, expected) in [("b", "blank"), ("c", "0"), ("d", "0"), ("j", "blank"), ("k", "0"), ("s", "0"), ("a", "blank"), ("p", "blank")]
    {
        assert_eq!(outcome(text, &[], name).value.to_string(), expected, "{name} of nothing");
    }
}

/// A rate of one row is that rate, whatever its weight, unless the weight is zero: no rate is blank, no weight an error.
#[test]
fn a_weighted_rate_of_one_row() {
    let text = "input r: percent, rate weighted by w\ninput w: count\nx = r * 1\n";
    for (given, expected) in [
        (vec![("r", "0.5"), ("w", "10")], "0.5"),
        (vec![("r", "0.5")], "0.5"),
        (vec![("w", "10")], "blank"),
        (vec![("r", "0.5"), ("w", "0")], "#DIV/0!"),
        (vec![("w", "0")], "blank"),
    ] {
        assert_eq!(outcome(text, &given, "x").value.to_string(), expected, "{given:?}");
    }
}

/// A condition reaches every input of a metric at any depth, the denominator too, and nested ones are joined by and.
#[test]
fn conditions_reach_every_input() {
    let text = "dimension channel\ndimension region\ncac = spend / new_customers\ndouble = cac * 2\nemail = double where channel = \"Email\"\n\
        both = email where region = \"North\"\nplain = spend + email\nboth_at_once = double where channel = \"Email\" and region = \"North\"\n\
        nobody = cac where false\ncounted = count(spend) where channel = \"Email\"\n";
    let at = |channel, region| vec![("spend", "10"), ("new_customers", "4"), ("channel", channel), ("region", region)];
    for (given, name, expected) in [
        (at("Email", "North"), "email", "5"),
        (at("Email", "South"), "email", "5"),
        (at("Search", "North"), "email", "blank"),
        (at("Email", "North"), "both", "5"),
        (at("Email", "South"), "both", "blank"),
        (at("Search", "North"), "both", "blank"),
        (at("Email", "North"), "both_at_once", "5"),
        (at("Email", "South"), "both_at_once", "blank"),
        (at("Email", "North"), "plain", "15"),
        (at("Search", "North"), "plain", "blank"),
        (at("Email", "North"), "nobody", "blank"),
        (at("Email", "North"), "counted", "1"),
        (at("Search", "North"), "counted", "0"),
        (vec![("spend", "10"), ("new_customers", "4")], "email", "blank"),
        (vec![("spend", "10"), ("new_customers", "4")], "double", "5"),
    ] {
        assert_eq!(outcome(text, &given, name).value.to_string(), expected, "{name} {given:?}");
    }
}

/// Nothing is grouped and there are no periods: the total above is the value itself, its share is all of it.
#[test]
fn members_and_periods_that_are_not_asked_for() {
    let text = "dimension channel\na = total(spend, channel)\nb = share(spend, channel)\nc = rank(spend, channel)\nd = prev(spend)\n\
        e = growth(spend)\nf = rolling(spend, 3 months)\ng = ytd(spend)\nh = closing(spend)\ni = period()\nj = member(channel)\n\
        k = iferror(prev(spend), 0)\nl = convert(spend, USD)\n";
    for (name, expected) in [
        ("a", "10"),
        ("b", "1"),
        ("c", "#N/A"),
        ("d", "#N/A"),
        ("e", "#N/A"),
        ("f", "#N/A"),
        ("g", "#N/A"),
        ("h", "#N/A"),
        ("i", "#N/A"),
        ("j", "#N/A"),
        ("k", "0"),
        ("l", "#N/A"),
    ] {
        let outcome = outcome(text, &[("spend", "10")], name);
        assert_eq!(outcome.value.to_string(), expected, "{name}");
        assert_eq!(outcome.cause().is_some(), expected == "#N/A", "{name}");
    }
    for (name, expected) in [("a", "blank"), ("b", "blank"), ("l", "blank")] {
        assert_eq!(outcome(text, &[], name).value.to_string(), expected, "{name} of nothing");
    }
    assert_eq!(outcome(text, &[("spend", "0")], "b").value.to_string(), "#DIV/0!");
    assert_eq!(outcome(text, &[("channel", "Email")], "j").value.to_string(), "Email");
}

/// A given metric stands for its formula in everything that uses it, a given param for its value.
#[test]
fn given_values_replace_formulas() {
    let text = "param floor = 20%\ncac = spend / new_customers\npayback = cac / floor\ncheck = cac = spend / new_customers\n";
    assert_eq!(outcome(text, &[("cac", "7")], "payback").value.to_string(), "35");
    assert_eq!(outcome(text, &[("cac", "7"), ("floor", "0.5")], "payback").value.to_string(), "14");
    assert_eq!(outcome(text, &[("cac", "blank")], "payback").value.to_string(), "blank");
    assert_eq!(outcome(text, &[("cac", "7"), ("spend", "14"), ("new_customers", "2")], "check").value.to_string(), "true");
    assert_eq!(outcome(text, &[], "floor").value.to_string(), "0.2");
}
