use jiff::civil::date;
use tolok_value::{ErrorKind, Number, Value};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{CellKind, Limits, Located};

use super::*;
use crate::Written;

fn inline(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn book(cells: &str) -> Parts {
    Parts::book(&[("Summary", &format!("<row r=\"1\">{cells}</row>"))])
}

fn open(parts: &Parts) -> Workbook {
    Workbook::open(parts.zipped(), &Limits::default()).unwrap()
}

/// The answers of these tests, by formula.
fn answer(placeholder: &Placeholder) -> Result<Answer, Vec<Diagnostic>> {
    let (value, display) = match placeholder.formula.as_str() {
        "cac" => (Value::Number(Number::parse("33.33333333333333333333333333").unwrap()), "$33.33"),
        "label(cac)" => (Value::text("Cost <per> customer"), "Cost <per> customer"),
        "danger" => (Value::text("=1+1\r\n2"), "=1+1\r\n2"),
        "day" => (Value::Date(date(2026, 1, 31)), "31 Jan 2026"),
        "today" => (Value::Date(date(2026, 2, 1)), "1 Feb 2026"),
        "long_ago" => (Value::Date(date(1800, 1, 1)), "1 Jan 1800"),
        "met" => (Value::Bool(true), "true"),
        "nothing" => (Value::BLANK, "unused"),
        "broken" => (Value::error(ErrorKind::DivisionByZero, "division by zero"), "unused"),
        other => return Err(vec![Diagnostic::new(&codes::EMPTY, format!("unknown name `{other}`")).at(placeholder.place())]),
    };
    let format = formats(&placeholder.formula).map(str::to_owned);
    Ok(Answer { value, display: display.to_owned(), format, absent: None })
}

fn formats(formula: &str) -> Option<&'static str> {
    match formula {
        "cac" => Some("\"$\"#,##0.00"),
        "day" => Some("d mmm yyyy"),
        _ => None,
    }
}

fn fill(parts: &Parts) -> Result<(Filled, Written), Vec<Diagnostic>> {
    let workbook = open(parts);
    let filled = Template::read(&workbook, "t.xlsx")?.fill(&mut answer)?;
    let written = filled.apply(&workbook)?;
    Ok((filled, written))
}

