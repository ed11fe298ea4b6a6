//! Rounding by the decimal digits of a number, not by its binary ones: `ROUND(1.005,2)` is 1.01.

/// Which way a number is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the nearest, and away from zero from half way.
    Nearest,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// The number rounded to so many digits behind the point; nothing where it makes a difference how many digits of it are looked at.
pub(super) fn round(number: f64, places: f64, way: Way) -> Option<f64> {
    let places = places.trunc();
    if number == 0.0 || places > 400.0 {
        return Some(number);
    }
    let places = places.max(-400.0) as i32;
    let all = format!("{:e}", number.abs());
    let rounded = of_digits(&all, number.abs(), places, way)?;
    let fifteen = of_digits(&format!("{:.14e}", number.abs()), number.abs(), places, way)?;
    (all.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count() <= 15 || rounded == fifteen)
        .then(|| fifteen.copysign(number))
}

/// The largest whole number that is not larger; nothing where the digits behind the fifteenth make a difference.
pub(super) fn floor(number: f64) -> Option<f64> {
    let fifteen: f64 = format!("{number:.14e}").parse().ok()?;
    (fifteen.floor() == number.floor()).then(|| number.floor())
}

/// Rounds a number that is written as `1.25e3`.
fn of_digits(written: &str, number: f64, places: i32, way: Way) -> Option<f64> {
    let (mantissa, exponent) = written.split_once('e')?;
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().ok()?;
    // How many of the digits are kept.
    let kept = exponent + 1 + places;
    let (keep, drop) = match usize::try_from(kept) {
        Ok(kept) if kept >= digits.len() => return Some(number),
        Ok(kept) => digits.split_at_checked(kept)?,
        Err(_) => (&[][..], &b"0"[..]),
    };
    let up = match way {
        Way::Nearest => drop.first().is_some_and(|digit| *digit >= b'5'),
        Way::Up => kept < 0 || drop.iter().any(|digit| *digit != b'0'),
        Way::Down => false,
    };
    let keep: u64 = std::str::from_utf8(keep).ok()?.parse().unwrap_or(0);
    format!("{}e{}", keep + u64::from(up), -places).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_by_decimal_digits() {
        for (number, places, way, expected) in [
            (2.5, 0.0, Way::Nearest, 3.0),
            (-2.5, 0.0, Way::Nearest, -3.0),
            (1.005, 2.0, Way::Nearest, 1.01),
            (2.675, 2.0, Way::Nearest, 2.68),
            (1.115, 2.0, Way::Nearest, 1.12),
            (7.14159, 2.9, Way::Nearest, 7.14),
            (1250.0, -2.0, Way::Nearest, 1300.0),
            (49.0, -2.0, Way::Nearest, 0.0),
            (50.0, -2.0, Way::Nearest, 100.0),
            (4.0, -2.0, Way::Nearest, 0.0),
            (7.14, 1.0, Way::Up, 7.2),
            (-7.14, 1.0, Way::Up, -7.2),
            (3.2, 1.0, Way::Up, 3.2),
            (1.0, -2.0, Way::Up, 100.0),
            (3.19, 1.0, Way::Down, 3.1),
            (-3.19, 1.0, Way::Down, -3.1),
            (99.0, -3.0, Way::Down, 0.0),
            (0.1, 20.0, Way::Nearest, 0.1),
            (9.99, 1.0, Way::Nearest, 10.0),
        ] {
            assert_eq!(round(number, places, way), Some(expected), "{number} {places} {way:?}");
        }
    }

    /// The sixteenth digit decides, and whether Excel looks at it is not known.
    #[test]
    fn where_hidden_digits_decide_there_is_no_result() {
        assert_eq!(round(1.15 * 3.0, 1.0, Way::Nearest), None);
        assert_eq!(round(0.1 + 0.2, 1.0, Way::Up), None);
        assert_eq!(round(0.1 + 0.2, 1.0, Way::Nearest), Some(0.3));
        assert_eq!(floor(0.1 * 3.0 / 0.3), Some(1.0));
        assert_eq!(floor(1.0 - f64::EPSILON / 2.0), None);
    }

    #[test]
    fn whole_numbers_are_the_next_ones_below() {
        assert_eq!(floor(3.7), Some(3.0));
        assert_eq!(floor(-3.7), Some(-4.0));
    }
}
