//! The key under which names and texts compare: case does not count, accents do.

use unicode_normalization::UnicodeNormalization;

/// The text under which names and texts compare: composed (NFC), with simple case folding.
///
/// ```
/// assert_eq!(tolok_value::fold("Przychód"), tolok_value::fold("PRZYCHO\u{301}D"));
/// assert_ne!(tolok_value::fold("resume"), tolok_value::fold("résumé"));
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().map(fold_character).nfc().collect()
}

/// True if two texts are the same under [`fold`].
pub fn same(first: &str, second: &str) -> bool {
    if first.is_ascii() && second.is_ascii() {
        return first.eq_ignore_ascii_case(second);
    }
    first == second || fold(first) == fold(second)
}

fn fold_character(character: char) -> char {
    unicode_case_mapping::case_folded(character).and_then(|folded| char::from_u32(folded.get())).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_and_accents_do() {
        for (first, second, alike) in [
            ("CAC", "cac", true),
            ("ŁÓDŹ", "łódź", true),
            ("ΟΔΟΣ", "οδος", true),
            ("οδος", "οδοσ", true),
            ("Straße", "STRAẞE", true),
            ("Straße", "STRASSE", false),
            ("e\u{301}t\u{e9}", "\u{c9}TE\u{301}", true),
            ("I", "ı", false),
            ("İ", "i", false),
            ("ﬁ", "fi", false),
            ("ᾼ", "ᾳ", true),
            ("a", "á", false),
            ("\u{212a}elvin", "Kelvin", true),
            ("", "", true),
        ] {
            assert_eq!(same(first, second), alike, "{first} {second}");
            assert_eq!(fold(first) == fold(second), alike, "{first} {second}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        // Beyond these planes no character has a case.
        for character in '\0'..='\u{1ffff}' {
            let once = fold(&character.to_string());
            assert_eq!(fold(&once), once, "{character:?}");
            let within = fold(&format!("a\u{301}{character}\u{345}"));
            assert_eq!(fold(&within), within, "{character:?}");
        }
    }
}
