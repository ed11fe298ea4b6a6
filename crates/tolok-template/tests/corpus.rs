//! Real workbooks: with nothing to fill they come out as they went in, and a placeholder put into one changes its own cell alone.
#![allow(clippy::unwrap_used, reason = "a test may stop at what is wrong")]

use tolok_template::{Answer, Template};
use tolok_value::{Number, Value};
use tolok_xlsx::testing::{Parts, real_workbooks};
use tolok_xlsx::{Limits, Workbook};

fn open(bytes: &[u8]) -> Workbook {
    Workbook::open(bytes, &Limits::default()).unwrap()
}

/// The one workbook that is a template of another product which writes its placeholders alike.
const OTHER_TEMPLATE: &str = "013_closedxml.report_SpreadReportTemplate.xlsx";

#[test]
fn with_nothing_to_fill_the_bytes_stay() {
    for path in real_workbooks().into_iter().filter(|path| !path.ends_with(OTHER_TEMPLATE)) {
        let bytes = std::fs::read(&path).unwrap();
        let workbook = open(&bytes);
        let template = Template::read(&workbook, "t.xlsx").unwrap();
        let filled = template.fill(&mut |placeholder| panic!("{}: {placeholder:?}", path.display())).unwrap();
        assert!(filled.apply(&workbook).unwrap().bytes == bytes, "{}", path.display());
    }
}

#[test]
fn placeholders_of_another_product_are_found() {
    for path in real_workbooks().into_iter().filter(|path| path.ends_with(OTHER_TEMPLATE)) {
        let workbook = open(&std::fs::read(&path).unwrap());
        let template = Template::read(&workbook, "t.xlsx").unwrap();
        let formulas: Vec<&str> = template.placeholders().map(|placeholder| placeholder.formula.as_str()).collect();
        assert!(formulas.contains(&"item.Name") && formulas.contains(&"UserName"), "{formulas:?}");
    }
}

/// The sheet's text with a row appended, and the row as it should be once it is filled; the prefix and the next free row are found in the text.
fn with_placeholder(sheet: &str) -> Option<(String, String, String)> {
    let rows = sheet.split("row").filter_map(|piece| piece.split_once(" r=\"")?.1.split('"').next()?.parse::<u32>().ok());
    let number = rows.max().unwrap_or(0) + 3;
    let at = sheet.find("sheetData")?;
    let prefix = sheet.get(..at)?.rsplit('<').next()?.trim_start_matches('/');
    let row = |cell: &str| format!("<{prefix}row r=\"{number}\">{cell}</{prefix}row>");
    let marked = row(&format!(
        "<{prefix}c r=\"A{number}\" t=\"inlineStr\"><{prefix}is><{prefix}t>{{{{ cac }}}}</{prefix}t></{prefix}is></{prefix}c>"
    ));
    let filled = row(&format!("<{prefix}c r=\"A{number}\"><{prefix}v>33.333333333333336</{prefix}v></{prefix}c>"));
    let close = format!("</{prefix}sheetData>");
    let text = if sheet.contains(&close) {
        sheet.replacen(&close, &format!("{marked}{close}"), 1)
    } else {
        sheet.replacen(&format!("<{prefix}sheetData/>"), &format!("<{prefix}sheetData>{marked}{close}"), 1)
    };
    text.contains(&marked).then_some((text, marked, filled))
}

/// The text without its dimension, which may have to grow.
fn without_dimension(sheet: &str) -> String {
    let Some(at) = sheet.find("dimension") else { return sheet.to_owned() };
    let end = sheet[at..].find('>').map_or(sheet.len(), |end| at + end);
    format!("{}{}", &sheet[..at], &sheet[end..])
}

#[test]
fn a_filled_placeholder_changes_its_own_cell_alone() {
    let (mut exact, mut with_results) = (0, 0);
    for path in real_workbooks().into_iter().filter(|path| !path.ends_with(OTHER_TEMPLATE)) {
        let original = std::fs::read(&path).unwrap();
        let workbook = open(&original);
        let Some(part) = workbook.worksheets().next().and_then(|sheet| sheet.part()) else { continue };
        let mut parts = Parts::unzipped(&original);
        let Ok(text) = String::from_utf8(parts.bytes(part).unwrap().to_vec()) else { continue };
        let Some((marked_text, marked, filled_row)) = with_placeholder(&text) else { continue };
        parts = parts.with(part, &marked_text);

        let workbook = open(&parts.zipped());
        let template = Template::read(&workbook, "t.xlsx").unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        let cac = Number::from(1000).divide(Number::from(30)).unwrap();
        let mut answer = |_: &_| Ok(Answer { value: Value::Number(cac), display: "$33.33".to_owned(), format: None, absent: None });
        let filled = template.fill(&mut answer).unwrap();
        let written = filled.apply(&workbook).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        assert_eq!(filled.cells().len(), 1, "{}", path.display());

        let after = Parts::unzipped(&written.bytes);
        if written.on_open.is_empty() && written.recalculated.is_empty() {
            exact += 1;
            let differing: Vec<String> = parts.differing(&after).into_iter().filter(|name| name != "xl/workbook.xml").collect();
            assert_eq!(differing, [part], "{}", path.display());
            let expected = marked_text.replacen(&marked, &filled_row, 1);
            assert!(without_dimension(&after.text(part)) == without_dimension(&expected), "{}", path.display());
        } else {
            with_results += 1;
        }
    }
    println!("{exact} workbooks equal but for the cell, {with_results} with results taken out as well");
    assert!(exact == 0 || exact >= 70, "only {exact}");
}
