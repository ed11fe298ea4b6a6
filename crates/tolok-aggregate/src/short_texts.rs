//! The numbers of texts of up to sixteen bytes, found by comparing an integer: the members of most columns are such texts.

/// So many texts are remembered, each in the one place that it can have.
const PLACES: usize = 512;
const LONGEST: usize = 16;
const LONGEST_IN_VIEW: usize = 12;

/// A text as its bytes in an integer, and its length: no other text shares them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: u128,
    length: usize,
}

/// The texts that were met last, with their numbers.
#[derive(Debug, Clone)]
pub(crate) struct ShortTexts(Vec<(Packed, u32)>);

impl ShortTexts {
    pub(crate) fn new() -> Self {
        // No text has this length.
        Self(vec![(Packed { bytes: 0, length: usize::MAX }, 0); PLACES])
    }

    /// The number of a text that stands in a longer one. `find` says it where it is not remembered.
    #[inline]
    pub(crate) fn number(&mut self, packed: Option<Packed>, find: impl FnOnce() -> u32) -> u32 {
        let Some(packed) = packed else { return find() };
        match self.0.get_mut(packed.place()) {
            Some((known, number)) if *known == packed => *number,
            Some(place) => {
                let number = find();
                *place = (packed, number);
                number
            }
            None => find(),
        }
    }
}

impl Packed {
    /// The text of so many bytes that these bytes begin with, unless it is too long.
    #[inline]
    pub(crate) fn of(bytes: &[u8], length: usize) -> Option<Self> {
        if length > LONGEST {
            return None;
        }
        let bytes = match bytes.first_chunk::<LONGEST>() {
            // Usually there is something behind the text; what is too much of it is cut off without looking at the text's length.
            Some(bytes) => {
                u128::from_le_bytes(*bytes) & u128::MAX.checked_shr(u32::try_from(8 * (LONGEST - length)).unwrap_or(0)).unwrap_or(0)
            }
            None => bytes.iter().take(length).rev().fold(0, |all, byte| (all << 8) | u128::from(*byte)),
        };
        Some(Self { bytes, length })
    }

    /// The text that a view of Arrow holds itself: its length, and up to twelve bytes behind it.
    #[inline]
    pub(crate) fn of_view(view: u128) -> Option<Self> {
        let length = usize::try_from(view & u128::from(u32::MAX)).ok().filter(|length| *length <= LONGEST_IN_VIEW)?;
        Some(Self { bytes: view >> 32, length })
    }

    #[inline]
    fn place(self) -> usize {
        let (low, high) = (self.bytes as u64, (self.bytes >> 64) as u64);
        // Odd constants without a pattern; the upper bits of the product depend on all of the text.
        let mixed = low.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.wrapping_add(self.length as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        usize::try_from(mixed >> 55).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(text: &str) -> Option<Packed> {
        Packed::of(text.as_bytes(), text.len())
    }

    #[test]
    fn texts_that_differ_are_packed_differently_and_the_same_wherever_they_stand() {
        let mut texts: Vec<String> = vec![String::new(), "\0".into(), "\0\0".into()];
        for length in 1..=16 {
            for place in 0..length {
                let mut text = vec![b'a'; length];
                text[place] = b'b';
                texts.push(String::from_utf8(text).unwrap());
            }
        }
        for (place, one) in texts.iter().enumerate() {
            for other in &texts[place + 1..] {
                assert_ne!(packed(one), packed(other), "{one:?} and {other:?}");
            }
            assert_eq!(packed(one), Packed::of(format!("{one}and what comes after it").as_bytes(), one.len()));
        }
        assert_eq!(packed("seventeen letters"), None);
    }

    #[test]
    fn a_view_packs_a_text_as_its_bytes_do() {
        let texts = ["", "\0", "S", "Email", "twelve bytes", "thirteen bytes", "sixteen letters.", "Zażółć gęślą jaźń"];
        let array = arrow_array::StringViewArray::from(texts.to_vec());
        for (view, text) in array.views().iter().zip(texts) {
            let expected = if text.len() <= LONGEST_IN_VIEW { packed(text) } else { None };
            assert_eq!(Packed::of_view(*view), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_asked_for_once_and_stays_right_where_places_collide() {
        let mut texts = ShortTexts::new();
        assert_eq!(texts.number(packed(""), || 2), 2);
        assert_eq!(texts.number(packed("Email"), || 3), 3);
        assert_eq!(texts.number(packed("Email"), || 9), 3);
        for _ in 0..2 {
            for number in 0..5_000 {
                assert_eq!(texts.number(packed(&format!("member {number}")), || number), number);
            }
        }
    }
}
