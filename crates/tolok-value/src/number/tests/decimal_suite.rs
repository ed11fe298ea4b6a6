//! The General Decimal Arithmetic test cases that come with CPython, as far as they concern numbers of ours.

use std::path::PathBuf;
use std::process::Command;

use super::super::{Number, NumberError};

/// The files of each operation, and the cases in them that apply.
const FILES: [(&[&str], usize); 10] = [
    (&["add", "ddAdd", "dqAdd"], 1592),
    (&["subtract", "ddSubtract", "dqSubtract"], 908),
    (&["multiply", "ddMultiply", "dqMultiply"], 617),
    (&["divide", "ddDivide", "dqDivide"], 979),
    (&["remainder", "ddRemainder", "dqRemainder"], 1021),
    (&["compare", "ddCompare", "dqCompare"], 1500),
    (&["abs", "ddAbs", "dqAbs"], 166),
    (&["minus", "ddMinus", "dqMinus"], 113),
    (&["quantize", "ddQuantize", "dqQuantize"], 1330),
    (&["power"], 214),
];

#[test]
fn general_decimal_arithmetic() {
    let Some(folder) = folder() else {
        assert!(std::env::var("CI").is_err_and(|_| true), "CPython's decimaltestdata is not there");
        println!("skipped: CPython's decimaltestdata is not there");
        return;
    };
    for (names, applicable) in FILES {
        let count: usize = names
            .iter()
            .map(|name| std::fs::read(folder.join(format!("{name}.decTest"))).unwrap())
            .map(|bytes| run(&String::from_utf8_lossy(&bytes)))
            .sum();
        assert!(count >= applicable, "{count} cases of {names:?} apply, not {applicable}");
    }
}

fn folder() -> Option<PathBuf> {
    let script = "import test, os; print(os.path.dirname(test.__file__))";
    let output = Command::new("python3").args(["-c", script]).output().ok()?;
    let folder = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()).join("decimaltestdata");
    folder.is_dir().then_some(folder)
}

/// Runs the cases that apply, and counts them.
fn run(text: &str) -> usize {
    let mut rounding = String::new();
    let mut precision = 0;
    let mut count = 0;
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().take_while(|word| !word.starts_with("--")).collect();
        match words.as_slice() {
            ["rounding:", way, ..] => rounding = (*way).to_string(),
            ["precision:", digits, ..] => precision = digits.parse().unwrap(),
            _ => (),
        }
        let Some(arrow) = words.iter().position(|word| *word == "->") else {
            continue;
        };
        if let (Some([id, operation, operands @ ..]), [result, conditions @ ..]) = (words.get(..arrow), &words[arrow + 1..]) {
            let case = Case { id, operation, operands, result, conditions };
            count += usize::from(case.check(&rounding, precision));
        }
    }
    count
}

struct Case<'a> {
    id: &'a str,
    operation: &'a str,
    operands: &'a [&'a str],
    result: &'a str,
    conditions: &'a [&'a str],
}

impl Case<'_> {
    /// Checks the case; false if it is about something that our numbers do not have.
    fn check(&self, rounding: &str, precision: u32) -> bool {
        let operands: Option<Vec<Number>> = self.operands.iter().map(|text| exactly(text)).collect();
        let Some(got) = operands.and_then(|operands| self.compute(&operands, rounding)) else {
            return false;
        };
        if self.has("division_by_zero") || self.has("division_undefined") {
            assert_eq!(got, Err(NumberError::DivisionByZero), "{}", self.id);
            return true;
        }
        // Rounding shows in `quantize` alone; elsewhere ours is always half to even to 28 digits.
        let ours = precision == 28 && rounding == "half_even";
        if self.operation != "quantize" && self.has("inexact") && !ours {
            return false;
        }
        let Some(expected) = exactly(self.result) else {
            return false;
        };
        assert_eq!(got, Ok(expected), "{}", self.id);
        true
    }

    fn has(&self, condition: &str) -> bool {
        self.conditions.iter().any(|word| word.eq_ignore_ascii_case(condition))
    }

    fn compute(&self, operands: &[Number], rounding: &str) -> Option<Result<Number, NumberError>> {
        Some(match (self.operation, operands) {
            ("add", [a, b]) => a.add(*b),
            ("subtract", [a, b]) => a.subtract(*b),
            ("multiply", [a, b]) => a.multiply(*b),
            ("divide", [a, b]) => a.divide(*b),
            // Ours takes the divisor's sign, theirs the dividend's.
            ("remainder", [a, b]) if a.sign() * b.sign() >= 0 => a.modulo(*b),
            ("compare", [a, b]) => Ok(Number::from(a.cmp(b) as i64)),
            ("abs", [a]) => Ok(a.abs()),
            ("minus", [a]) => Ok(a.negate()),
            ("power", [a, b]) if !a.is_zero() => a.power_integer(b.to_i64()?),
            ("quantize", [a, _]) if !self.has("invalid_operation") => {
                let places = self.places()?;
                match rounding {
                    "half_up" => a.round(places),
                    "half_even" => a.round_even(places),
                    "up" => a.round_up(places),
                    "down" => a.round_down(places),
                    "floor" => a.floor(places),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// The places that `quantize` rounds to: those of its result.
    fn places(&self) -> Option<i32> {
        let lower = unquoted(self.result).to_ascii_lowercase();
        let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
        let places = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
        Some(places - exponent.parse::<i32>().ok()?)
    }
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['\'', '"'])
}

/// A number that needs no rounding.
fn exactly(text: &str) -> Option<Number> {
    let text = unquoted(text);
    let text = text.strip_prefix('+').unwrap_or(text);
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text),
    };
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let whole = mantissa.strip_suffix('.').unwrap_or(mantissa);
    let zero = if whole.starts_with('.') { "0" } else { "" };
    match Number::parse_exact(&format!("{sign}{zero}{whole}{exponent}")) {
        Ok((number, false)) => Some(number),
        _ => None,
    }
}
