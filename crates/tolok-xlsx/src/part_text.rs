//! The bytes of an XML part as text and back, so that what is not edited comes out as it went in.

/// The text of a part, without the byte-order mark, and how it was encoded.
///
/// All positions in this crate are bytes of [`PartText::text`]. Decoding is exact, so encoding an unchanged text gives the same bytes.
#[derive(Debug, Clone)]
pub(crate) struct PartText {
    pub(crate) text: String,
    encoding: Encoding,
}

/// OPC allows UTF-8 and UTF-16 and nothing else (part 2, §8.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8 { marked: bool },
    Utf16 { little_endian: bool, marked: bool },
}

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

impl PartText {
    /// The text of a part, or nothing where the bytes are in no encoding that a part may have.
    pub(crate) fn decode(bytes: Vec<u8>) -> Option<Self> {
        let encoding = Encoding::of(&bytes);
        let text = match encoding {
            Encoding::Utf8 { marked: false } => String::from_utf8(bytes).ok()?,
            Encoding::Utf8 { marked: true } => String::from_utf8(bytes.get(UTF8_MARK.len()..)?.to_vec()).ok()?,
            Encoding::Utf16 { little_endian, marked } => {
                let (units, rest) = bytes.get(if marked { 2 } else { 0 }..)?.as_chunks::<2>();
                if !rest.is_empty() {
                    return None;
                }
                let read = if little_endian { u16::from_le_bytes } else { u16::from_be_bytes };
                char::decode_utf16(units.iter().map(|unit| read(*unit))).collect::<Result<_, _>>().ok()?
            }
        };
        Some(Self { text, encoding })
    }

    /// The text of a new part.
    pub(crate) fn utf8(text: String) -> Self {
        Self { text, encoding: Encoding::Utf8 { marked: false } }
    }

    /// True if bytes at the beginning of a part are those of its text as they are.
    pub(crate) fn is_unmarked_utf8(bytes: &[u8]) -> bool {
        Encoding::of(bytes) == Encoding::Utf8 { marked: false }
    }

    /// Another text in this part's encoding.
    pub(crate) fn with(&self, text: String) -> Self {
        Self { text, encoding: self.encoding }
    }

    /// The bytes of another text in this part's encoding.
    pub(crate) fn encode(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 { marked: false } => text.as_bytes().to_vec(),
            Encoding::Utf8 { marked: true } => [UTF8_MARK, text.as_bytes()].concat(),
            Encoding::Utf16 { little_endian, marked } => {
                let write = if little_endian { u16::to_le_bytes } else { u16::to_be_bytes };
                let mark = marked.then_some(0xFEFF);
                mark.into_iter().chain(text.encode_utf16()).flat_map(write).collect()
            }
        }
    }
}

impl Encoding {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => Encoding::Utf16 { little_endian: true, marked: true },
            [0xFE, 0xFF, ..] => Encoding::Utf16 { little_endian: false, marked: true },
            [b'<', 0, ..] => Encoding::Utf16 { little_endian: true, marked: false },
            [0, b'<', ..] => Encoding::Utf16 { little_endian: false, marked: false },
            _ => Encoding::Utf8 { marked: bytes.starts_with(UTF8_MARK) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_out_as_it_went_in() {
        let text = "<a>ł 😀</a>";
        let units = |write: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(write).collect::<Vec<u8>>();
        let encodings = [
            text.as_bytes().to_vec(),
            [UTF8_MARK, text.as_bytes()].concat(),
            units(u16::to_le_bytes),
            units(u16::to_be_bytes),
            [vec![0xFF, 0xFE], units(u16::to_le_bytes)].concat(),
            [vec![0xFE, 0xFF], units(u16::to_be_bytes)].concat(),
        ];
        for bytes in encodings {
            let part = PartText::decode(bytes.clone()).unwrap();
            assert_eq!(part.text, text);
            assert_eq!(part.encode(&part.text), bytes);
        }
    }

    #[test]
    fn other_bytes_are_no_text() {
        for bytes in [vec![b'<', 0xE9], vec![0xFF, 0xFE, b'<'], vec![0xFF, 0xFE, 0x00, 0xD8]] {
            assert!(PartText::decode(bytes).is_none());
        }
    }
}
