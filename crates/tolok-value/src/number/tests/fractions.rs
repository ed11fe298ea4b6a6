//! Every operation against exact fractions, rounded here from the definition.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::super::{ExactSum, Number, NumberError};

/// Five operations each: a million of them.
const ROUNDS: usize = 200_000;

/// A generator whose numbers are the same in every run (splitmix64).
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A number of any digit count, magnitude and scale, often with the nines, zeros and fives at which rounding turns.
    pub(super) fn number(&mut self) -> Number {
        let length = 1 + self.below(28) as usize;
        let kind = self.below(6);
        let mut digits: String = (0..length)
            .map(|place| match kind {
                0 if place > 0 => '0',
                1 => '9',
                2 if place + 1 == length => '5',
                _ => char::from(b'0' + self.below(10) as u8),
            })
            .collect();
        let scale = self.below(29) as usize;
        if self.below(4) == 0 {
            digits.extend(std::iter::repeat_n('0', self.below(29 - length as u64) as usize));
        }
        let sign = if self.below(2) == 0 { "-" } else { "" };
        Number::parse(&format!("{sign}{digits}e-{scale}")).unwrap_or(Number::ONE)
    }
}

fn ten_to(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// A fraction that is never shortened, with a positive denominator.
#[derive(Clone, Debug)]
pub(super) struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Fraction {
    fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Self {
        Self { numerator: numerator.into(), denominator: denominator.into() }
    }

    fn plus(&self, other: &Self) -> Self {
        let numerator = &self.numerator * &other.denominator + &other.numerator * &self.denominator;
        Self::new(numerator, &self.denominator * &other.denominator)
    }

    fn times(&self, other: &Self) -> Self {
        Self::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }

    fn negated(&self) -> Self {
        Self::new(-&self.numerator, self.denominator.clone())
    }

    fn inverse(&self) -> Self {
        let sign = self.numerator.signum();
        Self::new(&self.denominator * &sign, &self.numerator * &sign)
    }

    fn abs(&self) -> Self {
        Self::new(self.numerator.abs(), self.denominator.clone())
    }

    /// The next lower whole number.
    fn floor(&self) -> BigInt {
        let quotient = &self.numerator / &self.denominator;
        let exact = &quotient * &self.denominator == self.numerator;
        if self.numerator.is_negative() && !exact { quotient - 1 } else { quotient }
    }

    fn ceil(&self) -> BigInt {
        -self.negated().floor()
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some((&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator)))
    }
}

pub(super) fn exactly(number: Number) -> Fraction {
    let text = number.to_string();
    let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
    Fraction::new(text.replace('.', "").parse::<BigInt>().unwrap(), ten_to(places))
}

/// Half to even, to 28 digits and at most 28 places, by the definition.
pub(super) fn rounded(exact: &Fraction) -> Result<Fraction, NumberError> {
    if exact.numerator.is_zero() {
        return Ok(exact.clone());
    }
    let size = exact.abs();
    // The number of digits before the point. Fractions have none; for them 28 places are the limit.
    let whole = size.floor();
    let whole_digits = if whole.is_zero() { 0 } else { whole.to_string().len() as i64 };
    let places = (28 - whole_digits).min(28);
    let power = ten_to(places.unsigned_abs() as u32);
    let unit = if places >= 0 { Fraction::new(1, power) } else { Fraction::new(power, 1) };
    let units = size.times(&unit.inverse());
    let mut count = units.floor();
    let twice = (&units.numerator - &count * &units.denominator) * 2;
    if twice > units.denominator || (twice == units.denominator && count.bit(0)) {
        count += 1;
    }
    if count.is_zero() {
        return Err(NumberError::TooSmall);
    }
    let size = Fraction::new(count, 1).times(&unit);
    if size > Fraction::new((BigInt::from(1) << 96u32) - 1, 1) {
        return Err(NumberError::TooLarge);
    }
    Ok(if exact.numerator.is_negative() { size.negated() } else { size })
}

fn check(name: &str, operands: &[Number], exact: &Fraction, result: Result<Number, NumberError>) {
    let expected = rounded(exact);
    let got = result.map(exactly);
    assert!(got == expected, "{name} of {operands:?} gave {result:?}, not {expected:?}");
}

