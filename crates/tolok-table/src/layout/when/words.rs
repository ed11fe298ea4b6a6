//! Words for periods in English, Indonesian and Polish, as names loosen them: small letters without accents.

/// The month of a name or its abbreviation, from 1; in Polish also of the genitive that stands in a date.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" | "januari" | "styczen" | "stycznia" | "sty" => 1,
        "february" | "feb" | "februari" | "pebruari" | "peb" | "luty" | "lutego" | "lut" => 2,
        "march" | "mar" | "maret" | "marzec" | "marca" => 3,
        "april" | "apr" | "kwiecien" | "kwietnia" | "kwi" => 4,
        "may" | "mei" | "maj" | "maja" => 5,
        "june" | "jun" | "juni" | "czerwiec" | "czerwca" | "cze" => 6,
        "july" | "jul" | "juli" | "lipiec" | "lipca" | "lip" => 7,
        "august" | "aug" | "agustus" | "agu" | "agt" | "ags" | "sierpien" | "sierpnia" | "sie" => 8,
        "september" | "sep" | "sept" | "wrzesien" | "wrzesnia" | "wrz" => 9,
        "october" | "oct" | "oktober" | "okt" | "pazdziernik" | "pazdziernika" | "paz" => 10,
        "november" | "nov" | "nopember" | "nop" | "listopad" | "listopada" | "lis" => 11,
        "december" | "dec" | "desember" | "des" | "grudzien" | "grudnia" | "gru" => 12,
        _ => return None,
    })
}

pub(super) fn is_quarter(word: &str) -> bool {
    matches!(word, "q" | "qtr" | "quarter" | "kuartal" | "triwulan" | "tw" | "kwartal" | "kw")
}

pub(super) fn is_week(word: &str) -> bool {
    matches!(word, "w" | "wk" | "week" | "minggu" | "tydzien" | "tydz")
}

pub(super) fn is_year(word: &str) -> bool {
    matches!(word, "year" | "tahun" | "rok" | "fy")
}

/// A quarter's number in Roman digits.
pub(super) fn roman(word: &str) -> Option<i16> {
    match word {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => None,
    }
}

/// The heading of a column of input names.
pub(crate) fn is_metric(word: &str) -> bool {
    matches!(
        word,
        "metric"
            | "metrics"
            | "kpi"
            | "kpis"
            | "measure"
            | "indicator"
            | "input"
            | "item"
            | "metrik"
            | "indikator"
            | "ukuran"
            | "wskaznik"
            | "wskazniki"
            | "miara"
            | "miernik"
            | "metryka"
            | "pozycja"
    )
}

/// The heading of a column of numbers of whatever.
pub(crate) fn is_value(word: &str) -> bool {
    matches!(word, "" | "value" | "values" | "amount" | "number" | "nilai" | "angka" | "wartosc" | "wartosci" | "kwota" | "liczba")
}
