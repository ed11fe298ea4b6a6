//! Functions against hand-computed results.

use jiff::civil::date;
use proptest::prelude::*;

use super::{aggregates, dates, financial, powers, rounding, text};
use crate::{Blank, ErrorKind, Number, Value};

type Function = fn(&[Value]) -> Value;

fn number(text: &str) -> Value {
    Number::parse(text).unwrap().into()
}

/// Numbers and texts as they are written in the tables below: a text that is no number is a text.
fn value(text: &str) -> Value {
    Number::parse(text).map_or_else(|_| Value::text(text), Value::from)
}

fn day(year: i16, month: i8, day: i8) -> Value {
    Value::Date(date(year, month, day))
}

#[track_caller]
fn gives(function: Function, arguments: &[&str], expected: &str) {
    let arguments: Vec<Value> = arguments.iter().map(|text| value(text)).collect();
    assert_eq!(function(&arguments), value(expected), "{arguments:?}");
}

#[track_caller]
fn refuses(function: Function, arguments: &[Value], kind: ErrorKind, cause: &str) {
    let Value::Error(error) = function(arguments) else { panic!("{arguments:?} gave {:?}", function(arguments)) };
    assert_eq!((error.kind(), error.cause()), (kind, cause));
}

#[test]
fn rounding_as_in_a_spreadsheet() {
    gives(rounding::round, &["2.5", "0"], "3");
    gives(rounding::round, &["-2.5", "0.9"], "-3");
    gives(rounding::round, &["1.005", "2"], "1.01");
    gives(rounding::round, &["1234.5", "-2"], "1200");
    gives(rounding::round, &["1234.5", "-1.9"], "1230");
    gives(rounding::round, &["1.5", "1e20"], "1.5");
    gives(rounding::round, &["1.5", "-1e20"], "0");
    gives(rounding::round_even, &["2.5", "0"], "2");
    gives(rounding::roundup, &["1.01", "1"], "1.1");
    gives(rounding::rounddown, &["-1.09", "1"], "-1");
    gives(rounding::int, &["-1.5"], "-2");
    gives(rounding::modulo, &["-3", "2"], "1");
    gives(rounding::modulo, &["3", "-2"], "-1");
    gives(rounding::modulo, &["7.5", "2"], "1.5");
    gives(rounding::abs, &["-4.2"], "4.2");
    gives(rounding::sign, &["-4.2"], "-1");
    refuses(rounding::modulo, &[number("5"), number("0")], ErrorKind::DivisionByZero, "division by zero");
    refuses(rounding::round, &[number("5")], ErrorKind::Value, "`round` needs another argument");
    refuses(rounding::round, &[Value::text("x"), number("1")], ErrorKind::Value, "`round` takes a number, not text");
    refuses(rounding::abs, &[Value::Bool(true)], ErrorKind::Value, "`abs` takes a number, not true or false");
    refuses(rounding::sign, &[], ErrorKind::Value, "`sign` needs another argument");
}

#[test]
fn lists_of_arguments() {
    gives(aggregates::sum, &["1e28", "0.1", "-1e28"], "0.1");
    gives(aggregates::average, &["1", "2", "4"], "2.333333333333333333333333333");
    gives(aggregates::min, &["3", "-1", "2"], "-1");
    gives(aggregates::max, &["3", "-1", "2"], "3");
    gives(aggregates::median, &["9", "1", "5"], "5");
    gives(aggregates::median, &["9", "1", "5", "2"], "3.5");
    gives(aggregates::median, &["7e28", "7e28"], "7e28");
    gives(aggregates::count, &["1", "text", "2"], "2");
    gives(aggregates::count, &[], "0");
    for function in [aggregates::sum, aggregates::average, aggregates::min, aggregates::max, aggregates::median] {
        assert!(function(&[]).is_blank());
        let error = Value::error(ErrorKind::NotAvailable, "cause");
        assert_eq!(function(&[number("1"), error.clone()]), error);
    }
    let days = [day(2026, 3, 1), day(2024, 12, 31), day(2026, 1, 1)];
    assert_eq!(aggregates::min(&days), days[1]);
    assert_eq!(aggregates::max(&days), days[0]);
    assert_eq!(aggregates::count(&days), number("3"));
    refuses(aggregates::max, &[days[0].clone(), number("1")], ErrorKind::Value, "`max` takes a date, not a number");
    refuses(aggregates::min, &[number("1"), days[0].clone()], ErrorKind::Value, "`min` takes a number, not a date");
    refuses(aggregates::min, &[Value::text("a")], ErrorKind::Value, "`min` takes a number, not text");
    refuses(aggregates::sum, &[number("1"), Value::text("5")], ErrorKind::Value, "`sum` takes a number, not text");
}

