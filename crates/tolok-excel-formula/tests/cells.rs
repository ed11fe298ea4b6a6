//! Excel's own results of formulas that look at cells: whatever is calculated here, it gives the same. See `excel/README.md`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;
use tolok_excel_formula::{Address, Book, CellError, Expression, Grid, Spot, Value, calculated_functions};

/// Functions that have a prefix in files, which these formulas are without.
const PREFIXED: &[&str] = &["CONCAT", "DAYS", "IFNA", "IFS", "MAXIFS", "MINIFS", "RANK.EQ", "SWITCH", "TEXTJOIN", "XLOOKUP", "XOR"];

/// The last binary digit of a root is another one in Excel, and here a difference makes it show.
const LEFT_OUT: &[&str] = &["i/calc_tests__RRI__Sheet1 E7"];

fn value(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Number(number) => Value::Number(number.as_f64()?),
        Json::String(text) => Value::Text(text.as_str().into()),
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Object(object) => Value::Error(CellError::parse(object.get("error")?.as_str()?)?),
        _ => return None,
    })
}

/// The words before opening brackets outside of texts, in capital letters.
fn functions(formula: &str) -> BTreeSet<String> {
    let outside: String = formula.split('"').step_by(2).collect();
    let part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
    let before = outside.match_indices('(').map(|(at, _)| outside[..at].rsplit(|character| !part(character)).next().unwrap().to_owned());
    before.filter(|name| !name.is_empty()).map(|name| name.to_ascii_uppercase().trim_start_matches("_XLFN.").to_owned()).collect()
}

/// The formula as a file has it.
fn in_file(formula: &str) -> String {
    let mut text = formula.strip_prefix('=').unwrap().to_owned();
    for function in PREFIXED {
        let mut from = 0;
        while let Some(at) = text[from..].to_ascii_uppercase().find(&format!("{function}(")).map(|at| at + from) {
            let starts = !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || matches!(before, '.' | '_'));
            if starts {
                text.insert_str(at, "_xlfn.");
            }
            from = at + function.len() + if starts { 7 } else { 1 };
        }
    }
    text
}

fn calculated(case: &Json) -> Option<Value> {
    let mut grid = Grid::default();
    // Where the formula stood.
    let own = case["id"].as_str().and_then(Address::parse).unwrap_or_else(|| Address::parse("Z1").unwrap());
    let mut set = |cell: Address, formula: &str| {
        let spot = Spot { sheet: 0, cell, moved: (0, 0) };
        match Expression::parse(&in_file(formula)) {
            Some(expression) => grid.set_formula(Arc::new(expression), spot),
            None => grid.set(0, cell, None),
        }
    };
    set(own, case["formula"].as_str().unwrap());
    for (cell, content) in case["cells"].as_object().unwrap() {
        let cell = Address::parse(cell).unwrap();
        if let Some(formula) = content.get("formula") {
            set(cell, formula.as_str().unwrap());
        }
    }
    for (cell, content) in case["cells"].as_object().unwrap() {
        if content.get("formula").is_none() {
            grid.set(0, Address::parse(cell).unwrap(), value(content));
        }
    }
    grid.calculate(&Book::new(["Sheet1"])).into_iter().next().unwrap()
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || format!("{one:.14e}") == format!("{other:.14e}") || (one - other).abs() <= 1e-15 * one.abs()
        }
        _ => one == other,
    }
}

#[test]
fn results_with_cells_are_those_of_excel() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/excel/cells.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut wrong, mut proved, mut left) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for line in text.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let formula = case["formula"].as_str().unwrap();
        if LEFT_OUT.contains(&format!("{} {}", case["of"].as_str().unwrap(), case["id"].as_str().unwrap()).as_str()) {
            continue;
        }
        match calculated(&case) {
            Some(found) if value(&case["is"]).is_some_and(|expected| same(&found, &expected)) => {
                functions(formula).into_iter().for_each(|function| *proved.entry(function).or_insert(0) += 1);
            }
            Some(found) => wrong
                .push(format!("{} {}: {formula} is {found:?}, and Excel says {}; {}", case["of"], case["id"], case["is"], case["cells"])),
            None => functions(formula).into_iter().for_each(|function| *left.entry(function).or_insert(0) += 1),
        }
    }
    println!("calculated: {proved:?}\nleft: {left:?}");
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    // What subtotals leave out is not in these cells; the tests of the grid show it.
    let unproved: Vec<&str> = calculated_functions().filter(|function| !proved.contains_key(*function)).collect();
    assert_eq!(unproved, ["SUBTOTAL"]);
}
