//! Texts as people write them.

use proptest::prelude::*;

use super::*;
use crate::{Locale, Number};

use Locale::{English, Indonesian, Polish};

#[track_caller]
fn reads(text: &str, locale: Locale, value: &str) -> Reading {
    let reading = read_number(text, locale).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(reading.value, Some(Number::parse(value).unwrap()), "{text}");
    reading
}

#[test]
fn english() {
    for (text, value) in [
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("  42 ", "42"),
        ("1.234", "1.234"),
        ("0012", "12"),
        (".5", "0.5"),
        ("5.", "5"),
        ("$1,000.", "1000"),
        ("1e-7", "0.0000001"),
        ("1.5E3", "1500"),
        ("-42", "-42"),
        ("+42", "42"),
        ("\u{2212}42", "-42"),
        ("(200)", "-200"),
        ("( 200 )", "-200"),
        ("1,234.50-", "-1234.5"),
        ("$1,234.50", "1234.5"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("($5.00)", "-5"),
        ("$(5.00)", "-5"),
        ("USD 10", "10"),
        ("10USD", "10"),
        ("1,234.56 USD", "1234.56"),
        ("usd 1", "1"),
        ("US$ 3", "3"),
        ("€1", "1"),
        ("£ 2", "2"),
        ("\u{a0}3\u{202f}€", "3"),
        ("5 zł", "5"),
        ("5 ZŁ", "5"),
    ] {
        reads(text, English, value);
    }
}

#[test]
fn indonesian() {
    for (text, value) in [
        ("Rp 1.000.000,50", "1000000.5"),
        ("Rp2.500", "2500"),
        ("Rp. 2.500", "2500"),
        ("rp2.500", "2500"),
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,5e3", "1500"),
        ("IDR 1.000", "1000"),
        ("-Rp500", "-500"),
        ("(Rp 500)", "-500"),
        ("Rp2.500,-", "2500"),
        ("Rp 1.000.000,--", "1000000"),
        ("-Rp500,-", "-500"),
        ("2.500,\u{2013}", "2500"),
        ("2.500,", "2500"),
    ] {
        reads(text, Indonesian, value);
    }
    assert_eq!(reads("Rp2.500", Indonesian, "2500").currency, Some("IDR"));
}

#[test]
fn polish() {
    for text in
        ["1 234,56", "1\u{a0}234,56", "1\u{202f}234,56", "1\u{2009}234,56 zł", "1234,56", "zł 1 234,56", "PLN 1 234,56", "1 234,56 PLN"]
    {
        reads(text, Polish, "1234.56");
    }
    assert_eq!(reads("12,- zł", Polish, "12").currency, Some("PLN"));
    assert_eq!(reads("2 000 zł", Polish, "2000").currency, Some("PLN"));
    reads("-1 000", Polish, "-1000");
    reads("(1 000 zł)", Polish, "-1000");
}

#[test]
fn percentages_are_fractions() {
    for (text, locale, value) in [
        ("25%", English, "0.25"),
        ("12,5%", Polish, "0.125"),
        ("7 %", Polish, "0.07"),
        ("-0.5%", English, "-0.005"),
        ("(5%)", English, "-0.05"),
        ("1,250%", English, "12.5"),
        ("0.1234567890123456789012345678%", English, "0.0012345678901234567890123457"),
    ] {
        let reading = reads(text, locale, value);
        assert!(reading.percent && reading.currency.is_none());
    }
    assert!(!reads("25", English, "25").percent);
}

#[test]
fn currencies_are_named_where_the_sign_has_one() {
    for (text, currency) in [("$5", "$"), ("¥5", "¥"), ("US$5", "USD"), ("5 €", "EUR"), ("chf 5", "CHF"), ("5 kr", "kr"), ("R$ 5", "BRL")]
    {
        assert_eq!(reads(text, English, "5").currency, Some(currency), "{text}");
    }
}

#[test]
fn some_texts_stand_for_no_value() {
    for text in ["", "  ", "-", " - ", "n/a", "N/A", "\u{a0}"] {
        let reading = read_number(text, English).unwrap();
        assert_eq!(reading, Reading { value: None, percent: false, currency: None }, "{text}");
    }
}

#[test]
fn nothing_is_guessed() {
    for (text, locale) in [
        ("1,23", English),
        ("12,34", English),
        ("1,2345", English),
        ("1234,567", English),
        ("0,123", English),
        (",123", English),
        ("1,,234", English),
        ("1 234", English),
        ("1.234.567", English),
        ("1,234.567,8", English),
        ("1.234", Polish),
        ("1 23", Polish),
        ("1  234", Polish),
        ("1.23", Indonesian),
        ("12.5", Indonesian),
        ("(5", English),
        ("5)", English),
        ("((5))", English),
        ("(-5)", English),
        ("-5-", English),
        ("--5", English),
        ("5%%", English),
        ("$5%", English),
        ("$5 USD", English),
        ("5 XYZ", English),
        ("Rp2.500,-", English),
        ("2.500,---", Indonesian),
        ("2.500,-5", Indonesian),
        ("12,-%", Polish),
        (",-", Polish),
        (".", English),
        ("5.-", English),
        ("5.-5", English),
        ("Rpx5", English),
        ("1e", English),
        ("e5", English),
        ("1e5.5", English),
        (".", English),
        ("$", English),
        ("()", English),
        ("%", English),
        ("1/2", English),
        ("0x10", English),
        ("٣", English),
        ("NaN", English),
        ("2026-01-31", English),
    ] {
        assert!(read_number(text, locale).is_err(), "{text}");
    }
}

#[test]
fn messages_tell_what_was_expected() {
    for (text, locale, message) in [
        ("about 50", English, "`about 50` is not a number"),
        ("1.234,5", English, "`1.234,5` groups digits, as Indonesian does; English writes `1,234.56`"),
        ("12,5", English, "`12,5` has a decimal comma, as Indonesian and Polish do; English writes `1,234.56`"),
        ("12.5", Indonesian, "`12.5` has a decimal point, as English does; Indonesian writes `1.234,56`"),
        ("1 234,5", Indonesian, "`1 234,5` groups digits, as Polish does; Indonesian writes `1.234,56`"),
        ("1e30", English, "`1e30` is out of range: the result is larger than 79,228,162,514,264,337,593,543,950,335"),
        ("a\nb", English, "`a b` is not a number"),
    ] {
        assert_eq!(read_number(text, locale).unwrap_err().to_string(), message);
    }
    assert!(read_number(&"x".repeat(10_000), English).unwrap_err().message().len() < 100);
}

#[test]
fn dates() {
    for (text, locale, date) in [
        ("2026-01-31", English, "2026-01-31"),
        (" 2026-01-31 ", Polish, "2026-01-31"),
        ("2026/1/5", English, "2026-01-05"),
        ("31/01/2026", Indonesian, "2026-01-31"),
        ("31.01.2026", Polish, "2026-01-31"),
        ("31-01-2026", Indonesian, "2026-01-31"),
        ("1.2.2026", Polish, "2026-02-01"),
        ("01/31/2026", English, "2026-01-31"),
        ("31/01/2026", English, "2026-01-31"),
        ("05/05/2026", English, "2026-05-05"),
    ] {
        assert_eq!(read_date(text, locale).unwrap().to_string(), date, "{text}");
    }
    for (text, locale) in [
        ("", English),
        ("01/02/2026", English),
        ("01/31/2026", Indonesian),
        ("31/01/26", Polish),
        ("30.02.2026", Polish),
        ("2026-02-30", English),
        ("2026-01", English),
        ("31.01-2026", Polish),
        ("31.01.2026.", Polish),
        ("20260131", English),
        ("2026-01-31T00:00", English),
        ("Jan 31, 2026", English),
    ] {
        assert!(read_date(text, locale).is_err(), "{text}");
    }
    assert_eq!(
        read_date("01/02/2026", English).unwrap_err().to_string(),
        "`01/02/2026` could be 2026-02-01 or 2026-01-02; write it as one of these"
    );
    assert_eq!(read_date("soon", English).unwrap_err().to_string(), "`soon` is not a date; write it as `2026-01-31`");
}

#[test]
fn truths() {
    for text in ["true", "TRUE", " yes ", "Ya", "benar", "tak", "Prawda"] {
        assert_eq!(read_bool(text), Ok(true), "{text}");
    }
    for text in ["false", "No", "tidak", "salah", "nie", "FAŁSZ"] {
        assert_eq!(read_bool(text), Ok(false), "{text}");
    }
    assert_eq!(read_bool("1").unwrap_err().to_string(), "`1` is neither true nor false");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        for locale in Locale::ALL {
            let _ = (read_number(&text, locale), read_date(&text, locale), read_bool(&text));
        }
    }

    #[test]
    fn texts_like_numbers_are_read_or_refused(text in "[-(+$%Rpzł 0-9.,e)]{0,12}") {
        for locale in Locale::ALL {
            let _ = (read_number(&text, locale), read_date(&text, locale));
        }
    }

    #[test]
    fn what_a_language_writes_it_reads(whole in 0u64..10_000_000_000, places in 0u32..100) {
        let mut grouped = String::new();
        let digits = whole.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                grouped.push('_');
            }
            grouped.push(digit);
        }
        for locale in Locale::ALL {
            let text = format!("{grouped}{}{places:02}", locale.decimal_sign()).replace('_', &locale.grouping_sign().to_string());
            let expected = Number::parse(&format!("{whole}.{places:02}")).unwrap();
            prop_assert_eq!(read_number(&text, locale).unwrap().value, Some(expected));
        }
    }
}
