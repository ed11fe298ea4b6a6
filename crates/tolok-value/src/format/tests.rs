//! Formats against what Excel shows: the examples of ECMA-376 18.8.31 and of Microsoft's guide to custom formats, and the habits of languages.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::Locale::{English, Indonesian, Polish};
use crate::{Blank, ErrorKind};

fn shown(format: &str, number: &str, language: Language) -> String {
    let format = NumberFormat::parse(format).unwrap_or_else(|error| panic!("{error}"));
    format.show(&Value::from(Number::parse(number).unwrap()), language)
}

#[track_caller]
fn shows(cases: &[(&str, &str, &str)]) {
    for (format, number, expected) in cases {
        assert_eq!(shown(format, number, English), *expected, "{number} in {format}");
    }
}

#[test]
fn digits() {
    shows(&[
        ("####.#", "1234.59", "1234.6"),
        ("#.000", "8.9", "8.900"),
        ("0.#", "0.631", "0.6"),
        ("#.0#", "12", "12.0"),
        ("#.0#", "1234.568", "1234.57"),
        ("#.##", "0", "."),
        ("0.##", "5", "5."),
        (".00", "12.345", "12.35"),
        ("???.???", "44.398", " 44.398"),
        ("???.???", "102.65", "102.65 "),
        ("???.???", "2.8", "  2.8  "),
        ("000", "5", "005"),
        ("000", "12345", "12345"),
        ("000-00-0000", "123456789", "123-45-6789"),
        ("0", "0.5", "1"),
        ("0", "-0.5", "-1"),
        ("0.00", "1.005", "1.01"),
        ("0.00", "-1.005", "-1.01"),
        ("0.00", "2.675", "2.68"),
        ("0", "79228162514264337593543950330", "79228162514264337593543950330"),
        ("0.000000000000000000000000000000", "0.0000000000000000000000000001", "0.000000000000000000000000000100"),
        ("", "5", ""),
    ]);
}

#[test]
fn thousands_and_scaling() {
    shows(&[
        ("#,###", "12000", "12,000"),
        ("#,", "12000", "12"),
        ("0.0,,", "12200000", "12.2"),
        ("#,##0", "0", "0"),
        ("#,##0", "999", "999"),
        ("#,##0", "1000", "1,000"),
        ("#,##0.00", "1234567.891", "1,234,567.89"),
        ("#,##0.0,\"K\"", "1250", "1.3K"),
        ("000,000", "1234", "001,234"),
        ("#,##0.0#", "1234.5", "1,234.5"),
        ("#,##0,,\" M\"", "1499999", "1 M"),
    ]);
}

#[test]
fn percent() {
    shows(&[
        ("0%", "0.15", "15%"),
        ("0.0%", "0.12345", "12.3%"),
        ("0.0%", "0.1235", "12.4%"),
        ("0.00%", "-0.5", "-50.00%"),
        ("0%%", "0.5", "5000%%"),
        ("#,##0 %", "12.5", "1,250 %"),
        ("%0", "0.5", "%50"),
    ]);
}

#[test]
fn sections_are_for_signs() {
    shows(&[
        ("0;(0)", "5", "5"),
        ("0;(0)", "-5", "(5)"),
        ("0;(0)", "0", "0"),
        ("0.0;-0.0;\"none\"", "0", "none"),
        ("0.00;(0.00)", "-0.001", "(0.00)"),
        ("#,##0;[Red]-#,##0", "-1234", "-1,234"),
        ("0;;", "-5", ""),
        ("0;;", "0", ""),
        (";;;", "5", ""),
        ("\"yes\";\"no\"", "-1", "no"),
        ("_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", "1", " $1 "),
        ("_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", "-1", " $(1)"),
        ("_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)", "0", " $- "),
    ]);
}

