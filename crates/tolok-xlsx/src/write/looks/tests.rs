use crate::testing::Parts;
use crate::{Address, Content, Edits, Limits, Workbook};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts with numbers set in the first sheet, each with a format.
fn formatted(parts: &Parts, cells: &[(&str, &str)]) -> Parts {
    let mut edits = Edits::default();
    for (cell, format) in cells {
        edits.set_formatted(0, Address::parse(cell).unwrap(), Content::Number(7.0), format);
    }
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    Parts::unzipped(&workbook.edit(&edits).unwrap().bytes)
}

fn row(cells: &str) -> Parts {
    Parts::book(&[("Sheet1", &format!("<row r=\"1\">{cells}</row>"))])
}

/// The number format that each cell of the first sheet shows by, as any reader of the result finds it.
fn formats(parts: &Parts) -> Vec<String> {
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect()
}

const CELLS: &str = "<c r=\"A1\"/><c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"2\"/>";

#[test]
fn a_style_is_copied_with_the_format_and_nothing_else_changes() {
    let styles = "<!-- kept --><fonts count='1'><font/></fonts>\r\n<cellXfs count='3'>\r\n<xf numFmtId='0' fontId='0'/><xf fontId=\"1\" numFmtId=\"0\" >\
                  <alignment horizontal=\"right\"/></xf>\r\n<xf numFmtId=\"10\"/></cellXfs>\r\n<dxfs count=\"1\"><dxf><numFmt numFmtId=\"170\" formatCode=\"0\"/>\
                  </dxf></dxfs>";
    let parts = row(CELLS).related("styles", "styleSheet", styles);
    let after = formatted(&parts, &[("A1", "0.0x"), ("B1", "0.0x"), ("C1", "0.0x"), ("D1", "0.0x")]);
    let expected = styles
        .replace("<!-- kept -->", "<numFmts count=\"1\"><numFmt numFmtId=\"171\" formatCode=\"0.0x\"/></numFmts><!-- kept -->")
        .replace("count='3'", "count='5'")
        .replace(
            "</cellXfs>",
            "<xf numFmtId='171' fontId='0' applyNumberFormat=\"1\"/><xf fontId=\"1\" numFmtId=\"171\" applyNumberFormat=\"1\" >\
             <alignment horizontal=\"right\"/></xf></cellXfs>",
        );
    assert_eq!(after.text(STYLES), format!("<styleSheet xmlns=\"{MAIN}\">{expected}</styleSheet>"));
    assert_eq!(formats(&after), ["0.0x", "0.0x", "0.00%", "0.0x"]);
    let cells: Vec<&str> =
        after.text(SHEET).split("<c ").skip(1).map(|cell| if cell.contains("s=\"3\"") { "3" } else { "other" }).collect();
    assert_eq!(cells, ["3", "other", "other", "3"]);
    assert_eq!(parts.differing(&after), [STYLES, "xl/workbook.xml", SHEET]);
}

#[test]
fn what_is_there_already_is_used() {
    let styles = "<numFmts count=\"1\"><numFmt numFmtId=\"165\" formatCode=\"&quot;$&quot;#,##0\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/>\
                  <xf applyNumberFormat=\"1\" xfId=\"0\" numFmtId=\"165\"/></cellXfs>";
    let parts = row("<c r=\"A1\"/>").related("styles", "styleSheet", styles);
    let after = formatted(&parts, &[("A1", "\"$\"#,##0")]);
    assert_eq!(after.text(STYLES), parts.text(STYLES));
    assert!(after.text(SHEET).contains("<c r=\"A1\" s=\"1\">"));

    let after = formatted(&parts, &[("A1", "0.00%")]);
    let expected = parts
        .text(STYLES)
        .replace("\"2\"", "\"3\"")
        .replace("</cellXfs>", "<xf numFmtId=\"10\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>");
    assert_eq!(after.text(STYLES), expected);
    // What the numbered dates look like depends on the machine, so they are not used.
    assert!(formatted(&parts, &[("A1", "mm-dd-yy")]).text(STYLES).contains("numFmtId=\"166\" formatCode=\"mm-dd-yy\""));
}

