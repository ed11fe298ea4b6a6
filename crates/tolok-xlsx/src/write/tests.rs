use jiff::civil::date;

use crate::testing::Parts;
use crate::{Address, CellError, Content, Edits, Limits, Output, Workbook, XlsxError};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn at(address: &str) -> Address {
    Address::parse(address).unwrap()
}

fn edits(contents: &[(&str, Content)]) -> Edits {
    let mut edits = Edits::default();
    for (address, content) in contents {
        edits.set(0, at(address), content.clone());
    }
    edits
}

fn edit(parts: &Parts, contents: &[(&str, Content)]) -> Result<Output, Vec<XlsxError>> {
    Workbook::open(parts.zipped(), &Limits::default()).unwrap().edit(&edits(contents))
}

/// The parts of the edited workbook, and the cells that have to be computed.
fn edited(parts: &Parts, contents: &[(&str, Content)]) -> (Parts, String) {
    let output = edit(parts, contents).unwrap();
    let on_open: Vec<String> = output.on_open.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect();
    (Parts::unzipped(&output.bytes), on_open.join(" "))
}

/// What the first sheet's rows become.
fn rows_after(rows: &str, contents: &[(&str, Content)]) -> String {
    inner(&edited(&Parts::book(&[("Sheet1", rows)]), contents).0.text(SHEET))
}

fn inner(sheet: &str) -> String {
    let (_, rest) = sheet.split_once("<sheetData>").expect("there are rows");
    rest.split_once("</sheetData>").expect("the rows end").0.to_owned()
}

fn codes(errors: &[XlsxError]) -> Vec<&'static str> {
    errors.iter().map(|error| error.code().id).collect()
}

const NUMBER: Content = Content::Number(12.5);

#[test]
fn a_check_finds_the_damage_that_an_edit_finds() {
    let damaged = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></rows><v>&#123;</v></c></row><row r=\"2\"><c r=\"A2\"/></row>";
    let workbook = Workbook::open(Parts::book(&[("Sheet1", damaged)]).zipped(), &Limits::default()).unwrap();
    let edits = edits(&[("A2", NUMBER)]);
    let checked = codes(&workbook.check(&edits));
    assert_eq!(workbook.edit(&edits).map_err(|errors| codes(&errors)).err().unwrap_or_default(), checked);
}

#[test]
fn each_kind_of_content_is_written_over_a_cell_that_keeps_its_style() {
    let row = "<row r=\"1\"><c r=\"A1\" s=\"3\" t=\"s\" cm=\"1\" vm=\"2\" ph=\"1\"><v>0</v></c></row>";
    for (content, expected) in [
        (Content::Number(100.0 / 3.0), "><v>33.333333333333336</v></c>"),
        (Content::Bool(true), " t=\"b\"><v>1</v></c>"),
        (Content::Error(CellError::DivisionByZero), " t=\"e\"><v>#DIV/0!</v></c>"),
        (Content::Text("a < b".to_owned()), " t=\"inlineStr\"><is><t>a &lt; b</t></is></c>"),
        (Content::Date(date(2026, 1, 31)), "><v>46053</v></c>"),
        (Content::Blank, "/>"),
    ] {
        let expected = format!("<row r=\"1\"><c r=\"A1\" s=\"3\" ph=\"1\"{expected}</row>");
        assert_eq!(rows_after(row, &[("A1", content)]), expected);
    }
}

#[test]
fn dates_go_by_the_epoch_of_the_workbook() {
    let parts = Parts::book(&[("Sheet1", "<row r=\"1\"><c r=\"A1\"/></row>")]).edited(
        "xl/workbook.xml",
        "<sheets>",
        "<workbookPr date1904=\"1\"/><sheets>",
    );
    let (after, _) = edited(&parts, &[("A1", Content::Date(date(2026, 1, 31))), ("B1", NUMBER)]);
    assert_eq!(inner(&after.text(SHEET)), "<row r=\"1\"><c r=\"A1\"><v>44591</v></c><c r=\"B1\"><v>12.5</v></c></row>");
}

