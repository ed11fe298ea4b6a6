//! Workbooks from their bytes to plain tables: made here, and real ones of other projects.

use tolok_xlsx::testing::real_workbooks;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Written, Worksheet};

use super::*;
use crate::Memory;

#[test]
fn every_real_workbook_is_a_table_or_a_problem() {
    let (mut wide, mut long, mut problems) = (0_usize, 0_usize, 0_usize);
    let mut vocabulary = vocabulary();
    vocabulary.terms.push(term("amount", &["amount", "total", "cost", "price", "value", "name", "hours"], Role::Input, &[]));
    vocabulary.terms.push(term("category", &["category", "type", "product", "item"], Role::Dimension, &[]));
    for path in real_workbooks() {
        let bytes = std::fs::read(&path).unwrap();
        let names: Vec<String> = match tolok_xlsx::Workbook::open(bytes.clone(), &tolok_xlsx::Limits::default()) {
            Ok(workbook) => workbook.sheets().iter().map(|sheet| sheet.name().to_string()).collect(),
            Err(_) => Vec::new(),
        };
        // Every sheet of a large workbook would take long, since each is opened by itself.
        let names = if bytes.len() < 200_000 { names } else { Vec::new() };
        let file = Memory::new(path.file_name().unwrap().to_string_lossy().as_ref(), bytes);
        for sheet in names.iter().map(|name| Some(name.as_str())).chain([None]) {
            let found = crate::sheet::open(&file, sheet, None).map_err(|problem| vec![problem]).and_then(|cells| {
                let layout = recognise(&cells, &vocabulary, &request()).map_err(|problem| vec![problem])?;
                let count = if matches!(layout, Layout::Wide(_)) { &mut wide } else { &mut long };
                *count += 1;
                layout.into_body(cells, &vocabulary, &request())
            });
            match found {
                Ok(body) => assert!(body.rows.iter().all(|row| row.len() == body.headings.len()), "{}", path.display()),
                Err(found) => {
                    assert!(!found.is_empty() && found.iter().all(|problem| !problem.message.is_empty()), "{}", path.display());
                    problems += 1;
                }
            }
        }
    }
    println!("{wide} wide, {long} long, {problems} problems");
}

fn read_book(write: impl FnOnce(&mut Worksheet)) -> Body {
    let mut workbook = Written::new();
    write(workbook.add_worksheet().set_name("Report 2026").unwrap());
    let file = Memory::new("report.xlsx", workbook.save_to_buffer().unwrap());
    read(crate::sheet::open(&file, None, None).unwrap(), &vocabulary(), &request()).unwrap()
}

#[test]
fn a_report_with_a_logo_a_title_and_merged_headings() {
    let body = read_book(|sheet| {
        sheet.write(4, 1, "Channel ROI").unwrap();
        sheet.merge_range(7, 1, 8, 1, "Channel", &Format::new()).unwrap();
        for (month, column) in [("January", 2), ("February", 4)] {
            sheet.merge_range(7, column, 7, column + 1, month, &Format::new()).unwrap();
            sheet.write(8, column, "Spend (USD)").unwrap();
            sheet.write(8, column + 1, "Leads").unwrap();
        }
        for (row, channel) in [(9, "Email"), (10, "Search")] {
            sheet.write(row, 1, channel).unwrap();
            for column in 2..6 {
                sheet.write(row, column, row * 10 + u32::from(column)).unwrap();
            }
        }
        sheet.write(12, 1, "All figures before tax.").unwrap();
    });
    let expected = "| date | channel | spend | leads |\n| 2026-01-31 | Email | 92 | 93 |\n| 2026-02-28 | Email | 94 | 95 |\n\
                    | 2026-01-31 | Search | 102 | 103 |\n| 2026-02-28 | Search | 104 | 105 |\n";
    assert_eq!(shown(&body), expected);
    assert_eq!(body.places.of(1, 2), Some((9, 4)));
}

#[test]
fn a_worksheet_of_inputs_with_dates_as_headings_and_formulas_below() {
    let body = read_book(|sheet| {
        let month = Format::new().set_num_format("mmm yyyy");
        sheet.write(0, 0, "KPI").unwrap();
        for (column, number) in (1..).zip([1_u8, 2, 3]) {
            sheet.write_with_format(0, column, ExcelDateTime::from_ymd(2026, number, 1).unwrap(), &month).unwrap();
            sheet.write(1, column, 10 * u32::from(column)).unwrap();
            sheet.write(2, column, column).unwrap();
            sheet.write_formula(3, column, "B2/B3").unwrap();
        }
        for (row, label) in [(1, "Biaya"), (2, "Prospek"), (3, "CPL")] {
            sheet.write(row, 0, label).unwrap();
        }
    });
    let expected = "| date | spend | leads |\n| 2026-01-31 | 10 | 1 |\n| 2026-02-28 | 20 | 2 |\n| 2026-03-31 | 30 | 3 |\n";
    assert_eq!(shown(&body), expected);
}
