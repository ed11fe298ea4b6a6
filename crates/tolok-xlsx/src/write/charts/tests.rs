use crate::testing::Parts;
use crate::{Address, CellError, Content, Edits, FollowedChart, Limits, Output, Replacement, Workbook};

const CHART: &str = "xl/charts/chart1.xml";

/// A workbook with a chart on its first sheet.
fn charted(sheets: &[(&str, &str)], chart: &str) -> Parts {
    let frame = "<xdr:wsDr xmlns:xdr=\"d\" xmlns:r=\"r\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"Chart 1\"/></xdr:nvGraphicFramePr>\
                 <c:chart xmlns:c=\"c\" r:id=\"rId1\"/></xdr:wsDr>";
    let text = format!(
        "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:c15=\"c15\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">{chart}</c:chartSpace>"
    );
    Parts::book(sheets)
        .leading("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")
        .with("xl/drawings/drawing1.xml", frame)
        .leading("xl/drawings/drawing1.xml", "chart", "../charts/chart1.xml")
        .with(CHART, &text)
}

fn edit(parts: &Parts, contents: &[(&str, Content)]) -> Output {
    let mut edits = Edits::default();
    contents.iter().for_each(|(cell, content)| edits.set(0, Address::parse(cell).unwrap(), content.clone()));
    Workbook::open(parts.zipped(), &Limits::default()).unwrap().edit(&edits).unwrap()
}

/// What stands in the chart afterwards inside of its root.
fn inside(output: &Output) -> String {
    let text = Parts::unzipped(&output.bytes).text(CHART);
    text[text.find('>').unwrap() + 1..text.rfind("</").unwrap()].to_owned()
}

/// What becomes of a chart over the first sheet when cells of it are set.
fn after(rows: &str, chart: &str, contents: &[(&str, Content)]) -> String {
    inside(&edit(&charted(&[("Sheet1", rows), ("It's", "")], chart), contents))
}

fn points(texts: &[(u32, &str)]) -> String {
    texts.iter().map(|(index, text)| format!("<c:pt idx=\"{index}\"><c:v>{text}</c:v></c:pt>")).collect()
}

/// Values of a series.
fn values(formula: &str, count: u32, texts: &[(u32, &str)]) -> String {
    let points = points(texts);
    format!(
        "<c:val><c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>0.0</c:formatCode><c:ptCount val=\"{count}\"/>{points}</c:numCache></c:numRef></c:val>"
    )
}

fn labels(formula: &str, count: u32, texts: &[(u32, &str)]) -> String {
    let points = points(texts);
    format!("<c:cat><c:strRef><c:f>{formula}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{points}</c:strCache></c:strRef></c:cat>")
}

const COLUMN: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"3\"><c r=\"A3\"/></row>\
                      <row r=\"4\"><c r=\"A4\"><v>4</v></c></row>";

#[test]
fn points_become_come_and_go() {
    let before = values("Sheet1!$A$1:$A$4", 4, &[(0, "1"), (1, "2.0"), (3, "4")]);
    let set = [("A1", Content::Number(1.0 / 3.0)), ("A3", Content::Number(1e-7)), ("A4", Content::Blank)];
    let expected = values("Sheet1!$A$1:$A$4", 4, &[(0, "0.3333333333333333"), (1, "2.0"), (2, "0.0000001")]);
    assert_eq!(after(COLUMN, &before, &set), expected);
}

#[test]
fn what_is_no_number_is_drawn_as_excel_draws_it() {
    let before = values("Sheet1!$A$1:$A$4", 4, &[(0, "1"), (1, "2"), (3, "4")]);
    let set = [("A1", Content::Text("n/a".to_owned())), ("A2", Content::Error(CellError::NotAvailable))];
    assert_eq!(after(COLUMN, &before, &set), values("Sheet1!$A$1:$A$4", 4, &[(0, "0"), (1, "#N/A"), (3, "4")]));
    // How a condition is drawn is not known.
    let gone = "<c:val><c:numRef><c:f>Sheet1!$A$1:$A$4</c:f></c:numRef></c:val>";
    assert_eq!(after(COLUMN, &before, &[("A1", Content::Bool(true))]), gone);
    // Numbers that name what is drawn name it no longer once a text is among them.
    let (before, gone) = (before.replace("c:val>", "c:cat>"), gone.replace("c:val>", "c:cat>"));
    assert_eq!(after(COLUMN, &before, &set[..1]), gone);
}