#[test]
fn only_the_bytes_of_the_cell_change() {
    let rows = "\r\n <!-- one --><row r='1' spans='1:2' x='y'>\r\n  <c r='A1'  s='1'\tt='s' >\r\n <v>0</v>\r\n </c>\r\n  <c r='B1'><v> 2 </v></c>\r\n</row>\r\n";
    let expected = rows.replace("<c r='A1'  s='1'\tt='s' >\r\n <v>0</v>\r\n </c>", "<c r='A1'  s='1'><v>12.5</v></c>");
    assert_eq!(rows_after(rows, &[("A1", NUMBER)]), expected);
}

#[test]
fn prefixes_stay() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = |rows: &str| format!("<x:worksheet xmlns:x=\"{main}\"><x:dimension ref=\"A1\"/>{rows}</x:worksheet>");
    let before = sheet("<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData>");
    let parts = Parts::book(&[("Sheet1", "")]).with(SHEET, &before).with(
        "xl/workbook.xml",
        &format!(
            "<x:workbook xmlns:x=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><x:sheets>\
             <x:sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></x:sheets><x:oleSize ref=\"A1\"/></x:workbook>"
        ),
    );
    let (after, _) = edited(&parts, &[("A1", Content::Text("t".to_owned())), ("B1", NUMBER), ("B2", NUMBER)]);
    let expected = sheet(
        "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>t</x:t></x:is></x:c><x:c r=\"B1\"><x:v>12.5</x:v></x:c></x:row>\
         <x:row r=\"2\"><x:c r=\"B2\"><x:v>12.5</x:v></x:c></x:row></x:sheetData>",
    );
    assert_eq!(after.text(SHEET), expected.replace("ref=\"A1\"", "ref=\"A1:B2\""));
    assert!(after.text("xl/workbook.xml").contains("</x:sheets><x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize"));
}

#[test]
fn missing_cells_and_rows_are_inserted_in_order() {
    let rows = "<row r=\"2\" spans=\"2:4\"><c r=\"B2\"/><c r=\"D2\"/></row><row r=\"5\"/>";
    let contents =
        [("A1", NUMBER), ("A2", NUMBER), ("C2", NUMBER), ("E2", NUMBER), ("B3", NUMBER), ("A5", NUMBER), ("B5", NUMBER), ("A9", NUMBER)];
    let cell = |address: &str| format!("<c r=\"{address}\"><v>12.5</v></c>");
    let expected = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}<c r=\"B2\"/>{}<c r=\"D2\"/>{}</row><row r=\"3\">{}</row><row r=\"5\">{}{}</row><row r=\"9\">{}</row>",
        cell("A1"),
        cell("A2"),
        cell("C2"),
        cell("E2"),
        cell("B3"),
        cell("A5"),
        cell("B5"),
        cell("A9"),
    );
    assert_eq!(rows_after(rows, &contents), expected);
}

#[test]
fn a_row_keeps_its_hint_where_it_still_holds() {
    let rows = "<row r=\"1\" spans=\"1:3 6:8\"><c r=\"A1\"/></row>";
    assert_eq!(rows_after(rows, &[("G1", NUMBER)]), "<row r=\"1\" spans=\"1:3 6:8\"><c r=\"A1\"/><c r=\"G1\"><v>12.5</v></c></row>");
    assert_eq!(rows_after(rows, &[("E1", NUMBER)]), "<row r=\"1\"><c r=\"A1\"/><c r=\"E1\"><v>12.5</v></c></row>");
}

#[test]
fn a_sheet_without_rows_gets_them() {
    let parts = Parts::book(&[("Sheet1", "")]).edited(SHEET, "<sheetData></sheetData>", "<sheetData />");
    let (after, _) = edited(&parts, &[("B2", NUMBER)]);
    assert_eq!(inner(&after.text(SHEET).replace("<sheetData >", "<sheetData>")), "<row r=\"2\"><c r=\"B2\"><v>12.5</v></c></row>");
    let headless = parts.edited(SHEET, "<sheetData />", "");
    assert_eq!(codes(&edit(&headless, &[("B2", NUMBER)]).unwrap_err()), ["E0604"]);
}

