//! Reads all cells of a workbook's first sheet with calamine, and nothing else. usage: `cells BOOK.xlsx`

use std::error::Error;

use calamine::{Data, Reader, open_workbook_auto};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("cells BOOK.xlsx")?;
    let mut book = open_workbook_auto(path)?;
    let sheet = book.worksheet_range_at(0).ok_or("no sheet")??;
    println!("{}", sheet.cells().filter(|(_, _, cell)| **cell != Data::Empty).count());
    Ok(())
}
