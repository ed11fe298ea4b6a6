//! Doubles as integers of a scale: 19.99 as 1999 hundredths, where the decimal reads back as the very same double.

use std::borrow::Cow;

use arrow_array::{Array, Float64Array};

/// So many doubles are looked at together.
pub(super) const ROWS: usize = 1024;
/// Decimals of at most fifteen digits read back as different doubles (C's `DBL_DIG`), so one that reads back as a double is its shortest.
pub(super) const FIFTEEN_DIGITS: f64 = 1e15;
/// Adding this and taking it away again rounds a double below 2^51 to the nearest integer, ties to even, without a call.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// The units of 10^-scale that a double is, if it is a decimal of at most fifteen digits and that scale.
#[inline]
pub(super) fn unit(value: f64, scale: u32) -> Option<i64> {
    let (unit, is_exact) = shifted(value, 10f64.powi(scale.cast_signed()));
    is_exact.then_some(unit)
}

/// The units of 10^-scale that doubles are, for the first [`ROWS`] of them; false where one of them is none.
#[inline]
pub(super) fn units(values: &[f64], scale: u32, units: &mut [i64; ROWS]) -> bool {
    let mut all = true;
    // Without a way out of the loops, several doubles are taken at once.
    if scale == 0 {
        // Whole numbers need no division, which is most of the work.
        for (value, unit) in values.iter().zip(units.iter_mut()) {
            let (rounded, whole) = rounded(*value);
            *unit = rounded;
            all &= (whole.abs() < FIFTEEN_DIGITS) & (whole == *value);
        }
        return all;
    }
    let ten = 10f64.powi(scale.cast_signed());
    for (value, unit) in values.iter().zip(units.iter_mut()) {
        let (shifted, is_exact) = shifted(*value, ten);
        *unit = shifted;
        all &= is_exact;
    }
    all
}

/// All doubles of a column as units of the smallest scale that holds them; zero where there is no value. Nothing where one of them is no
/// decimal of at most fifteen digits and nine places.
pub(crate) fn in_units(array: &Float64Array) -> Option<(Vec<i64>, u32)> {
    let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
    let values: Cow<'_, [f64]> = match nulls {
        Some(nulls) => array.values().iter().enumerate().map(|(row, value)| if nulls.is_null(row) { 0.0 } else { *value }).collect(),
        None => Cow::Borrowed(array.values()),
    };
    let mut all = vec![0; values.len()];
    let mut chunk_units = [0; ROWS];
    'scales: for scale in 0..=9 {
        for (values, all) in values.chunks(ROWS).zip(all.chunks_mut(ROWS)) {
            if !units(values, scale, &mut chunk_units) {
                continue 'scales;
            }
            all.iter_mut().zip(&chunk_units).for_each(|(all, units)| *all = *units);
        }
        return Some((all, scale));
    }
    None
}

/// Both sides of the division are exact doubles, so it rounds once, as reading the decimal does.
#[inline(always)]
fn shifted(value: f64, ten: f64) -> (i64, bool) {
    let (rounded, units) = rounded(value * ten);
    (rounded, (units.abs() < FIFTEEN_DIGITS) & (units / ten == value))
}

/// The nearest integer, as an integer and as a double; both are right where it is less than 2^51.
#[inline(always)]
fn rounded(value: f64) -> (i64, f64) {
    let shifted = value + ROUNDING;
    (shifted.to_bits().cast_signed().wrapping_sub(ROUNDING.to_bits().cast_signed()), shifted - ROUNDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_is_the_units_of_its_shortest_decimal() {
        for (value, scale, wanted) in [
            (19.99, 2, Some(1999)),
            (-0.07, 2, Some(-7)),
            (0.0, 5, Some(0)),
            (-0.0, 0, Some(0)),
            (3.0, 0, Some(3)),
            (0.5, 0, None),
            (19.999, 2, None),
            (9_999_999_999_999.99, 2, Some(999_999_999_999_999)),
            (99_999_999_999_999.99, 2, None),
            (1e300, 2, None),
            (f64::NAN, 2, None),
            (f64::INFINITY, 2, None),
            // The neighbour of 0.1 is another number.
            (f64::from_bits(0.1f64.to_bits() + 1), 2, None),
        ] {
            assert_eq!(unit(value, scale), wanted, "{value} {scale}");
            let mut all = [0; ROWS];
            assert_eq!(units(&[1.0, value], scale, &mut all), wanted.is_some(), "{value} {scale}");
            if let Some(wanted) = wanted {
                assert_eq!(all[1], wanted);
            }
        }
    }
}
