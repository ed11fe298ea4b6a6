//! The fixed words of a catalogue in each language.

use tolok_value::{Grain, Language};

use super::{Better, Indicator, Kind};

/// The words of one language.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) contents: &'static str,
    pub(super) alphabetical: &'static str,
    pub(super) uncategorised: &'static str,
    pub(super) reports: &'static str,
    pub(super) search: &'static str,
    pub(super) search_hint: &'static str,
    pub(super) found: &'static str,
    pub(super) to_the_top: &'static str,
    pub(super) name: &'static str,
    pub(super) formula: &'static str,
    pub(super) unit: &'static str,
    pub(super) format: &'static str,
    pub(super) aliases: &'static str,
    pub(super) other_languages: &'static str,
    pub(super) better: &'static str,
    pub(super) indicator: &'static str,
    pub(super) target: &'static str,
    pub(super) warn: &'static str,
    pub(super) roll_up: &'static str,
    pub(super) fill: &'static str,
    pub(super) category: &'static str,
    pub(super) source: &'static str,
    pub(super) owner: &'static str,
    pub(super) cadence: &'static str,
    pub(super) since: &'static str,
    pub(super) period: &'static str,
    pub(super) tags: &'static str,
    pub(super) deprecated: &'static str,
    pub(super) yes: &'static str,
    pub(super) variants: &'static str,
    pub(super) used_by: &'static str,
    pub(super) examples: &'static str,
    pub(super) given: &'static str,
    pub(super) expected: &'static str,
    pub(super) groups_of: &'static str,
    pub(super) member: &'static str,
    pub(super) group: &'static str,
    pub(super) members: &'static str,
    pub(super) grouped_by: &'static str,
    pub(super) rows: &'static str,
    pub(super) everything: &'static str,
    pub(super) flow: &'static str,
    pub(super) overlapping: &'static str,
    pub(super) stock_last: &'static str,
    pub(super) stock_first: &'static str,
    pub(super) stock_per: &'static str,
    pub(super) stock_within: &'static str,
    pub(super) rate: &'static str,
    pub(super) single: &'static str,
    pub(super) constant: &'static str,
}

const ENGLISH: Words = Words {
    title: "KPI catalogue",
    contents: "Contents",
    alphabetical: "From A to Z",
    uncategorised: "KPIs without a category",
    reports: "Sets of KPIs",
    search: "Search",
    search_hint: "name, label, formula …",
    found: "Found:",
    to_the_top: "To the top",
    name: "Name",
    formula: "Formula",
    unit: "Unit",
    format: "Format",
    aliases: "Also called",
    other_languages: "In other languages",
    better: "Better",
    indicator: "Indicator",
    target: "Target",
    warn: "Nearly good",
    roll_up: "Over several rows",
    fill: "An empty cell means",
    category: "Category",
    source: "Source",
    owner: "Owner",
    cadence: "Reviewed",
    since: "Since",
    period: "Finest period",
    tags: "Tags",
    deprecated: "No longer to be used",
    yes: "yes",
    variants: "Other definitions",
    used_by: "Used by",
    examples: "Examples",
    given: "Given",
    expected: "Result",
    groups_of: "Groups members of",
    member: "Member",
    group: "Group",
    members: "Members",
    grouped_by: "For each",
    rows: "Only where",
    everything: "everything that is defined",
    flow: "summed",
    overlapping: "summed; members may share people, so a total is an upper bound",
    stock_last: "the last report up to the end of the period, summed",
    stock_first: "the first report, summed",
    stock_per: "one report for each",
    stock_within: "only reports of the period itself",
    rate: "mean, weighted by",
    single: "cannot be combined",
    constant: "the same in every row",
};

