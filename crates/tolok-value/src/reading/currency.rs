//! Currency signs and codes before or after a number.

/// Signs, with the code where a sign has only one; `$`, `¥` and `kr` are signs of several currencies and stay as they are.
const SIGNS: [(&str, &str); 27] = [
    ("US$", "USD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("NT$", "TWD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("zł", "PLN"),
    ("Rp.", "IDR"),
    ("Rp", "IDR"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("kr", "kr"),
];

/// The codes of ISO 4217 that are in circulation.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY \
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD \
JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT \
TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// Takes a currency from the beginning of a text.
pub(super) fn strip_leading(text: &str) -> Option<(&'static str, &str)> {
    if text.starts_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let letters = text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(letters);
    if let Some(code) = code(word) {
        return Some((code, rest));
    }
    signs_that(|sign| prefix_length(text, sign)).and_then(|(code, length)| Some((code, text.get(length..)?)))
}

/// Takes a currency from the end of a text.
pub(super) fn strip_trailing(text: &str) -> Option<(&'static str, &str)> {
    if text.ends_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let start = text.trim_end_matches(char::is_alphabetic).len();
    let (rest, word) = text.split_at(start);
    if let Some(code) = code(word) {
        return Some((code, rest));
    }
    signs_that(|sign| {
        let at = text.len().checked_sub(sign.len())?;
        text.get(at..).filter(|end| same_letters(end, sign)).map(|_| sign.len())
    })
    .and_then(|(code, length)| Some((code, text.get(..text.len() - length)?)))
}

fn code(word: &str) -> Option<&'static str> {
    (word.len() == 3).then(|| CODES.split(' ').find(|code| code.eq_ignore_ascii_case(word))).flatten()
}

/// The longest sign that matches, and its length.
fn signs_that(matches: impl Fn(&str) -> Option<usize>) -> Option<(&'static str, usize)> {
    SIGNS.iter().filter_map(|(sign, code)| Some((*code, matches(sign)?))).max_by_key(|(_, length)| *length)
}

/// The length of a sign that a text begins with; a sign of letters has to end where the word does.
fn prefix_length(text: &str, sign: &str) -> Option<usize> {
    let start = text.get(..sign.len()).filter(|start| same_letters(start, sign))?;
    let next = text.get(start.len()..)?.chars().next();
    let ends_inside_a_word = start.ends_with(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
    (!ends_inside_a_word).then_some(start.len())
}

/// `rp` and `ZŁ` are written as well. No sign with a letter beyond ASCII folds to one within, so most texts are told at once.
fn same_letters(text: &str, sign: &str) -> bool {
    text.is_ascii() == sign.is_ascii() && crate::same(text, sign)
}
