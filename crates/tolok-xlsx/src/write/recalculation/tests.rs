use crate::testing::Parts;
use crate::{Address, Content, Edits, Limits, Located, Output, Replacement, Workbook};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const NUMBER: Content = Content::Number(12.5);

fn edit(parts: &Parts, contents: &[(&str, Content)]) -> Output {
    let mut edits = Edits::default();
    contents.iter().for_each(|(cell, content)| edits.set(0, Address::parse(cell).unwrap(), content.clone()));
    Workbook::open(parts.zipped(), &Limits::default()).unwrap().edit(&edits).unwrap()
}

fn list(cells: &[Located]) -> String {
    cells.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect::<Vec<_>>().join(" ")
}

/// The rows of the first sheet afterwards, the cells that were calculated, and those that were not.
fn after(parts: &Parts, contents: &[(&str, Content)]) -> (String, String, String) {
    let output = edit(parts, contents);
    let sheet = Parts::unzipped(&output.bytes).text(SHEET);
    let rows = sheet.split_once("<sheetData>").unwrap().1.split_once("</sheetData>").unwrap().0.to_owned();
    (rows, list(&output.recalculated), list(&output.on_open))
}

/// What a formula in `C1` becomes when `A1` is set; `cell` is the cell with the formula and its old result.
fn cell_after(cell: &str, content: Content) -> String {
    let rows = format!("<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><v>2</v></c>{cell}</row>");
    let (rows, ..) = after(&Parts::book(&[("Sheet1", &rows)]), &[("A1", content)]);
    rows[rows.find("<c r=\"C1\"").unwrap()..rows.find("</row>").unwrap()].to_owned()
}

#[test]
fn each_kind_of_result_takes_the_place_of_the_old_one() {
    for (before, expected) in [
        ("<c r=\"C1\" s=\"3\"><f>A1*B1</f><v>7</v></c>", "<c r=\"C1\" s=\"3\"><f>A1*B1</f><v>25</v></c>"),
        ("<c r=\"C1\"><f>A1*B1</f></c>", "<c r=\"C1\"><f>A1*B1</f><v>25</v></c>"),
        ("<c r=\"C1\" t=\"str\" s=\"3\"><f>A1/3</f><v>old</v></c>", "<c r=\"C1\" s=\"3\"><f>A1/3</f><v>4.166666666666667</v></c>"),
        ("<c r=\"C1\"><f>A1&amp;\"&lt;\"</f><v>1</v></c>", "<c r=\"C1\" t=\"str\"><f>A1&amp;\"&lt;\"</f><v>12.5&lt;</v></c>"),
        ("<c r=\"C1\" t=\"e\"><f>A1&gt;B1</f><v>#N/A</v></c>", "<c r=\"C1\" t=\"b\"><f>A1&gt;B1</f><v>1</v></c>"),
        ("<c r=\"C1\" vm=\"1\"><f>A1/0</f><v>7</v></c>", "<c r=\"C1\" t=\"e\"><f>A1/0</f><v>#DIV/0!</v></c>"),
        ("<c r=\"C1\"><f>IF(A1&gt;0,\"\")</f><v>7</v></c>", "<c r=\"C1\" t=\"str\"><f>IF(A1&gt;0,\"\")</f><v></v></c>"),
        ("<c r=\"C1\"> <f>A1</f> <v> 12.50 </v> </c>", "<c r=\"C1\"> <f>A1</f> <v> 12.50 </v> </c>"),
    ] {
        assert_eq!(cell_after(before, NUMBER), expected);
    }
}

#[test]
fn every_content_that_is_set_is_seen() {
    let result = |formula: &str, content| {
        let cell = cell_after(&format!("<c r=\"C1\"><f>{formula}</f><v>7</v></c>"), content);
        cell.split_once("<v>").map(|(_, rest)| rest.split_once("</v>").unwrap().0.to_owned())
    };
    let day = Content::Date(jiff::civil::date(2026, 1, 31));
    assert_eq!(result("A1+1", day).as_deref(), Some("46054"));
    assert_eq!(result("A1=\"x\"", Content::Text("X".to_owned())).as_deref(), Some("1"));
    assert_eq!(result("COUNTA(A1:B1)", Content::Blank).as_deref(), Some("1"));
    assert_eq!(result("A1+B1", Content::Blank).as_deref(), Some("2"));
    assert_eq!(result("NOT(A1)", Content::Bool(true)).as_deref(), Some("0"));
    assert_eq!(result("SUM(A1,B1)", Content::Error(crate::CellError::NotAvailable)).as_deref(), Some("#N/A"));
    assert_eq!(result("TODAY()+A1", NUMBER), None);
}