#[test]
fn nothing_changes_where_no_cell_does() {
    let before = values("Sheet1!$A$1:$A$4", 4, &[(0, "1"), (1, "old"), (3, "4")]);
    let parts = charted(&[("Sheet1", COLUMN)], &before);
    for set in [("A1", Content::Number(1.0)), ("B1", Content::Number(7.0)), ("A3", Content::Blank)] {
        let output = edit(&parts, &[set]);
        assert_eq!((inside(&output), output.charts), (before.clone(), Vec::new()));
    }
    // A result that comes out as it was changes nothing either.
    let rows = "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B9)</f><v>5</v></c><c r=\"B1\"><v>5</v></c></row>";
    let before = values("Sheet1!$A$1", 1, &[(0, "old")]);
    assert_eq!(after(rows, &before, &[("B2", Content::Number(0.0))]), before);
    assert_eq!(after(rows, &before, &[("B2", Content::Number(1.0))]), values("Sheet1!$A$1", 1, &[(0, "6")]));
}

#[test]
fn labels_are_texts() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\"/><c r=\"C1\" s=\"1\"><v>0.5</v></c></row>";
    let before = labels("Sheet1!$A$1:$C$1", 3, &[(0, "a"), (2, "50%")]);
    let parts = charted(&[("Sheet1", rows)], &before).formats(&[0, 9]);
    let text = |content| inside(&edit(&parts, &[content]));
    let expected = labels("Sheet1!$A$1:$C$1", 3, &[(0, "R&amp;D _x005F_x000D_\n2"), (2, "50%")]);
    assert_eq!(text(("A1", Content::Text("R&D _x000D_\n2".to_owned()))), expected);
    assert_eq!(text(("B1", Content::Number(2026.0))), labels("Sheet1!$A$1:$C$1", 3, &[(0, "a"), (1, "2026"), (2, "50%")]));
    let piece = Content::Replaced(vec![Replacement { range: 0..1, text: "bc".to_owned() }]);
    assert_eq!(text(("A1", piece)), labels("Sheet1!$A$1:$C$1", 3, &[(0, "bc"), (2, "50%")]));
    // How a number looks by a format of its own is nobody's guess.
    assert_eq!(text(("C1", Content::Number(0.25))), "<c:cat><c:strRef><c:f>Sheet1!$A$1:$C$1</c:f></c:strRef></c:cat>");
}

