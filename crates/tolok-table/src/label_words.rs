//! What single texts of a sheet say: names compared as headings are, periods, words for totals and values.

mod aside;
mod counted;
mod left_out;
mod open;
mod unclear;

use tolok_value::{Grain, Locale, Period};

pub use aside::{Aside, aside};
pub use counted::{is_counted, scale};
pub use left_out::left_out;
pub use open::is_left_open;
pub use unclear::is_unclear_period;

use crate::layout::When;

/// What a text says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A period.
    Period(Period),
    /// A month, from 1, of a year that stands elsewhere.
    Month(i8),
    /// A quarter, from 1, of a year that stands elsewhere.
    Quarter(i8),
}

/// What a text says about time, if it says nothing else: `2026-01`, `Jan 2026`, `styczeń`, `Kuartal 1 2026`.
///
/// ```
/// use tolok_table::label_words::{Moment, moment};
/// assert_eq!(moment("Agustus", tolok_value::Locale::Indonesian), Some(Moment::Month(8)));
/// assert_eq!(moment("Report of August", tolok_value::Locale::English), None);
/// ```
pub fn moment(text: &str, locale: Locale) -> Option<Moment> {
    When::read(text, locale).map(|when| match when {
        When::Period(period) => Moment::Period(period),
        When::Month(month) => Moment::Month(month),
        When::Quarter(quarter) => Moment::Quarter(quarter),
    })
}

/// The years that stand in a running text.
pub fn years(text: &str) -> Vec<i16> {
    crate::layout::years_in(text).collect()
}

/// A label without case, accents, spacing and punctuation, and without a unit in brackets at its end.
///
/// ```
/// assert_eq!(tolok_table::label_words::loosened("Koszt marketingu (zł)"), "kosztmarketingu");
/// ```
pub fn loosened(text: &str) -> String {
    crate::names::loosened(text)
}

pub use crate::names::LooseNames;

/// True for a word for total, such as `Jumlah`.
pub fn is_total(text: &str) -> bool {
    crate::totals::is_total(text)
}

/// True for a total of some of what stands before it, such as `Subtotal`.
pub fn is_subtotal(text: &str) -> bool {
    crate::totals::is_subtotal(text)
}

/// The words in the brackets at the end of a label.
///
/// ```
/// assert_eq!(tolok_table::label_words::bracketed("CAC (target)"), Some("target"));
/// ```
pub fn bracketed(text: &str) -> Option<&str> {
    crate::names::unit(text)
}

/// True for a word that makes a span of the period beside it: `since`, `s.d.`, `YTD`.
pub fn is_span(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "since",
        "until",
        "till",
        "through",
        "thru",
        "to",
        "from",
        "ytd",
        "mtd",
        "qtd",
        "fy",
        "sejak",
        "hingga",
        "sampai",
        "sd",
        "dari",
        "od",
        "do",
        "narastajaco",
        "before",
        "after",
        "sebelum",
        "setelah",
        "sesudah",
        "przed",
    ];
    word == "-" || WORDS.contains(&loosened(word).as_str())
}

/// True for a word that titles have whatever they are about: `report`, `kinerja`, `wyniki`.
pub fn is_title_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "report",
        "reports",
        "performance",
        "results",
        "campaign",
        "campaigns",
        "monthly",
        "weekly",
        "quarterly",
        "annual",
        "marketing",
        "of",
        "for",
        "the",
        "laporan",
        "kinerja",
        "hasil",
        "kampanye",
        "bulanan",
        "mingguan",
        "tahunan",
        "pemasaran",
        "untuk",
        "raport",
        "wyniki",
        "kampania",
        "kampanie",
        "kampanii",
        "miesieczny",
        "roczny",
        "kwartalny",
        "dla",
        "za",
    ];
    WORDS.contains(&loosened(word).as_str())
}

/// True for the name of a sheet that is about all others: `Summary`, `Rekap`, `Podsumowanie`.
pub fn is_summary(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "summary",
        "overview",
        "all",
        "dashboard",
        "ringkasan",
        "rekap",
        "rekapitulasi",
        "ikhtisar",
        "podsumowanie",
        "zestawienie",
        "wszystko",
    ];
    WORDS.contains(&loosened(text).as_str())
}

/// True for a word for something else that is made of other rows: an average, or a total of some, such as `Total paid`.
pub fn is_aggregate(text: &str) -> bool {
    crate::totals::is_aggregate(text)
}

/// True for the heading of numbers of whatever, such as `Value` or `Nilai`.
pub fn is_value(text: &str) -> bool {
    !text.trim().is_empty() && crate::layout::is_value(&loosened(text))
}

/// True for the heading of numbers that came about, beside those that were planned: `Actual`, `Realisasi`, `Wykonanie`.
///
/// ```
/// assert!(tolok_table::label_words::is_actual("Wykonanie"));
/// ```
pub fn is_actual(text: &str) -> bool {
    const WORDS: &[&str] =
        &["actual", "actuals", "current", "thisperiod", "aktual", "realisasi", "periodeini", "realizacja", "wykonanie", "biezacyokres"];
    WORDS.contains(&loosened(text).as_str()) || current(text).is_some()
}

/// How long the period is that a text calls the one at hand: `This month`, `Kuartal ini`. Which one it is somebody has to say.
///
/// ```
/// use tolok_table::label_words::current;
/// assert_eq!(current("Bieżący rok"), Some(tolok_value::Grain::Year));
/// assert_eq!(current("Actual"), None);
/// ```
pub fn current(text: &str) -> Option<Grain> {
    Some(match loosened(text).as_str() {
        "thismonth" | "currentmonth" | "bulanini" | "bulanberjalan" | "tenmiesiac" | "biezacymiesiac" => Grain::Month,
        "thisquarter" | "currentquarter" | "kuartalini" | "triwulanini" | "tenkwartal" | "biezacykwartal" => Grain::Quarter,
        "thisyear" | "currentyear" | "tahunini" | "tahunberjalan" | "tenrok" | "biezacyrok" => Grain::Year,
        "thisweek" | "currentweek" | "mingguini" | "tentydzien" | "biezacytydzien" => Grain::Week,
        _ => return None,
    })
}

/// True for the heading of a column of inputs and KPIs, such as `Metric` or `Wskaźnik`.
pub fn is_metric(text: &str) -> bool {
    crate::layout::is_metric(&loosened(text))
}
