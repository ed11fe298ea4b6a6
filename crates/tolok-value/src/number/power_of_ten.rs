//! Powers of ten, and how many digits an integer has.

use ethnum::U256;

/// 10^exponent, for exponents up to 77: those that 256 bits hold.
pub(super) fn wide_power_of_ten(exponent: u32) -> Option<U256> {
    WIDE.get(exponent as usize).copied()
}

/// 10^exponent, for exponents up to 38: those that 128 bits hold.
pub(super) fn power_of_ten(exponent: u32) -> Option<u128> {
    NARROW.get(exponent as usize).copied()
}

/// The number of decimal digits; zero has none.
pub(super) fn digits(magnitude: u128) -> u32 {
    let guess = guess_digits(128 - magnitude.leading_zeros());
    guess + u32::from(NARROW.get(guess as usize).is_some_and(|power| magnitude >= *power))
}

/// The number of decimal digits; zero has none.
pub(super) fn wide_digits(magnitude: U256) -> u32 {
    let guess = guess_digits(256 - magnitude.leading_zeros());
    guess + u32::from(WIDE.get(guess as usize).is_some_and(|power| magnitude >= *power))
}

/// The digits of the smallest number of so many bits, less one where that is not a power of ten: log10(2) ≈ 1233/4096.
fn guess_digits(bits: u32) -> u32 {
    (bits * 1233) >> 12
}

#[expect(clippy::indexing_slicing, reason = "checked by the compiler, which computes it")]
const NARROW: [u128; 39] = {
    let mut powers = [1; 39];
    let mut exponent = 1;
    while exponent < 39 {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

#[expect(clippy::indexing_slicing, reason = "checked by the compiler, which computes it")]
const WIDE: [U256; 78] = {
    let mut powers = [U256::ONE; 78];
    let (mut high, mut low) = (0u128, 1u128);
    let mut exponent = 1;
    while exponent < 78 {
        let lower = (low & u64::MAX as u128) * 10;
        let upper = (low >> 64) * 10 + (lower >> 64);
        high = high * 10 + (upper >> 64);
        low = (upper << 64) | (lower & u64::MAX as u128);
        powers[exponent] = U256::from_words(high, low);
        exponent += 1;
    }
    powers
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_change_at_powers_of_ten() {
        for exponent in 0..39u32 {
            let power = 10u128.pow(exponent);
            assert_eq!(power_of_ten(exponent), Some(power));
            assert_eq!((digits(power - 1), digits(power)), (exponent, exponent + 1));
        }
        for exponent in 0..78u32 {
            let power = U256::new(10).pow(exponent);
            assert_eq!(wide_power_of_ten(exponent), Some(power));
            assert_eq!((wide_digits(power - 1), wide_digits(power)), (exponent, exponent + 1));
        }
        assert_eq!((digits(u128::MAX), wide_digits(U256::MAX)), (39, 78));
        assert_eq!((power_of_ten(39), wide_power_of_ten(78)), (None, None));
    }
}
