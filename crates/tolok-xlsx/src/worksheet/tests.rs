use crate::testing::Parts;
use crate::{CellKind, FormulaKind, Limits, Workbook, XlsxError};

fn workbook(parts: &Parts) -> Workbook {
    Workbook::open(parts.zipped(), &Limits::default()).unwrap()
}

/// What a look at the cells of the first sheet gives.
fn cells<T>(parts: &Parts, look: impl Fn(&crate::Cell<'_>) -> T) -> Result<Vec<T>, XlsxError> {
    let workbook = workbook(parts);
    let worksheet = workbook.worksheet(&workbook.sheets()[0])?;
    worksheet.cells().map(|cell| cell.map(|cell| look(&cell))).collect()
}

fn rows(rows: &str) -> Parts {
    Parts::book(&[("Sheet1", rows)])
}

#[test]
fn cells_without_an_address_come_after_the_previous_one() {
    let parts = rows("<row><c/><c r=\"D1\"/><c/></row><row r=\"5\"><c/></row><row><c/><c/></row>");
    let addresses = cells(&parts, |cell| cell.address().to_string()).unwrap();
    assert_eq!(addresses, ["A1", "D1", "E1", "A5", "A6", "B6"]);
}

#[test]
fn texts_are_joined_over_their_runs_and_without_phonetic_hints() {
    let parts = rows(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><r><t>in</t></r><r><rPr><b/></rPr>\
         <t xml:space=\"preserve\">line </t></r></is></c><c r=\"D1\" t=\"str\"><f>A1</f><v>a_x0041_</v></c><c r=\"E1\" t=\"s\"><v>9</v></c><c r=\"F1\"><v>0</v></c></row>",
    )
    .shared_strings(&["<t>plain &amp; simple</t>", "<r><t>{{ ca</t></r><r><rPr><b/></rPr><t>c }}</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh><phoneticPr fontId=\"1\"/>"]);
    let texts = cells(&parts, |cell| cell.text().map(str::to_owned)).unwrap();
    let expected = [Some("plain & simple"), Some("{{ cac }}"), Some("inline "), Some("aA"), None, None];
    assert_eq!(texts.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
}

#[test]
fn values_are_read_as_they_are_written() {
    let parts = rows(
        "<row r=\"1\"><c r=\"A1\"><v>1.5E+3</v></c><c r=\"B1\" t=\"b\"><v>1</v></c><c r=\"C1\" t=\"e\"><v>#N/A</v></c><c r=\"D1\" t=\"d\"><v>2026-01-31</v></c>\
         <c r=\"E1\" s=\"4\"/><c r=\"F1\"><v><![CDATA[2]]></v></c></row>",
    );
    let values = cells(&parts, |cell| (cell.kind(), cell.value().map(str::to_owned), cell.number())).unwrap();
    let value = |text: &str| Some(text.to_owned());
    let expected = [
        (CellKind::Number, value("1.5E+3"), Some(1500.0)),
        (CellKind::Bool, value("1"), None),
        (CellKind::Error, value("#N/A"), None),
        (CellKind::Date, value("2026-01-31"), None),
        (CellKind::Number, None, None),
        (CellKind::Number, value("2"), Some(2.0)),
    ];
    assert_eq!(values, expected);
}

#[test]
fn formulas_say_which_cells_they_are_for() {
    let parts = rows(
        "<row r=\"1\"><c r=\"A1\"><f>B1&lt;2</f><v>1</v></c><c r=\"B1\"><f t=\"shared\" ref=\"B1:B2\" si=\"3\">A1*2</f></c><c r=\"C1\"><f t=\"array\" ref=\"C1:C3\">A1:A3</f></c>\
         <c r=\"D1\"><f t=\"dataTable\" ref=\"D1:D3\" r1=\"A9\"/></c></row><row r=\"2\"><c r=\"B2\"><f t=\"shared\" si=\"3\"/></c></row>",
    );
    let formulas = cells(&parts, |cell| cell.formula().cloned().unwrap()).unwrap();
    assert_eq!(formulas.iter().map(|formula| formula.text.as_str()).collect::<Vec<_>>(), ["B1<2", "A1*2", "A1:A3", "", ""]);
    let area = |text| crate::Area::parse(text).unwrap();
    let kinds: Vec<_> = formulas.iter().map(|formula| formula.kind).collect();
    let expected = [
        FormulaKind::Normal,
        FormulaKind::SharedMaster { index: 3 },
        FormulaKind::Array(area("C1:C3")),
        FormulaKind::DataTable { area: area("D1:D3"), inputs: [crate::Address::parse("A9"), None] },
        FormulaKind::SharedChild { index: 3 },
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn spans_are_bytes_of_the_part() {
    let parts = rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>łódź</t></is></c> <!-- c --> <c r=\"B1\"/></row>");
    let text = parts.text("xl/worksheets/sheet1.xml");
    let spans = cells(&parts, |cell| text[cell.span()].to_owned()).unwrap();
    assert_eq!(spans, ["<c r=\"A1\" t=\"inlineStr\"><is><t>łódź</t></is></c>", "<c r=\"B1\"/>"]);
}

#[test]
fn number_formats_go_by_the_cell_style() {
    let parts = rows("<row r=\"1\"><c r=\"A1\"/><c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"2\"/><c r=\"D1\" s=\"99\"/></row>").related(
        "styles",
        "styleSheet",
        "<numFmts><numFmt numFmtId=\"170\" formatCode=\"&quot;on&quot; yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
         <cellXfs><xf numFmtId=\"0\"><alignment/></xf><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"170\" \
         formatCode=\"0\"/></dxf></dxfs>",
    );
    let workbook = workbook(&parts);
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let formats: Vec<_> = worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect();
    assert_eq!(formats, ["General", "\"on\" yyyy", "0.00%", "General"]);
    let dates: Vec<_> = worksheet.cells().map(|cell| worksheet.shows_dates(&cell.unwrap())).collect();
    assert_eq!(dates, [false, true, false, false]);
}

#[test]
fn merged_ranges_are_read() {
    let parts = rows("").edited(
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"D4:D9\"/></mergeCells>",
    );
    let workbook = workbook(&parts);
    let merged = workbook.worksheet(&workbook.sheets()[0]).unwrap().merged().unwrap();
    assert_eq!(merged.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B2", "D4:D9"]);
}

#[test]
fn cells_that_no_sheet_has_are_damaged() {
    for wrong in
        ["<row r=\"0\"/>", "<row r=\"x\"/>", "<row r=\"1048577\"/>", "<row r=\"1\"><c r=\"XFE1\"/></row>", "<row r=\"1\"><c r=\"\"/></row>"]
    {
        assert_eq!(cells(&rows(wrong), |_| ()).unwrap_err().code().id, "E0604", "{wrong}");
    }
}

#[test]
fn a_cell_in_a_row_that_is_not_its_own_is_damaged_where_the_row_is_read() {
    let parts = rows("<row r=\"2\"><c r=\"A1\" t=\"str\"><v>{{ cac }}</v></c></row>");
    let workbook = workbook(&parts);
    let search = |piece| workbook.search(&workbook.sheets()[0], piece, &mut |_| ());
    assert_eq!(search("{{").unwrap_err().code().id, "E0604");
    assert_eq!(search("other"), Ok(()));
}

#[test]
fn a_search_finds_texts_however_they_are_written() {
    let parts = rows(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v> 1 </v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>&#123;{ a }}</v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"str\"><v>_x007B_{ a }}</v></c></row><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><r><t>{</t></r><r><t>{ a }}</t></r></is></c></row>\
         <row r=\"5\"><c r=\"A5\" t=\"str\"><v><![CDATA[{]]>{ a }}</v></c><c r=\"B5\"><v>1</v></c></row><row r=\"6\"><c r=\"A6\"><f>\"{{\"</f></c></row>",
    )
    .shared_strings(&["<t>plain</t>", "<t>{{ a }}</t>"]);
    let workbook = workbook(&parts);
    let mut found = Vec::new();
    workbook.search(&workbook.sheets()[0], "{{", &mut |cell| found.push(cell.address().to_string())).unwrap();
    assert_eq!(found, ["A1", "A2", "A3", "A4", "A5", "A6"]);
}
