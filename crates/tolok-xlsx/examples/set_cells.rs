//! Sets cells of a workbook to a number: `set_cells IN OUT NUMBER Sheet1!A1 Sheet2!B7 …`, for a look at how long that takes.

use std::process::ExitCode;

use tolok_xlsx::{Address, Content, Edits, Limits, Workbook};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match set(&words) {
        Some(()) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

fn set(words: &[String]) -> Option<()> {
    let [from, to, number, cells @ ..] = words else { return None };
    let workbook = Workbook::open(std::fs::read(from).ok()?, &Limits::default()).ok()?;
    let mut edits = Edits::default();
    for cell in cells {
        let (sheet, address) = cell.split_once('!')?;
        edits.set(workbook.sheet(sheet)?.index(), Address::parse(address)?, Content::Number(number.parse().ok()?));
    }
    std::fs::write(to, workbook.edit(&edits).ok()?.bytes).ok()
}
