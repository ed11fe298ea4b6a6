use jiff::civil::date;
use tolok_value::{ErrorKind, Number, Value};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{CellKind, Limits};

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
        "long_ago" => (Value::Date(date(1800, 1, 1)), "1 Jan 1800"),
        "met" => (Value::Bool(true), "true"),
        "nothing" => (Value::BLANK, "unused"),
        "broken" => (Value::error(ErrorKind::DivisionByZero, "division by zero"), "unused"),
        other => return Err(vec![Diagnostic::new(&codes::EMPTY, format!("unknown name `{other}`")).at(placeholder.place())]),
    };
    Ok(Answer { value, display: display.to_owned(), absent: None })
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
    let cells = "<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\" t=\"s\"><v>1</v></c>";
    let parts = book(cells).shared_strings(&["<t>{{ day }}</t>", "<t>{{ long_ago }}</t>"]).formats(&[0, 14]);
    let expected = [(CellKind::Number, "46053"), (CellKind::InlineText, "2026-01-31"), (CellKind::InlineText, "1800-01-01")];
    assert_eq!(filled_cells(&parts), expected.map(|(kind, text)| (kind, text.to_owned())));
    let (filled, _) = fill(&parts).unwrap();
    let warnings: Vec<String> = filled.warnings().iter().map(|warning| format!("{} {}", warning.code.id, warning.place)).collect();
    assert_eq!(warnings, ["W0625 t.xlsx!Summary!B1", "W0625 t.xlsx!Summary!C1"]);
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
    let parts = book(&(inline("A1", "{{cac}}") + "<c r=\"B1\"><f>A1*12</f><v>0</v></c>"));
    let (_, written) = fill(&parts).unwrap();
    assert_eq!(written.on_open.iter().map(|located| format!("{}!{}", located.sheet, located.cell)).collect::<Vec<_>>(), ["Summary!B1"]);
}

#[test]
fn sheets_that_cannot_be_read_are_all_told() {
    let parts = Parts::book(&[("A", ""), ("B", "<row"), ("C", "<row r=\"x\"/>")]);
    assert_eq!(problems(&parts).iter().map(|problem| &problem[..12]).collect::<Vec<_>>(), ["t.xlsx E0604", "t.xlsx E0604"]);
}