#[test]
fn new_cells_look_like_their_row_or_else_their_column() {
    let rows = "<row r=\"1\" s=\"5\" customFormat=\"1\"/><row r=\"2\" s=\"5\"/>";
    let parts =
        Parts::book(&[("Sheet1", rows)]).edited(SHEET, "<sheetData>", "<cols><col min=\"2\" max=\"3\" style=\"7\"/></cols><sheetData>");
    let (after, _) = edited(&parts, &[("A1", NUMBER), ("B2", NUMBER), ("A2", NUMBER), ("C3", NUMBER)]);
    let expected = "<row r=\"1\" s=\"5\" customFormat=\"1\"><c r=\"A1\" s=\"5\"><v>12.5</v></c></row><row r=\"2\" s=\"5\"><c r=\"A2\"><v>12.5</v></c>\
                    <c r=\"B2\" s=\"7\"><v>12.5</v></c></row><row r=\"3\"><c r=\"C3\" s=\"7\"><v>12.5</v></c></row>";
    assert_eq!(inner(&after.text(SHEET)), expected);
}

#[test]
fn blanking_a_cell_that_is_not_there_changes_no_row() {
    let rows = "<row r=\"1\"><c r=\"A1\"/></row>";
    assert_eq!(rows_after(rows, &[("B1", Content::Blank), ("A7", Content::Blank)]), rows);
}

