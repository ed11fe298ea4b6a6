//! Sheets drawn as text.

use tolok_xlsx::Address;

/// Rows of cells between bars: a number, `=…` a formula with the result 7, a text.
pub(crate) fn rows(text: &str) -> String {
    let mut rows = String::new();
    for (row, line) in (1..).zip(text.lines().map(str::trim).filter(|line| line.starts_with('|'))) {
        let cells: String =
            (1..).zip(line.trim_matches('|').split('|').map(str::trim)).map(|(column, word)| cell(row, column, word)).collect();
        rows += &format!("<row r=\"{row}\">{cells}</row>");
    }
    rows
}

fn cell(row: u32, column: u32, word: &str) -> String {
    let at = Address::new(row, column).unwrap();
    match (word.parse::<f64>(), word.strip_prefix('=')) {
        _ if word.is_empty() => String::new(),
        (Ok(number), _) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
        (_, Some(formula)) => format!("<c r=\"{at}\"><f>{formula}</f><v>7</v></c>"),
        _ => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{word}</t></is></c>"),
    }
}
