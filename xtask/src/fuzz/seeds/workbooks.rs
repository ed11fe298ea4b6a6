//! Small workbooks, whole and as the XML of a sheet or of the shared strings, as the target `workbooks` reads them.

use tolok_xlsx::testing::Parts;

/// What may stand in a sheet.
pub(super) const WORDS: &str = r#""<row "
"</row>"
"<row/>"
"<c "
"</c>"
"<c/>"
"<f>"
"</f>"
"<f t=\"shared\" ref=\"A1:B2\" si=\"0\">"
"<f t=\"shared\" si=\"0\"/>"
"<f t=\"array\" ref=\"A1:A2\">"
"<v>"
"</v>"
"<is><t>"
"</t></is>"
"<is><r><t>"
"</t></r></is>"
" r=\"A1\""
" r=\"2\""
" s=\"1\""
" t=\"s\""
" t=\"str\""
" t=\"inlineStr\""
" spans=\"1:2\""
"<!--"
"-->"
"<![CDATA["
"]]>"
"<?x ?>"
"{{ a }}"
"&#123;"
"_x007B_"
"</sheetData>"
"<sheetData/>"
"<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"
"<dimension ref=\"A1\"/>"
" xmlns=\"\""
" xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
"<x:row>"
"</x:row>"
"#;

/// The XML of rows.
const ROWS: &[&str] = &[
    "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><f>A1*2</f><v>1</v></c></row><row r=\"2\" spans=\"1:2\"><c r=\"B2\" t=\"inlineStr\"><is><t>{{ a }}</t></is></c></row>",
    "<row><c/><c t=\"b\"><v>1</v></c></row><row/><row r=\"9\"><c t=\"str\"><v>&#123;{ a }}</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1+1</f><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" cm=\"1\"><f t=\"array\" ref=\"A1:A2\">B1:B2</f><v>1</v></c></row>\r\n <!-- <row> --> <row r=\"2\"><c r=\"A2\"><v><![CDATA[2]]></v></c></row>",
];

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// One byte for what the others are, one for what is edited, and the others.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let seed = |kind: u8, chosen: u8, bytes: &[u8]| [&[kind, chosen], bytes].concat();
    let mut seeds = Vec::new();
    for (rows, chosen) in ROWS.iter().zip(0x0F..) {
        let parts = Parts::book(&[("Sheet1", rows)]).shared_strings(&["<t>{{ a }}</t>"]);
        seeds.push(seed(0, chosen, &parts.zipped()));
        seeds.push(seed(2, chosen, rows.as_bytes()));
        let sheet = format!("<x:worksheet xmlns:x=\"{MAIN}\"><x:dimension ref=\"A1\"/><x:sheetData>{rows}</x:sheetData></x:worksheet>");
        seeds.push(seed(
            1,
            chosen,
            sheet.replace("<row", "<x:row").replace("</row", "</x:row").replace("<c", "<x:c").replace("</c", "</x:c").as_bytes(),
        ));
        seeds.push(seed(1, chosen, sheet.replace("x:", "").replace("xmlns:x", "xmlns").as_bytes()));
    }
    let strings = format!("<sst xmlns=\"{MAIN}\"><si><t>a</t></si><si><r><t>{{</t></r><r><rPr><b/></rPr><t>{{ a }}}}</t></r></si></sst>");
    seeds.push(seed(3, 0x3F, strings.as_bytes()));
    seeds
}
