//! The name of a sheet as a formula writes it.

use crate::Address;

/// The name of a sheet as a formula writes it before the exclamation mark: between quotes, unless it reads as nothing but a name.
///
/// ```
/// use tolok_excel_formula::written_sheet;
/// assert_eq!(written_sheet("Data_2026.Q1"), "Data_2026.Q1");
/// assert_eq!(written_sheet("It's"), "'It''s'");
/// assert_eq!(written_sheet("2026"), "'2026'");
/// assert_eq!(written_sheet("TAX2024"), "'TAX2024'");
/// ```
pub fn written_sheet(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// True for a name that needs no quotes ([MS-XLSX] 2.2.2.1, `sheet-name-characters`).
pub(crate) fn is_plain(name: &str) -> bool {
    let begins = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let goes_on = name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '.'));
    let is_truth = name.eq_ignore_ascii_case("TRUE") || name.eq_ignore_ascii_case("FALSE");
    begins && goes_on && !is_truth && Address::parse(name).is_none() && !is_by_numbers(name)
}

/// True for what may be an address by numbers, such as `R1C1`, `RC` or `C2`.
fn is_by_numbers(name: &str) -> bool {
    let behind = |text: &str, letter: char| -> Option<String> {
        let rest = text.strip_prefix([letter, letter.to_ascii_lowercase()])?;
        Some(rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).to_owned())
    };
    let rest = behind(name, 'R').unwrap_or_else(|| name.to_owned());
    let rest = behind(&rest, 'C').unwrap_or(rest);
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_as_something_else_is_quoted() {
        for name in ["Data", "łódź", "_x", "A1B", "XFE1", "RCx", "Q1.2026", "数据"] {
            assert_eq!(written_sheet(name), name);
        }
        for name in ["", "My sheet", "a-b", "a!b", "1st", ".a", "A1", "xfd1048576", "R", "c", "RC", "r1c1", "R12", "C3", "true", "a\"b"] {
            assert_eq!(written_sheet(name), format!("'{name}'"));
        }
    }
}
