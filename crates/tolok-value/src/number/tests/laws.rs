//! What holds for all numbers and all texts.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use proptest::prelude::*;

use super::super::{Number, NumberError};
use super::fractions::Random;

fn hash(number: Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Number::parse_exact(&text);
    }

    #[test]
    fn texts_like_numbers_are_read_as_python_reads_them(text in "-?[0-9]{1,50}(\\.[0-9]{1,50})?(e[+-]?[0-9]{1,3})?") {
        if let Ok(number) = Number::parse(&text) {
            prop_assert_eq!(Number::parse(&number.to_string()), Ok(number));
        } else {
            prop_assert_ne!(Number::parse(&text), Err(NumberError::NotANumber));
        }
    }

    #[test]
    fn what_is_shown_reads_back(seed in any::<u64>()) {
        let number = Random(seed).number();
        prop_assert_eq!(Number::parse_exact(&number.to_string()), Ok((number, false)));
        prop_assert_eq!(hash(Number::parse(&number.to_string()).unwrap()), hash(number));
        let text = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(&text, &format!("\"{number}\""));
        prop_assert_eq!(serde_json::from_str::<Number>(&text).unwrap(), number);
    }

    #[test]
    fn doubles_read_back(double in -1e15f64..1e15) {
        prop_assert_eq!(Number::from_f64(double).unwrap().to_f64(), double);
    }

    #[test]
    fn any_double_is_read_or_refused(bits in any::<u64>()) {
        let _ = Number::from_f64(f64::from_bits(bits));
    }

    #[test]
    fn any_power_is_computed_or_refused(seed in any::<u64>(), exponent in any::<i64>()) {
        let _ = Random(seed).number().power_integer(exponent);
    }
}
