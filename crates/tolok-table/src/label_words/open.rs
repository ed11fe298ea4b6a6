//! Words of a title that say another period than the year or month that stands beside them: `Quarters 1-3 2026`, `I–III kwartał 2026`, `9M 2026`.

use std::collections::BTreeSet;

use tolok_value::Locale;

use crate::layout::{is_quarter, years_in};
use crate::names::loosened;

/// True for the words of a title, cut at spaces and long dashes, that leave open which period is meant although a year or a period is said;
/// `has_period` where that is more than a year.
///
/// ```
/// use tolok_table::label_words::is_left_open;
/// let open = |title: &str, has_period| {
///     let words: Vec<&str> = title.split([' ', ',', '–', '—']).filter(|word| !word.is_empty()).collect();
///     is_left_open(&words, has_period, tolok_value::Locale::English)
/// };
/// for title in ["Q1-3 2026", "Q1+Q2 2026", "Quarters 1-3 2026", "first quarter 2026", "9M 2026", "I–III 2026", "01-03.2026"] {
///     assert!(open(title, false), "{title}");
/// }
/// assert!(open("I–III kwartał 2026", true));
/// for title in ["Report 2026", "Sales by quarter 2026", "E-mail report 2026", "Report 03-2026 v1.2"] {
///     assert!(!open(title, false), "{title}");
/// }
/// ```
pub fn is_left_open(words: &[&str], has_period: bool, locale: Locale) -> bool {
    let keys: Vec<String> = words.iter().map(|word| loosened(word)).collect();
    words.iter().any(|word| joins_periods(word, locale) || joins_months_of_year(word))
        || numbers_quarters(words, &keys)
        || !has_period && (has_unit(words, &keys) || words.windows(2).any(are_roman_months))
}

/// `Q1-3`, `Q1+Q2`, `Jan+Feb`, `I-III`.
fn joins_periods(word: &str, locale: Locale) -> bool {
    let parts: Vec<&str> = word.split(['-', '+', '/', '_', '&', '~']).filter(|part| !part.is_empty()).collect();
    let is_period = |part: &&str| {
        let is_year = years_in(part).next().is_some();
        !is_year && super::moment(part.trim_matches('.'), locale).is_some()
    };
    let has_year = parts.iter().any(|part| part.len() == 4 && years_in(part).next().is_some());
    let are_roman = parts.iter().all(|part| is_roman(part)) || has_year && parts.iter().any(|part| is_roman(part));
    let is_all_one = super::moment(word.trim_matches('.'), locale).is_some();
    // `Jan-Mar` names its ends.
    let are_ends = !word.contains(['+', '_', '&', '~']) && parts.iter().all(is_period);
    parts.len() > 1 && !is_all_one && !are_ends && (parts.iter().any(is_period) || are_roman)
}

/// `1-3/2026`, `01-03.2026`: a date is written with one kind of sign.
fn joins_months_of_year(word: &str) -> bool {
    let signs: BTreeSet<char> = word.chars().filter(|letter| matches!(letter, '-' | '/' | '.')).collect();
    let numbers: Vec<&str> = word.split(['-', '/', '.']).collect();
    let is_number = |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = numbers.iter().any(|number| number.len() == 4 && years_in(number).next().is_some());
    numbers.len() > 2 && signs.len() > 1 && has_year && numbers.iter().all(is_number)
}