#[test]
fn ranges_are_found_in_every_form() {
    let names = "</sheets><definedNames><definedName name=\"months\">Sheet1!$A$1:$A$2</definedName>\
                 <definedName name=\"months\" localSheetId=\"1\">Sheet1!$Z$1</definedName>\
                 <definedName name=\"moving\">OFFSET(Sheet1!$A$1,0,0,COUNT(Sheet1!$A:$A))</definedName></definedNames>";
    let table = "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" displayName=\"Sales\" ref=\"A1:A4\" headerRowCount=\"0\">\
                 <tableColumns><tableColumn name=\"Net\"/></tableColumns></table>";
    let with = |formula: &str, count: u32, texts: &[(u32, &str)]| values(formula, count, texts);
    let one = |formula: &str| (with(formula, 2, &[(0, "1"), (1, "2")]), with(formula, 2, &[(0, "9"), (1, "2")]));
    for (before, expected) in [
        one("(Sheet1!$A$1,Sheet1!$A$2)"),
        one("sheet1!$A$1,Sheet1!$A$2"),
        one("'Sheet1'!A1:A2"),
        one("months"),
        one("[0]!months"),
        one("Book1.xlsx!months"),
        one("'My book.xlsm'!months"),
        (with("Sales[Net]", 4, &[(0, "1"), (1, "2"), (3, "4")]), with("Sales[Net]", 4, &[(0, "9"), (1, "2"), (3, "4")])),
        (with("(Sheet1!$A$4,Sheet1!$A$1)", 2, &[(0, "4"), (1, "1")]), with("(Sheet1!$A$4,Sheet1!$A$1)", 2, &[(0, "4"), (1, "9")])),
        (with("Sheet1!$A:$A", 4, &[(0, "1")]), with("Sheet1!$A:$A", 4, &[(0, "9"), (1, "2"), (3, "4")])),
        // A wrong number of points is put right.
        (with("Sheet1!$A$1:$A$2", 3, &[(0, "1"), (2, "5")]), with("Sheet1!$A$1:$A$2", 2, &[(0, "9"), (1, "2")])),
        // Other workbooks, sheets that are elsewhere, and what is lost.
        (with("[1]Sheet1!$A$1", 1, &[(0, "1")]), with("[1]Sheet1!$A$1", 1, &[(0, "1")])),
        (with("'It''s'!$A$1", 1, &[(0, "1")]), with("'It''s'!$A$1", 1, &[(0, "1")])),
        (with("'It''s'!months", 1, &[(0, "1")]), with("'It''s'!months", 1, &[(0, "1")])),
        (with("#REF!", 1, &[(0, "1")]), with("#REF!", 1, &[(0, "1")])),
        // Names that nobody knows, and cells that only a calculation finds, elsewhere or among those that change.
        (with("nobody", 1, &[(0, "1")]), with("nobody", 1, &[(0, "1")])),
        (
            with("OFFSET(Sheet1!$B$1,0,0,COUNT(Sheet1!$C:$C),1)", 1, &[(0, "1")]),
            with("OFFSET(Sheet1!$B$1,0,0,COUNT(Sheet1!$C:$C),1)", 1, &[(0, "1")]),
        ),
        (with("moving", 1, &[(0, "1")]), "<c:val><c:numRef><c:f>moving</c:f></c:numRef></c:val>".to_owned()),
        (with("Sheet1!moving+", 1, &[(0, "1")]), "<c:val><c:numRef><c:f>Sheet1!moving+</c:f></c:numRef></c:val>".to_owned()),
    ] {
        let parts = charted(&[("Sheet1", COLUMN), ("It's", "")], &before).edited("xl/workbook.xml", "</sheets>", names);
        let lines = parts
            .text("xl/worksheets/_rels/sheet1.xml.rels")
            .replace("<Relationship ", "<Relationship Id=\"rId2\" Type=\"http://x/table\" Target=\"../tables/table1.xml\"/><Relationship ");
        let parts = parts.with("xl/worksheets/_rels/sheet1.xml.rels", &lines).with("xl/tables/table1.xml", table);
        assert_eq!(inside(&edit(&parts, &[("A1", Content::Number(9.0))])), expected, "{before}");
    }
}

#[test]
fn results_that_are_not_known_take_the_copy_with_them() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f><v>2</v></c><c r=\"C1\"><f>NOW()+A1</f><v>3</v></c></row>";
    let chart = format!("{}{}", values("Sheet1!$B$1", 1, &[(0, "2")]), values("Sheet1!$B$1:$C$1", 2, &[(0, "2"), (1, "3")]));
    let output = edit(&charted(&[("Sheet1", rows)], &chart), &[("A1", Content::Number(4.0))]);
    let gone = "<c:val><c:numRef><c:f>Sheet1!$B$1:$C$1</c:f></c:numRef></c:val>";
    assert_eq!(inside(&output), format!("{}{gone}", values("Sheet1!$B$1", 1, &[(0, "8")])));
    let (sheet, name) = ("Sheet1".into(), "Chart 1".to_owned());
    let (updated, removed) = (vec!["Sheet1!$B$1".to_owned()], vec!["Sheet1!$B$1:$C$1".to_owned()]);
    assert_eq!(output.charts, [FollowedChart { sheet, name, updated, removed }]);
}

