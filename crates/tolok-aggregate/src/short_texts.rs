//! The numbers of texts of up to sixteen bytes, found by comparing two integers: the members of most columns are such texts.

/// So many texts are remembered, each in the one place that it can have.
const PLACES: usize = 512;

/// A text as two integers and its length, which no other text shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed {
    head: u64,
    tail: u64,
    length: u8,
}

/// The texts that were met last, with their numbers.
#[derive(Debug, Clone)]
pub(crate) struct ShortTexts(Vec<Option<(Packed, u32)>>);

impl ShortTexts {
    pub(crate) fn new() -> Self {
        Self(vec![None; PLACES])
    }

    /// The number of a text. `find` says it where it is not remembered.
    #[inline]
    pub(crate) fn number(&mut self, text: &str, find: impl FnOnce(&str) -> u32) -> u32 {
        let Some(packed) = packed(text) else { return find(text) };
        match self.0.get_mut(packed.place()) {
            Some(Some((known, number))) if *known == packed => *number,
            Some(place) => {
                let number = find(text);
                *place = Some((packed, number));
                number
            }
            None => find(text),
        }
    }
}

impl Packed {
    #[inline]
    fn place(self) -> usize {
        // Odd constants without a pattern; the upper bits of the product depend on all of the text.
        let mixed = self.head.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ self.tail.wrapping_add(u64::from(self.length)).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        usize::try_from(mixed >> 55).unwrap_or(0)
    }
}

#[inline]
fn packed(text: &str) -> Option<Packed> {
    let bytes = text.as_bytes();
    let length = u8::try_from(bytes.len()).ok().filter(|length| *length <= 16)?;
    // The first and the last bytes overlap where the text is shorter than both, and are all of it together.
    let (head, tail) = if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
    } else if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
    } else {
        (bytes.iter().fold(0, |head, byte| (head << 8) | u64::from(*byte)), 0)
    };
    Some(Packed { head, tail, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_are_packed_differently() {
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
        }
        assert_eq!(packed("seventeen letters"), None);
    }

    #[test]
    fn a_number_is_asked_for_once_and_stays_right_where_places_collide() {
        let mut texts = ShortTexts::new();
        assert_eq!(texts.number("Email", |_| 3), 3);
        assert_eq!(texts.number("Email", |_| 9), 3);
        for _ in 0..2 {
            for number in 0..5_000 {
                let text = format!("member {number}");
                assert_eq!(texts.number(&text, |_| number), number);
            }
        }
    }
}
