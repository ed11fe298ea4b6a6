//! Workbooks made here, one for each thing that can be in one.

use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, Formula, Table, TableColumn, Workbook as Written};
use tolok_xlsx::testing::Parts;

mod damage;
mod other_formats;

use super::*;
use crate::Memory;
use crate::cell::{Area as Rectangle, Cell};

/// A workbook of one sheet, `Data`.
fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Written::new();
    write(workbook.add_worksheet().set_name("Data").unwrap());
    workbook.save_to_buffer().unwrap()
}

fn read(bytes: Vec<u8>, sheet: Option<&str>, range: Option<&str>) -> Result<SheetCells, Diagnostic> {
    open(&Memory::new("data.xlsx", bytes), sheet, range)
}

/// Every cell in a word, rows apart.
fn shown(cells: &SheetCells) -> Vec<String> {
    cells.rows.iter().map(|row| row.iter().map(word).collect::<Vec<_>>().join(" | ")).collect()
}

fn word(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "·".to_owned(),
        Cell::Text(text) => text.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Percent(number) => format!("{number} as %"),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(truth) => truth.to_string(),
        Cell::Error(error) => error.to_string(),
        Cell::Uncomputed => "uncomputed".to_owned(),
    }
}

fn problem(result: Result<SheetCells, Diagnostic>) -> String {
    let problem = result.unwrap_err();
    format!("{} {} {} | {}", problem.code.id, problem.place, problem.message, problem.help.clone().unwrap_or_default())
}

#[test]
fn every_kind_of_cell_is_read_as_what_it_shows() {
    let bytes = book(|sheet| {
        let date = Format::new().set_num_format("d mmm yyyy");
        let percent = Format::new().set_num_format("0.0%");
        let time = Format::new().set_num_format("hh:mm");
        let span = Format::new().set_num_format("[h]:mm:ss");
        sheet.write(1, 1, "Email").unwrap();
        sheet.write(1, 2, 10.5).unwrap();
        sheet.write_with_format(1, 3, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &date).unwrap();
        sheet.write_with_format(1, 4, 0.25, &percent).unwrap();
        sheet.write(2, 1, true).unwrap();
        sheet.write_with_format(2, 2, 0.5, &time).unwrap();
        sheet.write_with_format(2, 3, 1.5, &span).unwrap();
        sheet.write(2, 4, "   ").unwrap();
        sheet.write(2, 5, 7).unwrap();
    });
    let cells = read(bytes, None, None).unwrap();
    assert_eq!(shown(&cells), ["", "· | Email | 10.5 | 2026-01-31 | 0.25 as %", "· | true | 0.5 | 1.5 | · | 7"]);
    assert_eq!((cells.sheet.as_ref(), cells.first_row, cells.first_column), ("Data", 0, 0));
}

#[test]
fn formulas_have_their_result_or_none() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, "spend").unwrap();
        sheet.write_formula(1, 0, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_formula(2, 0, Formula::new("5*3").set_result("15")).unwrap();
        sheet.write_formula(3, 0, Formula::new("\"a\"&\"b\"").set_result("ab")).unwrap();
    });
    let cells = read(bytes.clone(), None, None).unwrap();
    assert_eq!(shown(&cells), ["spend", "#DIV/0!", "15", "ab"]);
    // What openpyxl writes, and what a fill leaves behind: a formula and no result.
    let parts = Parts::unzipped(&bytes).edited("xl/worksheets/sheet1.xml", "<v>15</v>", "<v/>");
    assert_eq!(shown(&read(parts.zipped(), None, None).unwrap())[2], "uncomputed");
    let parts = Parts::unzipped(&bytes).edited("xl/worksheets/sheet1.xml", "<v>15</v>", "");
    assert_eq!(shown(&read(parts.zipped(), None, None).unwrap())[2], "uncomputed");
    // A formula may give an empty text.
    let parts = Parts::unzipped(&bytes).edited("xl/worksheets/sheet1.xml", "<v>ab</v>", "<v></v>");
    assert_eq!(read(parts.zipped(), None, None).unwrap().rows.len(), 3);
}

