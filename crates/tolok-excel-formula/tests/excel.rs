//! Excel's own results: whatever is calculated here, it gives the same.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value as Json;
use tolok_excel_formula::{Address, Area, Book, CellError, Cells, Expression, Spot, Value};

struct Nothing;

impl Cells for Nothing {
    fn value(&self, _: usize, _: Address) -> Option<Value> {
        Some(Value::Blank)
    }

    fn each(&self, _: usize, _: Area, _: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        Some(())
    }
}

/// The functions that are calculated and of which there are results.
const PROVED: &[&str] = &["SUM", "AVERAGE", "MAX", "IF", "IFERROR", "AND", "OR", "NOT", "ROUND", "ROUNDUP", "ROUNDDOWN", "ABS", "INT"];

#[test]
fn results_are_those_of_excel() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/excel_results.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    let spot = Spot { sheet: 0, cell: Address::A1, moved: (0, 0) };
    let mut by_function: BTreeMap<&str, usize> = BTreeMap::new();
    let mut left = BTreeSet::new();
    for case in &cases {
        let (id, formula) = (case["id"].as_str().unwrap(), case["formula"].as_str().unwrap());
        let text = formula.strip_prefix('=').unwrap();
        let expression = Expression::parse(text).unwrap_or_else(|| panic!("{formula}"));
        assert_eq!(expression.to_string(), text);
        let Some(value) = expression.evaluate(&Nothing, &Book::new(["Sheet1"]), spot) else {
            left.insert(format!("{} {formula}", case["suite"]));
            continue;
        };
        for function in PROVED.iter().filter(|function| formula.contains(&format!("{function}("))) {
            *by_function.entry(function).or_default() += 1;
        }
        let expect = &case["expect"];
        let same = match (&value, expect["kind"].as_str().unwrap()) {
            (Value::Number(number), "number") => {
                let expected = expect["value"].as_f64().unwrap();
                (number - expected).abs() <= expected.abs() * 1e-15
            }
            (Value::Text(text), "text") => expect["value"].as_str() == Some(text),
            (Value::Bool(truth), "bool") => expect["value"].as_bool() == Some(*truth),
            (Value::Error(error), "error") => CellError::parse(expect["code"].as_str().unwrap()) == Some(*error),
            _ => false,
        };
        assert!(same, "{id}: {formula} is {value:?}, and Excel says {expect}");
    }
    println!("{} calculated, {} left, {by_function:?}", cases.len() - left.len(), left.len());
    assert_eq!(by_function.len(), PROVED.len());
    // All that is left has a function that is not on the list.
    let listed = |formula: &String| {
        formula.starts_with("\"operators") || formula.starts_with("\"text_to_bool") || formula.starts_with("\"aggregate")
    };
    assert_eq!(left.iter().filter(|formula| listed(formula)).collect::<Vec<_>>(), Vec::<&String>::new());
}