#[test]
fn the_dimension_grows_only_if_it_has_to() {
    let parts = Parts::book(&[("Sheet1", "<row r=\"2\"><c r=\"B2\"/></row>")]).edited(
        SHEET,
        "<sheetData>",
        "<dimension ref=\"B2:C4\"/><sheetData>",
    );
    let dimension = |address| {
        let text = edited(&parts, &[(address, NUMBER)]).0.text(SHEET);
        text.split("<dimension ref=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(dimension("C4"), "B2:C4");
    assert_eq!(dimension("A3"), "A2:C4");
    assert_eq!(dimension("D9"), "B2:D9");
}

#[test]
fn a_shared_string_is_never_touched() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>";
    let parts = Parts::book(&[("Sheet1", rows)]).shared_strings(&["<t>{{ cac }}</t>"]);
    let (after, _) = edited(&parts, &[("A1", Content::Text("new".to_owned()))]);
    assert_eq!(parts.differing(&after), ["xl/workbook.xml", SHEET]);
    assert!(after.text(SHEET).contains("<c r=\"B1\" t=\"s\"><v>0</v></c>"));
}

#[test]
fn pieces_of_a_text_are_replaced_and_the_rest_keeps_its_look() {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>up {{ x }} !</t></is></c><c r=\"C1\"><v>1</v></c></row>";
    let item = "<r><rPr><b/></rPr><t xml:space=\"preserve\">Cost {{</t></r><r><t xml:space=\"preserve\"> cac }} </t></r><r><rPr><i/></rPr><t>now</t></r>";
    let parts = Parts::book(&[("Sheet1", rows)]).shared_strings(&[item]);
    let piece = |range, text: &str| Content::Replaced(vec![crate::Replacement { range, text: text.to_owned() }]);
    let (after, _) = edited(&parts, &[("A1", piece(5..14, "$33.33")), ("B1", piece(3..10, "5 < 6"))]);
    let expected = "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>Cost $33.33</t></r><r><t xml:space=\"preserve\"> </t></r><r><rPr><i/></rPr>\
                    <t>now</t></r></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>up 5 &lt; 6 !</t></is></c><c r=\"C1\"><v>1</v></c></row>";
    assert_eq!(inner(&after.text(SHEET)), expected);
    assert_eq!(codes(&edit(&parts, &[("C1", piece(0..1, "2")), ("A9", piece(0..0, "x"))]).unwrap_err()), ["E0607", "E0607"]);
}

#[test]
fn encodings_of_parts_stay() {
    let utf16 = |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let marked = |text: &str| [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    let parts = Parts::book(&[("Sheet1", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>ł</v></c><c r=\"B1\" t=\"str\"><v>ł</v></c></row>")]);
    let expected = parts.text(SHEET).replace("<c r=\"A1\" t=\"str\"><v>ł</v></c>", "<c r=\"A1\"><v>12.5</v></c>");
    for encode in [&utf16 as &dyn Fn(&str) -> Vec<u8>, &marked] {
        let mut encoded = parts.clone();
        let text = encoded.text(SHEET);
        encoded.0.iter_mut().find(|(name, _)| name == SHEET).unwrap().1 = encode(&text);
        let (after, _) = edited(&encoded, &[("A1", NUMBER)]);
        assert_eq!(after.bytes(SHEET).unwrap(), encode(&expected));
    }
}

#[test]
fn calculation_is_asked_for_in_its_place() {
    let book = Parts::book(&[("Sheet1", "")]);
    let workbook_after = |parts: &Parts| edited(parts, &[("A1", NUMBER)]).0.text("xl/workbook.xml");
    for (before, after) in [
        ("</sheets>", "</sheets><calcPr fullCalcOnLoad=\"1\"/>"),
        ("</sheets><definedNames/><extLst/>", "</sheets><definedNames/><calcPr fullCalcOnLoad=\"1\"/><extLst/>"),
        ("</sheets><calcPr calcId=\"1\" />", "</sheets><calcPr calcId=\"1\" fullCalcOnLoad=\"1\" />"),
        ("</sheets><calcPr fullCalcOnLoad='0'></calcPr>", "</sheets><calcPr fullCalcOnLoad='1'></calcPr>"),
        ("</sheets><calcPr fullCalcOnLoad=\"true\"/>", "</sheets><calcPr fullCalcOnLoad=\"true\"/>"),
    ] {
        let parts = book.clone().edited("xl/workbook.xml", "</sheets>", before);
        assert!(workbook_after(&parts).contains(&format!("{after}</workbook>")), "{after}: {}", workbook_after(&parts));
    }
}

/// Also dates as texts, which only strict workbooks have.
#[test]
fn strict_workbooks_stay_strict() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"d\"><v>2025-12-31</v></c><c r=\"B1\" s=\"1\" t=\"d\"><v>2025-12-31</v></c></row>";
    let parts = Parts::book(&[("Sheet1", rows)]).edited(SHEET, main, strict).edited("xl/workbook.xml", main, strict);
    let (after, _) = edited(&parts, &[("A1", Content::Date(date(2026, 1, 31))), ("B1", NUMBER), ("B2", NUMBER)]);
    let expected = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>46053</v></c><c r=\"B1\" s=\"1\"><v>12.5</v></c></row><row r=\"2\"><c r=\"B2\"><v>12.5</v></c></row>";
    assert_eq!(after.text(SHEET), format!("<worksheet xmlns=\"{strict}\"><sheetData>{expected}</sheetData></worksheet>"));
    assert!(after.text("xl/workbook.xml").ends_with("</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"));
}

#[test]
fn cells_that_do_not_say_where_they_are_stay_so() {
    let rows = "<row><c><v>1</v></c><c s=\"2\"/></row><row r=\"4\"><c r=\"C4\"/><c/></row><row/>";
    let expected = "<row><c><v>1</v></c><c s=\"2\"><v>12.5</v></c><c r=\"D1\"><v>12.5</v></c></row><row r=\"4\"><c r=\"A4\"><v>12.5</v></c><c r=\"C4\"/><c><v>12.5</v></c></row>\
                    <row><c r=\"A5\"><v>12.5</v></c></row>";
    assert_eq!(rows_after(rows, &["B1", "D1", "A4", "D4", "A5"].map(|cell| (cell, NUMBER))), expected);
}

/// Rows without numbers count on, and a row that comes later with a number of its own may be one of them again.
#[test]
fn of_a_cell_that_is_there_twice_the_last_one_is_set() {
    let first = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>";
    let after = |rest: &str, cell: &str| rows_after(&format!("{first}{rest}"), &[(cell, NUMBER)]);
    let again = "<row r=\"2\"><c r=\"A2\"><v>3</v></c></row>";
    assert_eq!(after(again, "A2"), format!("{first}{}", again.replace('3', "12.5")));
    // A cell of the same row that is there once, early or late.
    assert_eq!(after("<row r=\"1\"><c r=\"C1\"/></row>", "A1"), format!("{}<row r=\"1\"><c r=\"C1\"/></row>", first.replace('1', "12.5")));
    assert_eq!(after("<row r=\"1\"><c r=\"C1\"/></row>", "C1"), format!("{first}<row r=\"1\"><c r=\"C1\"><v>12.5</v></c></row>"));
}

#[test]
fn an_array_formula_in_one_cell_gives_way() {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"str\" cm=\"1\"><f t=\"array\" ref=\"A1\">B1</f><v>x</v></c><c r=\"B1\"/></row>";
    let (after, _) = edited(&with_calc_chain(rows), &[("A1", NUMBER)]);
    assert_eq!(inner(&after.text(SHEET)), "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>12.5</v></c><c r=\"B1\"/></row>");
    assert_eq!(after.bytes("xl/calcChain.xml"), None);
}

fn with_calc_chain(rows: &str) -> Parts {
    let line = "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml\"/></Types>";
    Parts::book(&[("Sheet1", rows)]).related("calcChain", "calcChain", "<c r=\"A1\" i=\"1\"/>").edited(
        "[Content_Types].xml",
        "</Types>",
        line,
    )
}

#[test]
fn the_calculation_chain_goes_with_a_formula_and_stays_otherwise() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"/></row>";
    let parts = with_calc_chain(rows);
    let (after, _) = edited(&parts, &[("B1", NUMBER)]);
    assert_eq!(parts.differing(&after), ["xl/workbook.xml", SHEET]);

    let (after, _) = edited(&parts, &[("A1", NUMBER)]);
    assert_eq!(after.bytes("xl/calcChain.xml"), None);
    let without = Parts::book(&[("Sheet1", rows)]);
    for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
        assert_eq!(after.text(name), without.text(name));
    }
}

