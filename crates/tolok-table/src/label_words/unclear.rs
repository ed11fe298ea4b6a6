//! Texts that say a period and leave open which, or one that is no period here: halves, weeks without a year, `2026/27`, `last 30 days`.

use tolok_value::Period;

use crate::layout::{is_quarter, month, years_in};
use crate::names::loosened;

/// True for a text that is nothing but a period, and one that nobody can be sure of: half a year, a week or period that is only numbered, a
/// quarter that there is not, two years in one, so many days up to now, a part of a year.
///
/// What [`moment`](super::moment) understands may be such a text, too, so it is asked first.
///
/// ```
/// use tolok_table::label_words::is_unclear_period;
/// for text in ["H1 2026", "FY26", "Week 3", "Q5 2026", "2026/27", "first half", "I półrocze 2026", "last 30 days", "Summer 2026"] {
///     assert!(is_unclear_period(text), "{text}");
/// }
/// for text in ["2026", "Email", "Top 3", "Half price", "Summer shoes"] {
///     assert!(!is_unclear_period(text), "{text}");
/// }
/// ```
pub fn is_unclear_period(text: &str) -> bool {
    /// No such text is longer.
    const LONGEST: usize = 40;
    let text = text.trim();
    if text.len() > LONGEST {
        return false;
    }
    if joins_years(text) {
        return true;
    }
    // `Month 2026-04` says one.
    let last = text.split([' ', ':']).next_back().unwrap_or_default();
    if last.len() < text.len() && last.contains('-') && Period::parse(last).is_ok() {
        return false;
    }
    let words = words(text);
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_year(word) && !FILLING.contains(word)).collect();
    let has_year = words.iter().any(|word| is_year(word));
    let has_fiscal = |rest: &[&str]| matches!(rest, [.., fiscal, number] if *fiscal == "fy" && is_number(number));
    match rest.as_slice() {
        [word] if SO_FAR.contains(word) => true,
        [word] if PARTS.contains(word) => has_year,
        [word] => is_year_and_month(word),
        [one, other, ..] if is_half(one, other) => rest.len() == 2 || rest.len() == 3 && is_number_at(&rest, 2) || has_fiscal(&rest),
        [part, year] if PARTS.contains(part) => YEARS.contains(year) && has_year,
        [unit, number] if is_number(number) => UNITS.contains(unit) || is_quarter(unit) || month(unit).is_some(),
        [number, unit] if is_number(number) => SINGLE.contains(unit) || month(unit).is_some(),
        [last, number, unit] if LAST.contains(last) && is_number(number) => SPANS.contains(unit) || UNITS.contains(unit),
        [number, unit, last] if LAST.contains(last) && is_number(number) => SPANS.contains(unit) || UNITS.contains(unit),
        // `Week 3 Y26`, `P5 FY26`.
        [unit, number, fiscal, year] => {
            (UNITS.contains(unit) || is_quarter(unit)) && is_number(number) && YEARS.contains(fiscal) && is_number(year)
        }
        _ => false,
    }
}

/// Words and numbers of a text, without accents and signs: `H1'26` has three.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_digit = false;
    let mut is_apart = true;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        match words.last_mut() {
            Some(word) if !is_apart && character.is_ascii_digit() == is_digit => word.push(character),
            _ => words.push(character.to_string()),
        }
        (is_digit, is_apart) = (character.is_ascii_digit(), false);
    }
    words.iter().map(|word| loosened(word)).collect()
}

/// `2026/27`, `2026-2027`: a year that ends in the next one.
fn joins_years(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(|character: char| character.is_whitespace() || !character.is_alphanumeric()).collect();
    let is_pair = |pair: &[&str]| {
        let [first, next] = pair else { return false };
        let Some(year) = first.get(first.len().saturating_sub(4)..).and_then(|digits| years_in(digits).next()) else { return false };
        let Ok(next_year) = next.parse::<i16>() else { return false };
        match next.len() {
            2 => year.checked_add(1).is_some_and(|following| following.rem_euclid(100) == next_year),
            4 => year.checked_add(1) == Some(next_year),
            _ => false,
        }
    };
    // `2011/12` is understood as a month before anybody asks here.
    !text.contains(char::is_whitespace) && pieces.windows(2).any(is_pair)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && years_in(word).next().is_some()
}

