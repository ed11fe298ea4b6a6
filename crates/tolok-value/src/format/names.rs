//! Names of months and days. Sources: Unicode CLDR 46, `gregorian` calendar, of `en`, `id` and `pl`.

use crate::Language;

/// The full name of a month, 1 to 12; beside a day of the month Polish puts it in the genitive.
pub(super) fn month(number: i8, language: Language, with_day: bool) -> &'static str {
    let names = match language {
        Language::English => ENGLISH_MONTHS,
        Language::Indonesian => INDONESIAN_MONTHS,
        Language::Polish if with_day => POLISH_MONTHS_GENITIVE,
        Language::Polish => POLISH_MONTHS,
    };
    at(&names, number)
}

/// The short name of a month, 1 to 12.
pub(super) fn short_month(number: i8, language: Language) -> &'static str {
    let names = match language {
        Language::English => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        Language::Indonesian => ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
        Language::Polish => ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    };
    at(&names, number)
}

/// The full name of a weekday, 0 for Sunday to 6 for Saturday.
pub(super) fn weekday(number: usize, language: Language) -> &'static str {
    let names = match language {
        Language::English => ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        Language::Indonesian => ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
        Language::Polish => ["niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"],
    };
    names.get(number).copied().unwrap_or_default()
}

/// The short name of a weekday, 0 for Sunday to 6 for Saturday.
pub(super) fn short_weekday(number: usize, language: Language) -> &'static str {
    let names = match language {
        Language::English => ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        Language::Indonesian => ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
        Language::Polish => ["niedz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."],
    };
    names.get(number).copied().unwrap_or_default()
}

fn at(names: &[&'static str; 12], number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

const ENGLISH_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const INDONESIAN_MONTHS: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

const POLISH_MONTHS: [&str; 12] =
    ["styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"];

const POLISH_MONTHS_GENITIVE: [&str; 12] =
    ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"];