#[test]
fn results_that_depend_on_what_is_set_are_taken_out_and_named() {
    let first = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"2\"><f>SIN(1)*A1</f><v>2</v></c><c r=\"C1\" t=\"str\"><f>\"A1\"</f><v>A1</v></c></row>\
                 <row r=\"2\"><c r=\"A2\" t=\"e\"><f>IF(B1,#N/A)</f><v>#N/A</v></c><c r=\"B2\"><f>A3</f><v>0</v></c></row>";
    let second = "<row r=\"1\"><c r=\"A1\" t=\"str\" cm=\"1\"><f t=\"array\" ref=\"A1:A2\">Sheet1!B1:B2&amp;\"\"</f><v>2</v></c></row><row r=\"2\"><c r=\"A2\" s=\"4\" t=\"str\">\
                  <v>0</v></c><c r=\"B2\" t=\"str\"><v>kept</v></c></row>";
    let parts = Parts::book(&[("Sheet1", first), ("Sheet2", second)]);
    let (after, on_open) = edited(&parts, &[("A1", NUMBER)]);
    assert_eq!(on_open, "Sheet1!B1 Sheet1!A2 Sheet2!A1 Sheet2!A2");
    let expected = first
        .replace("<v>1</v>", "<v>12.5</v>")
        .replace("<f>SIN(1)*A1</f><v>2</v>", "<f>SIN(1)*A1</f>")
        .replace("<c r=\"A2\" t=\"e\"><f>IF(B1,#N/A)</f><v>#N/A</v>", "<c r=\"A2\"><f>IF(B1,#N/A)</f>");
    assert_eq!(inner(&after.text(SHEET)), expected);
    let expected = second
        .replace("t=\"str\" cm=\"1\"", "cm=\"1\"")
        .replace("</f><v>2</v>", "</f>")
        .replace("<c r=\"A2\" s=\"4\" t=\"str\"><v>0</v></c>", "<c r=\"A2\" s=\"4\"/>");
    assert_eq!(inner(&after.text("xl/worksheets/sheet2.xml")), expected);
}

