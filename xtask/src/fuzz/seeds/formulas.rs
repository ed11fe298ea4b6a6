//! Formulas of spreadsheets that a search begins with: those in the tests of their crate.

use crate::workspace::root;

/// Where formulas stand in strings.
const TESTS: &[&str] = &["formula", "expression", "evaluation", "shift"];

/// What formulas are made of.
pub(super) const WORDS: &str = r##""SUM("
"INDEX("
"IF("
"ROUND("
"_xlfn."
"_xlpm."
"#REF!"
"#N/A"
"Data!"
"'It''s'!"
"Jan:Feb!"
"[1]Data!"
"[0]!"
"rate"
"TAX2024"
"Sales["
"[#This Row]"
"[@"
"$A$1"
"B2:C3"
"C:C"
"4:5"
"1048576"
"XFD"
"{1,2;3}"
"1E+3"
"##;

/// Every string of the tests that is no sentence.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for name in TESTS {
        let path = root().join(format!("crates/tolok-excel-formula/src/{name}/tests.rs"));
        let text = std::fs::read_to_string(path).unwrap_or_default();
        // A quote in a string is escaped, and so is what escapes it.
        let plain = text.replace("\\\\", "\u{1}").replace("\\\"", "\u{2}");
        let strings = plain.split('"').skip(1).step_by(2).map(|string| string.replace('\u{2}', "\"").replace('\u{1}', "\\"));
        seeds.extend(strings.filter(|string| string.len() > 1 && !string.contains('\n')).map(String::into_bytes));
    }
    seeds
}
