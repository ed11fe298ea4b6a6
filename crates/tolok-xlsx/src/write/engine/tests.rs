use std::cell::RefCell;

use super::*;
use crate::Content;
use crate::testing::Parts;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// An engine that knows `TWICE`, of one number, and keeps what it is given.
#[derive(Default)]
struct Twice {
    given: RefCell<Vec<String>>,
    refuses: bool,
}

impl Engine for Twice {
    fn takes(&self, function: &str) -> Option<Takes> {
        (function == "TWICE").then_some(Takes::Values)
    }

    fn recalculate(&self, workbook: &[u8]) -> Result<Vec<u8>, String> {
        if self.refuses {
            return Err("it has a `feature`".to_owned());
        }
        let parts = Parts::unzipped(workbook);
        let sheet = parts.text(SHEET);
        self.given.borrow_mut().push(sheet.clone());
        let number = |sheet: &str, cell: &str| -> f64 {
            let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\"")).unwrap();
            let cell = rest.split_once("</c>").unwrap().0;
            cell.split_once("<v>").map_or(0.0, |(_, rest)| rest.split_once("</v>").unwrap().0.parse().unwrap())
        };
        let mut calculated = sheet.clone();
        for (formula, _) in sheet.match_indices("<f>TWICE(") {
            let cell = sheet[formula + 9..].split_once(')').unwrap().0;
            let whole = format!("<f>TWICE({cell})</f>");
            calculated = calculated.replace(&whole, &format!("{whole}<v>{}</v>", number(&calculated, cell) * 2.0));
        }
        Ok(parts.with(SHEET, &calculated).zipped())
    }
}

fn edit(rows: &str, engine: &Twice) -> (String, Output) {
    let mut edits = Edits::default();
    edits.set(0, Address::A1, Content::Number(3.5));
    let workbook = Workbook::open(Parts::book(&[("Sheet1", rows)]).zipped(), &Limits::default()).unwrap();
    let output = workbook.edit_with(&edits, engine).unwrap();
    let sheet = Parts::unzipped(&output.bytes).text(SHEET);
    (sheet.split_once("<row r=\"1\">").unwrap().1.split_once("</row>").unwrap().0.to_owned(), output)
}

fn list(cells: &[Located]) -> String {
    cells.iter().map(|located| located.cell.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_engine_sees_its_own_formulas_and_constants() {
    let engine = Twice::default();
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>TWICE(A1)</f><v>9</v></c><c r=\"C1\"><f>TWICE(D1)</f><v>8</v></c>\
        <c r=\"D1\"><f>A1+1</f><v>9</v></c><c r=\"E1\"><f>OTHER(1)</f><v>5</v></c></row>";
    let (row, output) = edit(rows, &engine);
    let given = engine.given.borrow();
    let [given] = given.as_slice() else { panic!("{given:?}") };
    assert!(
        given
            .contains("<c r=\"B1\"><f>TWICE(A1)</f></c><c r=\"C1\"><f>TWICE(D1)</f></c><c r=\"D1\"><v>4.5</v></c><c r=\"E1\"><v>5</v></c>")
    );
    assert_eq!(
        row,
        "<c r=\"A1\"><v>3.5</v></c><c r=\"B1\"><f>TWICE(A1)</f><v>7</v></c><c r=\"C1\"><f>TWICE(D1)</f><v>9</v></c>\
         <c r=\"D1\"><f>A1+1</f><v>4.5</v></c><c r=\"E1\"><f>OTHER(1)</f><v>5</v></c>"
    );
    assert_eq!((list(&output.by_engine).as_str(), list(&output.recalculated).as_str()), ("B1 C1", "B1 C1 D1"));
    assert_eq!((output.on_open, output.refused), (vec![], None));
}

/// What depends on its results is calculated here, and goes back to it where something else does.
#[test]
fn formulas_go_to_and_fro() {
    let engine = Twice::default();
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>TWICE(A1)</f><v>9</v></c><c r=\"C1\"><f>IF(B1&gt;6,B1+1,0)</f><v>9</v></c>\
        <c r=\"D1\"><f>TWICE(C1)</f><v>9</v></c></row>";
    let (row, output) = edit(rows, &engine);
    assert!(row.ends_with("<c r=\"C1\"><f>IF(B1&gt;6,B1+1,0)</f><v>8</v></c><c r=\"D1\"><f>TWICE(C1)</f><v>16</v></c>"), "{row}");
    assert_eq!((engine.given.borrow().len(), list(&output.by_engine).as_str()), (2, "B1 D1"));
}

/// Formulas that are in part what the engine does not know, or look at such, lose their results as they do without it.
#[test]
fn what_it_does_not_know_has_no_result() {
    let engine = Twice::default();
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>OTHER(A1)</f><v>9</v></c><c r=\"C1\"><f>TWICE(B1)</f><v>8</v></c>\
        <c r=\"D1\"><f>IFERROR(OTHER(TWICE(A1)),0)</f><v>7</v></c><c r=\"E1\"><f>TWICE(A1)+RAND()</f><v>7</v></c>\
        <c r=\"F1\"><f>TWICE(E1)</f><v>7</v></c></row>";
    let (row, output) = edit(rows, &engine);
    assert!(!row.split_once("B1").unwrap().1.contains("<v>"), "{row}");
    assert_eq!((list(&output.on_open).as_str(), engine.given.borrow().len()), ("B1 C1 D1 E1 F1", 0));
}

#[test]
fn where_it_refuses_the_results_are_taken_out_and_the_reason_is_told() {
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>TWICE(A1)</f><v>9</v></c><c r=\"C1\"><f>A1*2</f><v>8</v></c></row>";
    let (row, output) = edit(rows, &Twice { refuses: true, ..Twice::default() });
    assert_eq!(row, "<c r=\"A1\"><v>3.5</v></c><c r=\"B1\"><f>TWICE(A1)</f></c><c r=\"C1\"><f>A1*2</f><v>7</v></c>");
    assert_eq!((list(&output.on_open).as_str(), output.refused.as_deref()), ("B1", Some("it has a `feature`")));
}

#[test]
fn a_formula_that_is_shared_is_handed_over_as_its_own() {
    let engine = Twice::default();
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f t=\"shared\" ref=\"B1:C1\" si=\"0\">TWICE(A1)</f><v>9</v></c>\
        <c r=\"C1\"><f t=\"shared\" si=\"0\"/><v>8</v></c></row>";
    let (row, output) = edit(rows, &engine);
    assert!(row.ends_with("si=\"0\">TWICE(A1)</f><v>7</v></c><c r=\"C1\"><f t=\"shared\" si=\"0\"/><v>14</v></c>"), "{row}");
    assert_eq!(list(&output.by_engine), "B1 C1");
}