const INDONESIAN: Words = Words {
    title: "Katalog KPI",
    contents: "Daftar isi",
    alphabetical: "Dari A sampai Z",
    uncategorised: "KPI tanpa kategori",
    reports: "Kumpulan KPI",
    search: "Cari",
    search_hint: "nama, label, rumus …",
    found: "Ditemukan:",
    to_the_top: "Ke atas",
    name: "Nama",
    formula: "Rumus",
    unit: "Satuan",
    format: "Format",
    aliases: "Disebut juga",
    other_languages: "Dalam bahasa lain",
    better: "Lebih baik",
    indicator: "Indikator",
    target: "Target",
    warn: "Hampir tercapai",
    roll_up: "Untuk beberapa baris",
    fill: "Sel kosong berarti",
    category: "Kategori",
    source: "Sumber",
    owner: "Penanggung jawab",
    cadence: "Ditinjau",
    since: "Sejak",
    period: "Periode terpendek",
    tags: "Tag",
    deprecated: "Tidak dipakai lagi",
    yes: "ya",
    variants: "Definisi lain",
    used_by: "Dipakai oleh",
    examples: "Contoh",
    given: "Diketahui",
    expected: "Hasil",
    groups_of: "Mengelompokkan anggota",
    member: "Anggota",
    group: "Kelompok",
    members: "Anggota",
    grouped_by: "Untuk setiap",
    rows: "Hanya jika",
    everything: "semua yang didefinisikan",
    flow: "dijumlahkan",
    overlapping: "dijumlahkan; orang yang sama bisa terhitung di beberapa anggota, jadi totalnya adalah batas atas",
    stock_last: "laporan terakhir sampai akhir periode, dijumlahkan",
    stock_first: "laporan pertama, dijumlahkan",
    stock_per: "satu laporan untuk setiap",
    stock_within: "hanya laporan dari periode itu sendiri",
    rate: "rata-rata tertimbang menurut",
    single: "tidak dapat digabungkan",
    constant: "sama di setiap baris",
};

const POLISH: Words = Words {
    title: "Katalog KPI",
    contents: "Spis treści",
    alphabetical: "Od A do Z",
    uncategorised: "KPI bez kategorii",
    reports: "Zestawy KPI",
    search: "Szukaj",
    search_hint: "nazwa, etykieta, wzór …",
    found: "Znaleziono:",
    to_the_top: "Do góry",
    name: "Nazwa",
    formula: "Wzór",
    unit: "Jednostka",
    format: "Format",
    aliases: "Inne nazwy",
    other_languages: "W innych językach",
    better: "Lepiej",
    indicator: "Wskaźnik",
    target: "Cel",
    warn: "Prawie osiągnięty",
    roll_up: "Dla wielu wierszy",
    fill: "Pusta komórka oznacza",
    category: "Kategoria",
    source: "Źródło",
    owner: "Właściciel",
    cadence: "Przegląd",
    since: "Od",
    period: "Najkrótszy okres",
    tags: "Znaczniki",
    deprecated: "Wycofany",
    yes: "tak",
    variants: "Inne definicje",
    used_by: "Używane przez",
    examples: "Przykłady",
    given: "Dane",
    expected: "Wynik",
    groups_of: "Grupuje elementy wymiaru",
    member: "Element",
    group: "Grupa",
    members: "Elementy",
    grouped_by: "Dla każdego",
    rows: "Tylko gdy",
    everything: "wszystko, co zdefiniowano",
    flow: "suma",
    overlapping: "suma; te same osoby mogą liczyć się w kilku elementach, więc wynik jest górną granicą",
    stock_last: "ostatni stan do końca okresu, suma",
    stock_first: "pierwszy stan, suma",
    stock_per: "po jednym stanie dla każdego:",
    stock_within: "tylko stany z samego okresu",
    rate: "średnia ważona; waga:",
    single: "nie można łączyć",
    constant: "takie samo w każdym wierszu",
};

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Indonesian => &INDONESIAN,
        Language::Polish => &POLISH,
    }
}

/// The word of a language, of three.
fn one_of(language: Language, [english, indonesian, polish]: [&'static str; 3]) -> &'static str {
    match language {
        Language::English => english,
        Language::Indonesian => indonesian,
        Language::Polish => polish,
    }
}

/// The heading above definitions of a kind.
pub(super) fn heading(kind: Kind, language: Language) -> &'static str {
    let words = match kind {
        Kind::Kpi => ["KPIs", "KPI", "KPI"],
        Kind::Param => ["Set by hand", "Ditetapkan sendiri", "Ustalane ręcznie"],
        Kind::Input => ["Inputs", "Masukan", "Dane wejściowe"],
        Kind::Dimension | Kind::Time => ["Dimensions", "Dimensi", "Wymiary"],
        Kind::Function => ["Functions", "Fungsi", "Funkcje"],
    };
    one_of(language, words)
}

/// What a direction is called.
pub(super) fn better(better: Better, language: Language) -> &'static str {
    match better {
        Better::Higher => one_of(language, ["when higher", "jika lebih tinggi", "gdy wyższe"]),
        Better::Lower => one_of(language, ["when lower", "jika lebih rendah", "gdy niższe"]),
    }
}

