//! Formulas that formualizer calculates: each result is Excel's, and what it does not take is as it is without it.

#![cfg(feature = "recalc-engine")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what is wrong")]

use std::collections::BTreeMap;

use tolok::{Definitions, FillRequest, Filled, NoProgress, Recalculation};
use tolok_xlsx::testing::{Parts, real_workbooks};
use tolok_xlsx::{Content, Edits, Limits, Workbook};

/// What Excel gives, from the golden files of libraz/formulon; `Z1` is 1, and is what the fill sets.
const RESULTS: &[(&str, f64)] = &[
    ("SLOPE(B1:B5,A1:A5)*Z1", 0.6),
    ("INTERCEPT(B1:B5,A1:A5)*Z1", 2.2),
    ("STEYX(B1:B5,A1:A5)*Z1", 0.8944271909999159),
    ("COVARIANCE.P(B1:B5,A1:A5)*Z1", 1.2),
    ("_xlfn.COVARIANCE.S(B1:B5,A1:A5)*Z1", 1.5),
    ("_xlfn.FORECAST.LINEAR(3*Z1,B1:B5,A1:A5)", 4.0),
    ("_xlfn.STDEV.S(A1:A5)*Z1", 1.581_138_830_084_189_8),
    ("_xlfn.VAR.S(A1:A5)*Z1", 2.5),
    ("_xlfn.VAR.P(A1:A5)*Z1", 2.0),
    ("SUMSQ(A1:A5)*Z1", 55.0),
    ("SLN(10000*Z1,1000,5)", 1800.0),
    ("SYD(10000,1000,5,Z1)", 3000.0),
    ("FV(0,60*Z1,-500)", 30000.0),
    ("_xlfn.RRI(5*Z1,1000,2000)", 0.148_698_354_997_035_1),
    ("_xlfn.RRI(Z1,1000,1100)", 0.100_000_000_000_000_09),
    ("LN(10*Z1)", 2.302_585_092_994_046),
    ("LOG10(10*Z1)", 1.0),
    ("ATAN2(Z1,1)", 0.785_398_163_397_448_3),
    ("FISHER(0.3*Z1)", 0.309_519_604_203_111_8),
    ("_xlfn.NORM.S.INV(0.95*Z1)", 1.644_853_626_951_471_5),
    ("_xlfn.POISSON.DIST(2*Z1,3,TRUE)", 0.423_190_081_126_843_4),
];

fn cell(address: &str, content: &str) -> String {
    format!("<c r=\"{address}\">{content}</c>")
}

/// A sheet with two columns of numbers, formulas in column D, and the mark that is filled in `Z1`.
fn rows(formulas: &[&str]) -> String {
    let numbers = [(1, 2), (2, 4), (3, 5), (4, 4), (5, 5)];
    let count = formulas.len().max(numbers.len());
    let row = |row: usize| {
        let mut cells = String::new();
        if let Some((one, other)) = numbers.get(row) {
            cells += &cell(&format!("A{}", row + 1), &format!("<v>{one}</v>"));
            cells += &cell(&format!("B{}", row + 1), &format!("<v>{other}</v>"));
        }
        if let Some(formula) = formulas.get(row) {
            cells += &cell(&format!("D{}", row + 1), &format!("<f>{}</f><v>99</v>", formula.replace('>', "&gt;")));
        }
        if row == 0 {
            cells += "<c r=\"Z1\" t=\"inlineStr\"><is><t>{{ one }}</t></is></c>";
        }
        format!("<row r=\"{}\">{cells}</row>", row + 1)
    };
    (0..count).map(row).collect()
}

fn filled(parts: &Parts, recalculation: Recalculation) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let template = folder.path().join("template.xlsx");
    std::fs::write(&template, parts.zipped()).unwrap();
    let request = FillRequest { template: template.to_string_lossy().into_owned(), recalculation, ..FillRequest::default() };
    Definitions::parse("one = 3 - 2").unwrap().fill(&request, &NoProgress).unwrap()
}

