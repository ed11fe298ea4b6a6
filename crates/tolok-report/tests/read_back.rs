//! New workbooks read back by programs that are not ours: calamine, and openpyxl where there is a Python that has it.

#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::panic, reason = "a test may stop at what is wrong, and says why it is skipped")]

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{CellErrorType, Data, Reader, Xlsx};
use tolok_report::{Cell, CellValue, Column, Row, Sheet, Tone, Workbook, WorkbookError};
use tolok_value::{Date, ErrorKind, Number, Period};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Period::parse(text).unwrap().first_day()
}

/// Every kind of cell, a group of headings and a total.
fn example() -> Workbook {
    let columns = vec![
        Column::new("channel"),
        Column::new("period"),
        Column::numeric("2026-01").below(Some("cac".into())),
        Column::numeric("2026-02").below(Some("cac".into())),
        Column::new("note").below(Some("more".into())),
    ];
    let rows = vec![
        Row::new(vec![
            Cell::text("=1+1"),
            Cell::date(day("2026-01"), "yyyy-mm").shown_as("2026-01"),
            Cell::number(number("33.33333333333333333333333333"), "$#,##0.00").shown_as("$33.33").toned(Some(Tone::Good)),
            Cell::error(ErrorKind::DivisionByZero),
            Cell::truth(true),
        ]),
        Row::new(vec![
            Cell::text("Email"),
            Cell::text("2026-W05").formatted("@\"*\""),
            Cell::number(number("0.155"), "0.0%").shown_as("15.5%").toned(Some(Tone::Bad)),
            Cell::error(ErrorKind::NotAvailable),
            Cell::error(ErrorKind::Value),
        ]),
        Row::total(vec![
            Cell::text("Total"),
            Cell::blank(),
            Cell::number(number("5"), "#,##0.##"),
            Cell::error(ErrorKind::Number),
            Cell::date(day("1850-01-01"), "yyyy-mm-dd"),
        ]),
    ];
    let notes = Sheet::notes("Notes", [("definitions".to_string(), "marketing.kpi".to_string())]);
    Workbook::new(vec![Sheet::table("Channel/ROI", columns, rows), notes])
}

#[test]
fn calamine_reads_every_kind_of_cell() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(example().to_xlsx().unwrap())).unwrap();
    assert_eq!(book.sheet_names(), ["Channel ROI", "Notes"]);
    let range = book.worksheet_range("Channel ROI").unwrap();
    let cell = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    let text = |text: &str| Data::String(text.to_string());
    assert_eq!(cell(0, 2), text("cac"));
    assert_eq!(cell(0, 4), text("more"));
    assert_eq!((cell(1, 0), cell(1, 2), cell(1, 3)), (text("channel"), text("2026-01"), text("2026-02")));
    assert_eq!(cell(2, 0), text("=1+1"));
    assert!(matches!(cell(2, 1), Data::DateTime(date) if date.as_f64() == 46023.0), "{:?}", cell(2, 1));
    assert_eq!(cell(2, 2), Data::Float(33.333_333_333_333_336));
    assert_eq!(cell(2, 3), Data::Error(CellErrorType::Div0));
    assert_eq!(cell(2, 4), Data::Bool(true));
    assert_eq!(cell(3, 1), text("2026-W05"));
    assert_eq!(cell(3, 3), Data::Error(CellErrorType::NA));
    assert_eq!(cell(3, 4), Data::Error(CellErrorType::Value));
    assert_eq!((cell(4, 1), cell(4, 3)), (Data::Empty, Data::Error(CellErrorType::Num)));
    assert_eq!(cell(4, 4), text("1850-01-01"));
    assert_eq!(book.worksheet_range("Notes").unwrap().get_value((0, 1)), Some(&text("marketing.kpi")));
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let first = example().to_xlsx().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(first == example().to_xlsx().unwrap());
}

#[test]
fn a_sheet_that_is_too_large_is_refused() {
    let rows = vec![Row::new(Vec::new()); 1_048_576];
    let error = Workbook::new(vec![Sheet::table("KPIs", vec![Column::new("a")], rows)]).to_xlsx().unwrap_err();
    assert_eq!(error, WorkbookError::TooManyRows { rows: 1_048_577, most: 1_048_576 });
    let columns = vec![Column::new("a"); 16_385];
    let error = Workbook::new(vec![Sheet::table("KPIs", columns, Vec::new())]).to_xlsx().unwrap_err();
    assert_eq!(error, WorkbookError::TooManyColumns { columns: 16_385, most: 16_384 });
}

