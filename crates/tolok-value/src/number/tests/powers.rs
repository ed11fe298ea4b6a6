//! Roots, powers, exponentials and logarithms against Python's decimal with 90 digits (`powers.py` wrote `powers.csv`).

use proptest::prelude::*;

use super::super::{Number, NumberError};
use super::fractions::Random;
use super::number;

#[test]
fn agree_with_python_to_the_last_digit() {
    let table = include_str!("powers.csv");
    let mut count = 0;
    for line in table.lines().skip(1) {
        let [function, first, second, expected] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let first = number(first);
        let result = match function {
            "sqrt" => first.sqrt(),
            "exp" => first.exp(),
            "ln" => first.ln(),
            "log10" => first.log10(),
            _ => first.power(number(second)),
        };
        let expected = match expected {
            "too large" => Err(NumberError::TooLarge),
            "too small" => Err(NumberError::TooSmall),
            text => Ok(number(text)),
        };
        assert_eq!(result, expected, "{line}");
        count += 1;
    }
    assert!(count > 390, "{count}");
}

#[test]
fn what_has_no_result_says_so() {
    for (base, exponent, error) in [
        ("0", "0", NumberError::Undefined),
        ("0", "-0.5", NumberError::DivisionByZero),
        ("0", "-1e20", NumberError::DivisionByZero),
        ("-2", "0.5", NumberError::Undefined),
        ("-8", "0.6666666666666666666666666667", NumberError::Undefined),
        ("-8", "0.3333", NumberError::Undefined),
        ("-5", "0.7", NumberError::Undefined),
        ("-16", "0.25", NumberError::Undefined),
        ("2", "1e20", NumberError::TooLarge),
        ("-2", "1e28", NumberError::TooLarge),
        ("2", "-1e20", NumberError::TooSmall),
    ] {
        let result = number(base).power(number(exponent));
        assert_eq!(result, Err(error), "{base}^{exponent}");
    }
    for text in ["0", "-1", "-1e-28"] {
        assert_eq!(number(text).ln(), Err(NumberError::Undefined));
        assert_eq!(number(text).log10(), Err(NumberError::Undefined));
    }
    assert_eq!(number("-1").sqrt(), Err(NumberError::Undefined));
    assert_eq!(number("1e28").exp(), Err(NumberError::TooLarge));
    assert_eq!(number("-1e28").exp(), Err(NumberError::TooSmall));
}

/// Excel gives the root of a negative number where the exponent is one over an odd number; Python's decimal gave the digits.
#[test]
fn odd_roots_of_negative_numbers() {
    for (base, exponent, root) in [
        ("-8", "0.3333333333333333333333333333", "-2"),
        ("-32", "0.2", "-2"),
        ("-32", "-0.2", "-0.5"),
        ("-5", "0.2", "-1.379729661461214832390063464"),
        ("-2", "0.3333333333333333333333333333", "-1.259921049894873164767210607"),
        ("-1", "0.1428571428571428571428571429", "-1"),
    ] {
        assert_eq!(number(base).power(number(exponent)), Ok(number(root)), "{base}^{exponent}");
    }
}

#[test]
fn signs_of_large_whole_exponents() {
    assert_eq!(number("-1").power(number("1000000000000000000000000001")), Ok(number("-1")));
    assert_eq!(number("-1").power(number("10000000000000000000000000000")), Ok(Number::ONE));
    assert_eq!(number("0").power(number("1000000000000000000000000001")), Ok(Number::ZERO));
}

proptest! {
    #[test]
    fn squares_have_exact_roots(root in 0i64..100_000_000_000_000, places in 0u32..14) {
        let root = Number::from_parts(false, root.unsigned_abs().into(), places);
        let square = root.multiply(root).unwrap();
        prop_assert_eq!(square.sqrt(), Ok(root));
        prop_assert_eq!(square.power(number("0.5")), if root.is_zero() { Ok(Number::ZERO) } else { Ok(root) });
        prop_assert_eq!(square.power(number("1.5")), root.power_integer(3));
    }

    #[test]
    fn every_power_is_computed_or_refused(first in any::<u64>(), second in any::<u64>()) {
        let (first, second) = (Random(first).number(), Random(second).number());
        let _ = (first.power(second), first.sqrt(), first.exp(), first.ln(), first.log10());
    }
}
