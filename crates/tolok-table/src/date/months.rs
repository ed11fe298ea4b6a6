//! Names of months in the languages of the data, full and short. Sources: Unicode CLDR 46 of `en`, `id` and `pl`, and the short forms
//! that people write beside them.

use crate::names::loosened;

/// The number of a month, whatever its language; no name means different months in two of them.
pub(super) fn month(name: &str) -> Option<u16> {
    if name.is_empty() || name.len() > 16 || name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    month_of(&loosened(name))
}

/// The number of a month by its name as headings loosen it: small letters without accents.
pub(crate) fn month_of(loosened: &str) -> Option<u16> {
    Some(match loosened {
        "jan" | "january" | "januari" | "sty" | "styczen" | "stycznia" | "styczniu" => 1,
        "feb" | "february" | "februari" | "pebruari" | "peb" | "lut" | "luty" | "lutego" | "lutym" => 2,
        "mar" | "march" | "maret" | "mrt" | "marzec" | "marca" | "marcu" => 3,
        "apr" | "april" | "kwi" | "kwiecien" | "kwietnia" | "kwietniu" => 4,
        "may" | "mei" | "maj" | "maja" | "maju" => 5,
        "jun" | "june" | "juni" | "cze" | "czerwiec" | "czerwca" | "czerwcu" => 6,
        "jul" | "july" | "juli" | "lip" | "lipiec" | "lipca" | "lipcu" => 7,
        "aug" | "august" | "agu" | "agt" | "ags" | "agustus" | "sie" | "sierpien" | "sierpnia" | "sierpniu" => 8,
        "sep" | "sept" | "september" | "wrz" | "wrzesien" | "wrzesnia" | "wrzesniu" => 9,
        "oct" | "october" | "okt" | "oktober" | "paz" | "pazdziernik" | "pazdziernika" | "pazdzierniku" => 10,
        "nov" | "november" | "nop" | "nopember" | "lis" | "listopad" | "listopada" | "listopadzie" => 11,
        "dec" | "december" | "des" | "desember" | "gru" | "grudzien" | "grudnia" | "grudniu" => 12,
        _ => return None,
    })
}
