use zip::CompressionMethod;

use super::*;
use crate::Limits;
use crate::testing::Parts;

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The windows of a sheet, once it is known that together they show its text.
fn windows(parts: &Parts) -> Vec<String> {
    let text = parts.text(SHEET);
    let package = Package::open(parts.zipped().into(), &Limits::default()).unwrap();
    let part = package.find(SHEET).unwrap().clone();
    let mut windows = Windows::new(&package, &part).unwrap();
    let (mut shown, mut last) = (Vec::new(), false);
    while let Some(window) = windows.next().unwrap() {
        assert_eq!(&text[window.start..window.start + window.text.len()], window.text);
        assert!(!last);
        last = window.last;
        shown.push(window.text.to_owned());
    }
    assert_eq!(shown.concat(), text);
    shown
}

fn rows(rows: &str) -> Vec<String> {
    windows(&Parts::book(&[("Sheet1", rows)]))
}

#[test]
fn windows_end_where_rows_end() {
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>łódź łódź łódź łódź łódź</t></is></c></row>";
    let shown = rows(&row.repeat(3));
    assert!(shown[0].ends_with("<sheetData>"));
    assert_eq!(shown[1..4], [row, row, row]);
    assert_eq!(shown[4..].concat(), "</sheetData></worksheet>");
}

#[test]
fn what_only_looks_like_the_end_of_a_row_is_none() {
    let comment = format!("<row r=\"1\"><!--{}</row></sheetData> --><c r=\"A1\"/></row>", " ".repeat(90));
    let data = format!("<row r=\"2\"><c r=\"A2\" t=\"str\"><v><![CDATA[{}</row>]]></v></c></row>", " ".repeat(90));
    let instruction = format!("<row r=\"3\"/><?x {}</row> ?><row r=\"4\"></row >", " ".repeat(90));
    let all = [comment, data, instruction];
    let shown = rows(&all.concat());
    for window in shown.iter().filter(|window| window.starts_with("<row")) {
        let begun = all.iter().filter(|row| window.contains(row.as_str())).count();
        assert!(begun > 0 || window.ends_with("/>") || window.ends_with("</row >"), "{window}");
    }
    assert_eq!(shown[1], all[0]);
    assert!(shown.len() > 4);
}

#[test]
fn a_sheet_that_cannot_be_cut_is_shown_at_once() {
    let empty = Parts::book(&[("Sheet1", "")]);
    for from in ["<sheetData></sheetData>", "</sheetData></worksheet>", "</worksheet>"] {
        let parts = empty.clone().edited(SHEET, from, if from.starts_with("</") { "" } else { "<sheetData/>" });
        windows(&parts);
    }
    assert_eq!(windows(&empty.clone().edited(SHEET, "<sheetData></sheetData>", "<sheetData/>")).len(), 1);
}

#[test]
fn stored_parts_are_shown_too_and_damaged_ones_are_not() {
    let parts = Parts::book(&[("Sheet1", &"<row><c><v>12345</v></c></row>".repeat(50))]);
    let cells = |bytes: Vec<u8>| -> Result<usize, XlsxError> {
        let workbook = crate::Workbook::open(bytes, &Limits::default())?;
        let mut count = 0;
        workbook.search(&workbook.sheets()[0], "", &mut |cell| count += usize::from(cell.text().is_none()))?;
        Ok(count)
    };
    let stored = parts.zipped_by(CompressionMethod::Stored);
    assert_eq!(cells(stored.clone()).unwrap(), 0, "an empty piece is in every text, and here are none");
    let at = stored.windows(5).position(|window| window == b"12345").unwrap();
    let mut damaged = stored;
    damaged[at] = b'9';
    assert_eq!(cells(damaged).unwrap_err().code().id, "E0604");
}

#[test]
fn rows_inside_of_rows_are_damaged_where_a_window_ends_with_them() {
    let row = format!("<row r=\"1\"><c><row></row>{}</c></row>", "<x/>".repeat(100));
    let workbook = crate::Workbook::open(Parts::book(&[("Sheet1", &row)]).zipped(), &Limits::default()).unwrap();
    let search = |piece| workbook.search(&workbook.sheets()[0], piece, &mut |_| ());
    for piece in ["{{", ""] {
        assert!(search(piece).is_err_and(|error| error.to_string().contains("cut off")));
    }
}