#[test]
fn labels_of_several_levels_have_one_for_each_row_or_column() {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"1\">{}<c r=\"B1\"/>{}</row><row r=\"2\">{}{}{}</row>",
        text("A1", "2025"),
        text("C1", "2026"),
        text("A2", "Q1"),
        text("B2", "Q2"),
        text("C2", "Q1")
    );
    let levels = |formula: &str, count: u32, levels: [&[(u32, &str)]; 2]| {
        let levels = levels.map(|level| format!("<c:lvl>{}</c:lvl>", points(level))).concat();
        format!(
            "<c:cat><c:multiLvlStrRef><c:f>{formula}</c:f><c:multiLvlStrCache><c:ptCount val=\"{count}\"/>{levels}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
        )
    };
    let set = [("A2", Content::Text("H1".to_owned())), ("B1", Content::Text("2027".to_owned()))];
    let three = "Sheet1!$A$1:$C$2";
    let before = levels(three, 3, [&[(0, "Q1"), (1, "Q2"), (2, "Q1")], &[(0, "2025"), (2, "2026")]]);
    let expected = levels(three, 3, [&[(0, "H1"), (1, "Q2"), (2, "Q1")], &[(0, "2025"), (1, "2027"), (2, "2026")]]);
    assert_eq!(after(&rows, &before, &set), expected);
    // In a square it is told by what the copy held.
    let square = "Sheet1!$A$1:$B$2";
    let before = levels(square, 2, [&[(0, "Q1"), (1, "Q2")], &[(0, "2025")]]);
    assert_eq!(after(&rows, &before, &set[..1]), levels(square, 2, [&[(0, "H1"), (1, "Q2")], &[(0, "2025")]]));
    let before = levels(square, 2, [&[(1, "Q2")], &[(0, "2025"), (1, "Q1")]]);
    assert_eq!(after(&rows, &before, &set[..1]), levels(square, 2, [&[(1, "Q2")], &[(0, "2025"), (1, "H1")]]));
    let before = levels(square, 2, [&[(0, "x")], &[]]);
    assert_eq!(after(&rows, &before, &set[..1]), format!("<c:cat><c:multiLvlStrRef><c:f>{square}</c:f></c:multiLvlStrRef></c:cat>"));
}

#[test]
fn hidden_cells_have_no_points_where_they_had_none() {
    let rows = COLUMN.replace("<row r=\"2\">", "<row r=\"2\" hidden=\"1\">");
    let set = [("A4", Content::Number(8.0))];
    let all = |last| values("Sheet1!$A$1:$A$4", 4, &[(0, "1"), (1, "2"), (3, last)]);
    assert_eq!(after(&rows, &all("4"), &set), all("8"));
    let visible = |last| values("Sheet1!$A$1:$A$4", 3, &[(0, "1"), (2, last)]);
    assert_eq!(after(&rows, &visible("4"), &set), visible("8"));
    let neither = values("Sheet1!$A$1:$A$4", 2, &[(0, "1")]);
    assert_eq!(after(&rows, &neither, &set), "<c:val><c:numRef><c:f>Sheet1!$A$1:$A$4</c:f></c:numRef></c:val>");
}

#[test]
fn ranges_of_data_labels_follow() {
    let labels = |text: &str| {
        format!(
            "<c:extLst><c:ext><c15:datalabelsRange><c15:f>Sheet1!$A$1:$A$2</c15:f><c15:dlblRangeCache><c:ptCount val=\"2\"/>\
             <c:pt idx=\"0\"><c:v>{text}</c:v></c:pt><c:pt idx=\"1\"><c:v>2</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
        )
    };
    assert_eq!(after(COLUMN, &labels("1"), &[("A1", Content::Text("low".to_owned()))]), labels("low"));
}

