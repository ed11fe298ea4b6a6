use crate::testing::Parts;
use crate::{Address, CellAccount, Content, Edits, Fate, Limits, Workbook};
use tolok_excel_formula::Value;

/// What is told of a cell when the first one of the first sheet is set to 4.
fn account(parts: &Parts, cell: &str) -> CellAccount {
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    let mut edits = Edits::default();
    edits.set(0, Address::A1, Content::Number(4.0));
    let output = workbook.edit(&edits).unwrap();
    let (sheet, cell) = cell.split_once('!').unwrap();
    let at = (workbook.sheet(sheet).unwrap().index(), Address::parse(cell).unwrap());
    workbook.accounts(&edits, &output, &[at]).unwrap().remove(0)
}

/// An account in one line: fate, old and new value, reason, and in brackets what it comes from.
fn line(account: &CellAccount) -> String {
    let value = |value: &Option<Value>| match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Blank) => "blank".to_owned(),
        Some(value) => format!("{value:?}"),
        None => "?".to_owned(),
    };
    let from: Vec<String> = account.from.iter().map(line).collect();
    let more = if account.more > 0 { format!(" and {} more", account.more) } else { String::new() };
    let from = if from.is_empty() { String::new() } else { format!(" [{}{more}]", from.join(", ")) };
    let formula = account.formula.as_ref().map(|formula| format!(" ={formula}")).unwrap_or_default();
    let reason = account.reason.as_ref().map(|reason| format!(" since {reason}")).unwrap_or_default();
    format!(
        "{}!{} {:?} {}→{}{formula}{reason}{from}",
        account.sheet,
        account.cell,
        account.fate,
        value(&account.before),
        value(&account.after)
    )
}

fn cell(at: &str, formula: &str, value: &str) -> String {
    format!("<c r=\"{at}\"><f>{formula}</f><v>{value}</v></c>")
}

#[test]
fn a_result_is_told_through_the_formulas_to_what_was_set() {
    let shared =
        "<c r=\"D1\"><f t=\"shared\" ref=\"D1:E1\" si=\"0\">B1*3</f><v>6</v></c><c r=\"E1\"><f t=\"shared\" si=\"0\"/><v>0</v></c>";
    let first = format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c>{}<c r=\"C1\"><v>9</v></c>{shared}</row>", cell("B1", "A1*2", "2"));
    let second = format!("<row r=\"1\">{}{}</row>", cell("A1", "SUM(Data!A1:C1)", "12"), cell("B1", "C1+1", "1"));
    let parts = Parts::book(&[("Data", &first), ("Summary", &second)]);
    for (cell, expected) in [
        ("Data!A1", "Data!A1 Set 1→4"),
        ("Data!C1", "Data!C1 Left 9→9"),
        ("Data!Z9", "Data!Z9 Left blank→blank"),
        ("Data!B1", "Data!B1 Recalculated 2→8 =A1*2 [Data!A1 Set 1→4]"),
        ("Data!E1", "Data!E1 Left 0→0 =C1*3"),
        ("Summary!B1", "Summary!B1 Left 1→1 =C1+1"),
        (
            "Summary!A1",
            "Summary!A1 Recalculated 12→21 =SUM(Data!A1:C1) [Data!A1 Set 1→4, Data!B1 Recalculated 2→8 =A1*2 [Data!A1 Set 1→4]]",
        ),
    ] {
        assert_eq!(line(&account(&parts, cell)), expected);
    }
}

#[test]
fn why_a_result_was_taken_out_is_told() {
    let reason = |formula: &str| {
        let rows = format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c>{}{}</row>", cell("B1", formula, "2"), cell("C1", "TODAY()", "3"));
        let account = account(&Parts::book(&[("Data", &rows)]), "Data!B1");
        assert_eq!((account.fate, account.after), (Fate::Removed, None), "{formula}");
        account.reason.unwrap()
    };
    for (formula, expected) in [
        ("1+BESSELJ(A1,1)", "what Excel gives for `BESSELJ(A1,1)` is not known for sure"),
        ("SUM(A1,[1]Other!A1)", "what Excel gives for `[1]Other!A1` is not known for sure"),
        ("A1+NOW()", "it is another one each time"),
        ("A1+C1", "it depends on what changes by itself"),
        ("INDIRECT(\"A1\")", "its formula does not tell which cells it looks at"),
        ("A1 | 2", "its formula cannot be read"),
    ] {
        assert_eq!(reason(formula), expected, "{formula}");
    }
}

#[test]
fn a_result_that_went_takes_others_with_it() {
    let spill = "<c r=\"D1\"><f t=\"array\" ref=\"D1:D2\">A1*{1;2}</f><v>1</v></c>";
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c>{}{}{spill}</row><row r=\"2\"><c r=\"D2\"><v>2</v></c></row>",
        cell("B1", "BESSELJ(A1,1)", "2"),
        cell("C1", "B1*2", "4")
    );
    let parts = Parts::book(&[("Data", &rows)]);
    let of_function =
        "Data!B1 Removed 2→? =BESSELJ(A1,1) since what Excel gives for `BESSELJ(A1,1)` is not known for sure [Data!A1 Set 1→4]";
    assert_eq!(line(&account(&parts, "Data!C1")), format!("Data!C1 Removed 4→? =B1*2 since `B1` has no known value [{of_function}]"));
    let array = "Data!D1 Removed 1→? =A1*{1;2} since it is an array formula [Data!A1 Set 1→4]";
    assert_eq!(line(&account(&parts, "Data!D1")), array);
    let part = "since it shows a part of what the formula in `D1` gives";
    assert_eq!(line(&account(&parts, "Data!D2")), format!("Data!D2 Removed 2→blank {part} [{array}]"));
}

#[test]
fn what_is_very_much_is_told_in_part() {
    let cells: String =
        (2..=40).map(|row| format!("<row r=\"{row}\">{}</row>", cell(&format!("A{row}"), &format!("A{}+A1", row - 1), "1"))).collect();
    let rows = format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c>{}</row>{cells}", cell("B1", "SUM(A1:A40)", "40"));
    let account = account(&Parts::book(&[("Data", &rows)]), "Data!B1");
    assert_eq!((account.from.len(), account.more), (8, 32));
    // Each cell is followed once.
    assert!(account.from[2].from[0].from.is_empty(), "{account:?}");
}