/// Of what a KPI tells.
pub(super) fn indicator(indicator: Indicator, language: Language) -> &'static str {
    match indicator {
        Indicator::Leading => one_of(
            language,
            ["leading: tells of what comes", "mendahului: menunjukkan yang akan datang", "wyprzedzający: mówi, co nadchodzi"],
        ),
        Indicator::Lagging => {
            one_of(language, ["lagging: tells of what was", "tertinggal: menunjukkan yang sudah terjadi", "opóźniony: mówi, co już było"])
        }
    }
}

/// The title of a category; one that is not of the built-in library stands as it is written.
pub(super) fn category(written: &str, language: Language) -> String {
    let titles = match written {
        "customer" => ["Customers", "Pelanggan", "Klienci"],
        "sales" => ["Sales", "Penjualan", "Sprzedaż"],
        "revenue" => ["Revenue and return", "Pendapatan dan imbal hasil", "Przychody i zwrot"],
        "website" => ["Website", "Situs web", "Strona internetowa"],
        "content" => ["Content", "Konten", "Treści"],
        "email" => ["Email", "Email", "E-mail"],
        "social" => ["Social media", "Media sosial", "Media społecznościowe"],
        "brand" => ["Brand", "Merek", "Marka"],
        "ads" => ["Advertising", "Iklan", "Reklama"],
        "alerts" => ["Alerts", "Peringatan", "Alerty"],
        other => return other.to_string(),
    };
    one_of(language, titles).to_string()
}

/// A unit such as `USD/count` in words; currencies stand as they are.
pub(super) fn unit(written: &str, language: Language) -> String {
    let word = |part: &str| {
        let words = match part {
            "number" => ["number", "angka", "liczba"],
            "count" => ["count", "jumlah", "liczba sztuk"],
            "percent" => ["percent", "persen", "procent"],
            "ratio" => ["ratio", "rasio", "stosunek"],
            "money" => ["money", "uang", "kwota"],
            "duration" => ["duration", "durasi", "czas trwania"],
            "text" => ["text", "teks", "tekst"],
            "bool" => ["yes or no", "ya atau tidak", "tak lub nie"],
            "date" => ["date", "tanggal", "data"],
            other => return other.to_string(),
        };
        one_of(language, words).to_string()
    };
    let quotient: Vec<String> = written.split('/').map(|side| side.split('·').map(word).collect::<Vec<_>>().join(" · ")).collect();
    quotient.join(" / ")
}

/// A period such as a month.
pub(super) fn period(grain: Grain, language: Language) -> &'static str {
    let words = match grain {
        Grain::Day => ["day", "hari", "dzień"],
        Grain::Week => ["week", "minggu", "tydzień"],
        Grain::Month => ["month", "bulan", "miesiąc"],
        Grain::Quarter => ["quarter", "triwulan", "kwartał"],
        Grain::Year => ["year", "tahun", "rok"],
    };
    one_of(language, words)
}

/// How often something is looked at; other words stay as they are written.
pub(super) fn cadence(written: &str, language: Language) -> String {
    let words = match written {
        "daily" => ["daily", "harian", "codziennie"],
        "weekly" => ["weekly", "mingguan", "co tydzień"],
        "monthly" => ["monthly", "bulanan", "co miesiąc"],
        "quarterly" => ["quarterly", "triwulanan", "co kwartał"],
        "yearly" => ["yearly", "tahunan", "co rok"],
        other => return other.to_string(),
    };
    one_of(language, words).to_string()
}

/// A language by its own name.
pub(super) fn language_name(code: &str) -> &str {
    match code {
        "en" => "English",
        "id" => "Bahasa Indonesia",
        "pl" => "polski",
        other => other,
    }
}
