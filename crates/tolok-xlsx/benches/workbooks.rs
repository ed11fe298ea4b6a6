//! How long it takes to find placeholders in workbooks, to set cells of them, and to calculate what depends on those.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tolok_xlsx::testing::Parts;
use tolok_xlsx::{Address, Content, Edits, FileBytes, Limits, Workbook};

/// The XML of rows of four texts and six numbers, one of which looks like a date.
fn rows(count: u32) -> String {
    let mut xml = String::new();
    for row in 1..=count {
        let _ = write!(xml, "<row r=\"{row}\">");
        for column in ["A", "B", "C", "D"] {
            let text = u64::from(row) * 7919 % 10_007;
            let _ = write!(xml, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>Customer {text}</t></is></c>");
        }
        for column in ["E", "F", "G", "H", "I", "J"] {
            let _ = write!(xml, "<c r=\"{column}{row}\"><v>{}.{}</v></c>", row * 37 % 50_021, row % 100);
        }
        xml.push_str("</row>");
    }
    xml
}

fn book(sheets: usize, rows_each: u32) -> FileBytes {
    let rows = rows(rows_each);
    let names: Vec<String> = (1..=sheets).map(|number| format!("Sheet{number}")).collect();
    let listed: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), rows.as_str())).collect();
    Parts::book(&listed).zipped().into()
}

/// So many cells, spread over the sheets.
fn edits(sheets: usize, rows: u32, count: u32) -> Edits {
    let mut edits = Edits::default();
    for number in 0..count {
        let address = Address::new(number * 7 % rows + 1, 6 + number % 5).unwrap_or(Address::A1);
        edits.set(number as usize % sheets, address, Content::Number(f64::from(number) + 0.5));
    }
    edits
}

fn workbooks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("workbooks");
    group.sample_size(10);
    for (name, sheets, rows, count) in [("one cell of 20,000 rows", 1, 20_000, 1), ("5,000 cells of 50 sheets", 50, 400, 5_000)] {
        let (bytes, edits) = (book(sheets, rows), edits(sheets, rows, count));
        group.bench_function(format!("searched: {name}"), |bencher| {
            bencher.iter(|| {
                let workbook = Workbook::open(bytes.clone(), &Limits::default()).ok()?;
                for sheet in workbook.worksheets() {
                    workbook
                        .search(sheet, "{{", &mut |cell| {
                            black_box(cell.address());
                        })
                        .ok()?;
                }
                Some(())
            });
        });
        group.bench_function(format!("set: {name}"), |bencher| {
            bencher.iter(|| Workbook::open(bytes.clone(), &Limits::default()).ok()?.edit(black_box(&edits)).ok());
        });
    }
    group.finish();
}

/// Rows with a number, a formula over it, and a formula over that one and the one above.
fn chained(rows: u32) -> String {
    let mut xml = String::from("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>0</v></c></row>");
    for row in 2..=rows {
        let above = row - 1;
        let _ = write!(
            xml,
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><f>ROUND(A{row}*$A$1/7,2)</f><v>0</v></c>\
             <c r=\"C{row}\"><f>IF(B{row}&gt;0,C{above}+B{row},SUM(A{above}:A{row}))</f><v>0</v></c></row>"
        );
    }
    xml
}

/// A table of prices, and rows that look values up in it, count and add those that meet conditions.
fn looking_up(rows: u32) -> String {
    let mut xml = String::new();
    for row in 1..=rows {
        let key = u64::from(row) * 7919 % 100 + 1;
        let _ = write!(
            xml,
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\"><v>{}.5</v></c><c r=\"C{row}\"><v>{key}</v></c>",
            row % 1000
        );
        for (column, formula) in [
            ("D", format!("VLOOKUP(C{row},$A$1:$B$100,2,FALSE)*$Z$1")),
            ("E", format!("IFERROR(INDEX($B$1:$B$100,MATCH(C{row},$A$1:$A$100,0))*$Z$1,\"\")")),
            ("F", format!("SUMIF($A$1:$A$100,&quot;&lt;&quot;&amp;C{row},$B$1:$B$100)+$Z$1")),
            ("G", format!("IF(ISNUMBER(D{row}),ROUND(D{row}+E{row},2),LEFT($Z$1,2))")),
        ] {
            let formula = formula.replace('"', "&quot;");
            let _ = write!(xml, "<c r=\"{column}{row}\"><f>{formula}</f><v>0</v></c>");
        }
        if row == 1 {
            xml.push_str("<c r=\"Z1\"><v>1</v></c>");
        }
        xml.push_str("</row>");
    }
    xml
}

fn recalculation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("recalculation");
    group.sample_size(10);
    for (name, rows, input) in
        [("100,000 dependents of one cell", chained(50_001), "A1"), ("100,000 dependents that look values up", looking_up(25_000), "Z1")]
    {
        let bytes: FileBytes = Parts::book(&[("Sheet1", &rows)]).zipped().into();
        let mut edits = Edits::default();
        edits.set(0, Address::parse(input).unwrap_or(Address::A1), Content::Number(3.5));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let output = Workbook::open(bytes.clone(), &Limits::default()).ok()?.edit(black_box(&edits)).ok()?;
                assert_eq!(output.recalculated.len(), 100_000);
                Some(output)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, workbooks, recalculation);
criterion_main!(benches);
