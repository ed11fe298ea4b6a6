//! Operators on every kind of value.

use jiff::civil::date;

use super::*;
use crate::Blank;

fn number(text: &str) -> Value {
    Number::parse(text).unwrap().into()
}

fn error(kind: ErrorKind) -> Value {
    Value::error(kind, "cause")
}

fn missing(name: &str) -> Value {
    Value::Blank(Blank::because(name))
}

#[track_caller]
fn refused(value: &Value, kind: ErrorKind, cause: &str) {
    let Value::Error(error) = value else { panic!("{value:?}") };
    assert_eq!((error.kind(), error.cause()), (kind, cause));
}

#[test]
fn numbers() {
    for (value, expected) in [
        (add(&number("0.1"), &number("0.2")), "0.3"),
        (subtract(&number("1"), &number("1.5")), "-0.5"),
        (multiply(&number("1.10"), &number("3")), "3.3"),
        (divide(&number("10"), &number("4")), "2.5"),
        (power(&number("2"), &number("10")), "1024"),
        (power(&number("4"), &number("0.5")), "2"),
        (power(&number("2"), &number("-1")), "0.5"),
        (negate(&number("5")), "-5"),
        (negate(&number("0")), "0"),
        (percent(&number("15")), "0.15"),
    ] {
        assert_eq!(value, number(expected));
    }
}

#[test]
fn numbers_without_a_result() {
    let (zero, one) = (number("0"), number("1"));
    refused(&divide(&one, &zero), ErrorKind::DivisionByZero, "division by zero");
    refused(&divide(&zero, &zero), ErrorKind::DivisionByZero, "division by zero");
    refused(&power(&zero, &number("-1")), ErrorKind::DivisionByZero, "division by zero");
    refused(&power(&zero, &zero), ErrorKind::Number, "zero to the power of zero has no value");
    refused(&power(&number("-2"), &number("0.5")), ErrorKind::Number, "a negative number has no power with a fraction as exponent");
    refused(
        &multiply(&number("7e28"), &number("10")),
        ErrorKind::Number,
        "the result is larger than 79,228,162,514,264,337,593,543,950,335",
    );
}

#[test]
fn the_first_error_wins_then_the_first_blank() {
    let (first, second) = (error(ErrorKind::NotAvailable), error(ErrorKind::Number));
    let blank = missing("`a` has no value");
    for operator in [Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide, Arithmetic::Concat] {
        assert_eq!(arithmetic(operator, &first, &second), first);
        assert_eq!(arithmetic(operator, &blank, &second), second);
        assert_eq!(arithmetic(operator, &Value::text("x"), &second), second);
    }
    assert_eq!(compare(Comparison::Equal, &blank, &second), second);
    assert_eq!(power(&blank, &first), first);
    let Value::Blank(kept) = add(&blank, &missing("`b` has no value")) else { panic!() };
    assert_eq!(kept.reason(), Some("`a` has no value"));
    let Value::Blank(kept) = divide(&number("1"), &missing("`b` has no value")) else { panic!() };
    assert_eq!(kept.reason(), Some("`b` has no value"));
    assert!(divide(&blank, &number("0")).is_blank());
    assert!(compare(Comparison::Less, &number("1"), &blank).is_blank());
    assert!(negate(&blank).is_blank() && percent(&blank).is_blank() && not(&blank).is_blank());
    assert_eq!(negate(&first), first);
}

#[test]
fn dates_move_by_days() {
    let (january, march) = (Value::Date(date(2024, 1, 31)), Value::Date(date(2024, 3, 1)));
    assert_eq!(subtract(&march, &january), number("30"));
    assert_eq!(subtract(&january, &march), number("-30"));
    assert_eq!(add(&january, &number("30")), march);
    assert_eq!(add(&number("30"), &january), march);
    assert_eq!(subtract(&march, &number("30.0")), january);
    refused(&add(&january, &number("0.5")), ErrorKind::Value, "a date moves by whole days only");
    refused(&add(&january, &number("1e9")), ErrorKind::Number, "the calendar has no such date");
    refused(&add(&january, &number("1e20")), ErrorKind::Number, "the calendar has no such date");
    refused(&add(&january, &march), ErrorKind::Value, "cannot add a date to a date");
    refused(&subtract(&number("1"), &march), ErrorKind::Value, "cannot subtract a date from a number");
}

#[test]
fn kinds_that_do_not_fit_are_said() {
    let (one, text, truth) = (number("1"), Value::text("abc"), Value::Bool(true));
    for (value, cause) in [
        (add(&text, &one), "cannot add a number to text"),
        (add(&one, &truth), "cannot add true or false to a number"),
        (subtract(&one, &text), "cannot subtract text from a number"),
        (multiply(&text, &one), "cannot multiply text by a number"),
        (divide(&one, &text), "cannot divide a number by text"),
        (power(&text, &one), "cannot raise text to the power of a number"),
        (negate(&text), "cannot change the sign of text"),
        (percent(&truth), "cannot take a percentage of true or false"),
        (compare(Comparison::Equal, &Value::text("5"), &number("5")), "cannot compare text with a number"),
        (not(&one), "`not` takes true or false, not a number"),
    ] {
        refused(&value, ErrorKind::Value, cause);
    }
}

#[test]
fn texts_compare_without_case() {
    let cases = [
        (Value::text("ABC"), Value::text("abc"), Ordering::Equal),
        (Value::text("Żabka"), Value::text("ŻABKA"), Ordering::Equal),
        (Value::text("a"), Value::text("B"), Ordering::Less),
        (number("1.0"), number("1.00"), Ordering::Equal),
        (number("-1"), number("-0.5"), Ordering::Less),
        (Value::Bool(true), Value::Bool(false), Ordering::Greater),
        (Value::Date(date(2026, 1, 1)), Value::Date(date(2025, 12, 31)), Ordering::Greater),
    ];
    for (left, right, expected) in cases {
        for (comparison, holds) in [
            (Comparison::Equal, expected.is_eq()),
            (Comparison::NotEqual, expected.is_ne()),
            (Comparison::Less, expected.is_lt()),
            (Comparison::LessOrEqual, expected.is_le()),
            (Comparison::Greater, expected.is_gt()),
            (Comparison::GreaterOrEqual, expected.is_ge()),
        ] {
            assert_eq!(compare(comparison, &left, &right), Value::Bool(holds), "{left:?} {comparison:?} {right:?}");
        }
    }
    assert_eq!(not(&Value::Bool(true)), Value::Bool(false));
}

#[test]
fn joining_takes_blank_as_empty() {
    for (left, right, joined) in [
        (Value::text("spend: "), Value::BLANK, "spend: "),
        (Value::BLANK, Value::BLANK, ""),
        (number("3.140"), Value::text(""), "3.14"),
        (number("1e20"), number("-0.5"), "100000000000000000000-0.5"),
        (Value::Bool(true), Value::text("x"), "TRUEx"),
        (Value::text("on "), Value::Date(date(2026, 1, 31)), "on 2026-01-31"),
    ] {
        assert_eq!(concat(&left, &right), Value::text(joined));
    }
}
