//! Workbooks, from their cells to batches.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::*;

fn sheet(terms: &str, write: impl FnOnce(&mut Worksheet)) -> Result<Table, Vec<Diagnostic>> {
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet().set_name("2026").unwrap());
    Table::open(&request("ads.xlsx", workbook.save_to_buffer().unwrap()), &vocabulary(terms))
}

#[test]
fn doubles_stay_doubles() {
    let table = sheet("channel:dimension; spend:number*", |sheet| {
        for (row, (channel, spend)) in [("Email", 0.1), ("Search", 0.2), ("Total", 0.1 + 0.2)].into_iter().enumerate() {
            let row = u32::try_from(row).unwrap() + 3;
            sheet.write(row, 1, channel).unwrap();
            sheet.write(row, 2, spend).unwrap();
        }
        sheet.write(2, 1, "channel").unwrap();
        sheet.write(2, 2, "Spend (USD)").unwrap();
    });
    let table = table.unwrap_or_else(|problems| panic!("{:?}", said(&problems)));
    let wanted = [Wanted { column: 1, kind: Kind::NUMBER }];
    let batch = table.batches(&wanted).next().unwrap().unwrap();
    assert_eq!(batch.columns[0].data_type(), &DataType::Float64);
    assert_eq!(rows(&table), "Email,0.1\nSearch,0.2\n");
    assert_eq!(said(table.warnings()), ["W0510 ads.xlsx!2026!B6: `Total` is the sum of others, and is left out"]);
    let (label, range, place) = (table.label(), table.range(), table.place(1, 1).to_string());
    assert_eq!((label.as_str(), range.as_deref(), place.as_str()), ("ads.xlsx!2026", Some("B3:C6"), "ads.xlsx!2026!C5"));
}

#[test]
fn texts_among_numbers_are_numbers() {
    let table = sheet("x:number; p:percent", |sheet| {
        let percent = Format::new().set_num_format("0%");
        sheet.write_row(0, 0, ["x", "p"]).unwrap();
        sheet.write(1, 0, 0.1).unwrap();
        sheet.write(2, 0, "1,000.25").unwrap();
        sheet.write_with_format(1, 1, 0.25, &percent).unwrap();
        sheet.write(2, 1, "12.5%").unwrap();
    });
    assert_eq!(rows(&table.unwrap()), "0.1,0.25\n1000.25,0.125\n");
}

#[test]
fn half_converted_dates_are_told() {
    let table = sheet("d:time; x:number", |sheet| {
        let date = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_row(0, 0, ["d", "x"]).unwrap();
        sheet.write_with_format(1, 0, ExcelDateTime::from_ymd(2026, 1, 2).unwrap(), &date).unwrap();
        sheet.write(2, 0, "13/02/2026").unwrap();
        sheet.write(1, 1, 1).unwrap();
        sheet.write(2, 1, 2).unwrap();
    });
    fails(table, &["E0529 ads.xlsx!2026!A3: the dates of `d` are written in two ways, `2026-01-02` and `13/02/2026`"]);
}

#[test]
fn a_cell_that_is_no_number_is_named() {
    let table = sheet("channel:dimension; x:number", |sheet| {
        sheet.write_row(0, 0, ["channel", "x"]).unwrap();
        sheet.write_row(1, 0, ["A", "about 50"]).unwrap();
        sheet.write(2, 0, "B").unwrap();
        sheet.write(2, 1, 7).unwrap();
    });
    fails(table, &["E0502 ads.xlsx!2026!B2: `x` is a number, but `about 50` is not a number"]);
}

#[test]
fn the_columns_of_one_table_beside_another_are_said_as_they_are_written() {
    let problems = sheet("channel:dimension; spend:number", |sheet| {
        for (column, heading) in (0..).zip(["channel", "spend", "", "channel", "spend"]) {
            sheet.write(0, column, heading).unwrap();
            sheet.write(1, column, 1.0).unwrap();
        }
    })
    .unwrap_err();
    assert_eq!(
        problems[0].help.as_deref(),
        Some("rename one of the two, or take only the columns of one table: `--data 'ads.xlsx#2026!A:C'`")
    );
}