/// The results in a workbook, by their cells; nothing for a formula without one.
fn results(bytes: &[u8]) -> BTreeMap<String, Option<f64>> {
    let workbook = Workbook::open(bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let cells = worksheet.cells().map(Result::unwrap).filter(|cell| cell.formula().is_some());
    cells.map(|cell| (cell.address().to_string(), cell.number())).collect()
}

fn same(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= 1e-14 * one.abs().max(other.abs())
}

#[test]
fn results_are_those_of_excel() {
    let formulas: Vec<&str> = RESULTS.iter().map(|(formula, _)| *formula).collect();
    let filled = filled(&Parts::book(&[("Sheet1", &rows(&formulas))]), Recalculation::Formualizer);
    let found = results(&filled.bytes);
    for (row, (formula, expected)) in RESULTS.iter().enumerate() {
        let number = found[&format!("D{}", row + 1)].unwrap_or_else(|| panic!("{formula} has no result"));
        assert!(same(number, *expected), "{formula} is {number}, and Excel says {expected}");
    }
    assert_eq!((filled.by_engine.len(), filled.on_open.len()), (RESULTS.len(), 0));
    assert!(filled.diagnostics.is_empty());
}

/// Whoever reads the stored results finds the new ones or nothing.
#[test]
fn what_is_not_known_to_be_excels_has_no_result() {
    let formulas = ["LN(10*Z1)", "D1*2", "IRR(A1:A5)*Z1", "LN(D3)", "IFERROR(MYUDF(Z1),0)", "LN(-Z1)", "NOW()+Z1", "LN(D7)", "LN(2)+Z1"];
    let parts = Parts::book(&[("Sheet1", &rows(&formulas))]);
    let with = filled(&parts, Recalculation::Formualizer);
    let known: Vec<bool> = results(&with.bytes).values().map(Option::is_some).collect();
    assert_eq!(known, [true, true, false, false, false, false, false, false, false]);
    assert_eq!(with.by_engine, ["Sheet1!D1"]);
    assert_eq!(with.recalculated, ["Sheet1!D1", "Sheet1!D2"]);
    let without = filled(&parts, Recalculation::Tolok);
    assert!(results(&without.bytes).values().all(Option::is_none));
    assert_eq!(Parts::unzipped(&with.bytes).differing(&Parts::unzipped(&without.bytes)), ["xl/worksheets/sheet1.xml"]);
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    let parts = Parts::book(&[("Sheet1", &rows(&["LN(10*Z1)", "_xlfn.STDEV.S(A1:A5)*Z1"]))]);
    assert!(filled(&parts, Recalculation::Formualizer).bytes == filled(&parts, Recalculation::Formualizer).bytes);
}

/// The engine sees nothing of workbooks that need none, and what was filled is filled as without it.
#[test]
fn workbooks_without_such_functions_are_filled_as_without_it() {
    let workbooks = real_workbooks();
    if workbooks.is_empty() {
        println!("skipped: there are no real workbooks here");
    }
    let mut compared = 0;
    for path in workbooks {
        let workbook = Workbook::open(std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
        let mut edits = Edits::default();
        for sheet in workbook.worksheets() {
            let worksheet = workbook.worksheet(sheet).unwrap();
            let numbers = worksheet.cells().map(Result::unwrap).filter(|cell| cell.formula().is_none());
            let number = numbers.filter_map(|cell| Some((cell.address(), cell.number()?))).next();
            if let Some((cell, number)) = number {
                edits.set(sheet.index(), cell, Content::Number(number + 1.0));
            }
        }
        let Ok(without) = workbook.edit(&edits) else { continue };
        let with = workbook.edit_with(&edits, Recalculation::Formualizer.engine().unwrap()).unwrap();
        assert_eq!((with.refused, with.by_engine.len()), (None, 0), "{}", path.display());
        assert!(with.bytes == without.bytes, "{}", path.display());
        compared += 1;
    }
    println!("{compared} workbooks");
}
