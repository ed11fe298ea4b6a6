//! The separator of a text file: the one that cuts its first lines most evenly.

use tolok_value::Locale;

use super::Records;

/// What may stand between fields.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at.
const LOOKED_AT: usize = 100;

/// The separator of a text that begins like this. A last line that may be cut off does not count.
pub(super) fn find(start: &str, is_whole: bool, locale: Locale) -> u8 {
    let text = if is_whole { start } else { start.rsplit_once('\n').map_or(start, |(lines, _)| lines) };
    let mut best = (b',', Score::default());
    for separator in SEPARATORS {
        let score = Score::of(text, separator, locale);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// How evenly a separator cuts: the larger the better.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// Records that have the most frequent number of fields, of those with more than one.
    even: usize,
    /// False for a sign that stands inside the numbers of the language.
    is_apart: bool,
    fields: usize,
}

impl Score {
    fn of(text: &str, separator: u8, locale: Locale) -> Self {
        let mut records = Records::new(text.as_bytes(), separator);
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for _ in 0..LOOKED_AT {
            match records.advance() {
                Ok(true) => {
                    let count = counts.entry(records.len()).or_default();
                    *count = count.saturating_add(1);
                }
                Ok(false) | Err(_) => break,
            }
        }
        let most = counts.into_iter().filter(|(fields, _)| *fields > 1).max_by_key(|(fields, count)| (*count, *fields));
        let (fields, even) = most.unwrap_or_default();
        let is_apart = even > 0 && (separator != b',' || locale.decimal_sign() != ',');
        Self { even, is_apart, fields }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_even_cut_wins() {
        use Locale::{English, Polish};
        for (text, locale, expected) in [
            ("a,b\n1,2\n", English, b','),
            ("a;b\n1,5;2,5\n3,5;4,5\n", English, b';'),
            ("a;b\n1,5;2\n3;4,5\n", Polish, b';'),
            ("a\tb\n1,5\t2,5\n", English, b'\t'),
            ("a|b|c\n1|2|3\n", English, b'|'),
            ("a\n1\n", English, b','),
            ("\"x;y\",b\n\"1;2\",3\n", English, b','),
            ("Report; of January\n\na,b\n1,2\n3,4\n", English, b','),
            ("", English, b','),
        ] {
            assert_eq!(find(text, true, locale), expected, "{text}");
        }
    }
}