#[test]
fn odd_texts_and_empty_sheets_are_written() {
    let texts = ["\u{1}control", "_x0041_", " spaced ", "line\nline", "😀", &"é".repeat(40_000)];
    let rows: Vec<Row> = texts.iter().map(|text| Row::new(vec![Cell::text(*text)])).collect();
    let sheets = vec![Sheet::table("A", Vec::new(), Vec::new()), Sheet::table("B", vec![Column::new("text")], rows)];
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(Workbook::new(sheets).to_xlsx().unwrap())).unwrap();
    let range = book.worksheet_range("B").unwrap();
    let read: Vec<String> = (2..6).map(|row| range.get_value((row, 0)).unwrap().to_string()).collect();
    assert_eq!(read, ["_x0041_", " spaced ", "line\nline", "😀"]);
    assert_eq!(range.get_value((6, 0)).unwrap().to_string().chars().count(), 32_767);
}

#[test]
fn what_a_cell_is_made_of_can_be_said() {
    let cell = Cell::number(number("1.5"), "0.0").shown_as("1,5").toned(Some(Tone::Warn));
    assert_eq!((cell.value, cell.shown.as_str(), cell.tone), (CellValue::Number(number("1.5")), "1,5", Some(Tone::Warn)));
}

const OPENPYXL: &str = r###"
import sys, datetime, openpyxl
values = openpyxl.load_workbook(sys.argv[1], data_only=True)
sheet = values["Channel ROI"]
assert values.sheetnames == ["Channel ROI", "Notes"], values.sheetnames
assert sheet["A3"].value == "=1+1" and sheet["A3"].data_type == "s", sheet["A3"].data_type
assert sheet["B3"].value == datetime.datetime(2026, 1, 1) and sheet["B3"].number_format == "yyyy-mm"
assert sheet["C3"].value == 1000 / 30 and sheet["C3"].number_format == "$#,##0.00", sheet["C3"].number_format
assert sheet["C4"].value == 0.155 and sheet["C4"].number_format == "0.0%"
assert sheet["C5"].value == 5 and sheet["C5"].number_format == "#,##0", sheet["C5"].number_format
errors = [sheet[cell].value for cell in ("D3", "D4", "E4", "D5")]
assert errors == ["#DIV/0!", "#N/A", "#VALUE!", "#NUM!"], errors
assert all(sheet[cell].data_type == "e" for cell in ("D3", "D4", "E4", "D5"))
assert sheet["E3"].value is True
assert sheet.freeze_panes == "A3", sheet.freeze_panes
assert sheet.auto_filter.ref == "A2:E4", sheet.auto_filter.ref
assert [str(cells) for cells in sheet.merged_cells.ranges] == ["C1:D1"]
assert sheet["A5"].font.b and sheet["A5"].border.top.style == "thin"
assert not sheet["A4"].font.b and sheet["A4"].border.top.style is None
assert sheet["C3"].fill.fgColor.rgb == "FFC6EFCE" and sheet["C4"].fill.fgColor.rgb == "FFFFC7CE"
formulas = openpyxl.load_workbook(sys.argv[1])["Channel ROI"]
assert formulas["D3"].value == "=#DIV/0!", formulas["D3"].value
"###;

#[test]
fn openpyxl_reads_values_formats_and_layout() {
    let Some(python) = python() else {
        assert!(std::env::var_os("CI").is_none(), "Python with openpyxl is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: Python with openpyxl is missing; `cargo xtask setup` installs it");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("example.xlsx");
    std::fs::write(&path, example().to_xlsx().unwrap()).unwrap();
    let output = Command::new(python).args(["-W", "ignore", "-c", OPENPYXL]).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A Python that has openpyxl: that of the project's own environment, or the person's.
fn python() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = if cfg!(windows) { root.join(".venv/Scripts/python.exe") } else { root.join(".venv/bin/python") };
    let has_openpyxl =
        |python: &PathBuf| Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|output| output.status.success());
    [own, PathBuf::from("python3"), PathBuf::from("python")].into_iter().find(has_openpyxl)
}
