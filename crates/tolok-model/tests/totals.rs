//! Formulas over totals that are not the total of the formula.

mod checked;

use checked::{check, codes, reports};

const INPUTS: &str = "input price: money
input units: count
input other: number
input open_rate: percent, rate weighted by units
input course: number, constant
input position: number, single
input customers: count, stock per region
dimension region
param fee: percent = 5%
ratio_of = price / units
total_of = sum(price)
";

fn warnings(formula: &str) -> Vec<String> {
    let (_, records) = check(&format!("{INPUTS}x = {formula}\n"));
    records.iter().map(|record| record.code.clone()).collect()
}

/// Whether Σ f(row) and f(Σ row) differ is known from what is a total, in whatever order and brackets a product is written.
#[test]
fn products_of_totals() {
    for (formula, is_trap) in [
        ("price * units", true),
        ("units * price", true),
        ("price * price", true),
        ("price ^ 2", true),
        ("price ^ 0.5", true),
        ("2 ^ other", false),
        ("customers * price", true),
        ("price * 2", false),
        ("2 * price * 3", false),
        ("price / units", false),
        ("price / units * other", false),
        ("price * units / other", false),
        ("(price * units) / other", false),
        ("price * (units / other)", false),
        ("(price / other) * units", false),
        ("units / other * price", false),
        ("price / (units / other)", false),
        ("price / (1 / units)", true),
        ("price / units / other", false),
        ("price * units * other / units", true),
        ("price * units * other / units / other", false),
        ("(price * units)", true),
        ("((price) * (units))", true),
        ("-price * units", true),
        ("price * -units", true),
        ("price * units%", true),
        ("2 * (price * units)", true),
        ("(price * units) * 2", true),
        ("(price + 0) * units", true),
        ("price * (units - other)", true),
        ("1 - price * units", true),
        ("price * units > 3", true),
        ("round(price * units, 2)", true),
        ("abs(price) * units", true),
        ("max(price, 1) * units", true),
        ("coalesce(price, 0) * units", true),
        ("iferror(price, 0) * units", true),
        ("if(units > 1, price, 0) * units", true),
        ("if(units > 1, 10%, 20%) * price", false),
        ("ifs(units > 1, 10%, true, 20%) * price", false),
        ("switch(units, 1, 10%, 20%) * price", false),
        ("switch(1, 1, price, other) * units", true),
        ("price * open_rate", false),
        ("open_rate * units * 2", false),
        ("open_rate * price * units", true),
        ("open_rate * open_rate", false),
        ("price * course", false),
        ("course * course", false),
        ("price * position", false),
        ("price * fee", false),
        ("fee * price * (1 - fee)", false),
        ("ratio_of * units", false),
        ("ratio_of * ratio_of", false),
        ("ratio_of * price * units", true),
        ("div(price, units) * other", false),
        ("div(price, 2) * units", true),
        ("total_of * 2", false),
        ("total_of * units", true),
        ("sum(price) * sum(units)", false),
        ("sum(price) * units", true),
        ("sum(price * units)", false),
        ("sum(price * units) / units", false),
        ("average(price) * units", false),
        ("average(price) * average(units)", false),
        ("count(price) * units", true),
        ("prev(price) * units", true),
        ("prev(ratio_of) * units", false),
        ("growth(price) * units", false),
        ("share(price, region) * units", false),
        ("total(price, region) * units", true),
        ("(price where region = \"a\") * units", true),
        ("price * units where region = \"a\"", true),
        ("sum(price where units * other > 3)", false),
    ] {
        let found = warnings(formula);
        assert!(!found.iter().any(|code| code.starts_with('E')), "{formula}: {found:?}");
        assert_eq!(found.contains(&"W0301".to_string()), is_trap, "{formula}: {found:?}");
    }
}

/// The metric that a formula uses counts, not how it is spelt; and only the product itself is blamed.
#[test]
fn the_trap_is_told_once_at_the_product() {
    reports("revenue = price * units\ndouble = revenue * 2\nshown = revenue\n", &["W0301 1:11"]);
    reports("half = price / 2\nrevenue = half * units\n", &["W0301 2:11"]);
    reports("fn times(a, b) = a * b\nx = times(price, units)\ny = times(price, 2)\n", &["W0301 1:18"]);
}

/// What is offered as the fix checks without a problem.
#[test]
fn the_fix_that_is_offered_is_a_fix() {
    for formula in [
        "price * units",
        "price * units * 2",
        "sum(price) * units",
        "(price + other) * units",
        "-price * units",
        "if(units > 1, price, 2) * units",
        "price * units where region = \"a\"",
        "prev(price) * units",
        "price ^ 2",
        "sum(sum(price)) * units",
    ] {
        let text = format!("input price: number\ninput units: number\ninput other: number\ndimension region\nx = {formula}\n");
        let (_, records) = check(&text);
        let help = records.iter().find(|record| record.code == "W0301").and_then(|record| record.help.clone());
        let Some(help) = help else { continue };
        let fix = help.rsplit_once(": `").map(|(_, fix)| fix.trim_end_matches('`').to_string()).unwrap();
        let (_, again) = check(&text.replace(&format!("x = {formula}"), &format!("x = {fix}")));
        assert!(codes(&again).is_empty(), "{formula} → {fix}: {again:?}");
    }
}