/// Several numbers beside the word for a quarter: `I–III kwartał`, `Triwulan I dan II`, `1.–3. kwartał`.
fn numbers_quarters(words: &[&str], keys: &[String]) -> bool {
    let is_joint = |key: &str| JOINTS.contains(&key);
    let is_part = |place: &usize| {
        let (Some(word), Some(key)) = (words.get(*place), keys.get(*place)) else { return false };
        is_roman(word) || is_joint(key) || (1..=2).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_number =
        |place: &usize| keys.get(*place).is_some_and(|key| !is_joint(key) || words.get(*place).is_some_and(|word| is_roman(word)));
    let quarters = keys.iter().enumerate().filter(|(_, key)| is_quarter(key) || QUARTERS.contains(&key.as_str()));
    quarters.map(|(place, _)| place).any(|place| {
        let before = (0..place).rev().take_while(is_part).filter(is_number).count();
        let after = (place + 1..keys.len()).take_while(is_part).filter(is_number).count();
        before + after > 1
    })
}

/// A word for quarters or months that belongs to no period: `Quarters 1-3`, `first quarter`, `9 months`, `9M`. Numbers by month are of all months.
fn has_unit(words: &[&str], keys: &[String]) -> bool {
    let follows = |place: usize, words: &[&str]| {
        place.checked_sub(1).and_then(|before| keys.get(before)).is_some_and(|before| words.contains(&before.as_str()))
    };
    let is_short = |word: &str| {
        let digits = word.trim_end_matches(['m', 'M']);
        digits.len() + 1 == word.len() && (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_unit = |key: &str| is_quarter(key) && key.len() > 2 || QUARTERS.contains(&key) || MONTHS.contains(&key);
    let is_some = |place: usize, key: &str| is_unit(key) && !follows(place, EACH) || key == "bulan" && follows(place, NUMBERS);
    keys.iter().enumerate().any(|(place, key)| is_some(place, key)) || words.iter().any(|word| is_short(word) || is_code(word))
}

/// `M3`, `T1`, `Q1Q2`, `2026M03`: a letter for a part of a year, with its number.
fn is_code(word: &str) -> bool {
    let key = word.to_ascii_lowercase();
    let (year, rest) = key.split_at_checked(4).filter(|(year, _)| years_in(year).next().is_some()).unwrap_or(("", &key));
    let parts: Vec<&str> = rest.split_inclusive(|letter: char| letter.is_ascii_digit()).collect();
    let is_part = |part: &&str| {
        let digits = part.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        part.len() == digits.len() + 1 && digits.len() == 1 && part.starts_with(['q', 't', 's', 'k', 'm', 'h', 'p', 'w'])
    };
    match parts.as_slice() {
        [only] => is_part(only),
        [first, second] if is_part(first) => is_part(second) || second.len() == 1,
        [] | [_, _] => false,
        several => year.is_empty() && several.iter().all(is_part),
    }
}

/// `I – III`, and `III 2026` as Polish writes March; one letter by itself is a name as well.
fn are_roman_months(pair: &[&str]) -> bool {
    match pair {
        [first, second] if is_roman(first) => is_roman(second) || first.len() > 1 && second.len() == 4 && years_in(second).next().is_some(),
        _ => false,
    }
}

/// A small number in Roman digits.
fn is_roman(word: &str) -> bool {
    const NUMBERS: &[&str] = &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    NUMBERS.contains(&word.trim_matches('.'))
}

/// Without case, accents and punctuation.
const QUARTERS: &[&str] = &["quarters", "kwartaly", "kwartalow"];

const MONTHS: &[&str] = &[
    "months",
    "miesiecy",
    "miesiace",
    "miesiacach",
    "kwartalach",
    "half",
    "halfyear",
    "halves",
    "polrocze",
    "polroczu",
    "polrocza",
    "semester",
    "semestr",
    "semestru",
    "caturwulan",
    "cawu",
];

/// What Indonesian counts months with.
const NUMBERS: &[&str] = &["dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"];

/// Words between numbers.
const JOINTS: &[&str] = &["", "i", "oraz", "and", "dan", "do", "to", "sd", "sampai"];

/// Words in front of what is told for each.
const EACH: &[&str] = &["by", "per", "each", "every", "na", "co", "wedlug", "wg", "tiap", "setiap", "menurut", "previous", "poprzedni"];

#[cfg(test)]
mod tests {
    use super::*;

    fn open(title: &str, has_period: bool) -> bool {
        let words: Vec<&str> = title.split([' ', ',', '|', '(', ')', '–', '—']).filter(|word| !word.is_empty()).collect();
        is_left_open(&words, has_period, Locale::English)
    }

    #[test]
    fn words_are_written_as_they_are_compared() {
        for word in [QUARTERS, MONTHS, JOINTS, EACH, NUMBERS].into_iter().flatten() {
            assert_eq!(loosened(word), **word);
        }
    }

    #[test]
    fn several_periods_beside_a_year_are_found() {
        let titles = [
            "Q1-3 2026",
            "Quarters 1-3 2026",
            "Quarter 1-3 2026",
            "Kuartal 1-3 2026",
            "Q1+Q2 2026",
            "Q1_Q2 2026",
            "kwartały I–III 2026",
            "I-II kwartał 2026",
            "first quarter 2026",
            "pierwszy kwartał 2026",
            "kuartal pertama 2026",
            "Jan+Feb 2026",
            "January+March 2026",
            "9 months 2026",
            "9M 2026",
            "I–III 2026",
            "III/2026",
            "Marketing – III 2026",
            "Q1Q2 2026",
            "M3 2026",
            "2026M03",
            "half-year 2026",
            "półrocze 2026",
            "sembilan bulan 2026",
            "Caturwulan I 2026",
            "1-3/2026",
            "01-03.2026",
        ];
        for title in titles {
            assert!(open(title, false), "{title}");
        }
        let with_period = [
            "I–III kwartał 2026",
            "1.–3. kwartał 2026",
            "I i II kwartał 2026",
            "I, II kwartał 2026",
            "kwartał I–III 2026",
            "Triwulan I – III 2026",
            "Triwulan I dan II 2026",
        ];
        for title in with_period {
            assert!(open(title, true), "{title}");
        }
    }

    #[test]
    fn other_titles_are_not() {
        for title in [
            "Report 2026",
            "Sales per quarter 2026",
            "Laporan per kuartal 2026",
            "E-mail report 2026",
            "Report 31.01.2026",
            "Report 2026-01-31",
            "Report 1/31/2026 v2",
            "Quarterly report 2026",
            "Top 5 channels 2026",
            "Pro-forma 2026",
            "B2B 2026",
            "Project X 2026",
            "Laporan bulan 2026",
            "Galaxy A54 2026",
        ] {
            assert!(!open(title, false), "{title}");
        }
        for title in ["Kwartał I 2026", "III kwartał 2026", "Quarter 1 2026", "Report January 2026, 9 months left", "Q1 2026 by quarter"]
        {
            assert!(!open(title, true), "{title}");
        }
    }
}
