//! Numbers against exact fractions, and against values computed by hand.

mod decimal_suite;
mod fractions;
mod laws;
mod powers;

use super::{ExactSum, Number, NumberError};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn prints_plain_digits() {
    for (text, shown) in [
        ("0.30", "0.3"),
        ("1e6", "1000000"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("00012.50", "12.5"),
        ("1e-28", "0.0000000000000000000000000001"),
        ("-1E+2", "-100"),
        ("79228162514264337593543950330", "79228162514264337593543950330"),
        ("0e999999999999999999999", "0"),
    ] {
        assert_eq!(number(text).to_string(), shown, "{text}");
    }
    assert_eq!(format!("{:>6}|{:<6}|{:06}", number("1.5"), number("-1.5"), number("-1.5")), "   1.5|-1.5  |-001.5");
}

#[test]
fn reads_only_numbers() {
    for text in
        ["", "-", "+1", ".5", "5.", "1e", "1e+", "e5", "1_000", " 1", "1 ", "1,5", "--1", "1.2.3", "1e5e5", "٣", "NaN", "inf", "0x1", "1e-"]
    {
        assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
    }
}

#[test]
fn reading_rounds_once_and_tells_so() {
    for (text, shown, rounded) in [
        ("0.1", "0.1", false),
        ("1.10000000000000000000000000000000000000000000000000000000000000000", "1.1", false),
        ("1234567890123456789012345678.5", "1234567890123456789012345678", true),
        ("1234567890123456789012345679.5", "1234567890123456789012345680", true),
        ("1234567890123456789012345678.50000000000000000000000000000000000001", "1234567890123456789012345679", true),
        ("0.00000000000000000000000000015", "0.0000000000000000000000000002", true),
        ("0.000000000000000000000000000051", "0.0000000000000000000000000001", true),
        ("100000000000000000000000000000000000000000000000000e-40", "10000000000", false),
    ] {
        let (read, lost) = Number::parse_exact(text).unwrap();
        assert_eq!((read.to_string().as_str(), lost), (shown, rounded), "{text}");
    }
}

#[test]
fn range_ends_where_it_says() {
    assert_eq!(Number::MAX.to_string(), "79228162514264337593543950330");
    assert_eq!(Number::parse("79228162514264337593543950334.9"), Ok(Number::MAX));
    for text in ["79228162514264337593543950335", "1e29", "-8e28", "1e99999999999999999999", "1e9223372036854775807"] {
        assert_eq!(Number::parse(text), Err(NumberError::TooLarge), "{text}");
    }
    for text in ["1e-29", "0.00000000000000000000000000005", "-1e-99999999999999999999", "1e-9223372036854775807"] {
        assert_eq!(Number::parse(text), Err(NumberError::TooSmall), "{text}");
    }
    assert_eq!(number("7e28").multiply(number("10")), Err(NumberError::TooLarge));
    assert_eq!(Number::MAX.add(number("5")), Err(NumberError::TooLarge));
    assert_eq!(Number::MAX.add(number("4.9")), Ok(Number::MAX));
    assert_eq!(number("1e-15").multiply(number("1e-14")), Err(NumberError::TooSmall));
    assert_eq!(number("1e-28").divide(number("3")), Err(NumberError::TooSmall));
    assert_eq!(number("1e-28").divide(number("2")), Err(NumberError::TooSmall));
    assert_eq!(number("3e-28").divide(number("2")).unwrap().to_string(), "0.0000000000000000000000000002");
}

#[test]
fn division_keeps_28_digits() {
    for (dividend, divisor, quotient) in [
        ("1000", "30", "33.33333333333333333333333333"),
        ("2", "3", "0.6666666666666666666666666667"),
        ("100", "7", "14.28571428571428571428571429"),
        ("418519", "22867764", "0.0183017019066665197349421657"),
        ("10", "4", "2.5"),
        ("-6", "-3", "2"),
        ("0", "-5", "0"),
    ] {
        assert_eq!(number(dividend).divide(number(divisor)).unwrap().to_string(), quotient);
    }
    assert_eq!(Number::ZERO.divide(Number::ZERO), Err(NumberError::DivisionByZero));
}

#[test]
fn whole_powers() {
    for (base, exponent, power) in [
        ("2", 10, "1024"),
        ("-2", 3, "-8"),
        ("-2", -2, "0.25"),
        ("0.5", 28, "0.0000000037252902984619140625"),
        ("3", -1, "0.3333333333333333333333333333"),
        ("5", 41, "45474735088646411895751953120"),
        ("1", i64::MIN, "1"),
        ("-1", i64::MAX, "-1"),
        ("0", 5, "0"),
        ("7.5", 0, "1"),
        // Python's decimal with 80 digits, then rounded:
        ("1.0000001", 10_000_000, "2.718281692544966271198550226"),
        ("0.9999999", 100_000_000, "0.0000453999070625241319530913"),
        ("1.0000001", -10_000_000, "0.3678794595654136137521757302"),
    ] {
        assert_eq!(number(base).power_integer(exponent).unwrap().to_string(), power, "{base}^{exponent}");
    }
    for (base, exponent, error) in [
        ("0", 0, NumberError::Undefined),
        ("0", -1, NumberError::DivisionByZero),
        ("0", i64::MIN, NumberError::DivisionByZero),
        ("10", 29, NumberError::TooLarge),
        ("10", -29, NumberError::TooSmall),
        ("2", i64::MAX, NumberError::TooLarge),
        ("2", i64::MIN, NumberError::TooSmall),
        ("1.00001", i64::MAX, NumberError::TooLarge),
    ] {
        assert_eq!(number(base).power_integer(exponent), Err(error), "{base}^{exponent}");
    }
}

#[test]
fn doubles_become_their_shortest_decimal() {
    for (double, shown) in [
        (0.1, "0.1"),
        (4_194_468.73, "4194468.73"),
        (0.1 + 0.2, "0.30000000000000004"),
        (46_112.520833333336, "46112.520833333336"),
        (1e28, "10000000000000000000000000000"),
        (-0.0, "0"),
        ("568592951.42999995".parse().unwrap(), "568592951.43"),
    ] {
        assert_eq!(Number::from_f64(double).unwrap().to_string(), shown);
    }
    assert_eq!(Number::from_f64(1e30), Err(NumberError::TooLarge));
    assert_eq!(Number::from_f64(f64::INFINITY), Err(NumberError::TooLarge));
    assert_eq!(Number::from_f64(5e-324), Err(NumberError::TooSmall));
    assert_eq!(Number::from_f64(f64::NAN), Err(NumberError::NotANumber));
    assert_eq!(Number::ONE.divide(number("3")).unwrap().to_f64(), 1.0 / 3.0);
}

#[test]
fn whole_numbers() {
    assert_eq!(number("12.0").to_i64(), Some(12));
    assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number("12.5").to_i64(), None);
    assert!(number("12.0").is_integer() && !number("12.01").is_integer());
}

