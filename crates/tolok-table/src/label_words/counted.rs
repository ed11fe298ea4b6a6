//! Words that say in what numbers are counted: thousands, millions.

use crate::names::loosened;

/// The word in the brackets behind a name that says in what its numbers are counted: thousands, millions.
///
/// ```
/// use tolok_table::label_words::scale;
/// assert_eq!(scale("Biaya iklan (Rp juta)"), Some("juta"));
/// assert_eq!(scale("Ad spend (USD)"), None);
/// ```
pub fn scale(text: &str) -> Option<&str> {
    let unit = crate::names::unit(text)?;
    unit.split(|character: char| !character.is_alphanumeric()).find(|word| {
        let word = loosened(word);
        word == "000" || WORDS.contains(&word.as_str()) || LETTERS.contains(&word.as_str())
    })
}

/// True for a text that says that the numbers around it are counted in thousands or millions: `in thousands`, `(k€)`, `USD '000`, `w tys. zł`,
/// `Dalam jutaan rupiah`. Of `2 million users` it is not said.
///
/// ```
/// use tolok_table::label_words::is_counted;
/// for text in ["in thousands", "(k€)", "in '000", "w tys.", "dalam ribuan", "Report 2026 (EUR m)"] {
///     assert!(is_counted(text), "{text}");
/// }
/// assert!(!is_counted("Cost per thousand"));
/// ```
pub fn is_counted(text: &str) -> bool {
    /// Whoever writes more words tells about something else.
    const MOST_WORDS: usize = 16;
    let pieces: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || matches!(character, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '/' | '='))
        .filter(|piece| !piece.is_empty())
        .collect();
    if pieces.len() > MOST_WORDS {
        return false;
    }
    if scale(text).is_some() {
        return true;
    }
    let kinds: Vec<Kind> = pieces.iter().map(|piece| Kind::of(piece)).collect();
    if kinds.contains(&Kind::Counted) {
        return true;
    }
    let at = |place: Option<usize>| place.and_then(|place| kinds.get(place)).copied();
    let are_all = |kinds: &[Kind]| kinds.iter().all(|kind| !matches!(kind, Kind::Other | Kind::Number));
    kinds.iter().enumerate().any(|(place, kind)| {
        let before = at(place.checked_sub(1));
        let is_by_money = before == Some(Kind::Money) || at(place.checked_add(1)) == Some(Kind::Money);
        let is_led = || before == Some(Kind::In) || before == Some(Kind::Money) && at(place.checked_sub(2)) == Some(Kind::In);
        match kind {
            Kind::Word | Kind::Noughts => before != Some(Kind::Number) && (is_by_money || is_led() || are_all(&kinds)),
            Kind::Letter => is_by_money || is_led(),
            _ => false,
        }
    })
}

/// What a word has to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All is said: `k€`, `'000`.
    Counted,
    /// `thousands`.
    Word,
    /// `000`, which may also be the end of a number.
    Noughts,
    /// `k`.
    Letter,
    /// `EUR`.
    Money,
    /// `in`.
    In,
    Number,
    Other,
}

impl Kind {
    fn of(piece: &str) -> Self {
        let bare = piece.trim_matches(['.', '*', '"', '“', '”', '-', '–', '—']);
        let word = loosened(bare);
        let digits = bare.trim_start_matches(['\'', '’', '`', '×', 'x', '$', '€', '£']);
        if matches!(digits.trim_end_matches(['s', '\'', '’']), "000" | "000000") && digits != bare
            || matches!(digits, "000s" | "000's" | "000’s")
        {
            return Kind::Counted;
        }
        if matches!(digits, "000" | "1000s") {
            return Kind::Noughts;
        }
        if bare.starts_with(|first: char| first.is_ascii_digit()) {
            return Kind::Number;
        }
        if is_money(bare) {
            return Kind::Money;
        }
        if let Some(rest) = without_money(bare) {
            let rest = loosened(rest);
            let is_scale = LETTERS.contains(&rest.as_str()) || WORDS.contains(&rest.as_str());
            return if is_scale { Kind::Counted } else { Kind::Other };
        }
        match word.as_str() {
            "in" | "w" | "we" | "dalam" => Kind::In,
            word if WORDS.contains(&word) => Kind::Word,
            word if LETTERS.contains(&word) => Kind::Letter,
            _ => Kind::Other,
        }
    }
}

