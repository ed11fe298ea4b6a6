//! Decimal digits for placeholders: rounded half away from zero, padded, grouped.

use crate::Number;

use super::token::Pad;

/// The digits of a size on both sides of its point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// Without leading zeros: nothing for zero.
    pub(super) whole: String,
    /// As many as were asked for.
    pub(super) fraction: String,
}

impl Digits {
    /// The digits of `number · 10^shift`, without its sign, to so many places; a tie goes up.
    pub(super) fn new(number: Number, shift: i32, places: usize) -> Self {
        let (_, magnitude, scale) = number.parts();
        let surplus = i64::from(scale) - i64::from(shift) - places as i64;
        // In units of the last place that is shown.
        let mut units = if surplus > 0 { rounded_quotient(magnitude, surplus) } else { magnitude }.to_string();
        if surplus < 0 && magnitude > 0 {
            units.extend(std::iter::repeat_n('0', surplus.unsigned_abs() as usize));
        }
        let missing = (places + 1).saturating_sub(units.len());
        let units = "0".repeat(missing) + &units;
        let (whole, fraction) = units.split_at(units.len() - places);
        Self { whole: whole.trim_start_matches('0').to_string(), fraction: fraction.to_string() }
    }
}

fn rounded_quotient(magnitude: u128, surplus: i64) -> u128 {
    let power = u32::try_from(surplus).ok().and_then(|surplus| 10u128.checked_pow(surplus));
    match power {
        Some(power) => magnitude / power + u128::from(magnitude % power >= power - magnitude % power),
        None => 0,
    }
}

/// What each placeholder before the point shows; the first one takes all digits that are left.
pub(super) fn fill_whole(digits: &str, pads: &[Pad], grouping: Option<char>) -> Vec<String> {
    let mut left: Vec<char> = digits.chars().collect();
    let mut position = 0;
    let mut shown = Vec::new();
    for (from_right, pad) in pads.iter().rev().enumerate() {
        let mut text = String::new();
        let mut push = |character: char, text: &mut String| {
            // Built from right to left, and turned round at the end.
            if let Some(sign) = grouping.filter(|_| position > 0 && position % 3 == 0) {
                text.push(if character == ' ' { ' ' } else { sign });
            }
            text.push(character);
            position += 1;
        };
        match left.pop() {
            Some(digit) => push(digit, &mut text),
            None => pad.text().chars().for_each(|character| push(character, &mut text)),
        }
        if from_right + 1 == pads.len() {
            while let Some(digit) = left.pop() {
                push(digit, &mut text);
            }
        }
        shown.push(text.chars().rev().collect());
    }
    shown.reverse();
    shown
}

/// What each placeholder after the point shows: zeros at the end only where the placeholder is one for zeros.
pub(super) fn fill_fraction(digits: &str, pads: &[Pad]) -> Vec<String> {
    let significant = digits.trim_end_matches('0').len();
    let shown = digits.chars().zip(pads).enumerate().map(
        |(at, (digit, pad))| {
            if at < significant { digit.to_string() } else { pad.text().to_string() }
        },
    );
    shown.collect()
}
