//! What holds for all tables: what a language writes is read, the order of rows decides nothing, and no bytes make it panic.

use proptest::prelude::*;
use tolok_value::Number;

use super::*;

/// A number as a language writes it.
fn written(number: i64, places: u32, locale: Locale) -> String {
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = places as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(locale.grouping_sign());
        }
        grouped.push(digit);
    }
    let sign = if number < 0 { "-" } else { "" };
    let fraction = if places == 0 { String::new() } else { format!("{}{fraction}", locale.decimal_sign()) };
    format!("{sign}{grouped}{fraction}")
}

proptest! {
    #[test]
    fn what_a_language_writes_is_read(numbers in prop::collection::vec((any::<i64>(), 0u32..6), 1..20), locale in prop::sample::select(&Locale::ALL[..])) {
        let mut text = "k;x\n".to_string();
        let mut expected = String::new();
        for (number, places) in &numbers {
            writeln!(text, "A;{}", written(*number, *places, locale)).unwrap();
            writeln!(expected, "A,{}", Number::parse(&format!("{number}e-{places}")).unwrap()).unwrap();
        }
        let mut asked = request("ads.csv", text);
        (asked.locale, asked.is_locale_given) = (locale, true);
        prop_assert_eq!(rows(&Table::open(&asked, &vocabulary("x:number")).unwrap()), expected);
    }

    #[test]
    fn the_order_of_rows_decides_nothing(mut cells in prop::collection::vec(prop::sample::select(&["1", "2.5", "7%", "0", "x", "2026-01-31", "13/01/2026", "true", "", "$3", "-"][..]), 1..12), seed in any::<u64>()) {
        let text = |cells: &[&str]| format!("k,x\n{}", cells.iter().map(|cell| format!("A,{cell}\n")).collect::<String>());
        let kind = |cells: &[&str]| open(&text(cells), "").map(|table| kinds(&table)).map_err(|problems| problems.len());
        let before = kind(&cells);
        let length = cells.len();
        for at in 0..length {
            cells.swap(at, (seed as usize).wrapping_mul(at + 7) % length);
        }
        prop_assert_eq!(kind(&cells), before);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in prop::sample::select(&["a.csv", "a.tsv", "a.jsonl"][..])) {
        if let Ok(table) = Table::open(&request(name, bytes), &vocabulary("a:number*; b:dimension; c:time")) {
            let wanted: Vec<Wanted> = (0..table.columns().len()).map(|column| Wanted { column, kind: Kind::NUMBER }).collect();
            let _ = table.batches(&wanted).count();
        }
    }

    #[test]
    fn no_text_like_a_table_makes_it_panic(text in "[a-c,;\t\"\n0-9./%-]{0,200}") {
        for terms in ["a:number*; b:dimension; c:time", "a:-; b:percent"] {
            if let Ok(table) = open(&text, terms) {
                let wanted: Vec<Wanted> = (0..table.columns().len()).map(|column| Wanted { column, kind: table.columns()[column].kind.clone() }).collect();
                let _ = table.batches(&wanted).count();
                let _ = table.place(0, 0);
            }
        }
    }
}
