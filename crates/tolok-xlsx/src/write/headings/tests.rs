use crate::testing::Parts;
use crate::{Address, Content, Edits, Limits, Replacement, Workbook, XlsxError};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TABLE: &str = "xl/tables/table1.xml";
const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A table in A1:C4 with totals, and formulas that name its second column.
fn book() -> Parts {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\"><c r=\"C2\"><f>Sales[[#This Row],[{{{{ a }}}}]]*2</f></c><c r=\"E2\"><f>SUM(Sales[{{{{ a }}}}])</f><v>3</v></c></row><row r=\"4\">{}</row>",
        text("A1", "Month"),
        text("B1", "{{ a }}"),
        text("C1", "Twice"),
        text("A4", "All {{ b }}"),
    );
    let columns = "<tableColumn id=\"1\" name=\"Month\" totalsRowLabel=\"All {{ b }}\"/><tableColumn id=\"2\" name='{{ a }}' totalsRowFunction=\"sum\"/><tableColumn id=\"3\" \
                   name=\"Twice\"><calculatedColumnFormula>Sales[[#This Row],[{{ a }}]]*2</calculatedColumnFormula></tableColumn>";
    Parts::book(&[("Sheet1", &rows)])
        .leading(SHEET, "table", "../tables/table1.xml")
        .with(TABLE, &format!("<table {MAIN} displayName=\"Sales\" ref=\"A1:C4\" totalsRowCount=\"1\"><tableColumns count=\"3\">{columns}</tableColumns></table>"))
        .edited("xl/workbook.xml", "</sheets>", "</sheets><definedNames><definedName name=\"net\">Sales[{{ a }}]</definedName></definedNames>")
}

fn edit(parts: &Parts, contents: &[(&str, Content)]) -> Result<Parts, Vec<XlsxError>> {
    let mut edits = Edits::default();
    for (cell, content) in contents {
        edits.set(0, Address::parse(cell).unwrap(), content.clone());
    }
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    workbook.edit(&edits).map(|output| Parts::unzipped(&output.bytes))
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn refused(parts: &Parts, contents: &[(&str, Content)]) -> Vec<String> {
    let errors = edit(parts, contents).unwrap_err();
    errors.iter().map(|error| format!("{} {} {error}", error.code().id, error.diagnostic("t.xlsx").place)).collect()
}

#[test]
fn a_heading_its_column_and_all_formulas_change_together() {
    let piece = Content::Replaced(vec![Replacement { range: 0..7, text: "Net \"#1\"\n<x>".to_owned() }]);
    let parts = book();
    let after = edit(&parts, &[("B1", piece)]).unwrap();
    let table = parts.text(TABLE).replace("name='{{ a }}'", "name='Net &quot;#1&quot;_x000a_&lt;x&gt;'");
    assert_eq!(after.text(TABLE), table.replace("[{{ a }}]", "[Net \"'#1\"\n&lt;x&gt;]"));
    let sheet = after.text(SHEET);
    assert!(sheet.contains("<f>Sales[[#This Row],[Net \"'#1\"\n&lt;x&gt;]]*2</f>"), "{sheet}");
    assert!(sheet.contains("<f>SUM(Sales[Net \"'#1\"\n&lt;x&gt;])</f>"), "{sheet}");
    assert!(sheet.contains("<c r=\"B1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Net \"#1\"\n&lt;x&gt;</t></is></c>"), "{sheet}");
    assert!(after.text("xl/workbook.xml").contains(">Sales[Net \"'#1\"\n&lt;x&gt;]</definedName>"));
    let workbook = Workbook::open(after.zipped(), &Limits::default()).unwrap();
    assert_eq!(workbook.tables(&workbook.sheets()[0]).unwrap()[0].columns, ["Month", "Net \"#1\"\n<x>", "Twice"]);
}

#[test]
fn the_label_of_a_total_follows_its_cell() {
    let parts = book();
    let piece = Content::Replaced(vec![Replacement { range: 4..11, text: "& more".to_owned() }]);
    let after = edit(&parts, &[("A4", piece)]).unwrap();
    assert_eq!(after.text(TABLE), parts.text(TABLE).replace("All {{ b }}", "All &amp; more"));
    let after = edit(&parts, &[("C4", text("none"))]).unwrap();
    assert_eq!(after.text(TABLE), parts.text(TABLE).replace("name=\"Twice\"", "name=\"Twice\" totalsRowLabel=\"none\""));
}

#[test]
fn what_a_table_cannot_have_is_refused() {
    let query = book().edited(TABLE, "displayName", "tableType=\"queryTable\" displayName");
    let pivot =
        format!("<pivotCacheDefinition {MAIN}><cacheFields><cacheField name=\"{{{{ A }}}}\"/></cacheFields></pivotCacheDefinition>");
    let pivot = book().with("xl/pivotCache/pivotCacheDefinition1.xml", &pivot);
    let at = "E0606 t.xlsx!Sheet1!B1 the cell cannot be set";
    for (parts, content, expected) in [
        (book(), text("month"), format!("{at}: the heading would be `month`, and the table `Sales` has that one already")),
        (book(), text(""), format!("{at}: the heading of a table cannot be empty")),
        (book(), text(&"x".repeat(256)), format!("{at}: the heading would have 256 characters, and 255 are allowed")),
        (query, text("Net"), format!("{at}: the table `Sales` takes its headings from a query")),
        (pivot, text("Net"), format!("{at}: a pivot table is made from this column, and goes by its heading")),
        (book(), Content::Number(1.0), format!("{at}, since it belongs to the headings of the table `Sales`")),
    ] {
        assert_eq!(refused(&parts, &[("B1", content)]), [expected]);
    }
    assert_eq!(refused(&book(), &[("A1", text("Same")), ("B1", text("same"))]).len(), 2);
    assert_eq!(
        refused(&book(), &[("B4", text("x"))]),
        ["E0606 t.xlsx!Sheet1!B4 the cell cannot be set, since it belongs to the totals of the table `Sales`"]
    );
}

#[test]
fn a_name_that_another_table_has_too_is_not_guessed() {
    let other = format!(
        "<table {MAIN} displayName=\"Other\" ref=\"H1:H4\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"{{{{ a }}}}\"/></tableColumns></table>"
    );
    let line = "<Relationship Id=\"rId2\" Type=\"a/table\" Target=\"../tables/table2.xml\"/></Relationships>";
    let parts = book().with("xl/tables/table2.xml", &other).edited("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", line);
    let expected = "E0606 t.xlsx!Sheet1!B1 the cell cannot be set: another table has a column of the same name, and formulas that name it cannot be told apart";
    assert_eq!(refused(&parts, &[("B1", text("Net"))]), [expected]);
    assert!(edit(&parts, &[("B1", text("Net")), ("H1", text("Net"))]).is_ok());
}