#[test]
fn operations_are_rounded_once() {
    let mut random = Random(1);
    for _ in 0..ROUNDS {
        let (first, second) = (random.number(), random.number());
        let (a, b) = (exactly(first), exactly(second));
        let operands = [first, second];
        assert_eq!(first.cmp(&second), a.partial_cmp(&b).unwrap());
        check("add", &operands, &a.plus(&b), first.add(second));
        check("subtract", &operands, &a.plus(&b.negated()), first.subtract(second));
        check("multiply", &operands, &a.times(&b), first.multiply(second));
        if second.is_zero() {
            assert_eq!(first.divide(second), Err(NumberError::DivisionByZero));
            assert_eq!(first.modulo(second), Err(NumberError::DivisionByZero));
            continue;
        }
        let quotient = a.times(&b.inverse());
        check("divide", &operands, &quotient, first.divide(second));
        let parts = b.times(&Fraction::new(-quotient.floor(), 1));
        check("modulo", &operands, &a.plus(&parts), first.modulo(second));
    }
}

#[test]
fn nearly_equal_numbers_are_told_apart() {
    let mut random = Random(2);
    for _ in 0..ROUNDS / 10 {
        let first = random.number();
        let step = Number::parse(&format!("1e-{}", random.below(29))).unwrap();
        let Ok(second) = first.add(step) else {
            continue;
        };
        let (a, b) = (exactly(first), exactly(second));
        check("subtract", &[second, first], &b.plus(&a.negated()), second.subtract(first));
        assert_eq!(first == second, a == b);
    }
}

#[test]
fn whole_powers_are_rounded_once() {
    let mut random = Random(3);
    for _ in 0..ROUNDS / 10 {
        let base = random.number();
        let exponent = random.below(24) as i64 - 8;
        if base.is_zero() || exponent == 0 {
            continue;
        }
        let times = exponent.unsigned_abs() as u32;
        let fraction = exactly(base);
        let power = Fraction::new(fraction.numerator.pow(times), fraction.denominator.pow(times));
        let exact = if exponent > 0 { power } else { power.inverse() };
        check(&format!("power {exponent}"), &[base], &exact, base.power_integer(exponent));
    }
}

#[test]
fn sums_are_rounded_once() {
    let mut random = Random(4);
    for _ in 0..ROUNDS / 100 {
        let mut sum = ExactSum::new();
        let mut parts = [ExactSum::new(), ExactSum::new()];
        let mut exact = BigInt::zero();
        for _ in 0..random.below(40) {
            let (first, second) = (random.number(), random.number());
            let part = &mut parts[random.below(2) as usize];
            let second = if random.below(2) == 0 { Number::ONE } else { second };
            if second == Number::ONE {
                sum.add(first);
                part.add(first);
            } else {
                sum.add_product(first, second);
                part.add_product(first, second);
            }
            let product = exactly(first).times(&exactly(second));
            exact += product.numerator * ten_to(56) / product.denominator;
        }
        let exact = Fraction::new(exact, ten_to(56));
        check("sum", &[], &exact, sum.total());
        let [mut all, other] = parts;
        all += &other;
        check("sum of sums", &[], &exact, all.total());
    }
}

#[test]
fn rounding_on_request_is_exact() {
    let mut random = Random(5);
    for _ in 0..ROUNDS / 4 {
        let number = random.number();
        let digits = random.below(60) as i32 - 30;
        let power = ten_to(digits.unsigned_abs());
        let unit = if digits >= 0 { Fraction::new(1, power) } else { Fraction::new(power, 1) };
        let scaled = exactly(number).times(&unit.inverse());
        let size = scaled.abs();
        let doubled = Fraction::new(&size.numerator * 2, size.denominator.clone());
        let away: BigInt = (doubled.floor() + 1) / 2;
        let tie = doubled == Fraction::new(doubled.floor(), 1) && doubled.floor().bit(0);
        let even = if tie && away.bit(0) { &away - 1 } else { away.clone() };
        let back = |size: BigInt| Fraction::new(size * number.sign(), 1).times(&unit);
        check("round", &[number], &back(away), number.round(digits));
        check("round_even", &[number], &back(even), number.round_even(digits));
        check("round_up", &[number], &back(size.ceil()), number.round_up(digits));
        check("round_down", &[number], &back(size.floor()), number.round_down(digits));
        let floor = Fraction::new(scaled.floor(), 1).times(&unit);
        check("floor", &[number], &floor, number.floor(digits));
    }
}