#[test]
fn rounding_on_request() {
    for (text, digits, away, even, up, down, floor) in [
        ("2.5", 0, "3", "2", "3", "2", "2"),
        ("-2.5", 0, "-3", "-2", "-3", "-2", "-3"),
        ("1.005", 2, "1.01", "1", "1.01", "1", "1"),
        ("1234.5", -2, "1200", "1200", "1300", "1200", "1200"),
        ("-1250", -2, "-1300", "-1200", "-1300", "-1200", "-1300"),
        ("0.04", 1, "0", "0", "0.1", "0", "0"),
        ("-0.04", 1, "0", "0", "-0.1", "0", "-0.1"),
        ("5", 30, "5", "5", "5", "5", "5"),
        ("5", -3, "0", "0", "1000", "0", "0"),
        ("49", i32::MAX, "49", "49", "49", "49", "49"),
        (
            "9999999999999999999999999999",
            -1,
            "10000000000000000000000000000",
            "10000000000000000000000000000",
            "10000000000000000000000000000",
            "9999999999999999999999999990",
            "9999999999999999999999999990",
        ),
    ] {
        let value = number(text);
        let all = [value.round(digits), value.round_even(digits), value.round_up(digits), value.round_down(digits), value.floor(digits)];
        assert_eq!(all.map(|rounded| rounded.unwrap().to_string()), [away, even, up, down, floor], "{text} to {digits}");
    }
    assert_eq!(number("5").round(i32::MIN), Ok(Number::ZERO));
    assert_eq!(number("5").round_up(i32::MIN), Err(NumberError::TooLarge));
    assert_eq!(number("-5").floor(-29), Err(NumberError::TooLarge));
    assert_eq!(number("5").round_up(-28).unwrap().to_string(), "10000000000000000000000000000");
    assert_eq!(number("7e28").round(-28).unwrap().to_string(), "70000000000000000000000000000");
    assert_eq!(number("7.9e28").round(-28), Err(NumberError::TooLarge));
}