#[test]
fn texts() {
    gives(text::len, &["zażółć"], "6");
    gives(text::len, &["👍"], "1");
    gives(text::upper, &["zażółć"], "ZAŻÓŁĆ");
    gives(text::lower, &["ŁÓDŹ"], "łódź");
    gives(text::trim, &["  a   b  c "], "a b c");
    gives(text::trim, &["\u{a0}a\t"], "\u{a0}a\t");
    gives(text::left, &["abc"], "a");
    gives(text::left, &["łódź", "2.9"], "łó");
    gives(text::left, &["ab", "10"], "ab");
    gives(text::left, &["ab", "0"], "");
    gives(text::right, &["łódź"], "ź");
    gives(text::right, &["łódź", "2"], "dź");
    gives(text::right, &["ab", "1e20"], "ab");
    gives(text::mid, &["abcdef", "2", "3"], "bcd");
    gives(text::mid, &["abc", "9", "3"], "");
    gives(text::mid, &["abc", "2", "1e20"], "bc");
    refuses(text::mid, &[Value::text("abc"), number("0"), number("1")], ErrorKind::Value, "`mid` counts characters from 1");
    refuses(text::mid, &[Value::text("abc"), number("1")], ErrorKind::Value, "`mid` needs another argument");
    refuses(text::left, &[Value::text("a"), number("-1")], ErrorKind::Value, "`left` cannot take a negative number of characters");
    refuses(text::len, &[number("12")], ErrorKind::Value, "`len` takes text, not a number");
    let parts = [Value::text("a"), Value::Blank(Blank::UNSAID), number("1.50"), Value::Bool(false), day(2026, 1, 31)];
    assert_eq!(text::concat(&parts), Value::text("a1.5FALSE2026-01-31"));
    assert_eq!(text::concat(&[]), Value::text(""));
}

#[test]
fn texts_and_numbers() {
    gives(text::text, &["1234.5", "#,##0.00"], "1,234.50");
    assert_eq!(text::text(&[day(2026, 1, 31), Value::text("d mmm yyyy")]), Value::text("31 Jan 2026"));
    assert_eq!(text::text(&[day(2024, 3, 15), Value::text("#,##0")]), Value::text("45,366"));
    assert_eq!(text::text(&[day(1850, 3, 15), Value::text("0")]), Value::text("1850-03-15"));
    assert!(text::text(&[Value::BLANK, Value::text("0")]).is_blank());
    refuses(text::text, &[number("1"), Value::text("0 kg")], ErrorKind::Value, "`0 kg` is not a number format: `g` has to stand in quotes");
    assert_eq!(text::value(&[Value::text("$1,234.50")]), number("1234.5"));
    assert_eq!(text::value(&[Value::text(" 12.5% ")]), number("0.125"));
    assert_eq!(text::value(&[number("7")]), number("7"));
    refuses(text::value, &[Value::text("hello")], ErrorKind::Value, "`hello` is not a number");
    for (number, format) in [("-1", "h:mm"), ("-0.5", "[h]:mm"), ("-45366", "yyyy-mm-dd"), ("2958466", "yyyy"), ("1e20", "[h]")] {
        let cause = "`text` shows as a date or time only what a calendar has";
        refuses(text::text, &[value(number), Value::text(format)], ErrorKind::Value, cause);
    }
    gives(text::text, &["2958465.5", "yyyy h:mm"], "9999 12:00");
    gives(text::text, &["-1", "h:mm;-h:mm"], "-0:00");
    for refused in ["", "-", "n/a", "23$", "5 zł", "EUR 5", "5-", "$5-"] {
        let cause = format!("`value` finds no number in `{refused}`");
        refuses(text::value, &[Value::text(refused)], ErrorKind::Value, &cause);
    }
}

