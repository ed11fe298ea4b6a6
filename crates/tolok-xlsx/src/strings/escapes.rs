//! `_x000D_`: how texts of a workbook write characters that XML cannot (§22.9.2.19).

use std::borrow::Cow;

/// The text with its escapes as characters.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::new();
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(unit) = escape_at(rest) {
            // Two escapes in a row may be the two halves of one character.
            units.push(unit);
            rest = rest.get(ESCAPE_LENGTH..).unwrap_or_default();
            continue;
        }
        decoded.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        decoded.push(character);
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    decoded.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    Cow::Owned(decoded)
}

/// The text as it can stand in a workbook: without the characters that XML cannot hold, and with what looks like an escape written so that it
/// reads back as it is. A carriage return is escaped, since XML would read it as a line feed.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        if character == '_' && text.get(index..).and_then(escape_at).is_some() {
            encoded.push_str("_x005F_");
        } else if character == '\r' {
            encoded.push_str("_x000D_");
        } else if is_xml(character) {
            encoded.push(character);
        }
    }
    encoded
}

const ESCAPE_LENGTH: usize = "_x0000_".len();

fn escape_at(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE_LENGTH)?.strip_prefix("_x")?.strip_suffix('_')?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

/// The characters of XML 1.0, production 2.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_as_characters() {
        for (written, read) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x0041_x0042_", "Ax0042_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{FFFD}"),
            ("_x00G1_ _x41_ é_x", "_x00G1_ _x41_ é_x"),
        ] {
            assert_eq!(decode(written), read, "{written}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["plain", "_x0041_", "__x000d__", "a\nb\tc\r\n", "_x0041", "😀 ł"] {
            assert_eq!(decode(&encode(text)), text);
        }
        assert_eq!(encode("a\u{0}\u{B}\u{FFFE}b\r\nc"), "ab_x000D_\nc");
    }
}
