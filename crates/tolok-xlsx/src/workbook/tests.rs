use super::*;
use crate::Visibility;
use crate::testing::Parts;

fn open(parts: &Parts) -> Result<Workbook, XlsxError> {
    Workbook::open(parts.zipped(), &Limits::default())
}

fn refused(parts: &Parts) -> (&'static str, String) {
    let error = open(parts).unwrap_err();
    (error.code().id, error.to_string())
}

const ROWS: &str = "<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>";

fn book() -> Parts {
    Parts::book(&[("First", ROWS), ("Second", "")])
}

fn first_cell(parts: &Parts) -> Option<f64> {
    let workbook = open(parts).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let cell = worksheet.cells().next()?.unwrap();
    cell.number()
}

#[test]
fn sheets_come_in_the_order_of_the_workbook() {
    let parts = book()
        .edited("xl/workbook.xml", "<sheet name=\"Second\"", "<sheet state=\"veryHidden\" name=\"Second &amp; &quot;last&quot;\"")
        .edited("xl/_rels/workbook.xml.rels", "\"rId1\"", "\"swap\"")
        .edited("xl/_rels/workbook.xml.rels", "\"rId2\"", "\"rId1\"")
        .edited("xl/_rels/workbook.xml.rels", "\"swap\"", "\"rId2\"");
    let workbook = open(&parts).unwrap();
    let sheets: Vec<_> = workbook.sheets().iter().map(|sheet| (sheet.name().as_ref(), sheet.part().unwrap(), sheet.visibility())).collect();
    assert_eq!(
        sheets,
        [
            ("First", "xl/worksheets/sheet2.xml", Visibility::Visible),
            ("Second & \"last\"", "xl/worksheets/sheet1.xml", Visibility::VeryHidden)
        ]
    );
    assert_eq!(workbook.sheet("FIRST").map(Sheet::index), Some(0));
}

#[test]
fn the_workbook_part_may_be_anywhere() {
    let moved: Vec<(String, Vec<u8>)> = book()
        .edited("_rels/.rels", "xl/workbook.xml", "/Odd/Book.XML")
        .edited("[Content_Types].xml", "/xl/", "/odd/")
        .edited("[Content_Types].xml", "workbook.xml", "book.xml")
        .0
        .into_iter()
        .map(|(name, bytes)| (name.replace("xl/", "odd/").replace("workbook.xml", "book.xml").replace("[Content_T", "[content_t"), bytes))
        .collect();
    assert_eq!(first_cell(&Parts(moved)), Some(7.0));
}