#[test]
fn constants_added_to_totals() {
    for (formula, is_warned) in [
        ("units + 10", true),
        ("10 + units", true),
        ("units - 1", true),
        ("units + other + 10", true),
        ("units + fee", true),
        ("units + course", true),
        ("units + 0", false),
        ("units + other", false),
        ("ratio_of + 10", false),
        ("open_rate + 1", false),
        ("1 - units / units", false),
        ("(units + other) / 2", false),
        ("sum(other + 10)", false),
        ("2 * 3 + 1", false),
        ("blank + units", false),
        ("sum(units) + 10", true),
        ("average(units) + 10", false),
    ] {
        let found = warnings(formula);
        assert_eq!(found.contains(&"W0302".to_string()), is_warned, "{formula}: {found:?}");
    }
}

#[test]
fn percentages_times_a_hundred() {
    for (declaration, is_warned) in [
        ("x: percent = units / other * 100", true),
        ("x: percent = 100 * (units / other)", true),
        ("x: percent = (units / other * 100)", true),
        ("x: percent = units / (other * 100)", false),
        ("x: percent = units / 100", false),
        ("x: ratio = units / other * 100", false),
        ("x = units / other * 100", false),
    ] {
        let (_, records) = check(&format!("input units: number\ninput other: number\n{declaration}\n"));
        assert_eq!(records.iter().any(|record| record.code == "W0303"), is_warned, "{declaration}");
    }
}

#[test]
fn aggregations_and_rows() {
    for (formula, expected) in [
        ("sum(price)", vec![]),
        ("sum(sum(price))", vec!["E0307"]),
        ("sum(total_of)", vec!["E0307"]),
        ("sum(ratio_of)", vec![]),
        ("sum(prev(price))", vec!["E0307"]),
        ("sum(share(price, region))", vec!["E0307"]),
        ("sum(label(price))", vec!["E0307"]),
        ("sum(period())", vec!["E0307"]),
        ("max(sum(price), sum(units) * price / price)", vec!["E0301"]),
        ("price where sum(units) > 1", vec!["E0307"]),
        ("price where region = \"a\"", vec![]),
        ("price where units > 1 and region in (\"a\", \"b\")", vec![]),
        ("price where price", vec!["E0303"]),
        ("price where city = \"a\"", vec!["E0206"]),
        ("sum(price where region = \"a\" where units > 1)", vec![]),
        ("sum(units + (units where region = \"a\") * 0)", vec![]),
        ("price per region", vec!["E0308"]),
        ("sum(price per region)", vec![]),
        ("sum(price where (count(units) per region) > 1)", vec![]),
        ("sum(price where (ratio_of per region) > 1)", vec!["E0308"]),
        ("sum(price where (count(units) per 3) > 1)", vec!["E0101"]),
        ("region", vec!["E0210"]),
        ("count_distinct(region)", vec![]),
        ("total(price, units)", vec!["E0308"]),
        ("total(price, city)", vec!["E0206"]),
        ("rank(price)", vec!["E0305"]),
        ("prev(price, units)", vec!["E0308"]),
        ("prev(price, 2 quarters)", vec![]),
        ("rolling(price, 3 months, partial)", vec![]),
        ("rolling(price, 3 months, whole)", vec!["E0308"]),
        ("price + @2026-01", vec!["E0308"]),
        ("price * 3 months", vec!["E0308"]),
        ("label(price * 2)", vec!["E0308"]),
        ("unit(price)", vec![]),
        ("member(region)", vec![]),
        ("member(price)", vec!["E0308"]),
    ] {
        let found = warnings(formula);
        assert_eq!(found, expected, "{formula}");
    }
}

#[test]
fn rollups_that_fit_their_type() {
    reports("input a: text, flow\nb = a\n", &["E0312 1:16"]);
    reports("input a: date, stock per x\nb = a\n", &["E0312 1:16"]);
    reports("input a: bool, rate weighted by w\nb = a\n", &["E0312 1:16"]);
    reports("input a: text, single\ninput b: date, constant\nc = a\n", &[]);
    reports("input a: percent\nb = a\n", &[]);
    reports("input a: count, fill b\n", &["E0311 1:22"]);
    reports("input a: count, fill 1 + 1\nb = a\n", &[]);
    reports("param p = spend / 2\n", &["E0311 1:11"]);
    reports("param p = 2 * 3\nparam q: percent = 15%\nparam r: count = \"a\"\n", &["E0304 3:18"]);
}

#[test]
fn names_that_look_like_rates() {
    for (input, is_warned) in [
        ("conversion_rate: number", true),
        ("avg_price: money", true),
        ("average_order: count", true),
        ("`% of plan`: number", true),
        ("rata_rata: number", true),
        ("`rata-rata harga`: money", true),
        ("`średnia cena`: money", true),
        ("średnie_koszty: number", true),
        ("conversion_rate: number, single", false),
        ("conversion_rate: number, rate weighted by visitors", false),
        ("conversion_rate: number, flow", false),
        ("conversion_rate: percent", false),
        ("rating: number", false),
        ("corporate: number", false),
        ("generated: count", false),
        ("meaning: number", false),
    ] {
        let (_, records) = check(&format!("input {input}\n"));
        assert_eq!(records.iter().any(|record| record.code == "W0304"), is_warned, "{input}: {records:?}");
    }
    reports("x = click_rate * 2\n", &["W0304 1:5"]);
}
