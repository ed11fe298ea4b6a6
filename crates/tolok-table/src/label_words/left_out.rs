//! Titles and headings that leave something out: `Report excluding Radio`, `Laporan tanpa Radio`, `Raport bez radia`.

use crate::names::loosened;

/// What stands behind a word that leaves something out; nothing for a text without one.
///
/// ```
/// use tolok_table::label_words::left_out;
/// assert_eq!(left_out("Report excl. Radio / TV 2026"), Some("Radio / TV 2026"));
/// assert_eq!(left_out("Spend (without Email)"), Some("Email)"));
/// assert_eq!(left_out("Report 2026"), None);
/// ```
pub fn left_out(text: &str) -> Option<&str> {
    let starts =
        text.char_indices().filter(|(place, _)| text.get(..*place).is_none_or(|before| before.is_empty() || before.ends_with(is_gap)));
    starts.map(|(place, _)| place).find_map(|place| {
        let (word, rest) = text.get(place..)?.split_once(char::is_whitespace)?;
        WORDS.contains(&loosened(word).as_str()).then(|| rest.trim())
    })
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | '[' | ',' | '–' | '—' | '-')
}

/// Without case, accents and punctuation.
const WORDS: &[&str] =
    &["excluding", "excl", "except", "without", "excludes", "kecuali", "tanpa", "selain", "bez", "oprocz", "poza", "wylaczajac"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for word in WORDS {
            assert_eq!(loosened(word), **word);
        }
    }
}