#[test]
fn any_prefix_and_any_namespace_will_do() {
    let chart = |value: &str| {
        format!(
            "<chartSpace xmlns=\"http://purl.oclc.org/ooxml/drawingml/chart\"><val><numRef><f>Sheet1!$A$1:$A$3</f><numCache><ptCount val=\"3\"/>\
             <pt idx=\"0\" formatCode=\"0%\"><v>{value}</v></pt><pt idx=\"1\"><v>2</v></pt></numCache></numRef></val></chartSpace>"
        )
    };
    let parts = charted(&[("Sheet1", COLUMN)], "").with(CHART, &chart("1"));
    let output = edit(&parts, &[("A1", Content::Number(5.0))]);
    assert_eq!(Parts::unzipped(&output.bytes).text(CHART), chart("5"));
    let output = edit(&parts, &[("A3", Content::Number(5.0))]);
    let expected = chart("1").replace("<v>2</v></pt>", "<v>2</v></pt><pt idx=\"2\"><v>5</v></pt>");
    assert_eq!(Parts::unzipped(&output.bytes).text(CHART), expected);
}

#[test]
fn newer_charts_keep_their_points_in_levels() {
    let chart = |first: &str, points: &str, name: &str| {
        format!(
            "<cx:chartSpace xmlns:cx=\"http://schemas.microsoft.com/office/drawing/2014/chartex\"><cx:chartData><cx:data id=\"0\"><cx:strDim type=\"cat\">\
             <cx:f>Sheet1!$A$1:$A$2</cx:f><cx:lvl ptCount=\"2\"><cx:pt idx=\"0\">{first}</cx:pt><cx:pt idx=\"1\">2</cx:pt></cx:lvl></cx:strDim><cx:numDim type=\"val\">\
             <cx:f dir=\"row\">_xlchart.v1.0</cx:f>{points}</cx:numDim></cx:data></cx:chartData><cx:tx><cx:txData><cx:f>Sheet1!$A$1</cx:f><cx:v>{name}</cx:v></cx:txData></cx:tx></cx:chartSpace>"
        )
    };
    let names = "</sheets><definedNames><definedName name=\"_xlchart.v1.0\" hidden=\"1\">Sheet1!$A$1:$A$3</definedName></definedNames>";
    let level = |points: &str| format!("<cx:lvl ptCount=\"3\" formatCode=\"General\">{points}</cx:lvl>");
    let before = chart("1", &level("<cx:pt idx=\"0\">1</cx:pt><cx:pt idx=\"1\">2</cx:pt>"), "1");
    let parts = charted(&[("Sheet1", COLUMN)], "").with(CHART, &before).edited("xl/workbook.xml", "</sheets>", names);
    let output = edit(&parts, &[("A1", Content::Number(7.0)), ("A3", Content::Number(3.5))]);
    let expected = chart("7", &level("<cx:pt idx=\"0\">7</cx:pt><cx:pt idx=\"1\">2</cx:pt><cx:pt idx=\"2\">3.5</cx:pt>"), "7");
    assert_eq!(Parts::unzipped(&output.bytes).text(CHART), expected);
    let output = edit(&parts, &[("A1", Content::Text("x".to_owned()))]);
    assert_eq!(Parts::unzipped(&output.bytes).text(CHART), chart("x", "", "x"));
}

#[test]
fn a_title_that_is_filled_and_points_that_follow_go_together() {
    let chart = |title: &str, value: &str| {
        let rich = format!("<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>");
        format!("{rich}{}", values("Sheet1!$A$1:$A$2", 2, &[(0, value), (1, "2")]))
    };
    let parts = charted(&[("Sheet1", COLUMN)], &chart("{{ x }}", "1"));
    let workbook = Workbook::open(parts.zipped(), &Limits::default()).unwrap();
    let mut edits = Edits::default();
    edits.set(0, Address::A1, Content::Number(3.0));
    let [passage] = &workbook.texts("{{").unwrap()[..] else { panic!("one title") };
    edits.replace_in(passage, vec![Replacement { range: 0..7, text: "Sales".to_owned() }]);
    assert_eq!(inside(&workbook.edit(&edits).unwrap()), chart("Sales", "3"));
}