#[test]
fn shared_formulas_depend_on_what_they_are_moved_to() {
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f t=\"shared\" ref=\"B1:B3\" si=\"0\">SIN(1)*A1</f><v>0</v></c></row><row r=\"2\"><c r=\"A2\"/><c r=\"B2\"><f t=\"shared\" si=\"0\"/>\
                <v>0</v></c></row><row r=\"3\"><c r=\"B3\"><f t=\"shared\" si=\"7\"/><v>0</v></c></row>";
    let (_, on_open) = edited(&Parts::book(&[("Sheet1", rows)]), &[("A2", NUMBER)]);
    assert_eq!(on_open, "Sheet1!B2 Sheet1!B3", "a formula that nobody has counts as depending on anything");
}

#[test]
fn a_data_table_depends_on_its_edges_and_inputs() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"/><c r=\"C1\"><f>SIN(1)*A1</f><v>2</v></c></row><row r=\"2\"><c r=\"B2\"><v>5</v></c><c r=\"C2\"><f t=\"dataTable\" \
                ref=\"C2:C3\" r1=\"A1\"/><v>10</v></c></row><row r=\"3\"><c r=\"C3\"><v>10</v></c><c r=\"D3\"/></row>";
    let parts = Parts::book(&[("Sheet1", rows)]);
    assert_eq!(edited(&parts, &[("A1", NUMBER)]).1, "Sheet1!C1 Sheet1!C2 Sheet1!C3");
    assert_eq!(edited(&parts, &[("B2", NUMBER)]).1, "Sheet1!C2 Sheet1!C3");
    assert_eq!(edited(&parts, &[("D3", NUMBER)]).1, "");
}

#[test]
fn a_shared_formula_is_handed_on_when_its_master_is_set() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1&lt;$C$1</f><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"2\"><f t=\"shared\" si=\"0\"/><v>2</v></c>\
                </row><row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"></f><v>3</v></c></row>";
    let expected = "<row r=\"1\"><c r=\"A1\"><v>12.5</v></c></row><row r=\"2\"><c r=\"A2\" s=\"2\"><f>B2&lt;$C$1</f><v>2</v></c></row><row r=\"3\"><c r=\"A3\"><f>B3&lt;$C$1</f><v>3</v></c>\
                    </row>";
    assert_eq!(rows_after(rows, &[("A1", NUMBER)]), expected);
    let child = rows.replace("<c r=\"A2\" s=\"2\"><f t=\"shared\" si=\"0\"/><v>2</v></c>", "<c r=\"A2\" s=\"2\"><v>12.5</v></c>");
    assert_eq!(rows_after(rows, &[("A2", NUMBER)]), child);

    let prefixed =
        |rows: &str| rows.replace("</", "</x:").replace("<c", "<x:c").replace("<row", "<x:row").replace("<f", "<x:f").replace("<v", "<x:v");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = |rows: &str| format!("<x:worksheet xmlns:x=\"{main}\"><x:sheetData>{rows}</x:sheetData></x:worksheet>");
    let parts = Parts::book(&[("Sheet1", "")]).with(SHEET, &sheet(&prefixed(rows)));
    assert_eq!(edited(&parts, &[("A1", NUMBER)]).0.text(SHEET), sheet(&prefixed(expected)));

    let unreadable = rows.replace("B1&lt;$C$1", "B1|2");
    let errors = edit(&Parts::book(&[("Sheet1", &unreadable)]), &[("A1", NUMBER)]).unwrap_err();
    assert_eq!(codes(&errors), ["E0606", "E0606"]);
}

