//! KPIs as formulas of the spreadsheet: recalculated by LibreOffice they show what was computed, over every case that can be live.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::print_stdout, reason = "a test may stop at what is wrong")]

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use tolok::Value;
use tolok_tests::{Surface, Worksheet, cases_folder, in_continuous_integration, load_folder};

/// A cell with a formula, and what it has to show.
struct Expected {
    workbook: String,
    at: (u32, u32),
    value: Value,
    formula: String,
}

#[test]
fn formulas_recalculated_show_what_was_computed() {
    if !Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success()) {
        assert!(!in_continuous_integration(), "LibreOffice is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: LibreOffice is missing; `cargo xtask setup` installs it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (filled, recalculated) = (folder.path().join("filled"), folder.path().join("recalculated"));
    std::fs::create_dir(&filled).unwrap();
    let (mut expected, mut refused) = (Vec::new(), Vec::new());
    let cases = load_folder(&cases_folder()).cases;
    for (number, case) in cases.iter().enumerate().filter(|(_, case)| Worksheet.rule(case).is_none() && !case.must_fail()) {
        let name = format!("{number:04}.xlsx");
        let live = match Worksheet.fill_with_formulas(case, &filled.join(&name)) {
            Ok(live) => live,
            Err(reason) => {
                refused.push(format!("{}.md:{}: {reason}", case.file, case.line));
                continue;
            }
        };
        expected.extend(live.into_iter().map(|(at, value, formula)| Expected { workbook: name.clone(), at, value, formula }));
    }
    expected.sort_by(|one, other| one.workbook.cmp(&other.workbook));
    let mut with_formulas: Vec<&str> = expected.iter().map(|expected| expected.workbook.as_str()).collect();
    with_formulas.dedup();
    recalculate(folder.path(), &filled, &recalculated, &with_formulas);
    let mut wrong = Vec::new();
    for expected in &expected {
        let mut workbook: Xlsx<_> = open_workbook(recalculated.join(&expected.workbook)).unwrap();
        let range = workbook.worksheet_range("Expected").unwrap();
        let shown = range.get_value(expected.at).unwrap_or(&Data::Empty);
        if !is_same(&expected.value, shown) {
            let number: usize = expected.workbook.trim_end_matches(".xlsx").parse().unwrap();
            let case = &cases[number];
            wrong.push(format!("{}.md:{} {:?} ={}: {} but {shown:?}", case.file, case.line, expected.at, expected.formula, expected.value));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    println!("{} formulas in {} workbooks", expected.len(), with_formulas.len());
    assert!(expected.len() > 300, "only {} formulas: what can be live is not", expected.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}

fn recalculate(folder: &Path, filled: &Path, recalculated: &Path, names: &[&str]) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut run = Command::new("soffice");
    run.args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"]).arg(recalculated);
    let output = run.args(names.iter().map(|name| filled.join(name))).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Fifteen significant digits are what a spreadsheet keeps.
fn is_same(value: &Value, shown: &Data) -> bool {
    match (value, shown) {
        (Value::Number(number), Data::Float(double)) => {
            let computed = number.to_f64();
            (computed - double).abs() <= computed.abs().max(1e-300) * 5e-15
        }
        (Value::Number(number), Data::Int(whole)) => number.to_string() == whole.to_string(),
        (Value::Number(number), Data::DateTime(moment)) => (number.to_f64() - moment.as_f64()).abs() <= 1e-9,
        (Value::Text(text), Data::String(found)) => text.as_ref() == found,
        (Value::Bool(truth), Data::Bool(found)) => truth == found,
        (Value::Blank(_), Data::Empty) => true,
        (Value::Blank(_), Data::String(text)) => text.is_empty(),
        (Value::Error(error), Data::Error(found)) => error.kind().text() == found.to_string(),
        _ => false,
    }
}
