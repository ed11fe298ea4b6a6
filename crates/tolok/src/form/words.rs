//! The fixed words of a worksheet in each language.

use tolok_value::Language;

/// The words of one language.
pub(super) struct Words {
    /// The name of a sheet without a title.
    pub(super) sheet: &'static str,
    pub(super) legend: &'static str,
    pub(super) value: &'static str,
    pub(super) total: &'static str,
    /// The heading above labels where columns are periods or one column is for everything.
    pub(super) measure: &'static str,
    pub(super) period: &'static str,
    pub(super) results: &'static str,
    pub(super) not_here: &'static str,
    pub(super) formula: &'static str,
    pub(super) target: &'static str,
    pub(super) source: &'static str,
    pub(super) also: &'static str,
    pub(super) not_in_totals: &'static str,
    pub(super) overlapping: &'static str,
    pub(super) stock: &'static str,
    pub(super) rate: &'static str,
    pub(super) single: &'static str,
    pub(super) not_a_number: &'static str,
    pub(super) whole_number: &'static str,
    pub(super) decimal_number: &'static str,
    pub(super) a_date: &'static str,
    pub(super) questions: &'static str,
    pub(super) questions_legend: &'static str,
    pub(super) question: &'static str,
    pub(super) figure: &'static str,
    pub(super) answer: &'static str,
    pub(super) against: &'static str,
    pub(super) no_numbers: &'static str,
    pub(super) best: &'static str,
}

pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::Indonesian => &INDONESIAN,
        Language::Polish => &POLISH,
        _ => &ENGLISH,
    }
}

/// The title of a report of the library in a language; titles of other reports stay as they are written.
pub(super) fn title(title: &str, language: Language) -> Option<&'static str> {
    let (_, indonesian, polish) = TITLES.iter().find(|(english, ..)| tolok_value::same(english, title.trim()))?;
    match language {
        Language::Indonesian => Some(indonesian),
        Language::Polish => Some(polish),
        _ => None,
    }
}

const TITLES: &[(&str, &str, &str)] = &[
    ("Marketing automation", "Otomasi pemasaran", "Automatyzacja marketingu"),
    ("Marketing overview", "Ikhtisar pemasaran", "Przegląd marketingu"),
    ("Digital advertising", "Iklan digital", "Reklama cyfrowa"),
    ("B2B digital", "Pemasaran digital B2B", "Marketing cyfrowy B2B"),
    ("B2B content", "Konten B2B", "Treści B2B"),
    ("B2B email", "Email B2B", "E-mail B2B"),
    ("B2B social", "Media sosial B2B", "Media społecznościowe B2B"),
    ("Local service channels", "Saluran layanan lokal", "Kanały usług lokalnych"),
    ("Channel ROI", "Kinerja ROI saluran", "Wyniki ROI kanałów"),
    ("Sales team", "Tim penjualan", "Zespół sprzedaży"),
    ("Brand awareness", "Kesadaran merek", "Świadomość marki"),
    ("Local SEO signals", "Sinyal SEO lokal", "Sygnały lokalnego SEO"),
];

static ENGLISH: Words = Words {
    sheet: "Worksheet",
    legend: "Type into the cells of this colour. All others compute themselves.",
    value: "Value",
    total: "Total",
    measure: "Metric",
    period: "Period",
    results: "Results",
    not_here: "Not on this worksheet",
    formula: "Formula",
    target: "Target",
    source: "Source",
    also: "This number is also the KPI",
    not_in_totals: "Has no total here",
    overlapping: "The total is an upper bound: the same people may be counted several times.",
    stock: "A count at a time: the total takes the last period that has a number.",
    rate: "The total is weighted by",
    single: "Cannot be added up, so it has no total.",
    not_a_number: "Not a number for this cell",
    whole_number: "Type a whole number, 0 or more. Leave the cell empty if you do not know it: empty is not zero.",
    decimal_number: "A number, 0 or more, is expected here. Keep what you typed?",
    a_date: "Type a date.",
    questions: "Questions",
    questions_legend: "The answers follow what is typed into the worksheet.",
    question: "Question",
    figure: "Judged by",
    answer: "Answer",
    against: "Compared with",
    no_numbers: "no numbers yet",
    best: "Where is it best: {}?",
};

static INDONESIAN: Words = Words {
    sheet: "Lembar kerja",
    legend: "Isi sel berwarna ini. Sel lain terhitung sendiri.",
    value: "Nilai",
    total: "Total",
    measure: "Metrik",
    period: "Periode",
    results: "Hasil",
    not_here: "Tidak ada di lembar ini",
    formula: "Rumus",
    target: "Target",
    source: "Sumber",
    also: "Angka ini juga merupakan KPI",
    not_in_totals: "Tidak punya total di sini",
    overlapping: "Totalnya batas atas: orang yang sama dapat terhitung beberapa kali.",
    stock: "Jumlah pada suatu waktu: total memakai periode terakhir yang terisi.",
    rate: "Total ditimbang menurut",
    single: "Tidak dapat dijumlahkan, jadi tidak ada total.",
    not_a_number: "Bukan angka untuk sel ini",
    whole_number: "Isi bilangan bulat, 0 atau lebih. Kosongkan sel jika belum tahu: kosong bukan nol.",
    decimal_number: "Di sini diharapkan angka 0 atau lebih. Pertahankan isian Anda?",
    a_date: "Isi tanggal.",
    questions: "Pertanyaan",
    questions_legend: "Jawaban mengikuti isian lembar kerja.",
    question: "Pertanyaan",
    figure: "Diukur dengan",
    answer: "Jawaban",
    against: "Dibandingkan dengan",
    no_numbers: "belum ada angka",
    best: "Di mana yang terbaik: {}?",
};

static POLISH: Words = Words {
    sheet: "Arkusz",
    legend: "Wypełnij komórki w tym kolorze. Pozostałe liczą się same.",
    value: "Wartość",
    total: "Razem",
    measure: "Wskaźnik",
    period: "Okres",
    results: "Wyniki",
    not_here: "Nie ma w tym arkuszu",
    formula: "Wzór",
    target: "Cel",
    source: "Źródło",
    also: "Ta liczba jest też wskaźnikiem",
    not_in_totals: "Nie ma tu sumy",
    overlapping: "Suma jest górną granicą: te same osoby mogą być policzone kilka razy.",
    stock: "Stan na dany moment: suma bierze ostatni okres z liczbą.",
    rate: "Suma jest ważona przez",
    single: "Nie da się zsumować, więc nie ma sumy.",
    not_a_number: "To nie jest liczba dla tej komórki",
    whole_number: "Wpisz liczbę całkowitą, 0 lub większą. Zostaw pustą komórkę, gdy jej nie znasz: puste to nie zero.",
    decimal_number: "Tu powinna być liczba 0 lub większa. Zachować wpis?",
    a_date: "Wpisz datę.",
    questions: "Pytania",
    questions_legend: "Odpowiedzi zmieniają się z tym, co wpisano w arkuszu.",
    question: "Pytanie",
    figure: "Miara",
    answer: "Odpowiedź",
    against: "W porównaniu z",
    no_numbers: "brak liczb",
    best: "Gdzie jest najlepiej: {}?",
};