/// `202601`.
fn is_year_and_month(word: &str) -> bool {
    let (year, month) = word.split_at_checked(4).unwrap_or_default();
    is_year(year) && month.len() == 2 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

/// The number of a period is a short one.
fn is_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number_at(words: &[&str], place: usize) -> bool {
    words.get(place).is_some_and(|word| is_number(word))
}

/// `H1`, `2H`, `first half`, `półrocze II`.
fn is_half(one: &str, other: &str) -> bool {
    let numbers = |half: &str, number: &str| HALVES.contains(&half) && (matches!(number, "1" | "2") || ORDINALS.contains(&number));
    numbers(one, other) || numbers(other, one)
}

/// Words that say nothing of their own beside a period.
const FILLING: &[&str] = &["st", "nd", "rd", "th", "ke", "of", "the", "in", "no", "nr", "year", "tahun", "roku", "r"];

/// Half a year.
const HALVES: &[&str] = &["h", "hy", "half", "halfyear", "semester", "smt", "semestr", "paruh", "polrocze"];

const ORDINALS: &[&str] =
    &["first", "second", "i", "ii", "pertama", "kedua", "satu", "dua", "pierwsze", "drugie", "pierwszy", "drugi", "last", "latter"];

/// What is numbered in a year, or from the beginning of something.
const UNITS: &[&str] = &[
    "w", "wk", "week", "minggu", "mg", "tydzien", "tydz", "month", "mth", "bulan", "miesiac", "mies", "period", "p", "periode", "okres",
    "day", "hari", "dzien", "fy", "rok", "cw",
];

/// Those that stand behind their number as well: `3rd week`.
const SINGLE: &[&str] = &["week", "period", "month", "quarter", "tydzien", "miesiac", "kwartal", "okres", "q", "w"];

/// Several of them.
const SPANS: &[&str] = &[
    "d",
    "days",
    "weeks",
    "m",
    "months",
    "quarters",
    "years",
    "hari",
    "minggu",
    "bulan",
    "dni",
    "tygodni",
    "tygodnie",
    "miesiecy",
    "miesiace",
    "kwartaly",
    "kwartalow",
    "lat",
];

/// Words in front of how many of them count, or behind.
const LAST: &[&str] = &[
    "last",
    "past",
    "l",
    "trailing",
    "rolling",
    "previous",
    "recent",
    "terakhir",
    "lalu",
    "ostatnie",
    "ostatnich",
    "poprzednie",
    "minione",
];

/// What is up to now by itself.
const SO_FAR: &[&str] = &["ltm", "ttm", "mat"];

/// Parts of a year, where a year stands beside.
const PARTS: &[&str] = &[
    "early",
    "mid",
    "late",
    "end",
    "beginning",
    "start",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "ramadan",
    "easter",
    "christmas",
    "holiday",
    "holidays",
    "friday",
    "monday",
    "weekend",
    "valentine",
    "valentines",
    "season",
    "sezon",
    "musim",
    "harbolnas",
    "awal",
    "pertengahan",
    "akhir",
    "lebaran",
    "natal",
    "wiosna",
    "lato",
    "jesien",
    "zima",
    "swieta",
    "poczatek",
    "polowa",
    "koniec",
];

const YEARS: &[&str] = &["fy", "y", "yr", "rok"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for word in [FILLING, HALVES, ORDINALS, UNITS, SINGLE, SPANS, LAST, SO_FAR, PARTS, YEARS].into_iter().flatten() {
            assert_eq!(loosened(word), **word);
        }
    }

    #[test]
    fn periods_that_leave_open_which_are_told_from_other_texts() {
        let unclear = [
            "H1",
            "1H 2026",
            "H2'26",
            "HY1",
            "H1 FY26",
            "First half of 2026",
            "1st half",
            "Semester 1",
            "Semester II 2026",
            "I półrocze",
            "Paruh pertama 2026",
            "W3",
            "wk 12",
            "Week 60 2026",
            "3rd week",
            "Minggu ke-3",
            "Tydzień 5",
            "Month 3",
            "Bulan 3",
            "Period 5",
            "P5",
            "Periode 5 2026",
            "Okres 5",
            "Q0",
            "Q5 2026",
            "Q1 FY26",
            "FY26",
            "FY 26",
            "2026/27",
            "2026-2027",
            "FY2026/27",
            "Jan26",
            "5 May",
            "202601",
            "Last 30 days",
            "30 hari terakhir",
            "ostatnie 12 miesięcy",
            "L12M",
            "LTM",
            "mid 2026",
            "end of 2026",
            "Summer 2026",
            "Ramadan 2026",
            "Day 5",
        ];
        for text in unclear {
            assert!(is_unclear_period(text), "{text}");
        }
        let others = [
            "",
            "2026",
            "Email",
            "Top 3",
            "Half price",
            "Summer",
            "Spring shoes",
            "Radio 5",
            "Channel 4",
            "Report",
            "Total",
            "12",
            "2000 customers",
            "2026/41",
            "100 days",
            "Page 1 of 2",
            "H3",
            "A4",
            "B2B",
            "Semester",
            "Mayor 5",
            "FY",
            "Month 2026-04",
            "Month: 2026-04",
            "Week 2026-W05",
        ];
        for text in others {
            assert!(!is_unclear_period(text), "{text}");
        }
    }
}