/// The filled cells of the first sheet, each as its kind and what it shows.
fn filled_cells(parts: &Parts) -> Vec<(CellKind, String)> {
    let (_, written) = fill(parts).unwrap();
    let workbook = Workbook::open(written.bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let shown = |cell: Cell<'_>| (cell.kind(), cell.text().or(cell.value()).unwrap_or_default().to_owned());
    worksheet.cells().map(|cell| shown(cell.unwrap())).collect()
}

fn problems(parts: &Parts) -> Vec<String> {
    let told = |problem: Diagnostic| format!("{} {} {}", problem.place, problem.code.id, problem.message);
    fill(parts).unwrap_err().into_iter().map(told).collect()
}

#[test]
fn a_placeholder_by_itself_becomes_the_value() {
    let cells = [
        ("A1", "{{ cac }}"),
        ("B1", " {{met}}"),
        ("C1", "{{ label(cac) }}"),
        ("D1", "{{nothing}}"),
        ("E1", "{{broken}}"),
        ("F1", "{{danger}}"),
    ];
    let parts = book(&cells.map(|(address, text)| inline(address, text)).concat());
    let expected = [
        (CellKind::Number, "33.333333333333336"),
        (CellKind::Bool, "1"),
        (CellKind::InlineText, "Cost <per> customer"),
        (CellKind::Number, ""),
        (CellKind::Error, "#DIV/0!"),
        (CellKind::InlineText, "=1+1\n2"),
    ];
    assert_eq!(filled_cells(&parts), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn placeholders_among_words_become_words() {
    let parts = book(&(inline("A1", "{{ label(cac) }}: {{ cac }} ({{ nothing }}, {{ broken }})") + &inline("B1", "{{cac}}{{cac}}")));
    let texts: Vec<String> = filled_cells(&parts).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Cost <per> customer: $33.33 (–, –)", "$33.33$33.33"]);
}

#[test]
fn a_placeholder_split_over_runs_keeps_the_look_of_its_first_character() {
    let item = "<r><rPr><b/></rPr><t>{{ la</t></r><r><t>bel(cac) }}</t></r>";
    let parts = book("<c r=\"A1\" t=\"s\"><v>0</v></c>").shared_strings(&[item]);
    let (_, written) = fill(&parts).unwrap();
    let sheet = Parts::unzipped(&written.bytes).text("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<is><r><rPr><b/></rPr><t>Cost &lt;per&gt; customer</t></r></is>"), "{sheet}");
}

#[test]
fn a_date_needs_a_format_that_shows_dates() {
    let cells = "<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\" t=\"s\"><v>1</v></c>";
    let parts = book(cells).shared_strings(&["<t>{{ day }}</t>", "<t>{{ long_ago }}</t>"]).formats(&[0, 14, 2]);
    let expected = [(CellKind::Number, "46053"), (CellKind::InlineText, "2026-01-31"), (CellKind::InlineText, "1800-01-01")];
    assert_eq!(filled_cells(&parts), expected.map(|(kind, text)| (kind, text.to_owned())));
    let (filled, _) = fill(&parts).unwrap();
    let warnings: Vec<String> = filled.warnings().iter().map(|warning| format!("{} {}", warning.code.id, warning.place)).collect();
    assert_eq!(warnings, ["W0625 t.xlsx!Summary!B1", "W0625 t.xlsx!Summary!C1"]);
}

#[test]
fn a_number_in_a_cell_for_dates_gets_its_own_format() {
    let cells = "<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\" t=\"s\"><v>0</v></c>";
    let parts = book(cells).shared_strings(&["<t>{{ cac }}</t>"]).formats(&[0, 14, 46]);
    let (filled, written) = fill(&parts).unwrap();
    let warnings: Vec<String> = filled.warnings().iter().map(|warning| format!("{} {}", warning.code.id, warning.place)).collect();
    assert_eq!(warnings, ["W0648 t.xlsx!Summary!A1"]);
    let workbook = Workbook::open(written.bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let formats: Vec<String> = worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect();
    // How long something took may well be a number.
    assert_eq!(formats, ["\"$\"#,##0.00", "[h]:mm:ss"]);
}

#[test]
fn a_cell_in_general_takes_the_format_of_its_value() {
    let cells =
        inline("A1", "{{ cac }}") + &inline("B1", "{{ day }}") + &inline("C1", "{{ today }}") + &inline("D1", "{{ met }} {{ cac }}");
    let parts = book(&cells).formats(&[0, 10]).edited("xl/worksheets/sheet1.xml", "r=\"D1\"", "r=\"D1\" s=\"1\"");
    let parts = parts.edited("xl/worksheets/sheet1.xml", "</row>", &(inline("E1", "{{ cac }}").replace("<c ", "<c s=\"1\" ") + "</row>"));
    let (filled, written) = fill(&parts).unwrap();
    assert!(filled.warnings().is_empty());
    let workbook = Workbook::open(written.bytes, &Limits::default()).unwrap();
    let worksheet = workbook.worksheet(&workbook.sheets()[0]).unwrap();
    let formats: Vec<String> = worksheet.cells().map(|cell| worksheet.number_format(&cell.unwrap()).to_owned()).collect();
    assert_eq!(formats, ["\"$\"#,##0.00", "d mmm yyyy", "yyyy-mm-dd", "0.00%", "0.00%"]);
}

#[test]
fn what_was_filled_is_told_in_reading_order() {
    let row = |number: u32, cells: &str| format!("<row r=\"{number}\">{cells}</row>");
    let first = row(1, &inline("B1", "{{cac}}")) + &row(2, &inline("A2", "{{met}} {{cac}}"));
    let parts = Parts::book(&[("One", &first), ("Two", &row(1, &inline("A1", "{{nothing}}")))]);
    let (filled, _) = fill(&parts).unwrap();
    let told: Vec<String> =
        filled.cells().iter().map(|cell| format!("{}!{} {} {}", cell.sheet, cell.cell, cell.formula, cell.display)).collect();
    assert_eq!(told, ["One!B1 cac $33.33", "One!A2 met true", "One!A2 cac $33.33", "Two!A1 nothing unused"]);
    assert_eq!(filled.edits().len(), 3);
}

#[test]
fn all_problems_are_told_in_one_run() {
    let cells = inline("A1", "{{ cac")
        + &inline("B1", "{{#each channel}}")
        + &inline("C1", "{{ nope }} {{ nada }}")
        + &inline("D1", "{{}}")
        + "<c r=\"E1\"><f>\"{{ cac }}\"&amp;\"!\"</f></c>"
        + &inline("F1", "{{ cac }}");
    let parts =
        book(&cells).edited("xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"E1:F2\"/></mergeCells>");
    let expected = [
        "t.xlsx!Summary!A1 E0621 a placeholder begins with `{{` and does not end",
        "t.xlsx!Summary!B1 E0622 `{{#each channel}}` repeats or leaves out rows, which is not supported yet",
        "t.xlsx!Summary!D1 E0624 there is nothing between `{{` and `}}`",
        "t.xlsx!Summary!E1 E0623 a placeholder cannot stand inside a formula of the spreadsheet",
        "t.xlsx!Summary!F1 E0606 the cell cannot be set, since it belongs to the merged cells `E1:F2`",
        "t.xlsx!Summary!C1 E0624 unknown name `nope`",
        "t.xlsx!Summary!C1 E0624 unknown name `nada`",
    ];
    assert_eq!(problems(&parts), expected);
}

#[test]
fn texts_that_formulas_gave_are_no_placeholders() {
    let cells = "<c r=\"A1\" t=\"str\"><f>Other!A1</f><v>{{ nope }}</v></c><c r=\"B1\" t=\"str\"><f t=\"array\" ref=\"B1:B2\">C1:C2</f><v>x</v></c>";
    let parts =
        Parts::book(&[("S", &format!("<row r=\"1\">{cells}</row><row r=\"2\"><c r=\"B2\" t=\"str\"><v>{{{{ nope }}}}</v></c></row>"))]);
    let (filled, written) = fill(&parts).unwrap();
    assert!(filled.cells().is_empty());
    assert_eq!(written.bytes, parts.zipped());
}

#[test]
fn nothing_to_fill_is_a_warning_and_the_same_bytes() {
    let parts = book("<c r=\"A1\"><v>1</v></c>").with("_xmlsignatures/a", "");
    let (filled, written) = fill(&parts).unwrap();
    assert_eq!(written.bytes, parts.zipped());
    assert!(written.warnings.is_empty() && written.on_open.is_empty());
    assert_eq!(filled.nothing(0).map(|warning| warning.code.id), Some("W0626"));
}

#[test]
fn signatures_and_manual_calculation_are_warned_about() {
    let parts = book(&inline("A1", "{{cac}}")).with("_xmlsignatures/origin.sigs", "").edited(
        "xl/workbook.xml",
        "</sheets>",
        "</sheets><calcPr calcMode=\"manual\"/>",
    );
    let (_, written) = fill(&parts).unwrap();
    assert_eq!(written.warnings.iter().map(|warning| warning.code.id).collect::<Vec<_>>(), ["W0609", "W0610"]);
}

#[test]
fn formulas_over_filled_cells_are_listed() {
    let formulas = "<c r=\"B1\"><f>A1*12</f><v>0</v></c><c r=\"C1\"><f>PMT(A1,2,3)</f><v>0</v></c>";
    let parts = book(&(inline("A1", "{{cac}}") + formulas));
    let (_, written) = fill(&parts).unwrap();
    let shown = |cells: &[Located]| cells.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect::<Vec<_>>();
    assert_eq!(shown(&written.recalculated), ["Summary!B1"]);
    assert_eq!(shown(&written.on_open), ["Summary!C1"]);
}

/// A workbook with a text box that has these paragraphs, each the XML of its runs, and with more behind the cells of its sheet.
fn with_texts(cells: &str, paragraphs: &[&str], behind: &str) -> Parts {
    let paragraphs: String = paragraphs.iter().map(|runs| format!("<a:p>{runs}</a:p>")).collect();
    let drawing = format!(
        "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:sp><xdr:nvSpPr><xdr:cNvPr name=\"KPI 1\"/><xdr:cNvSpPr txBox=\"1\"/>\
         </xdr:nvSpPr><xdr:txBody>{paragraphs}</xdr:txBody></xdr:sp></xdr:wsDr>"
    );
    book(cells)
        .leading("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")
        .with("xl/drawings/drawing1.xml", &drawing)
        .edited("xl/worksheets/sheet1.xml", "</sheetData>", &format!("</sheetData>{behind}"))
}

#[test]
fn placeholders_outside_of_cells_become_words() {
    let header = "<headerFooter><oddHeader>&amp;C&amp;P {{ label(cac) }} &amp;&amp; {{ nothing }}</oddHeader></headerFooter>";
    let runs = "<a:r><a:t>{{ ca</a:t></a:r><a:r><a:t>c }} of {{ cac }}</a:t></a:r>";
    let parts = with_texts(&inline("B1", "{{ cac }}"), &[runs], header);
    let (filled, written) = fill(&parts).unwrap();
    let after = Parts::unzipped(&written.bytes);
    assert!(after.text("xl/drawings/drawing1.xml").contains("<a:t>$33.33</a:t></a:r><a:r><a:t> of $33.33</a:t>"));
    assert!(after.text("xl/worksheets/sheet1.xml").contains("&amp;C&amp;P Cost &lt;per&gt; customer &amp;&amp; –<"));
    let told: Vec<String> = filled.cells().iter().map(|cell| format!("{} {}", cell.cell, cell.formula)).collect();
    assert_eq!(told, ["B1 cac", "header label(cac)", "header nothing", "text box \"KPI 1\" cac", "text box \"KPI 1\" cac"]);
}

#[test]
fn what_says_the_same_again_is_a_copy() {
    let links = "<hyperlinks><hyperlink ref=\"A1\" location=\"A9\" display=\"{{ cac }}\"/><hyperlink ref=\"A2\" location=\"A9\" display=\"{{ met }}\"/></hyperlinks>";
    let (filled, _) = fill(&with_texts(&inline("A1", "{{ cac }}"), &[], links)).unwrap();
    let told: Vec<String> = filled.cells().iter().map(|cell| format!("{} {} {}", cell.cell, cell.formula, cell.is_copy)).collect();
    assert_eq!(told, ["A1 cac false", "A1 cac true", "A2 met false"]);
}

#[test]
fn problems_outside_of_cells_say_where_they_are() {
    let comments = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><commentList><comment ref=\"C7\"><text><t>{{ nope }}</t></text></comment></commentList></comments>";
    let line = "<Relationship Id=\"rId2\" Type=\"a/comments\" Target=\"../comments1.xml\"/></Relationships>";
    let parts = with_texts("", &["<a:r><a:t>{{ cac</a:t></a:r>", "<a:r><a:t>}}</a:t></a:r>"], "")
        .edited("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", line)
        .with("xl/comments1.xml", comments);
    let expected = [
        "t.xlsx!Summary!text box \"KPI 1\" E0621 a placeholder begins with `{{` and does not end",
        "t.xlsx!Summary!C7, note E0624 unknown name `nope`",
    ];
    assert_eq!(problems(&parts), expected);
}

#[test]
fn a_sheet_may_be_named_by_a_placeholder_and_formulas_go_with_it() {
    let cells = inline("A1", "{{ cac }}") + "<c r=\"B1\"><f>SUM('{{ day }}'!A1:A9)</f><v>0</v></c>";
    let parts = Parts::book(&[("Summary", &format!("<row r=\"1\">{cells}</row>")), ("{{ day }}", "")]);
    let (filled, written) = fill(&parts).unwrap();
    let after = Parts::unzipped(&written.bytes);
    assert!(after.text("xl/workbook.xml").contains("<sheet name=\"31 Jan 2026\""));
    assert!(after.text("xl/worksheets/sheet1.xml").contains("<f>SUM('31 Jan 2026'!A1:A9)</f>"));
    let last = filled.cells().last().unwrap();
    assert_eq!((last.sheet.as_ref(), last.cell.to_string().as_str()), ("{{ day }}", "sheet name"));
    let inside = Parts::book(&[("{{ day }}", "<row r=\"1\"><c r=\"A1\"><f>\"{{ day }}\"</f></c></row>")]);
    assert!(problems(&inside)[0].contains("E0623"));
    let refused = Parts::book(&[("{{ cac }}", ""), ("$33.33", "")]);
    let expected = "t.xlsx!{{ cac }}!sheet name E0612 the sheet cannot be called `$33.33`: another sheet is called so";
    assert_eq!(problems(&refused), [expected]);
}

#[test]
fn headings_of_tables_are_texts_that_formulas_follow() {
    let cells =
        inline("A1", "{{ day }}") + &inline("B1", "{{ label(cac) }} {{ cac }}") + "<c r=\"C1\"><f>SUM(T[{{ day }}])</f><v>0</v></c>";
    let table = "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" displayName=\"T\" ref=\"A1:B2\"><tableColumns count=\"2\">\
                 <tableColumn id=\"1\" name=\"{{ day }}\"/><tableColumn id=\"2\" name=\"{{ label(cac) }} {{ cac }}\"/></tableColumns></table>";
    let parts = book(&cells).leading("xl/worksheets/sheet1.xml", "table", "../t.xml").with("xl/t.xml", table);
    let (_, written) = fill(&parts).unwrap();
    let after = Parts::unzipped(&written.bytes);
    assert!(after.text("xl/t.xml").contains("name=\"31 Jan 2026\"/><tableColumn id=\"2\" name=\"Cost &lt;per&gt; customer $33.33\""));
    assert!(after.text("xl/worksheets/sheet1.xml").contains("<f>SUM(T[31 Jan 2026])</f>"));
    let twice = parts.edited("xl/worksheets/sheet1.xml", "{{ label(cac) }} {{ cac }}", "{{ day }} ").edited(
        "xl/t.xml",
        "{{ label(cac) }} {{ cac }}",
        "{{ day }} ",
    );
    let reason = "E0606 the cell cannot be set: the heading would be `31 Jan 2026`, and the table `T` has that one already";
    assert_eq!(problems(&twice), ["A1", "B1"].map(|cell| format!("t.xlsx!Summary!{cell} {reason}")));
}

#[test]
fn sheets_that_cannot_be_read_are_all_told() {
    let parts = Parts::book(&[("A", ""), ("B", "<row"), ("C", "<row r=\"x\"/>")]);
    assert_eq!(problems(&parts).iter().map(|problem| &problem[..12]).collect::<Vec<_>>(), ["t.xlsx E0604", "t.xlsx E0604"]);
}
