//! Words for what people put beside the numbers of a worksheet: plans, other periods, changes, remarks.

use tolok_value::Locale;

use crate::names::loosened;

/// What stands in a worksheet beside the numbers that came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// What was planned or is aimed at: `Budget`, `Target`.
    Plan,
    /// Another period than the one that the worksheet is about: `Last year`, `YTD`.
    OtherPeriod,
    /// What is computed from two of them: `Change`, `vs plan`.
    Change,
    /// Parts of a whole, or numbers of each: `Share of total`, `Average`.
    Share,
    /// Words about them: `Notes`, `Owner`, `Unit`.
    Remark,
}

/// What a heading says that stands beside those of actual numbers, whatever years and signs it has besides.
///
/// ```
/// use tolok_table::label_words::{Aside, aside};
/// assert_eq!(aside("Budget 2026"), Some(Aside::Plan));
/// assert_eq!(aside("Bulan lalu"), Some(Aside::OtherPeriod));
/// assert_eq!(aside("Zmiana %"), Some(Aside::Change));
/// assert_eq!(aside("Email"), None);
/// ```
pub fn aside(text: &str) -> Option<Aside> {
    /// Such headings are short, but for the period; a sentence says something else.
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = text.split([' ', '\t', '\n', '\u{a0}', ',', '|', '·', '–', '—']).filter(|word| !is_period(word)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let first = text.split_whitespace().next();
    if first.map(loosened).is_some_and(|first| COMPARED.contains(&first.as_str())) {
        return Some(Aside::Change);
    }
    // A period beside it says of when it is: `Budget 2026`, `Q2 forecast`, `Plan na styczeń 2026`.
    let has_period = text.split_whitespace().any(is_period);
    let says_when = |word: &String| has_period && BEFORE_PERIODS.contains(&word.as_str());
    let key: String = words.iter().map(|word| loosened(word)).filter(|word| !says_when(word)).collect();
    let whole = loosened(text);
    let bare = whole.trim_matches(|character: char| character.is_ascii_digit());
    let keys = [key.as_str(), bare];
    WORDS.iter().find(|(_, words)| words.iter().any(|word| keys.contains(word))).map(|(aside, _)| *aside)
}

/// True for a year, for `Q1`, and for a month.
fn is_period(word: &str) -> bool {
    let digits = word.trim_start_matches(['Q', 'q', 'K', 'k']);
    let is_year = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year || super::moment(word.trim_matches([',', '.', ':', '(', ')']), Locale::English).is_some()
}

/// Words that stand between something and its period.
const BEFORE_PERIODS: &[&str] = &["for", "of", "in", "r", "na", "w", "za", "dla", "z", "untuk", "pada", "bulan", "tahun", "per"];

/// Words in front of what numbers are compared with.
const COMPARED: &[&str] = &["vs", "versus", "dibanding", "dibandingkan", "wobec"];

/// Without case, accents, spacing and punctuation.
const WORDS: &[(Aside, &[&str])] = &[
    (
        Aside::Plan,
        &[
            "budget",
            "budgeted",
            "plan",
            "planned",
            "target",
            "targets",
            "goal",
            "goals",
            "forecast",
            "estimate",
            "estimated",
            "projection",
            "projected",
            "expected",
            "benchmark",
            "baseline",
            "limit",
            "anggaran",
            "rencana",
            "sasaran",
            "prakiraan",
            "perkiraan",
            "proyeksi",
            "estimasi",
            "budzet",
            "cel",
            "cele",
            "prognoza",
            "szacunek",
        ],
    ),
    (
        Aside::OtherPeriod,
        &[
            "lastyear",
            "lastmonth",
            "lastquarter",
            "lastweek",
            "lastperiod",
            "previous",
            "previousyear",
            "previousmonth",
            "previousquarter",
            "previousweek",
            "previousperiod",
            "prior",
            "prioryear",
            "priormonth",
            "priorquarter",
            "priorperiod",
            "ly",
            "prevyear",
            "prevmonth",
            "prevperiod",
            "ytd",
            "mtd",
            "qtd",
            "yeartodate",
            "monthtodate",
            "quartertodate",
            "todate",
            "tahunlalu",
            "bulanlalu",
            "minggulalu",
            "kuartallalu",
            "triwulanlalu",
            "periodelalu",
            "tahunsebelumnya",
            "bulansebelumnya",
            "kuartalsebelumnya",
            "periodesebelumnya",
            "sebelumnya",
            "zeszlyrok",
            "wzeszlymroku",
            "ubieglyrok",
            "rokubiegly",
            "poprzednirok",
            "rokpoprzedni",
            "zeszlymiesiac",
            "ubieglymiesiac",
            "poprzednimiesiac",
            "miesiacpoprzedni",
            "poprzednikwartal",
            "kwartalpoprzedni",
            "poprzednitydzien",
            "poprzedniokres",
            "okrespoprzedni",
            "narastajaco",
            "odpoczatkuroku",
        ],
    ),
    (
        Aside::Change,
        &[
            "change",
            "changes",
            "difference",
            "diff",
            "delta",
            "variance",
            "var",
            "deviation",
            "yoy",
            "mom",
            "qoq",
            "wow",
            "growth",
            "trend",
            "selisih",
            "perubahan",
            "pertumbuhan",
            "varian",
            "deviasi",
            "tren",
            "zmiana",
            "roznica",
            "odchylenie",
            "wzrost",
            "dynamika",
            "rdr",
            "mdm",
            "kdk",
        ],
    ),
    (
        Aside::Share,
        &[
            "share",
            "shares",
            "shareoftotal",
            "shareofthetotal",
            "oftotal",
            "ofthetotal",
            "percent",
            "percentage",
            "percentoftotal",
            "percentageoftotal",
            "proportion",
            "contribution",
            "mix",
            "pangsa",
            "pangsadaritotal",
            "daritotal",
            "porsi",
            "proporsi",
            "persen",
            "persentase",
            "persentasedaritotal",
            "kontribusi",
            "udzial",
            "udzialy",
            "udzialprocentowy",
            "udzialwsumie",
            "udzialwcalosci",
            "wsumie",
            "calosci",
            "procent",
            "struktura",
        ],
    ),
    (
        Aside::Remark,
        &[
            "unit",
            "unitofmeasure",
            "uom",
            "currency",
            "description",
            "definition",
            "formula",
            "satuan",
            "matauang",
            "deskripsi",
            "definisi",
            "rumus",
            "jednostka",
            "jednostkamiary",
            "jm",
            "waluta",
            "opis",
            "definicja",
            "wzor",
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "owner",
            "responsible",
            "status",
            "source",
            "catatan",
            "keterangan",
            "komentar",
            "penanggungjawab",
            "sumber",
            "uwaga",
            "uwagi",
            "komentarz",
            "komentarze",
            "notatki",
            "wlasciciel",
            "odpowiedzialny",
            "zrodlo",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared() {
        for word in WORDS.iter().flat_map(|(_, words)| *words).chain(COMPARED) {
            assert_eq!(loosened(word), **word);
        }
    }

    #[test]
    fn what_stands_beside_actual_numbers_is_told_from_members() {
        for (text, expected) in [
            ("Budget", Some(Aside::Plan)),
            ("Forecast Q2", Some(Aside::Plan)),
            ("BUDGET 2026 (USD)", Some(Aside::Plan)),
            ("2025 Target", Some(Aside::Plan)),
            ("Budżet", Some(Aside::Plan)),
            ("Last year", Some(Aside::OtherPeriod)),
            ("YTD", Some(Aside::OtherPeriod)),
            ("Tahun lalu", Some(Aside::OtherPeriod)),
            ("Poprzedni miesiąc", Some(Aside::OtherPeriod)),
            ("Change %", Some(Aside::Change)),
            ("vs. Jan", Some(Aside::Change)),
            ("Uwagi", Some(Aside::Remark)),
            ("% share", Some(Aside::Share)),
            ("Share of total", Some(Aside::Share)),
            ("% of total", Some(Aside::Share)),
            ("Udział %", Some(Aside::Share)),
            ("Pangsa", Some(Aside::Share)),
            ("Unit", Some(Aside::Remark)),
            ("J.m.", Some(Aside::Remark)),
            ("Planet Radio", None),
            ("Actual", None),
            ("Total", None),
            ("2026", None),
            ("", None),
            ("Target of the new campaign in March", None),
        ] {
            assert_eq!(aside(text), expected, "{text}");
        }
    }
}