/// Days as a spreadsheet numbers them: 45292 is 1 January 2024 and 1 the first of 1900.
#[test]
fn texts_of_dates_and_times_are_their_numbers() {
    for (written, expected) in [
        ("2024/1/1", "45292"),
        ("2024-01-31", "45322"),
        ("January 1, 2024", "45292"),
        ("jan 1, 2024", "45292"),
        ("1-Jan-24", "45292"),
        ("1 January 2024", "45292"),
        ("Jan 2024", "45292"),
        ("1-Jan-30", "10959"),
        ("1-Jan-29", "47119"),
        ("2024/1/1 12:00", "45292.5"),
        ("1 January 2024 6:00 PM", "45292.75"),
        ("12:00", "0.5"),
        ("12:00:00", "0.5"),
        ("12:00 AM", "0"),
        ("12:00 PM", "0.5"),
        ("6 pm", "0.75"),
        ("36:00", "1.5"),
        ("0:00:00.864", "0.00001"),
        ("1 1/2", "1.5"),
        ("-2 3/4", "-2.75"),
    ] {
        assert_eq!(text::value(&[Value::text(written)]), value(expected), "{written}");
    }
    for refused in
        ["31/12/2023", "1/2/2024", "1/2", "2024/13/1", "2024-02-30", "12:60", "13:00 PM", "12", "Jan", "1-Foo-24", "1 1/0", "12:00 x"]
    {
        assert!(text::value(&[Value::text(refused)]).is_error() || refused == "12", "{refused}");
    }
}

#[test]
fn dates_and_their_parts() {
    for (parts, expected) in [
        ([2024, 4, 22], day(2024, 4, 22)),
        ([2024, 1, 32], day(2024, 2, 1)),
        ([2024, 14, 1], day(2025, 2, 1)),
        ([2024, 0, 1], day(2023, 12, 1)),
        ([2024, -11, 1], day(2023, 1, 1)),
        ([2024, 3, 0], day(2024, 2, 29)),
        ([2024, 1, -366], day(2022, 12, 30)),
        ([26, 1, 1], day(1926, 1, 1)),
    ] {
        assert_eq!(dates::date(&parts.map(|part| Number::from(part).into())), expected, "{parts:?}");
    }
    assert_eq!(dates::date(&[number("2024.9"), number("2.9"), number("1.9")]), day(2024, 2, 1));
    for parts in
        [["10000", "1", "1"], ["-1", "1", "1"], ["1900", "1", "0"], ["1e20", "1", "1"], ["9999", "12", "32"], ["2024", "1", "-1e20"]]
    {
        let result = dates::date(&parts.map(number));
        assert!(matches!(&result, Value::Error(error) if error.kind() == ErrorKind::Number), "{parts:?} {result:?}");
    }
    let august = [day(2024, 8, 22)];
    assert_eq!(dates::year(&august), number("2024"));
    assert_eq!(dates::quarter(&august), number("3"));
    assert_eq!(dates::month(&august), number("8"));
    assert_eq!(dates::day(&august), number("22"));
    assert_eq!(dates::days(&[day(2024, 4, 22), day(2024, 5, 1)]), number("-9"));
    refuses(dates::year, &[number("45404")], ErrorKind::Value, "`year` takes a date, not a number");
}