#[test]
fn cells_that_belong_to_something_else_are_refused_all_at_once() {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"D1\"><f t=\"array\" ref=\"D1:D2\">A1:A2</f></c><c r=\"E1\"><f t=\"array\" ref=\"E1\">A1</f></c></row>\
                <row r=\"8\"><c r=\"N8\"><f t=\"dataTable\" ref=\"N8:N9\" r1=\"A1\"/></c></row>";
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"x/table\" \
                         Target=\"../t.xml\"/><Relationship Id=\"b\" Type=\"x/pivotTable\" Target=\"/xl/p.xml\"/><Relationship Id=\"c\" Type=\"x/drawing\" Target=\"NULL\"/></Relationships>";
    let parts = Parts::book(&[("Sheet1", rows)])
        .edited(SHEET, "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")
        .with("xl/worksheets/_rels/sheet1.xml.rels", relationships)
        .with("xl/t.xml", &format!("<table {main} displayName=\"T\" ref=\"G1:G9\" totalsRowCount=\"1\"/>"))
        .with("xl/p.xml", &format!("<pivotTableDefinition {main}><location ref=\"J1:K5\"/></pivotTableDefinition>"));
    let cells = ["A1", "B2", "D2", "E1", "G1", "G2", "G9", "K5", "L5", "N9"];
    let errors = edit(&parts, &cells.map(|cell| (cell, NUMBER))).unwrap_err();
    let mut told: Vec<String> =
        errors.iter().map(|error| error.diagnostic("t.xlsx")).map(|told| format!("{} {}", told.place, told.message)).collect();
    told.sort();
    let belongs = "the cell cannot be set, since it belongs to";
    assert_eq!(
        told,
        [
            format!("t.xlsx!Sheet1!B2 {belongs} the merged cells `A1:B2`"),
            format!("t.xlsx!Sheet1!D2 {belongs} the array formula in `D1:D2`"),
            format!("t.xlsx!Sheet1!G1 {belongs} the headings of the table `T`"),
            format!("t.xlsx!Sheet1!G9 {belongs} the totals of the table `T`"),
            format!("t.xlsx!Sheet1!K5 {belongs} the pivot table in `J1:K5`"),
            format!("t.xlsx!Sheet1!N9 {belongs} the data table in `N8:N9`"),
        ]
    );
}

#[test]
fn contents_that_no_cell_can_hold_are_refused() {
    let parts = Parts::book(&[("Sheet1", "<row r=\"1\"><c r=\"A1\"/></row>")]);
    let contents = [("A1", Content::Number(f64::NAN)), ("B1", Content::Text("x".repeat(32_768))), ("C9", Content::Date(date(1800, 1, 1)))];
    assert_eq!(codes(&edit(&parts, &contents).unwrap_err()), ["E0607"; 3]);
    let mut elsewhere = Edits::default();
    elsewhere.set(5, Address::A1, NUMBER);
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    assert_eq!(codes(&workbook.edit(&elsewhere).unwrap_err()), ["E0608"]);
    let chart = parts.edited("xl/_rels/workbook.xml.rels", "relationships/worksheet", "relationships/chartsheet");
    assert_eq!(codes(&edit(&chart, &[("A1", NUMBER)]).unwrap_err()), ["E0608"]);
}

#[test]
fn no_edits_give_the_same_bytes_and_the_same_edits_the_same_bytes() {
    let bytes = Parts::book(&[("Sheet1", "")]).zipped();
    let workbook = Workbook::open(bytes.clone(), &Limits::default()).unwrap();
    assert_eq!(workbook.edit(&Edits::default()).unwrap().bytes, bytes);
    let once = workbook.edit(&edits(&[("A1", NUMBER)])).unwrap();
    assert_eq!(workbook.edit(&edits(&[("A1", NUMBER)])).unwrap(), once);
}