#[test]
fn a_replaced_text_is_seen_as_it_reads_then() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>up {{ x }}!</t></is></c><c r=\"C1\"><f>A1&amp;\"?\"</f></c></row>";
    let piece = Content::Replaced(vec![Replacement { range: 3..10, text: "5%".to_owned() }]);
    let (rows, ..) = after(&Parts::book(&[("Sheet1", rows)]), &[("A1", piece)]);
    assert!(rows.contains("<v>up 5%!?</v>"), "{rows}");
}

#[test]
fn chains_go_over_sheets_names_and_tables() {
    let first = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>Sheet2!A1+rate</f><v>0</v></c></row>";
    let second = "<row r=\"1\"><c r=\"A1\"><f>SUM(Sheet1!A1:A3)</f><v>0</v></c><c r=\"B1\"><f>Sheet1!B1*2</f><v>0</v></c></row>\
                  <row r=\"9\"><c r=\"Z9\"><v>100</v></c></row>";
    let parts = Parts::book(&[("Sheet1", first), ("Sheet2", second)]).edited(
        "xl/workbook.xml",
        "</sheets>",
        "</sheets><definedNames><definedName name=\"rate\">Sheet2!$Z$9</definedName></definedNames>",
    );
    let output = edit(&parts, &[("A1", NUMBER)]);
    assert_eq!((list(&output.recalculated), list(&output.on_open)), ("Sheet1!B1 Sheet2!A1 Sheet2!B1".to_owned(), String::new()));
    let after = Parts::unzipped(&output.bytes);
    assert!(after.text(SHEET).contains("rate</f><v>112.5</v>"));
    assert!(after.text("xl/worksheets/sheet2.xml").contains("B1*2</f><v>225</v>"));
    assert!(after.text("xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
}

#[test]
fn shared_formulas_are_calculated_where_they_are_moved_to() {
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f t=\"shared\" ref=\"B1:B3\" si=\"0\">A1*A$1</f><v>0</v></c></row><row r=\"2\"><c r=\"A2\"/><c r=\"B2\"><f t=\"shared\" si=\"0\"/>\
                <v>0</v></c></row><row r=\"3\"><c r=\"A3\"><v>4</v></c><c r=\"B3\"><f t=\"shared\" si=\"0\"/></c></row>";
    let (rows, calculated, left) = after(&Parts::book(&[("Sheet1", rows)]), &[("A1", NUMBER), ("A2", Content::Number(2.0))]);
    assert_eq!((calculated.as_str(), left.as_str()), ("Sheet1!B1 Sheet1!B2 Sheet1!B3", ""));
    let values: Vec<&str> = rows.split("<v>").skip(1).map(|rest| rest.split("</v>").next().unwrap()).collect();
    assert_eq!(values, ["12.5", "156.25", "2", "25", "4", "50"]);
}

/// What is not known for sure has no result, and neither has what depends on it.
#[test]
fn what_is_not_sure_is_left_for_the_spreadsheet_program() {
    for (name, formula) in [
        ("a function that is not on the list", "STDEV(A1,2)"),
        ("cells that are known only when they are found", "SUM(A1:INDEX(A1:B1,2))"),
        ("something that changes by itself", "A1+B1"),
        ("a formula without a result", "A1+C1"),
        ("an error that only new programs know", "A1+D1"),
        ("a circle", "A1+F1"),
        ("what an array spills", "A1+H2"),
        ("another workbook", "A1+[1]Sheet1!A1"),
        ("a text that is a number in some language", "A1+E1"),
    ] {
        let rows = format!(
            "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>NOW()</f><v>1</v></c><c r=\"C1\"><f>1+1</f></c><c r=\"D1\" t=\"e\"><f>1+1</f><v>#SPILL!</v></c>\
             <c r=\"E1\" t=\"str\"><v>1,5</v></c><c r=\"F1\"><f>{formula}</f><v>1</v></c><c r=\"G1\"><f>F1+1</f><v>2</v></c><c r=\"H1\"><f t=\"array\" ref=\"H1:H2\">\
             A1:A2</f><v>1</v></c></row><row r=\"2\"><c r=\"H2\"><v>1</v></c></row>"
        );
        let (rows, calculated, left) = after(&Parts::book(&[("Sheet1", &rows)]), &[("A1", NUMBER)]);
        assert_eq!((calculated.as_str(), left.as_str()), ("", "Sheet1!F1 Sheet1!G1 Sheet1!H1 Sheet1!H2"), "{name}");
        assert!(rows.contains("</f></c><c r=\"G1\"><f>F1+1</f></c>"), "{name}: {rows}");
    }
}

#[test]
fn other_rules_of_calculation_are_left_to_the_program() {
    let parts = Parts::book(&[("Sheet1", "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>A1*2</f><v>0</v></c></row>")]);
    assert_eq!(after(&parts, &[("A1", NUMBER)]).1, "Sheet1!B1");
    let shown = parts.clone().edited("xl/workbook.xml", "</sheets>", "</sheets><calcPr fullPrecision=\"0\"/>");
    assert_eq!(after(&shown, &[("A1", NUMBER)]).2, "Sheet1!B1");
    let old = parts.edited(SHEET, "<sheetData>", "<sheetPr transitionEvaluation=\"1\"/><sheetData>");
    assert_eq!(after(&old, &[("A1", NUMBER)]).2, "Sheet1!B1");
}

#[test]
fn prefixes_stay_with_new_results() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = |result: &str| {
        format!(
            "<x:worksheet xmlns:x=\"{main}\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>12.5</x:v></x:c><x:c r=\"B1\"><x:f>A1*2</x:f>{result}</x:c>\
             </x:row></x:sheetData></x:worksheet>"
        )
    };
    let parts = Parts::book(&[("Sheet1", "")]).with(SHEET, &sheet(""));
    let output = edit(&parts, &[("A1", NUMBER)]);
    assert_eq!(Parts::unzipped(&output.bytes).text(SHEET), sheet("<x:v>25</x:v>"));
}

/// A sheet that formulas only look at stays as it is.
#[test]
fn what_is_only_looked_at_does_not_change() {
    let first = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1+Sheet2!A1</f><v>0</v></c></row>";
    let parts = Parts::book(&[("Sheet1", first), ("Sheet2", "<row r=\"1\"><c r=\"A1\"><v>5</v></c></row>")]);
    let output = edit(&parts, &[("A1", NUMBER)]);
    let after = Parts::unzipped(&output.bytes);
    assert_eq!(parts.differing(&after), ["xl/workbook.xml", SHEET]);
    assert!(after.text(SHEET).contains("<v>17.5</v>"));
}

/// The total of a table column leaves out the hidden row and the subtotal above it.
#[test]
fn subtotals_see_hidden_rows_and_each_other() {
    let rows = "<row r=\"1\"><c r=\"A1\"/></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>100</v></c></row><row r=\"3\"><c r=\"A3\"><f>SUBTOTAL(109,A1:A2)</f>\
                <v>0</v></c></row><row r=\"4\" hidden=\"0\"><c r=\"A4\"><v>7</v></c></row><row r=\"5\"><c r=\"A5\"><f>SUBTOTAL(109,A1:A4)</f><v>0</v></c>\
                <c r=\"B5\"><f>SUBTOTAL(9,A1:A4)</f><v>0</v></c></row>";
    let parts = Parts::book(&[("Sheet1", rows)]);
    let (after_rows, calculated, left) = after(&parts, &[("A1", NUMBER)]);
    assert_eq!((calculated.as_str(), left.as_str()), ("Sheet1!A3 Sheet1!A5", "Sheet1!B5"));
    assert!(after_rows.contains("A2)</f><v>12.5</v>") && after_rows.contains("(109,A1:A4)</f><v>19.5</v>"), "{after_rows}");
    let unknown = parts.edited(SHEET, "<sheetData>", "<sheetFormatPr zeroHeight=\"1\"/><sheetData>");
    assert_eq!(after(&unknown, &[("A1", NUMBER)]).1, "");
}

#[test]
fn days_counted_from_1904_are_left_to_the_program() {
    let parts = Parts::book(&[("Sheet1", "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>YEAR(A1+45000)</f><v>0</v></c></row>")]);
    assert_eq!(after(&parts, &[("A1", NUMBER)]).1, "Sheet1!B1");
    let other = parts.edited("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    assert_eq!(after(&other, &[("A1", NUMBER)]).2, "Sheet1!B1");
}

#[test]
fn a_sheet_may_stand_before_both_ends_of_an_area() {
    let first = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><v>4</v></c></row>";
    let second = "<row r=\"1\"><c r=\"A1\"><f>SUM('Two words'!A1:'Two words'!B1)</f><v>0</v></c></row>";
    let output = edit(&Parts::book(&[("Two words", first), ("Sheet2", second)]), &[("A1", NUMBER)]);
    assert_eq!((list(&output.recalculated).as_str(), list(&output.on_open).as_str()), ("Sheet2!A1", ""));
    assert!(Parts::unzipped(&output.bytes).text("xl/worksheets/sheet2.xml").contains("<v>16.5</v>"));
}