/// Python: `Fraction` arithmetic by the formulas of the functions' documentation, then 20 digits of it.
#[test]
fn money_over_time() {
    for (function, arguments, expected) in [
        (financial::npv as Function, &["0.1", "-10000", "3000", "4200", "6800"][..], "1188.4434123352230039"),
        (financial::npv, &["0", "100", "200", "300"], "600"),
        (financial::pmt, &["0.01", "12", "1000"], "-88.848788678341707340"),
        (financial::pmt, &["0.005", "360", "200000", "0", "1"], "-1193.1353734383132231"),
        (financial::pmt, &["0.005", "120", "0", "50000"], "-305.10250970824732620"),
        (financial::pmt, &["0", "60", "25000"], "-416.66666666666666667"),
        (financial::pmt, &["0.08", "-10", "1000"], "69.029488697075427477"),
    ] {
        let result = function(&arguments.iter().map(|text| number(text)).collect::<Vec<_>>());
        let digits = result.as_number().unwrap();
        let difference = digits.subtract(Number::parse(expected).unwrap()).unwrap().abs();
        assert!(difference < Number::parse("1e-14").unwrap(), "{arguments:?} gave {digits}, not {expected}");
    }
    refuses(financial::npv, &[number("-1"), number("5")], ErrorKind::DivisionByZero, "division by zero");
    refuses(financial::npv, &[number("0.1")], ErrorKind::Value, "`npv` needs another argument");
    refuses(financial::pmt, &[number("0"), number("0"), number("5")], ErrorKind::Number, "`pmt` needs at least one period");
}

#[test]
fn powers_and_logarithms() {
    gives(powers::power, &["-2", "3"], "-8");
    gives(powers::power, &["4", "0.5"], "2");
    gives(powers::sqrt, &["9"], "3");
    gives(powers::exp, &["0"], "1");
    gives(powers::ln, &["1"], "0");
    gives(powers::log10, &["0.001"], "-3");
    refuses(powers::sqrt, &[number("-1")], ErrorKind::Number, "a negative number has no square root");
    refuses(powers::ln, &[number("0")], ErrorKind::Number, "only numbers above zero have a logarithm");
    refuses(powers::log10, &[number("-1")], ErrorKind::Number, "only numbers above zero have a logarithm");
    refuses(powers::power, &[number("0"), number("0")], ErrorKind::Number, "zero to the power of zero has no value");
}

fn every_function() -> Vec<Function> {
    vec![
        rounding::round,
        rounding::round_even,
        rounding::roundup,
        rounding::rounddown,
        rounding::int,
        rounding::modulo,
        rounding::abs,
        rounding::sign,
        aggregates::sum,
        aggregates::average,
        aggregates::count,
        aggregates::min,
        aggregates::max,
        aggregates::median,
        text::len,
        text::upper,
        text::lower,
        text::trim,
        text::left,
        text::right,
        text::mid,
        text::concat,
        text::text,
        text::value,
        dates::date,
        dates::year,
        dates::quarter,
        dates::month,
        dates::day,
        dates::days,
        financial::npv,
        financial::pmt,
        powers::power,
        powers::sqrt,
        powers::exp,
        powers::ln,
        powers::log10,
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(|integer| Number::from(integer).into()),
        (-1000i64..1000).prop_map(|integer| Number::from(integer).divide(Number::from(8)).into()),
        (0usize..4).prop_map(|at| [Number::MAX, Number::ZERO, Number::ONE, Number::MAX.negate()][at].into()),
        "[a-zł #0.%]{0,6}".prop_map(Value::text),
        any::<bool>().prop_map(Value::Bool),
        (1i16..9999).prop_map(|year| day(year, 2, 28)),
        Just(Value::BLANK),
        Just(Value::error(ErrorKind::NotAvailable, "cause")),
    ]
}

proptest! {
    #[test]
    fn any_arguments_have_a_result(arguments in proptest::collection::vec(any_value(), 0..6)) {
        for function in every_function() {
            let result = function(&arguments);
            let error = arguments.iter().find(|argument| argument.is_error());
            if let (Value::Date(_) | Value::Number(_), Some(error)) = (&result, error) {
                // Only functions of fewer arguments may overlook an error that comes later.
                prop_assert!(arguments.first() != Some(error));
            }
        }
    }
}
