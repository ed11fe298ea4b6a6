//! The format `General`: as many digits as a cell of usual width shows, 11 characters with the point.

use crate::{Language, Number};

use super::decimal::Digits;

/// Characters for the digits and the point.
const WIDTH: i32 = 11;

/// Significant digits where an exponent is needed.
const EXPONENT_DIGITS: i32 = 6;

/// The size of a number in General; the sign is the caller's, who may have others to put it.
pub(super) fn show(number: Number, language: Language) -> String {
    let sign = if number.sign() < 0 { "-" } else { "" };
    let (_, magnitude, scale) = number.parts();
    let order = magnitude.checked_ilog10().map_or(0, |order| order as i32 - scale as i32);
    let shown = match order {
        WIDTH.. => with_exponent(number, order, language),
        0..WIDTH => plain(number, (WIDTH - 2 - order).max(0), language),
        // The zero before the point takes a place, and so do the zeros after it.
        -4..0 => plain(number, WIDTH - 2, language),
        _ => {
            let places = number.without_trailing_zeros().parts().2 as i32;
            if places <= WIDTH - 2 { plain(number, places, language) } else { with_exponent(number, order, language) }
        }
    };
    format!("{sign}{shown}")
}

fn plain(number: Number, places: i32, language: Language) -> String {
    let digits = Digits::new(number, 0, places.unsigned_abs() as usize);
    // Rounding may have made one digit more than there is room for.
    if digits.whole.len() > WIDTH as usize { with_exponent(number, WIDTH, language) } else { joined(&digits, language) }
}

fn with_exponent(number: Number, order: i32, language: Language) -> String {
    let places = (EXPONENT_DIGITS - 1) as usize;
    let mut order = order;
    let mut digits = Digits::new(number, -order, places);
    if digits.whole.len() > 1 {
        order += 1;
        digits = Digits::new(number, -order, places);
    }
    let sign = if order < 0 { '-' } else { '+' };
    format!("{}E{sign}{:02}", joined(&digits, language), order.unsigned_abs())
}

fn joined(digits: &Digits, language: Language) -> String {
    let whole = if digits.whole.is_empty() { "0" } else { &digits.whole };
    match digits.fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        fraction => format!("{whole}{}{fraction}", language.decimal_sign()),
    }
}