#[test]
fn conditions() {
    let thousands = "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0";
    shows(&[
        (thousands, "1500000", "1.5M"),
        (thousands, "1500", "1.5K"),
        (thousands, "999", "999"),
        (thousands, "-5", "-5"),
        ("[<=100]0;[Blue]0.0", "100", "100"),
        ("[<=100]0;[Blue]0.0", "100.5", "100.5"),
        ("[<0](0);0", "-5", "(5)"),
        ("[>=0]0;(0)", "-5", "(5)"),
        ("[<=-25]General;[>=25]General;General", "-25", "-25"),
        ("[=1]\"one\";[=2]\"two\";\"many\"", "2", "two"),
        ("[<>1]0;\"one\"", "1", "one"),
        ("[>5]0", "3", ""),
    ]);
}

#[test]
fn exponents() {
    shows(&[
        ("0.00E+00", "12345", "1.23E+04"),
        ("0.00E+00", "0.00012345", "1.23E-04"),
        ("0.00E-00", "12345", "1.23E04"),
        ("0E+0", "0", "0E+0"),
        ("0.0E+0", "99.96", "1.0E+2"),
        ("##0.0E+0", "12345", "12.3E+3"),
        ("##0.0E+0", "999960", "1.0E+6"),
        ("##0.0E+0", "0.012", "12.0E-3"),
        ("0.00E+00\" units\"", "-5", "-5.00E+00 units"),
    ]);
}

#[test]
fn fractions() {
    shows(&[
        ("# ???/???", "5.25", "5   1/4  "),
        ("# ???/???", "5.3", "5   3/10 "),
        ("# ?/?", "0.5", " 1/2"),
        ("# ?/?", "1.5", "1 1/2"),
        ("# ?/?", "1", "1    "),
        ("0 0/0", "0.25", "0 1/4"),
        ("?/?", "1.5", "3/2"),
        ("?/?", "0", "0/1"),
        ("# ??/??", "3.14159265", "3  1/7 "),
        ("# ???/???", "3.14159265", "3  16/113"),
        ("# ?/8", "0.3", " 2/8"),
        ("# ??/16", "-2.99", "-3      "),
        ("# ?/?", "0.99", "1    "),
        ("# ?/?", "0.01", "0    "),
        ("# ??/??", "123.456", "123 26/57"),
    ]);
}

#[test]
fn general() {
    shows(&[
        ("General", "0", "0"),
        ("General", "-1234.5", "-1234.5"),
        ("General", "0.3333333333333333", "0.333333333"),
        ("General", "12345678901", "12345678901"),
        ("General", "123456789012", "1.23457E+11"),
        ("General", "99999999999.9", "1E+11"),
        ("General", "0.00001", "0.00001"),
        ("General", "0.00000123456", "1.23456E-06"),
        ("General\" kg\"", "2.50", "2.5 kg"),
        ("GENERAL;-general", "-2", "-2"),
        ("@", "1.50", "1.5"),
        ("\"n = \"@", "-2", "n = -2"),
    ]);
}

