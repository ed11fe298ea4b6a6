//! Words that label a total, in the languages of the data.

use crate::names::loosened;

/// Without case, accents, spacing and punctuation. Sources: the words that Excel and LibreOffice write in English, Indonesian and Polish
/// for grand totals and subtotals of pivot tables and of the subtotal command, and what people write by hand.
const WORDS: &[&str] = &[
    "total",
    "totals",
    "grandtotal",
    "grandtotals",
    "subtotal",
    "subtotals",
    "sum",
    "overall",
    "overalltotal",
    "totaloverall",
    "sumtotal",
    "alltotal",
    "totalall",
    "jumlah",
    "jumlahtotal",
    "totaljumlah",
    "jumlahkeseluruhan",
    "jumlahsemua",
    "totalkeseluruhan",
    "totalsemua",
    "totalumum",
    "jumlahakhir",
    "totalakhir",
    "keseluruhan",
    "razem",
    "suma",
    "sumy",
    "lacznie",
    "ogolem",
    "sumakoncowa",
    "sumaogolna",
    "sumaogolem",
    "sumaczesciowa",
    "sumacalkowita",
    "wsumie",
    "sumarazem",
    "razemogolem",
    "ogolemrazem",
    "totalrazem",
];

/// The longest label that is looked at, in bytes.
const LONGEST: usize = 32;

/// How the words begin.
const BEGINNINGS: [[u8; 2]; 11] = [*b"to", *b"gr", *b"su", *b"ov", *b"al", *b"ju", *b"ke", *b"ra", *b"la", *b"og", *b"ws"];

/// For each first letter the second letters, as bits: told without a branch, since every text of a data frame is asked.
#[expect(clippy::indexing_slicing, reason = "computed while compiling, where a mistake is an error")]
const SECOND_LETTERS: [u32; 26] = {
    let mut letters = [0; 26];
    let mut rest: &[[u8; 2]] = &BEGINNINGS;
    while let [[first, second], others @ ..] = rest {
        letters[(*first - b'a') as usize] |= 1 << (*second - b'a');
        rest = others;
    }
    letters
};

/// True for a text that two plain letters begin which no word for total begins with: most texts.
#[inline]
pub(crate) fn is_surely_no_total(text: &str) -> bool {
    matches!(text.as_bytes(), [first, second, ..] if begin_no_total(*first, *second))
}

/// True for the first two bytes of a text that is surely none.
pub(crate) fn begin_no_total(first: u8, second: u8) -> bool {
    let letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a');
    let (first, second) = (letter(first), letter(second));
    second < 26 && SECOND_LETTERS.get(usize::from(first)).is_some_and(|letters| (letters >> second) & 1 == 0)
}

/// True for a word for total.
pub(crate) fn is_total(text: &str) -> bool {
    if is_surely_no_total(text) {
        return false;
    }
    let first = match text.trim_start_matches(|character: char| !character.is_alphanumeric()).as_bytes() {
        [first, ..] => first.to_ascii_lowercase(),
        [] => return false,
    };
    // Most texts are told by their first letter; `Ł` begins with 0xC5.
    if text.len() > LONGEST || !matches!(first, b't' | b'g' | b's' | b'o' | b'a' | b'j' | b'k' | b'r' | b'l' | b'w' | 0xC5) {
        return false;
    }
    WORDS.contains(&loosened(text).as_str())
}

/// Words for an average.
const AVERAGES: &[&str] =
    &["average", "averages", "avg", "mean", "rata", "ratarata", "rerata", "srednia", "srednio", "przecietna", "przecietnie"];

/// True for a word for something else that is made of other rows: an average, or a total with more words behind it, such as `Total paid`.
pub(crate) fn is_aggregate(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(loosened).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_average = AVERAGES.contains(&first.as_str()) || AVERAGES.contains(&last.as_str());
    is_average || words.len() > 1 && WORDS.contains(&first.as_str()) && !is_total(text)
}

/// True for a total of some: `Subtotal`.
pub(crate) fn is_subtotal(text: &str) -> bool {
    SUBTOTALS.contains(&loosened(text).as_str())
}

/// Words for a total of some.
const SUBTOTALS: &[&str] = &["subtotal", "subtotals", "sumaczesciowa", "jumlahsebagian"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_begins_as_is_said() {
        for word in WORDS {
            assert!(!is_surely_no_total(word) && is_total(word), "{word}");
        }
        assert!(is_surely_no_total("Search") && !is_surely_no_total("S") && !is_surely_no_total(" Search"));
    }

    #[test]
    fn averages_and_totals_of_some_are_made_of_others() {
        for text in ["Average", "Industry average", "Rata-rata", "Średnia", "Total paid", "Razem płatne", "Jumlah berbayar", "Average CPC"]
        {
            assert!(is_aggregate(text), "{text}");
        }
        for text in ["", "Total", "Grand total", "Email", "Summary", "Paid total"] {
            assert!(!is_aggregate(text), "{text}");
        }
    }

    #[test]
    fn words_for_total_are_known() {
        for text in [
            "Total",
            "TOTAL:",
            "Grand Total",
            "grand-total",
            "(total)",
            "Jumlah",
            "Razem",
            "Suma",
            "ŁĄCZNIE",
            "Ogółem",
            "Suma końcowa",
            "Sub total",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in ["", "Totally", "Email", "Total Email", "Sumatra", "(blank)", "12", "Łódź", "Summary"] {
            assert!(!is_total(text), "{text}");
        }
    }
}
