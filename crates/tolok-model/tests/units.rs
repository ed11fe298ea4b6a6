//! What formulas measure, and which of them mean nothing.

mod checked;

use checked::{check, codes, reports, type_of};

const INPUTS: &str = "input spend: money
input revenue: money
input euros: money[EUR]
input dollars: money[USD]
input leads: count
input visitors: count
input time_spent: duration
input open_rate: percent, single
input quality: ratio, single
input score: number
input campaign: text
input started: date
input active: bool
";

/// What a formula gives, or the code of the first error in it.
fn gives(formula: &str) -> String {
    let (definitions, records) = check(&format!("{INPUTS}x = {formula}\n"));
    match records.iter().find(|record| record.severity == "error") {
        Some(record) => record.code.clone(),
        None => type_of(&definitions, "x"),
    }
}

#[track_caller]
fn table(rows: &[(&str, &str)]) {
    for (formula, expected) in rows {
        assert_eq!(gives(formula), *expected, "{formula}");
    }
}

#[test]
fn sums() {
    table(&[
        ("spend + revenue", "money"),
        ("spend - revenue", "money"),
        ("spend + leads", "E0301"),
        ("leads + spend", "E0301"),
        ("spend - leads", "E0301"),
        ("leads + visitors", "count"),
        ("time_spent + time_spent", "duration"),
        ("time_spent + leads", "E0301"),
        ("euros + dollars", "E0302"),
        ("euros + spend", "E0302"),
        ("euros - euros", "EUR"),
        ("spend + 10", "money"),
        ("10 + leads", "count"),
        ("spend + score", "money"),
        ("score + leads", "count"),
        ("open_rate + 1", "percent"),
        ("open_rate + quality", "ratio"),
        ("open_rate + open_rate", "percent"),
        ("open_rate + spend", "E0301"),
        ("quality + leads", "E0301"),
        ("1 + 2", "number"),
        ("spend / leads + revenue / leads", "money/count"),
        ("spend / leads + spend", "money/count"),
        ("blank + spend", "unknown"),
        ("1 + spend + leads", "E0301"),
    ]);
}

#[test]
fn products_and_quotients() {
    table(&[
        ("spend / leads", "money/count"),
        ("leads / spend", "count/money"),
        ("spend * leads", "money"),
        ("leads * spend", "money"),
        ("leads * visitors", "count"),
        ("leads / visitors", "ratio"),
        ("spend / revenue", "ratio"),
        ("euros / dollars", "EUR/USD"),
        ("euros / dollars * dollars", "EUR"),
        ("spend / leads * leads", "money"),
        ("leads * (spend / leads)", "money"),
        ("(spend / leads) * leads", "money"),
        ("spend / leads / visitors", "money/count^2"),
        ("spend * open_rate", "money"),
        ("open_rate * leads", "count"),
        ("open_rate * open_rate", "percent"),
        ("open_rate * quality", "ratio"),
        ("open_rate * 2", "percent"),
        ("open_rate / quality", "ratio"),
        ("spend * 2", "money"),
        ("spend / 2", "money"),
        ("2 * 3", "number"),
        ("1 / leads", "1/count"),
        ("time_spent / leads", "duration/count"),
        ("time_spent * leads", "duration"),
        ("spend / time_spent", "money/duration"),
        ("spend * revenue", "money^2"),
        ("score * leads", "count"),
        ("score / score", "number"),
        ("-spend", "money"),
        ("spend%", "money"),
        ("spend ^ 1", "money"),
        ("spend ^ 2", "money^2"),
        ("spend ^ 2 + spend", "E0301"),
        ("spend ^ 0.5", "number"),
        ("quality ^ 2", "ratio"),
        ("blank * spend", "unknown"),
    ]);
}

#[test]
fn comparisons_and_conditions() {
    table(&[
        ("spend > revenue", "bool"),
        ("spend > 10", "bool"),
        ("spend > leads", "E0301"),
        ("euros = dollars", "E0302"),
        ("spend = blank", "bool"),
        ("leads <> blank", "bool"),
        ("campaign = \"a\"", "bool"),
        ("campaign = 1", "E0303"),
        ("campaign > \"a\"", "bool"),
        ("started >= @2026-01-01", "bool"),
        ("started = \"2026-01-01\"", "E0303"),
        ("active = true", "bool"),
        ("active = 1", "E0303"),
        ("leads in (1, 2)", "bool"),
        ("leads in (1, \"a\")", "E0303"),
        ("spend in (leads)", "E0301"),
        ("active and leads > 1", "bool"),
        ("active and leads", "E0303"),
        ("not active", "bool"),
        ("not leads", "E0303"),
        ("active or blank", "bool"),
    ]);
}

