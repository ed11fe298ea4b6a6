//! Two readers of one file: each is the other's independent source.

use tolok_xlsx::testing::real_workbooks;
use tolok_xlsx::{FileBytes, Limits};

use super::*;

#[test]
fn calamine_and_our_own_reader_give_the_same_cells() {
    let (mut sheets, mut cells) = (0_usize, 0_usize);
    for path in real_workbooks() {
        let bytes: FileBytes = std::fs::read(&path).unwrap().into();
        let Ok(workbook) = Workbook::open(bytes.clone(), &Limits::default()) else { continue };
        let wanted = Wanted { file: "data.xlsx", sheet: None, range: None };
        let book = Book { workbook: &workbook, bytes, wanted: &wanted };
        for sheet in workbook.worksheets() {
            let Ok(streamed) = book.stream(sheet, Area::SHEET) else { continue };
            let scanned = book.scan(&workbook.worksheet(sheet).unwrap(), Area::SHEET).unwrap().unwrap();
            sheets += 1;
            let (streamed, scanned) = (streamed.into_rows(), scanned.into_rows());
            for (row, scanned) in scanned.iter().enumerate() {
                for (column, own) in scanned.iter().enumerate().filter(|(_, own)| !matches!(own, Cell::Empty | Cell::Uncomputed)) {
                    let other = streamed.get(row).and_then(|row| row.get(column)).unwrap_or(&Cell::Empty);
                    assert_eq!(own, other, "{} {} row {} column {}", path.display(), sheet.name(), row + 1, column + 1);
                    cells += 1;
                }
            }
            let count = |rows: &[Vec<Cell>]| rows.iter().flatten().filter(|cell| !matches!(cell, Cell::Empty | Cell::Uncomputed)).count();
            assert_eq!(count(&streamed), count(&scanned), "{} {}", path.display(), sheet.name());
        }
    }
    println!("{sheets} sheets, {cells} cells");
}
