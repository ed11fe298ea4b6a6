//! Words for periods in English, Indonesian and Polish, as names loosen them: small letters without accents.

/// The month of a name or its abbreviation, from 1. `MRT` is a short March in a date, and by itself a railway.
pub(crate) fn month(word: &str) -> Option<i8> {
    i8::try_from(crate::date::month_of(word).filter(|_| word != "mrt")?).ok()
}

pub(crate) fn is_quarter(word: &str) -> bool {
    matches!(word, "q" | "qtr" | "quarter" | "kuartal" | "triwulan" | "tw" | "kwartal" | "kwartalu" | "kwartale" | "kw")
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
            | "figure"
            | "figures"
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