#[test]
fn sums_are_exact_whatever_the_order() {
    let mut sum = ExactSum::new();
    for text in ["7e28", "7e28", "1e-28", "-7e28", "-7e28"] {
        sum.add(number(text));
    }
    assert_eq!(sum.total().unwrap().to_string(), "0.0000000000000000000000000001");
    for _ in 0..1000 {
        sum.add_product(Number::MAX, Number::MAX);
        sum.add_product(number("-1e-28"), number("1e-28"));
    }
    assert_eq!(sum.total(), Err(NumberError::TooLarge));
    for _ in 0..1000 {
        sum.add_product(Number::MAX.negate(), Number::MAX);
    }
    // 1e-28 less 1000 times 1e-56.
    assert_eq!(sum.total().unwrap().to_string(), "0.0000000000000000000000000001");
    sum.add(number("-1e-28"));
    assert_eq!(sum.total(), Err(NumberError::TooSmall));
    for _ in 0..1000 {
        sum.add_product(number("1e-28"), number("1e-28"));
    }
    assert_eq!(sum.total(), Ok(Number::ZERO));
    assert_eq!(ExactSum::new().total(), Ok(Number::ZERO));
}

#[test]
fn sums_hold_more_terms_than_can_be_counted() {
    let mut sum = ExactSum::new();
    sum.add_product(Number::MAX, Number::MAX);
    for _ in 0..70 {
        let same = sum.clone();
        sum += &same;
    }
    let mut rest = sum.clone();
    rest.add(Number::ONE);
    for _ in 0..70 {
        let size = sum.clone();
        assert_eq!(size.total(), Err(NumberError::TooLarge));
    }
    let mut opposite = ExactSum::new();
    opposite.add_product(Number::MAX, Number::MAX.negate());
    for _ in 0..70 {
        let same = opposite.clone();
        opposite += &same;
    }
    rest += &opposite;
    assert_eq!(rest.total(), Ok(Number::ONE));
}

#[expect(clippy::excessive_precision, reason = "these are the doubles themselves, digit by digit")]
#[test]
fn of_two_decimals_that_are_equally_near_a_double_the_even_one_is_meant() {
    // As `repr` of Python and JavaScript write them; each lies between two decimals of as many digits.
    for (double, wanted) in [
        (562_949_953_421_312.25, "562949953421312.2"),
        (562_949_953_421_312.75, "562949953421312.8"),
        (-1_125_899_906_842_624.25, "-1125899906842624.2"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1.0 / 3.0, "0.3333333333333333"),
    ] {
        assert_eq!(Number::from_f64(double).unwrap().to_string(), wanted);
    }
    assert_eq!(Number::from_f32(2_097_152.25).unwrap().to_string(), "2097152.2");
    assert_eq!(Number::from_f32(2_097_152.75).unwrap().to_string(), "2097152.8");
    assert_eq!(Number::from_f32(0.1).unwrap().to_string(), "0.1");
    assert!(Number::from_f32(f32::NAN).is_err() && Number::from_f32(f32::INFINITY).is_err());
}
