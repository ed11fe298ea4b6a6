use std::collections::BTreeMap;

use super::*;
use crate::Table;

/// Cells of the sheets of a book.
struct Sheets(BTreeMap<(usize, Address), Value>);

impl Cells for Sheets {
    fn value(&self, sheet: usize, cell: Address) -> Option<Value> {
        Some(self.0.get(&(sheet, cell)).cloned().unwrap_or(Value::Blank))
    }

    fn each(&self, sheet: usize, area: Area, look: &mut dyn FnMut(Address, &Value)) -> Option<()> {
        self.0
            .iter()
            .filter(|((other, cell), _)| *other == sheet && area.contains(*cell))
            .for_each(|((_, cell), value)| look(*cell, value));
        Some(())
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// `Data` with a number, a text of a number, a truth, an empty text, an error and a blank below each other; and a table.
fn sheets() -> (Sheets, Book) {
    let mut book = Book::new(["Data", "Jan", "Feb", "It's"]);
    book.add_name(None, "rate", "Data!$A$1");
    book.add_name(None, "tax", "0.25");
    book.add_name(None, "half", "rate/2");
    book.add_name(None, "column", "Data!$A$1:$A$6");
    book.add_name(None, "doubled", "Data!$A$1:$A$6*2");
    book.add_name(None, "left", "Data!A1");
    book.add_name(None, "loop", "loop+1");
    book.add_name(None, "TAX2024", "Data!$A$1");
    let area = Area::parse("D10:F14").unwrap();
    let columns = ["Month", "Net [EUR]", "Gross"].map(str::to_owned).to_vec();
    book.add_table(0, Table { name: "Sales".to_owned(), area, columns, has_headings: true, has_totals: true });
    let mut cells = BTreeMap::new();
    let mut set = |sheet: usize, cell: &str, value: Value| cells.insert((sheet, Address::parse(cell).unwrap()), value);
    set(0, "A1", Value::Number(8.0));
    set(0, "A2", text("5"));
    set(0, "A3", Value::Bool(true));
    set(0, "A4", text(""));
    set(0, "A6", Value::Number(2.0));
    set(0, "B1", Value::Error(CellError::NotAvailable));
    set(0, "B2", text("abc"));
    for (row, (net, gross)) in [(11, (1.0, 10.0)), (12, (2.0, 20.0)), (13, (3.0, 30.0)), (14, (6.0, 600.0))] {
        set(0, &format!("E{row}"), Value::Number(net));
        set(0, &format!("F{row}"), Value::Number(gross));
    }
    set(0, "F10", text("Gross"));
    set(1, "A1", Value::Number(100.0));
    set(2, "A1", Value::Number(200.0));
    set(3, "A1", Value::Number(300.0));
    (Sheets(cells), book)
}

fn value_in(cell: &str, formula: &str) -> Option<Value> {
    let (cells, book) = sheets();
    let spot = Spot { sheet: 0, cell: Address::parse(cell).unwrap(), moved: (0, 0) };
    Expression::parse(formula).unwrap_or_else(|| panic!("{formula}")).evaluate(&cells, &book, spot)
}

fn value(formula: &str) -> Option<Value> {
    value_in("C3", formula)
}

fn numbers(cases: &[(&str, f64)]) {
    for (formula, expected) in cases {
        let Some(Value::Number(number)) = value(formula) else { panic!("{formula}: {:?}", value(formula)) };
        assert!((number - expected).abs() <= expected.abs() * 4e-16, "{formula}: {number}");
    }
}

fn truths(cases: &[(&str, bool)]) {
    for (formula, expected) in cases {
        assert_eq!(value(formula), Some(Value::Bool(*expected)), "{formula}");
    }
}

fn errors(cases: &[(&str, CellError)]) {
    for (formula, expected) in cases {
        assert_eq!(value(formula), Some(Value::Error(*expected)), "{formula}");
    }
}

fn unknown(formulas: &[&str]) {
    for formula in formulas {
        assert_eq!(value(formula), None, "{formula}");
    }
}

#[test]
fn operators_are_those_of_excel() {
    numbers(&[
        ("-2^2", 4.0),
        ("-5%^2", 0.0025),
        ("2^-1", 0.5),
        ("2^3^2", 64.0),
        ("20*10%", 2.0),
        ("10%%", 0.001),
        ("1E-308/1E10", 0.0),
        ("--3", 3.0),
        ("2^50%", std::f64::consts::SQRT_2),
        ("C9", 0.0),
    ]);
    errors(&[
        ("0^0", CellError::Number),
        ("2^1024", CellError::Number),
        ("10^309", CellError::Number),
        ("0^-1", CellError::DivisionByZero),
        ("0/0", CellError::DivisionByZero),
        ("(-2)^0.5", CellError::Number),
        ("1/0+B1", CellError::DivisionByZero),
        ("B1+1/0", CellError::NotAvailable),
        ("-\"\"", CellError::Value),
        ("Data!#REF!+1", CellError::Reference),
    ]);
    unknown(&["(-8)^(1/3)", "1.2345678901234567", "{1,2}", "A1#", "@A1", "\"abc\"+B1"]);
}

/// Only the last step of a formula makes next to nothing zero (findings from Excel's own sheets: `=1*(.5-.4-.1)` is -2.78E-17).
#[test]
fn what_is_next_to_nothing_is_zero_at_the_end() {
    numbers(&[
        ("0.1+0.2-0.3", 0.0),
        ("0.5-0.4-0.1", 0.0),
        ("(0.1+0.2-0.3)", 0.1 + 0.2 - 0.3),
        ("1*(0.5-0.4-0.1)", 0.5 - 0.4 - 0.1),
        ("100.1-100-0.1", 100.1 - 100.0 - 0.1),
        ("0.1+0.2", 0.1 + 0.2),
    ]);
    truths(&[("(0.1+0.2-0.3)=0", false), ("0.1+0.2=0.3", true)]);
    unknown(&["IF(TRUE,0.1+0.2-0.3)", "1.1-1-0.1"]);
}

#[test]
fn blanks_texts_and_truths_are_numbers_where_they_can_be() {
    numbers(&[
        ("1+A5", 1.0),
        ("A5*5", 0.0),
        ("\"3\"+4", 7.0),
        ("A2+1", 6.0),
        ("TRUE+1", 2.0),
        ("A3+1", 2.0),
        ("\"12%\"+0", 0.12),
        ("SUM(\"5\",1)", 6.0),
        ("SUM(TRUE,1)", 2.0),
    ]);
    truths(&[("A5=0", true), ("A5=\"\"", true), ("A5=FALSE", true), ("A5=A7", true), ("A4=\"\"", true)]);
    errors(&[("A4+1", CellError::Value), ("\"abc\"+4", CellError::Value), ("SUM(\"TRUE\",1)", CellError::Value)]);
    unknown(&["\"1/2/2026\"+0", "\"$5\"+0", "SUM(\"1,5\")"]);
}

#[test]
fn comparisons_go_by_kind_then_by_value() {
    truths(&[
        ("1<\"a\"", true),
        ("TRUE>\"zzz\"", true),
        ("FALSE>0", true),
        ("TRUE=1", false),
        ("\"5\"=5", false),
        ("\"ABC\"=\"abc\"", true),
        ("\"Łódź\"=\"łÓDŹ\"", true),
        ("\"łódź\"<>\"lodz\"", true),
        ("\"a\"<\"B\"", true),
        ("\"a1\"<\"aa\"", true),
        ("1+2.3E-16=1", true),
        ("1.00000000000001=1", false),
        ("3>=3", true),
        ("-0=0", true),
    ]);
    unknown(&["\"straße\"=\"strasse\"", "\"a-b\"<\"ab\"", "\"ä\"<\"b\""]);
}

#[test]
fn texts_are_joined_as_they_show() {
    for (formula, expected) in [
        ("\"a\"&\"b\"", "ab"),
        ("TRUE&\"x\"", "TRUEx"),
        ("3.14&\"\"", "3.14"),
        ("A5&A1", "8"),
        ("1/3&\"%\"", "0.333333333333333%"),
        ("1+1&2", "22"),
    ] {
        assert_eq!(value(formula), Some(text(expected)), "{formula}");
    }
    unknown(&["1E20&\"\"", "0.00001&\"\""]);
}

#[test]
fn aggregates_leave_out_what_is_no_number_in_cells() {
    numbers(&[
        ("SUM(A1:A6)", 10.0),
        ("AVERAGE(A1:A6)", 5.0),
        ("MIN(A1:A6)", 2.0),
        ("MAX(A1:A6)", 8.0),
        ("COUNT(A1:A6)", 2.0),
        ("COUNTA(A1:A6)", 5.0),
        ("COUNT(A1:B2)", 1.0),
        ("COUNTA(B1:B2)", 2.0),
        ("COUNT(TRUE,\"5\",\"x\")", 2.0),
        ("MIN(A4:A5)", 0.0),
        ("SUM(A2,1)", 1.0),
        ("SUM((A1,A6),A1)", 18.0),
        ("SUM(A1:A3 A3:A6)", 0.0),
        ("SUM(Data!A1:Data!A6)", 10.0),
        ("SUM(Jan:Feb!A1)", 300.0),
        ("SUM('It''s'!A1,Feb!A1)", 500.0),
        ("AVERAGE(10,TRUE,30)", 41.0 / 3.0),
        ("SUM({1,2,\"3\",TRUE})", 3.0),
    ]);
    errors(&[
        ("AVERAGE(A4:A5)", CellError::DivisionByZero),
        ("SUM(A1:B1)", CellError::NotAvailable),
        ("MAX(B1:B2)", CellError::NotAvailable),
    ]);
    unknown(&["SUM(B1,1/0)", "SUM(1,)", "SUM()", "SUM(IF(TRUE,A2))", "SUM([1]Jan!A1)", "SUM(Nosheet!A1)"]);
}

#[test]
fn only_the_branch_that_is_taken_counts() {
    numbers(&[
        ("IF(A1>5,1,B1)", 1.0),
        ("IF(A5,1,2)", 2.0),
        ("IF(\"true\",1,0)", 1.0),
        ("IF(TRUE,,1)", 0.0),
        ("IF(TRUE,1,RAND())", 1.0),
        ("IFERROR(1/0,-1)", -1.0),
        ("IFERROR(B1,IFERROR(1/0,3))", 3.0),
    ]);
    truths(&[("IF(FALSE,1)", false), ("NOT(A5)", true), ("AND(A1:A6)", true), ("OR(FALSE,A3)", true), ("AND(A1,A1>9)", false)]);
    errors(&[
        ("IF(\"yes\",1,0)", CellError::Value),
        ("IF(B1,1,0)", CellError::NotAvailable),
        ("AND(FALSE,1/0)", CellError::DivisionByZero),
        ("OR(A4,A5)", CellError::Value),
        ("AND(\"0\",\"1\")", CellError::Value),
    ]);
    unknown(&["IFERROR(A5,1)", "IF(TRUE,A1:A3)", "RAND()", "NOW()", "IF(RAND()>0,1,2)"]);
}

#[test]
fn numbers_are_rounded() {
    numbers(&[
        ("ROUND(1.005,2)", 1.01),
        ("ROUND(A1/3,2)", 2.67),
        ("ROUND(-2.5,)", -3.0),
        ("ROUNDUP(\"3.14\",1)", 3.2),
        ("ROUNDDOWN(-3.19,1)", -3.1),
        ("INT(-3.7)", -4.0),
        ("ABS(-A1)", 8.0),
    ]);
    errors(&[("ROUND(B1,2)", CellError::NotAvailable), ("ABS(\"x\")", CellError::Value)]);
}

#[test]
fn areas_stand_for_the_cell_in_the_own_row_or_column() {
    assert_eq!(value_in("C6", "A1:A6*2"), Some(Value::Number(4.0)));
    assert_eq!(value_in("E20", "E12:F12"), Some(Value::Number(2.0)));
    assert_eq!(value_in("C7", "A1:A6*2"), None);
    numbers(&[("column*2", 2.0)]);
    unknown(&["A1:B6", "doubled"]);
}

#[test]
fn names_and_tables_are_known() {
    numbers(&[("rate*tax", 2.0), ("half", 4.0), ("SUM(column)", 10.0), ("Data!rate", 8.0)]);
    numbers(&[
        ("SUM(Sales[Gross])", 60.0),
        ("SUM(Sales)", 66.0),
        ("SUM(Sales[[Net '[EUR']]:[Gross]])", 66.0),
        ("Sales[[#Totals],[Gross]]", 600.0),
        ("SUM(Sales[#Totals])", 606.0),
        ("SUM(Sales[[#Data],[#Totals],[Gross]])", 660.0),
        ("COUNTA(Sales[[#Headers],[Gross]])", 1.0),
        ("SUM(Sales[[#All],[Gross]])", 660.0),
    ]);
    assert_eq!(value_in("H12", "Sales[@Gross]*2"), Some(Value::Number(40.0)));
    assert_eq!(value_in("E12", "[@Gross]/[@[Net '[EUR']]]"), Some(Value::Number(10.0)));
    assert_eq!(value_in("F14", "SUM([Gross])"), Some(Value::Number(60.0)));
    unknown(&["loop", "nowhere", "TAX2024", "Sales[Nothing]", "Sales[@Gross]", "left(1)"]);
    // Seen from A1, and so two columns to the right and two rows down.
    assert_eq!(value_in("A2", "left"), Some(text("5")));
}

#[test]
fn what_is_shared_moves() {
    let (cells, book) = sheets();
    let spot = Spot { sheet: 0, cell: Address::parse("C6").unwrap(), moved: (5, 0) };
    let value = Expression::parse("A1+A$1").unwrap().evaluate(&cells, &book, spot);
    assert_eq!(value, Some(Value::Number(10.0)));
    let outside = Spot { moved: (-1, 0), ..spot };
    assert_eq!(Expression::parse("A1").unwrap().evaluate(&cells, &book, outside), None);
}

#[test]
fn nested_names_have_an_end() {
    let mut book = Book::new(["Data"]);
    for step in 0..30 {
        book.add_name(None, &format!("step_{step}"), &vec![format!("step_{}", step + 1); 10].join("+"));
    }
    let spot = Spot { sheet: 0, cell: Address::A1, moved: (0, 0) };
    assert_eq!(Expression::parse("step_0").unwrap().evaluate(&Sheets(BTreeMap::new()), &book, spot), None);
}
