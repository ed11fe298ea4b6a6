//! Names of sheets as spreadsheet programs accept them.

use std::collections::BTreeSet;

/// The longest name of a sheet.
const LONGEST: usize = 31;

/// A name like the wanted one that spreadsheet programs accept and that no sheet before it has.
pub(crate) fn fitting(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let replaced: String = wanted
        .chars()
        .map(|sign| if matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || sign.is_control() { ' ' } else { sign })
        .collect();
    let trimmed = replaced.trim_matches(|sign: char| sign == '\'' || sign.is_whitespace());
    // Excel keeps the name `History` for itself.
    let base = if trimmed.is_empty() || trimmed.eq_ignore_ascii_case("history") { "Sheet" } else { trimmed };
    let mut name = shortened(base, LONGEST);
    let mut number = 1_usize;
    while !taken.insert(name.to_lowercase()) {
        number = number.saturating_add(1);
        let ending = format!(" {number}");
        name = shortened(base, LONGEST.saturating_sub(ending.len())) + &ending;
    }
    name
}

/// The text up to the last whole word that has a place, or up to the last sign where that would leave less than half. Length is counted as
/// Excel counts it, in UTF-16 units.
fn shortened(text: &str, most: usize) -> String {
    let mut length = 0_usize;
    let has_place = |sign: &char| {
        length = length.saturating_add(sign.len_utf16());
        length <= most
    };
    let kept: String = text.chars().take_while(has_place).collect();
    let cuts_a_word = text.strip_prefix(&kept).is_some_and(|rest| rest.starts_with(|sign: char| !sign.is_whitespace()));
    let words = kept.rsplit_once(char::is_whitespace).map(|(words, _)| words).filter(|words| words.len() >= kept.len() / 2);
    let kept = if cuts_a_word { words.unwrap_or(&kept) } else { &kept };
    kept.trim_end_matches(|sign: char| sign == '\'' || sign.is_whitespace()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_that_excel_accepts() {
        let mut taken = BTreeSet::new();
        for (wanted, expected) in [
            ("KPIs", "KPIs"),
            ("kpis", "kpis 2"),
            ("Channel/ROI [2026]?", "Channel ROI  2026"),
            ("'quoted'", "quoted"),
            ("", "Sheet"),
            ("History", "Sheet 2"),
            ("A report with a title that is far too long for a tab", "A report with a title that is"),
            ("A report with a title that is far too long", "A report with a title that is 2"),
            ("Marketing channel ROI performance", "Marketing channel ROI"),
            ("Overallsatisfactionbycustomersegments", "Overallsatisfactionbycustomerse"),
            ("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"),
        ] {
            assert_eq!(fitting(wanted, &mut taken), expected);
        }
    }
}