#[test]
fn functions() {
    table(&[
        ("round(spend, 2)", "money"),
        ("abs(leads)", "count"),
        ("sign(spend)", "number"),
        ("sum(spend)", "money"),
        ("sum(spend, revenue)", "money"),
        ("sum(spend, leads)", "E0301"),
        ("average(leads)", "count"),
        ("count(spend)", "count"),
        ("count(1, 2)", "count"),
        ("count_distinct(campaign)", "count"),
        ("max(spend, 5)", "money"),
        ("max(spend, leads)", "E0301"),
        ("min(started)", "date"),
        ("median(leads)", "count"),
        ("sum(campaign)", "E0303"),
        ("sum(spend * leads)", "money"),
        ("if(active, spend, revenue)", "money"),
        ("if(active, spend, 0)", "money"),
        ("if(active, spend, leads)", "E0301"),
        ("if(leads, 1, 2)", "E0303"),
        ("if(active, \"a\", \"b\")", "text"),
        ("if(active, \"a\", 1)", "unknown"),
        ("ifs(active, spend, true, 0)", "money"),
        ("switch(campaign, \"a\", spend, \"b\", revenue, 0)", "money"),
        ("coalesce(spend, 0)", "money"),
        ("ifblank(leads, 0)", "count"),
        ("iferror(spend / leads, 0)", "money/count"),
        ("iserror(spend)", "bool"),
        ("isblank(campaign)", "bool"),
        ("div(spend, leads)", "money/count"),
        ("div(leads, visitors, 0)", "ratio"),
        ("prev(spend)", "money"),
        ("growth(spend)", "percent"),
        ("rolling(leads, 3 months)", "count"),
        ("len(campaign)", "number"),
        ("len(leads)", "E0303"),
        ("upper(campaign)", "text"),
        ("campaign & leads", "text"),
        ("year(started)", "number"),
        ("year(leads)", "E0303"),
        ("date(2026, 1, 31)", "date"),
        ("days(started, @2026-01-01)", "number"),
        ("started + 7", "date"),
        ("7 + started", "date"),
        ("started - started", "number"),
        ("started + started", "E0303"),
        ("started + leads", "E0303"),
        ("started * 2", "E0303"),
        ("convert(euros, USD)", "USD"),
        ("convert(euros, \"usd\") + dollars", "USD"),
        ("convert(euros, USD) + euros", "E0302"),
        ("convert(euros, dollars)", "E0308"),
        ("campaign + 1", "E0303"),
        ("campaign * 2", "E0303"),
        ("-campaign", "E0303"),
        ("active + 1", "E0303"),
        ("power(leads, 2)", "number"),
        ("label(spend)", "text"),
        ("period()", "text"),
    ]);
}

#[test]
fn declared_types_are_checked_against_the_formula() {
    for (declared, formula, expected) in [
        ("percent", "leads / visitors", "percent"),
        ("ratio", "leads / visitors", "ratio"),
        ("percent", "0.15", "percent"),
        ("percent", "spend / leads", "E0304"),
        ("percent", "leads", "E0304"),
        ("money", "spend / leads", "money"),
        ("money", "spend", "money"),
        ("money", "leads", "E0304"),
        ("money", "euros / leads", "EUR"),
        ("money", "euros", "EUR"),
        ("money[USD]", "euros", "E0304"),
        ("money[EUR]", "euros / leads", "EUR"),
        ("count", "leads", "count"),
        ("count", "leads * visitors", "count"),
        ("count", "leads / visitors", "E0304"),
        ("count", "spend", "E0304"),
        ("number", "spend / leads", "number"),
        ("number", "leads", "number"),
        ("duration", "time_spent / leads", "duration"),
        ("duration", "leads", "E0304"),
        ("text", "campaign & 1", "text"),
        ("text", "1", "E0304"),
        ("number", "campaign", "E0304"),
        ("bool", "leads > 1", "bool"),
        ("bool", "1", "E0304"),
        ("date", "started + 1", "date"),
        ("date", "\"2026-01-01\"", "E0304"),
        ("money", "blank", "money"),
        ("mony", "spend", "E0306"),
        ("count[EUR]", "leads", "E0306"),
    ] {
        let (definitions, records) = check(&format!("{INPUTS}x: {declared} = {formula}\n"));
        let found = match records.iter().find(|record| record.severity == "error") {
            Some(record) => record.code.clone(),
            None => type_of(&definitions, "x"),
        };
        assert_eq!(found, expected, "{declared} = {formula}");
    }
}

/// What a declaration shows is less than what the formula knows: money per count times a count is money again.
#[test]
fn a_declared_type_forgets_no_unit() {
    let (definitions, records) = check(&format!("{INPUTS}cpl: money = spend / leads\nback = cpl * leads\nwrong = cpl + leads\n"));
    assert_eq!(codes(&records), ["E0301 16:9"]);
    assert_eq!((type_of(&definitions, "cpl"), type_of(&definitions, "back")), ("money".to_string(), "money".to_string()));
}

#[test]
fn the_currency_of_the_file_is_that_of_money_without_one() {
    reports("currency USD\ninput a: money\ninput b: money[USD]\nx = a + b\n", &[]);
    reports("currency USD\ninput a: money\ninput b: money[EUR]\nx = a + b\n", &["E0302 4:5"]);
    reports("currency USD\ninput b: money[EUR]\nx: money = b\n", &["E0304 3:12"]);
    let (definitions, _) = check("currency pln\ninput a: money\nx = a / 2\n");
    assert_eq!(type_of(&definitions, "x"), "PLN");
}

#[test]
fn units_of_bounds_and_tests() {
    reports("input spend: money\ninput leads: count\nx = spend / leads { target <= 40 }\n", &[]);
    reports("input spend: money\ninput leads: count\nx = spend / leads { target <= spend }\n", &[]);
    reports("input spend: money\ninput leads: count\nx = spend / leads { target <= leads }\n", &["E0301 3:31"]);
    reports("input spend: money\nx = spend\ntest \"t\" {\n  given spend = 1\n  expect x = \"1\"\n}\n", &["E0303 5:10"]);
    reports("input spend: money\nx = spend\ntest \"t\" {\n  given spend = 1\n  expect x = 1 within \"a\"\n}\n", &["E0303 5:23"]);
    reports("input spend: money\nx = spend\ntest \"t\" {\n  given spend = 1\n  expect x\n}\n", &["E0303 5:10"]);
    reports("input spend: money\nx = spend\ntest \"t\" {\n  given spend = 1\n  expect x > 0 within 1\n}\n", &["E0308 5:23"]);
}
