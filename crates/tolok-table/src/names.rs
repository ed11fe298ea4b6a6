//! How headings, labels and names compare when nothing but their letters and digits should count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A heading without case, accents, spacing and punctuation, and without a unit in brackets at its end.
///
/// `Biaya [Rp]` and `biaya` are one, and so are `New Customers (#)` and `new_customers`. A text of nothing but signs stays what it is.
pub(crate) fn loosened(text: &str) -> String {
    let bare = without_unit(text.trim());
    let letters = letters(bare);
    if letters.is_empty() { tolok_value::fold(text.trim()) } else { letters }
}

/// A text as messages quote it: on one line, and not without end.
pub(crate) fn shown(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Letters and digits, small and without accents.
fn letters(text: &str) -> String {
    if text.is_ascii() {
        let mut letters = String::with_capacity(text.len());
        letters.extend(text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()));
        return letters;
    }
    let plain: String = text.nfkd().filter(|character| !is_combining_mark(*character)).map(plain).collect();
    tolok_value::fold(&plain).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Letters whose stroke is no accent to Unicode.
fn plain(letter: char) -> char {
    match letter {
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ø' => 'o',
        'Ø' => 'O',
        other => other,
    }
}

/// The text before brackets that end it, if there is any.
fn without_unit(text: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(start) = inner.rfind(open)
        {
            let before = text.get(..start).unwrap_or_default().trim_end();
            if before.chars().any(char::is_alphanumeric) {
                return before;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_count() {
        for (text, expected) in [
            ("Spend", "spend"),
            ("new_customers", "newcustomers"),
            ("New  Customers", "newcustomers"),
            ("New-Customers (#)", "newcustomers"),
            ("Spend (USD)", "spend"),
            ("Biaya [Rp]", "biaya"),
            ("Przychód", "przychod"),
            ("ŁĄCZNY KOSZT", "lacznykoszt"),
            ("(total)", "total"),
            ("q (a) b", "qab"),
            ("%", "%"),
            ("  ", ""),
            ("std.marketing.leads", "stdmarketingleads"),
        ] {
            assert_eq!(loosened(text), expected, "{text}");
        }
    }
}