#[test]
fn error_cells_keep_their_word_also_one_that_is_new() {
    let row = |words: &[&str]| words.iter().map(|word| format!("<c t=\"e\"><v>{word}</v></c>")).collect::<String>();
    for words in [["#REF!", "#N/A", "#NAME?"], ["#NULL!", "#NUM!", "#VALUE!"], ["#DIV/0!", "#SPILL!", "#CALC!"]] {
        let parts = Parts::book(&[("Data", &format!("<row r=\"1\">{}</row>", row(&words)))]);
        assert_eq!(shown(&read(parts.zipped(), None, None).unwrap()), [words.join(" | ")]);
    }
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let parts = Parts::book(&[("Data", "<row r=\"1\"><c s=\"1\"><v>44591</v></c><c s=\"1\"><v>0</v></c></row>")]).formats(&[0, 14]);
    let plain = read(parts.clone().zipped(), None, None).unwrap();
    assert_eq!(shown(&plain), ["2022-01-30 | 0"]);
    let parts = parts.edited("xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    // The numbers are those that Excel shows for these days.
    assert_eq!(shown(&read(parts.zipped(), None, None).unwrap()), ["2026-01-31 | 1904-01-01"]);
}

#[test]
fn merged_cells_are_handed_on() {
    let bytes = book(|sheet| {
        sheet.merge_range(0, 1, 0, 2, "January", &Format::new()).unwrap();
        sheet.write(1, 1, "Spend").unwrap();
    });
    let cells = read(bytes, None, Some("A1:C9")).unwrap();
    assert_eq!(cells.merged, [Rectangle { first_row: 0, first_column: 1, last_row: 0, last_column: 2 }]);
    assert_eq!(shown(&cells), ["· | January", "· | Spend"]);
}

#[test]
fn the_first_visible_sheet_with_cells_is_taken_unless_one_is_named() {
    let mut workbook = Written::new();
    workbook.add_worksheet().set_name("Cover").unwrap().set_active(true);
    workbook.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write(0, 0, "hidden").unwrap();
    workbook.add_worksheet().set_name("Dane Łódź").unwrap().write(0, 0, "visible").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(shown(&read(bytes.clone(), None, None).unwrap()), ["visible"]);
    assert_eq!(shown(&read(bytes.clone(), Some("hidden"), None).unwrap()), ["hidden"]);
    assert_eq!(shown(&read(bytes.clone(), Some("DANE ŁÓDŹ"), None).unwrap()), ["visible"]);
    assert_eq!(
        problem(read(bytes.clone(), Some("Cover"), None)),
        "E0531 data.xlsx!Cover the sheet `Cover` of `data.xlsx` is empty | name the sheet that holds the table, such as `data.xlsx#Sheet1`"
    );
    let missing = problem(read(bytes, Some("Hiden"), None));
    assert_eq!(missing, "E0506 data.xlsx `data.xlsx` has no sheet `Hiden` | is `Hidden` meant? it has `Cover`, `Hidden` or `Dane Łódź`");
}

/// Two sheets, a table on the second, names of both kinds.
fn book_of_names() -> Vec<u8> {
    let mut workbook = Written::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "note").unwrap();
    let sheet = workbook.add_worksheet().set_name("My data").unwrap();
    for row in 0..6_u32 {
        for column in 0..4_u16 {
            sheet.write(row, column, row * 10 + u32::from(column)).unwrap();
        }
    }
    let columns: Vec<TableColumn> = (0..2).map(|column| TableColumn::new().set_header(format!("column {column}"))).collect();
    sheet.add_table(1, 1 as ColNum, 4, 2, &Table::new().set_name("Ads").set_columns(&columns).set_total_row(true)).unwrap();
    workbook.define_name("Costs", "='My data'!$A$1:$B$2").unwrap();
    workbook.define_name("'My data'!Costs", "='My data'!$C$1:$D$1").unwrap();
    workbook.define_name("Rate", "=0.25").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_range_is_cells_a_table_or_a_name() {
    let bytes = book_of_names();
    for (sheet, range, expected) in [
        (None, "A1:B1", "note"),
        (Some("My data"), "C1:D2", "2 | 3 / column 1 | 13"),
        (Some("my data"), "$D$5:E9", "43 / 53"),
        (Some("My data"), "D:D", "3 / 13 / 23 / 33 / 43 / 53"),
        (Some("My data"), "6:6", "50 | 51 | 52 | 53"),
        (None, "ads", "column 0 | column 1 / 21 | 22 / 31 | 32"),
        (None, "Costs", "0 | 1 / 10 | column 0"),
        (Some("My data"), "COSTS", "2 | 3"),
    ] {
        let cells = read(bytes.clone(), sheet, Some(range)).unwrap();
        assert_eq!(shown(&cells).join(" / "), expected, "{range}");
    }
    let table = read(bytes, None, Some("Ads")).unwrap();
    assert_eq!((table.sheet.as_ref(), table.first_row, table.first_column), ("My data", 1, 1));
}

#[test]
fn a_range_that_is_none_is_answered_with_those_there_are() {
    let bytes = book_of_names();
    assert_eq!(
        problem(read(bytes.clone(), None, Some("Adds"))),
        "E0530 data.xlsx `data.xlsx` has no range `Adds` | is `Ads` meant? write cells such as `A1:F20`, or one of `Ads` or `Costs`"
    );
    assert!(problem(read(bytes.clone(), None, Some("Rate"))).starts_with("E0530 data.xlsx the name `Rate` stands for `0.25`"));
    assert!(problem(read(bytes.clone(), Some("Notes"), Some("Ads"))).contains("lies in the sheet `My data`"));
    assert!(problem(read(bytes, Some("Notes"), Some("C3:D9"))).starts_with("E0531 data.xlsx!Notes nothing stands in `C3:D9`"));
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].as_slice();
    let encrypted = [compound, "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()].concat();
    let whole = book_of_names();
    for (bytes, code) in [
        (b"".to_vec(), "E0601"),
        (b"a,b\n1,2\n".to_vec(), "E0601"),
        (encrypted, "E0602"),
        (compound.to_vec(), "E0507"),
        (whole[..whole.len() / 2].to_vec(), "E0604"),
        (Parts(vec![("a.txt".to_owned(), b"x".to_vec())]).zipped(), "E0601"),
        (Parts::book(&[("Data", "")]).with("xl/media/bomb", &"0".repeat(2 << 20)).zipped(), "E0605"),
    ] {
        assert!(problem(read(bytes, None, None)).starts_with(code), "{code}");
    }
}