/// A sign or word for money by itself.
fn is_money(piece: &str) -> bool {
    const WORDS: &[&str] = &["rupiah", "dollars", "euro", "euros", "zloty", "zlotych", "zl", "rp"];
    SIGNS.contains(&piece) || is_code(piece) || WORDS.contains(&loosened(piece).as_str())
}

/// What is left of `k€`, `€m`, `kUSD`, `PLNm`.
fn without_money(piece: &str) -> Option<&str> {
    let of_sign = SIGNS.iter().find_map(|sign| piece.strip_prefix(sign).or_else(|| piece.strip_suffix(sign)));
    let of_code = || {
        let length = piece.len().checked_sub(3)?;
        let (front, code) = piece.split_at_checked(length)?;
        let (first, back) = piece.split_at_checked(3)?;
        if is_code(code) { Some(front) } else { is_code(first).then_some(back) }
    };
    of_sign.or_else(of_code).filter(|rest| !rest.is_empty())
}

/// The codes of currencies that are written beside a scale.
fn is_code(piece: &str) -> bool {
    const CODES: &[&str] =
        &["USD", "EUR", "GBP", "PLN", "IDR", "CHF", "CZK", "SEK", "NOK", "DKK", "JPY", "CNY", "SGD", "MYR", "AUD", "CAD", "HUF", "INR"];
    CODES.iter().any(|code| code.eq_ignore_ascii_case(piece))
}

const SIGNS: &[&str] = &["€", "$", "£", "zł", "Rp"];

/// Without case, accents, spacing and punctuation.
const LETTERS: &[&str] = &["k", "m", "mn", "bn", "b", "t", "mm"];

const WORDS: &[&str] = &[
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "mio",
    "rb",
    "ribu",
    "ribuan",
    "jt",
    "juta",
    "jutaan",
    "miliar",
    "miliaran",
    "triliun",
    "tys",
    "tysiac",
    "tysiace",
    "tysiecy",
    "tysiacach",
    "mln",
    "milion",
    "miliony",
    "milionow",
    "milionach",
    "mld",
    "miliard",
    "miliardy",
    "miliardow",
    "miliardach",
    "bln",
    "tsd",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for word in LETTERS.iter().chain(WORDS) {
            assert_eq!(loosened(word), **word);
        }
    }

    #[test]
    fn numbers_counted_in_thousands_are_told_from_other_texts() {
        let counted = [
            "in thousands",
            "In thousands of EUR",
            "(k€)",
            "k€",
            "€k",
            "kEUR",
            "EUR m",
            "in '000",
            "'000",
            "$000",
            "(000s)",
            "USD 000",
            "USD '000",
            "w tys.",
            "w tys. zł",
            "tys. zł",
            "w tysiącach złotych",
            "mln zł",
            "dalam ribuan",
            "Dalam jutaan rupiah",
            "Rp juta",
            "Rp jt",
            "in k",
            "Report 2026 (in thousands)",
            "Amounts in USD thousands",
            "All amounts are in thousands.",
            "thousands",
            "thousand USD",
            "Kwoty w tys. PLN",
        ];
        for text in counted {
            assert!(is_counted(text), "{text}");
        }
        let others = [
            "",
            "Email",
            "Cost per thousand",
            "2 million users",
            "10 000 customers",
            "CPM",
            "in euro",
            "EUR",
            "USD",
            "m",
            "K",
            "Report in March",
            "M",
            "Total",
            "Tokopedia",
            "Kampania w maju",
            "Rp",
            "zł",
            "1000 impressions",
            "in m2",
        ];
        for text in others {
            assert!(!is_counted(text), "{text}");
        }
    }
}