#[test]
fn dates_and_times() {
    shows(&[
        ("yyyy-mm-dd", "45366", "2024-03-15"),
        ("d/m/yy", "45366", "15/3/24"),
        ("dddd, mmmm d, yyyy", "45292", "Monday, January 1, 2024"),
        ("ddd mmm mmmmm", "45366", "Fri Mar M"),
        ("yyyy-mm-dd", "60", "1900-02-29"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("yyyy-mm-dd", "1", "1900-01-01"),
        ("yyyy-mm-dd", "2958465", "9999-12-31"),
        ("yyyy-mm-dd", "2958466", "#######"),
        ("yyyy-mm-dd", "-1", "#######"),
        ("h:mm", "0.5625", "13:30"),
        ("h:mm AM/PM", "0.5", "12:00 PM"),
        ("h:mm AM/PM", "0", "12:00 AM"),
        ("h A/P", "0.75", "6 P"),
        ("hh:mm:ss", "0.999999", "00:00:00"),
        ("mm:ss", "0.0426736111", "01:27"),
        ("mm:ss.0", "0.0426736111", "01:27.0"),
        ("m/d/yyyy h:mm", "45366.75", "3/15/2024 18:00"),
        ("[h]:mm:ss", "1.5", "36:00:00"),
        ("[h]:mm:ss", "-1.5", "-36:00:00"),
        ("[mm]:ss", "0.5", "720:00"),
        ("[ss].00", "0.00001", "00.86"),
        ("[hh]", "0.04", "00"),
        ("yyyy\"-Q\"", "45366", "2024-Q"),
    ]);
    let value = Value::Date(date(2026, 1, 31));
    for (format, expected) in [("dd/mm/yyyy", "31/01/2026"), ("0.00", "2026-01-31"), ("General", "2026-01-31")] {
        assert_eq!(NumberFormat::parse(format).unwrap().show(&value, English), expected);
    }
    let old = Value::Date(date(1850, 1, 1));
    assert_eq!(NumberFormat::parse("dd/mm/yyyy").unwrap().show(&old, English), "1850-01-01");
}

#[test]
fn signs_and_names_are_those_of_the_language() {
    for (format, number, language, expected) in [
        ("$#,##0.00", "33.33333333333333333333333333", English, "$33.33"),
        ("\"Rp\" #,##0.00", "1000000.5", Indonesian, "Rp 1.000.000,50"),
        ("[$Rp-421]#,##0", "2500", Indonesian, "Rp2.500"),
        ("#,##0.00 \"zł\"", "1234.56", Polish, "1\u{a0}234,56 zł"),
        ("#,##0.00 [$zł-415]", "1234567.5", Polish, "1\u{a0}234\u{a0}567,50 zł"),
        ("0.0%", "0.125", Polish, "12,5%"),
        ("[$€-2] #,##0.00", "-5", English, "-€ 5.00"),
        ("General", "1.5", Polish, "1,5"),
        ("0.00E+00", "12345", Indonesian, "1,23E+04"),
        ("mm:ss.0", "0.5", Polish, "00:00,0"),
        ("d mmmm yyyy", "46053", Indonesian, "31 Januari 2026"),
        ("dddd", "46053", Indonesian, "Sabtu"),
        ("ddd, d mmm", "46053", Indonesian, "Sab, 31 Jan"),
        ("d mmmm yyyy", "46053", Polish, "31 stycznia 2026"),
        ("mmmm yyyy", "46053", Polish, "styczeń 2026"),
        ("dddd", "46053", Polish, "sobota"),
        ("[$-409]d mmmm yyyy", "46053", Polish, "31 January 2026"),
        ("[$-415]mmmm", "46053", English, "styczeń"),
    ] {
        assert_eq!(shown(format, number, language), expected, "{number} in {format}");
    }
}

#[test]
fn other_values() {
    let format = NumberFormat::parse("0.00;-0.00;0;\"<\"@\">\"").unwrap();
    for (value, expected) in [
        (Value::text("abc"), "<abc>"),
        (Value::Bool(true), "TRUE"),
        (Value::Blank(Blank::UNSAID), ""),
        (Value::error(ErrorKind::DivisionByZero, "division by zero"), "#DIV/0!"),
    ] {
        assert_eq!(format.show(&value, English), expected);
    }
    for (format, expected) in [("0.00", "abc"), ("@@", "abcabc"), (";;;", ""), ("0;0;0;\"text\"", "text"), ("0;@\"!\"", "abc!")] {
        assert_eq!(NumberFormat::parse(format).unwrap().show(&Value::text("abc"), English), expected, "{format}");
    }
}

#[test]
fn a_bare_decimal_sign_can_be_left_out() {
    let format = NumberFormat::parse("#,##0.##").unwrap();
    for (number, plain, tidy) in [("5", "5.", "5"), ("1234.5", "1,234.5", "1,234.5"), ("-0.001", "-0.", "-0")] {
        let value = Value::from(Number::parse(number).unwrap());
        assert_eq!(format.show(&value, English), plain);
        assert_eq!(format.clone().tidy().show(&value, English), tidy);
    }
}

#[test]
fn kinds_are_told() {
    for (format, is_date, is_percent) in
        [("0.0%", false, true), ("yyyy", true, false), ("[h]:mm", true, false), ("\"d\"0", false, false), ("0\\%", false, false)]
    {
        let format = NumberFormat::parse(format).unwrap();
        assert_eq!((format.is_date(), format.is_percent()), (is_date, is_percent));
    }
}

/// What bankers write for multiples, and currencies of letters.
#[test]
fn letters_without_a_meaning_are_themselves() {
    shows(&[
        ("0.0x", "2.5", "2.5x"),
        ("Rp #,##0", "2500", "Rp 2,500"),
        ("[>=1000]0.0,K;0", "1500", "1.5K"),
        ("#,##0 zł", "5", "5 zł"),
        ("0!", "5", "5!"),
        ("!d0", "5", "d5"),
    ]);
}

#[test]
fn what_is_no_format_is_refused() {
    for (format, message) in [
        ("0 kg", "`0 kg` is not a number format: `g` has to stand in quotes"),
        ("0 net", "`0 net` is not a number format: `n` has to stand in quotes"),
        ("\"abc", "`\"abc` is not a number format: a quote is not closed"),
        ("[Red", "`[Red` is not a number format: a bracket is not closed"),
        ("[DBNum3]0", "`[DBNum3]0` is not a number format: `[DBNum3]` is not known"),
        ("[>x]0", "`[>x]0` is not a number format: `[>x]` is not a condition"),
        ("0;0;0;@;0", "`0;0;0;@;0` is not a number format: it has more than four sections"),
        ("0.0.0", "`0.0.0` is not a number format: it has two decimal points"),
        ("0\\", "`0\\` is not a number format: nothing follows `\\`"),
        ("yyyy 0", "`yyyy 0` is not a number format: it mixes digits with parts of a date"),
        ("General 0", "`General 0` is not a number format: it mixes digits with `General` or `@`"),
        ("E+0", "`E+0` is not a number format: an exponent needs digits before and after it"),
    ] {
        assert_eq!(NumberFormat::parse(format).unwrap_err().to_string(), message);
    }
    assert!(NumberFormat::parse(&"0".repeat(256)).is_err());
    assert!(NumberFormat::parse(&"0".repeat(255)).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_a_format_or_not(text in any::<String>(), double in any::<f64>()) {
        show_all(&text, double);
    }

    #[test]
    fn texts_like_formats_show_every_number(text in "([0#?.,%/;@_*\\\\\"$ E+ymdhs1-9:-]|\\[h\\]|\\[>5\\]|General|AM/PM){0,12}", double in any::<f64>(), small in -1e6f64..1e6) {
        show_all(&text, double);
        show_all(&text, small);
    }

    #[test]
    fn fixed_places_agree_with_rounding(cents in -1_000_000_000i64..1_000_000_000, places in 0usize..6) {
        let number = Number::from(cents).divide(Number::from(100_000)).unwrap();
        let format = if places == 0 { "0".to_string() } else { format!("0.{}", "0".repeat(places)) };
        let rounded = number.round(places as i32).unwrap();
        let text = shown(&format, &number.to_string(), English);
        prop_assert_eq!(Number::parse(&text).unwrap(), rounded);
        prop_assert_eq!(text.split_once('.').map_or(0, |(_, fraction)| fraction.len()), places);
    }
}

fn show_all(text: &str, double: f64) {
    let Ok(format) = NumberFormat::parse(text) else { return };
    for language in Language::ALL {
        if let Ok(number) = Number::from_f64(double) {
            let _ = format.show(&Value::from(number), language);
        }
        let _ = format.show(&Value::text("abc"), language);
        let _ = format.show(&Value::from(Number::MAX), language);
        let _ = format.show(&Value::Date(date(2026, 1, 31)), language);
    }
}
