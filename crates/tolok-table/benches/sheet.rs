//! How long a large sheet takes: its cells read by calamine alone, and read, laid out and looked through here.

use std::hint::black_box;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader, Xlsx};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use tolok_table::{Kind, Memory, Role, SourceRequest, Table, Term, Vocabulary};

const ROWS: u32 = 200_000;

/// Rows as an advertising platform exports them: a date, four texts, five numbers of which one is a percentage.
fn book() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (day, percent) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("0.0%"));
    let headings = ["date", "channel", "campaign", "country", "device", "spend", "visitors", "leads", "new customers", "rate"];
    for (column, heading) in (0..).zip(headings) {
        sheet.write(0, column, heading)?;
    }
    for row in 1..=ROWS {
        sheet.write_with_format(row, 0, ExcelDateTime::from_serial_datetime(f64::from(45_292 + row % 700))?, &day)?;
        sheet.write(row, 1, if row % 2 == 0 { "Email" } else { "Search" })?;
        sheet.write(row, 2, format!("Campaign {}", row % 500))?;
        sheet.write(row, 3, if row % 3 == 0 { "ID" } else { "PL" })?;
        sheet.write(row, 4, if row % 5 == 0 { "mobile" } else { "desktop" })?;
        for (column, number) in (5..9).zip([row * 713 % 100_000, row * 31 % 5_000, row * 13 % 300, row % 30]) {
            sheet.write(row, column, f64::from(number) / 100.0)?;
        }
        sheet.write_with_format(row, 9, f64::from(row % 100) / 100.0, &percent)?;
    }
    workbook.save_to_buffer()
}

fn vocabulary() -> Vocabulary {
    let term = |name: &str, role| Term {
        key: name.into(),
        name: name.into(),
        names: vec![name.into()],
        role,
        kind: Some(Kind::NUMBER).filter(|_| role == Role::Input),
        members: Vec::new(),
        is_flow: role == Role::Input,
        is_needed: true,
    };
    let inputs = ["spend", "visitors", "leads", "new_customers"].map(|name| term(name, Role::Input));
    Vocabulary { terms: [vec![term("date", Role::Time), term("channel", Role::Dimension)], inputs.to_vec()].concat() }
}

fn sheet(criterion: &mut Criterion) {
    let bytes = match book() {
        Ok(bytes) => bytes,
        Err(error) => return drop(criterion.benchmark_group(format!("no workbook could be made: {error}"))),
    };
    let vocabulary = vocabulary();
    let request = SourceRequest::new("ads", Arc::new(Memory::new("ads.xlsx", bytes.clone())));
    let mut group = criterion.benchmark_group("a sheet of 200,000 rows and 10 columns");
    group.sample_size(10);
    group.bench_function("cells, by calamine alone", |bencher| {
        bencher.iter(|| {
            let range = Xlsx::new(Cursor::new(black_box(&bytes))).and_then(|mut book| book.worksheet_range("Sheet1"));
            range.map(|range| range.get_size()).ok()
        });
    });
    group.bench_function("cells, headings and kinds", |bencher| {
        bencher.iter(|| Table::open(black_box(&request), &vocabulary).map(|table| table.row_count()).ok())
    });
    group.finish();
}

criterion_group!(benches, sheet);
criterion_main!(benches);