#[test]
fn general_and_cells_with_a_format_of_their_own_stay() {
    let parts = row("<c r=\"A1\"/><c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"2\"/><c r=\"D1\" s=\"3\"/>").formats(&[0, 10, 14, 46]);
    let after = formatted(&parts, &[("A1", "General"), ("B1", "0.0"), ("C1", "d mmm"), ("D1", "0.0")]);
    assert_eq!(after.text(STYLES), parts.text(STYLES));
    assert_eq!(formats(&after), ["General", "0.00%", "mm-dd-yy", "[h]:mm:ss"]);
}

#[test]
fn a_number_that_would_be_shown_as_a_date_gets_its_format() {
    let parts = row("<c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"2\"/>").formats(&[0, 14, 18]);
    assert_eq!(formats(&formatted(&parts, &[("A1", "0.0"), ("B1", "[h]:mm:ss")])), ["0.0", "[h]:mm:ss"]);
}

#[test]
fn a_styles_part_that_says_nothing_gets_what_is_expected_in_it() {
    for (styles, prefix) in [("<styleSheet xmlns=\"M\" xml:space=\"preserve\"/>", ""), ("<x:styleSheet xmlns:x=\"M\" />", "x:")] {
        let parts = row("<c r=\"A1\"/>").related("styles", "styleSheet", "").with(STYLES, &styles.replace('M', MAIN));
        let after = formatted(&parts, &[("A1", "0.0")]);
        let text = after.text(STYLES);
        let cells = format!("<{prefix}cellXfs count=\"2\"><{prefix}xf numFmtId=\"0\"");
        assert!(text.contains(&cells) && text.ends_with(&format!("</{prefix}cellXfs></{prefix}styleSheet>")), "{text}");
        assert_eq!(formats(&after), ["0.0"]);
    }
}

#[test]
fn a_new_cell_goes_by_the_format_of_its_row_or_column() {
    let parts = row("").formats(&[0, 10]).edited(SHEET, "<sheetData>", "<cols><col min=\"2\" max=\"2\" style=\"1\"/></cols><sheetData>");
    let after = formatted(&parts, &[("A1", "0.0"), ("B1", "0.0"), ("A2", "0.0")]);
    assert_eq!(formats(&after), ["0.0", "0.00%", "0.0"]);
}

#[test]
fn prefixes_and_elements_that_close_themselves_stay_what_they_are() {
    let styles = "<x:styleSheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:numFmts count=\"0\" /><x:cellXfs><x:xf /></x:cellXfs></x:styleSheet>";
    let parts = row("<c r=\"A1\"/>").related("styles", "styleSheet", "").with(STYLES, styles);
    let after = formatted(&parts, &[("A1", "0.0&")]);
    let expected = styles
        .replace("count=\"0\" />", "count=\"1\"><x:numFmt numFmtId=\"164\" formatCode=\"0.0&amp;\"/></x:numFmts>")
        .replace("</x:cellXfs>", "<x:xf numFmtId=\"164\" applyNumberFormat=\"1\" /></x:cellXfs>");
    assert_eq!(after.text(STYLES), expected);
    assert_eq!(formats(&after), ["0.0&"]);
}

#[test]
fn cell_styles_are_made_where_there_are_none() {
    let parts = row("<c r=\"A1\" s=\"9\"/>").related("styles", "styleSheet", "<fonts/><cellStyleXfs/><dxfs/>");
    let after = formatted(&parts, &[("A1", "0.0")]);
    let expected = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts><fonts/><cellStyleXfs/><cellXfs count=\"2\"><xf/>\
                    <xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs><dxfs/>";
    assert_eq!(after.text(STYLES), format!("<styleSheet xmlns=\"{MAIN}\">{expected}</styleSheet>"));
    assert!(after.text(SHEET).contains("<c r=\"A1\" s=\"1\">"));
}

#[test]
fn a_workbook_without_styles_gets_the_part_and_what_leads_to_it() {
    let parts = row("<c r=\"A1\"><f>1</f></c>");
    let after = formatted(&parts, &[("A1", "0.0")]);
    assert_eq!(formats(&after), ["0.0"]);
    assert!(after.text("[Content_Types].xml").contains("<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>"));
    let line = "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"/xl/styles.xml\"/></Relationships>";
    assert!(after.text("xl/_rels/workbook.xml.rels").contains(line));
    assert_eq!(formatted(&parts, &[("A1", "General")]).bytes(STYLES), None);
    assert_eq!(formatted(&parts, &[("A1", "0.0")]), after);
}