#[test]
fn strict_workbooks_and_prefixes_are_read() {
    let strict = |name: &str, parts: Parts| {
        parts.edited(name, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
    };
    let parts = strict("xl/workbook.xml", strict("xl/worksheets/sheet1.xml", book()))
        .edited(
            "xl/_rels/workbook.xml.rels",
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        )
        .edited("_rels/.rels", "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/");
    assert_eq!(first_cell(&parts), Some(7.0));

    let sheet = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row><x:c><x:v>8</x:v></x:c></x:row>\
                 <c xmlns=\"\"><v>9</v></c></x:sheetData></x:worksheet>";
    assert_eq!(first_cell(&book().with("xl/worksheets/sheet1.xml", sheet)), Some(8.0));
}

#[test]
fn every_encoding_of_a_part_is_read() {
    let parts = book();
    let text = parts.text("xl/worksheets/sheet1.xml");
    let utf16: Vec<u8> = [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let marked = [vec![0xEF, 0xBB, 0xBF], text.into_bytes()].concat();
    for bytes in [utf16, marked] {
        let mut parts = parts.clone();
        parts.0.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1 = bytes;
        assert_eq!(first_cell(&parts), Some(7.0));
    }
}

#[test]
fn names_and_settings_are_read() {
    let parts = book().edited(
        "xl/workbook.xml",
        "</sheets>",
        "</sheets><definedNames><definedName name=\"rate\">First!$A$1</definedName><definedName name=\"area\" localSheetId=\"1\">Second!A1:B2\
         </definedName></definedNames><calcPr calcMode=\"manual\"/>",
    );
    let workbook = open(&parts).unwrap();
    let names: Vec<_> = workbook.defined_names().iter().map(|name| (name.name.as_str(), name.sheet, name.formula.as_str())).collect();
    assert_eq!(names, [("rate", None, "First!$A$1"), ("area", Some(1), "Second!A1:B2")]);
    assert!(workbook.is_calculated_by_hand());
    assert_eq!(workbook.epoch(), Epoch::Year1900);
    assert!(!workbook.is_signed());
    let parts =
        book().edited("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"true\"/><sheets>").with("_xmlsignatures/origin.sigs", "");
    let workbook = open(&parts).unwrap();
    assert_eq!(workbook.epoch(), Epoch::Year1904);
    assert!(workbook.is_signed());
}

#[test]
fn other_documents_are_refused_by_name() {
    let zip = |name: &str| Parts(vec![(name.to_owned(), b"text".to_vec())]);
    assert_eq!(refused(&zip("readme.txt")).0, "E0601");
    assert_eq!(refused(&zip("mimetype")).0, "E0603");
    assert_eq!(refused(&book().without("_rels/.rels")).0, "E0601");
    let document = book().edited("[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main");
    assert_eq!(refused(&document), ("E0601", "this is not a workbook: it is a text document".to_owned()));
    let binary = book().edited(
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    );
    assert_eq!(refused(&binary).0, "E0603");
}

#[test]
fn what_is_missing_or_damaged_is_named() {
    assert_eq!(refused(&book().without("xl/workbook.xml")).0, "E0604");
    let (code, message) = refused(&book().with("xl/workbook.xml", "<workbook"));
    assert_eq!(code, "E0604");
    assert!(message.contains("`xl/workbook.xml`"), "{message}");
    let (_, message) = refused(&book().shared_strings(&["<t>a</t>"]).with("xl/sharedStrings.xml", "<sst><!DOCTYPE a>"));
    assert!(message.contains("xl/sharedStrings.xml"), "{message}");
    assert_eq!(refused(&book().shared_strings(&["<t>a</t>"]).without("xl/sharedStrings.xml")).0, "E0604");

    let workbook = open(&book().without("xl/worksheets/sheet2.xml")).unwrap();
    let error = workbook.worksheet(&workbook.sheets()[1]).unwrap_err();
    assert_eq!(error.code().id, "E0604");
    assert!(error.to_string().contains("`Second` leads to no part"), "{error}");
}

#[test]
fn a_sheet_that_is_a_chart_has_no_cells() {
    let parts =
        book().edited("xl/_rels/workbook.xml.rels", "/worksheet\" Target=\"worksheets/sheet2", "/chartsheet\" Target=\"worksheets/sheet2");
    let workbook = open(&parts).unwrap();
    assert_eq!(workbook.sheets()[1].kind(), SheetKind::Chartsheet);
    assert_eq!(workbook.worksheets().count(), 1);
    assert_eq!(workbook.worksheet(&workbook.sheets()[1]).unwrap_err().code().id, "E0608");
}

#[test]
fn tables_are_read() {
    let table = "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" displayName=\"Sales\" ref=\"B2:C9\" totalsRowCount=\"1\">\
                 <tableColumns><tableColumn id=\"1\" name=\"Month\"/><tableColumn id=\"2\" name=\"Net_x000a_amount\"/></tableColumns></table>";
    let parts = book().leading("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml").with("xl/tables/table1.xml", table);
    let workbook = open(&parts).unwrap();
    let tables = workbook.tables(&workbook.sheets()[0]).unwrap();
    assert_eq!(tables.len(), 1);
    assert_eq!((tables[0].name.as_str(), tables[0].area.to_string()), ("Sales", "B2:C9".to_owned()));
    assert_eq!(tables[0].columns, ["Month", "Net\namount"]);
    assert!(tables[0].has_headings && tables[0].has_totals);
}
