//! A text as a part spells it: its characters, each with the bytes that stand for it, so that a piece of it can be replaced and the other bytes
//! stay.

use std::ops::Range;

use crate::strings::encode;
use crate::xml::{escape, escape_attribute};

/// What a part writes a text in, beyond XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// The characters themselves, between tags.
    Plain,
    /// With escapes such as `_x000D_`, between tags.
    Escaped,
    /// The same in an attribute.
    Attribute,
    /// The text of a header or footer, in which `&` begins a code and stands doubled for itself.
    Header,
    /// An address in an attribute, where `%7B` stands for a brace.
    Link,
}

/// A character, and the bytes of the part that stand for it.
pub(crate) type Spelled = (char, Range<usize>);

/// The characters of a piece of a part that is text between tags or the value of an attribute; `at` is where the piece begins.
pub(crate) fn read(raw: &str, at: usize, script: Script) -> Vec<Spelled> {
    let characters = of_xml(raw, at, matches!(script, Script::Attribute | Script::Link));
    match script {
        Script::Plain => characters,
        Script::Escaped | Script::Attribute | Script::Header => unescaped(&characters),
        Script::Link => percent_decoded(&characters),
    }
}

/// A new piece as the part spells it; `whole` says that it stands for the beginning of an address, which may be a whole address.
pub(crate) fn write(text: &str, script: Script, whole: bool) -> String {
    match script {
        Script::Plain => escape(&legible(text)).into_owned(),
        Script::Escaped => escape(&encode(text)).into_owned(),
        Script::Attribute => escape_attribute(&encode(text)),
        Script::Header => escape(&encode(&text.replace('&', "&&"))).into_owned(),
        Script::Link => escape_attribute(&percent_encoded(text, whole)),
    }
}

/// The text without what XML cannot hold; a line of a drawing has no line breaks in it.
fn legible(text: &str) -> String {
    let text = text.replace("\r\n", " ");
    text.chars()
        .map(|character| if character == '\n' || character == '\r' { ' ' } else { character })
        .filter(|character| !is_control(*character))
        .collect()
}

fn is_control(character: char) -> bool {
    (character.is_control() && character != '\t') || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// Reads references, CDATA sections and line ends; comments say nothing.
fn of_xml(raw: &str, at: usize, in_attribute: bool) -> Vec<Spelled> {
    let mut characters = Vec::new();
    let mut done = 0;
    let mut verbatim = false;
    while let Some((rest, first)) = raw.get(done..).and_then(|rest| Some((rest, rest.chars().next()?))) {
        let (character, length) = if verbatim && rest.starts_with("]]>") {
            verbatim = false;
            (None, 3)
        } else if verbatim {
            (Some(first), first.len_utf8())
        } else if rest.starts_with("<![CDATA[") {
            verbatim = true;
            (None, "<![CDATA[".len())
        } else if first == '<' {
            (None, rest.find('>').map_or(rest.len(), |end| end + 1))
        } else if let Some((character, length)) = reference(rest) {
            (Some(character), length)
        } else if rest.starts_with("\r\n") {
            (Some(if in_attribute { ' ' } else { '\n' }), 2)
        } else {
            let character = match first {
                '\r' | '\n' | '\t' if in_attribute => ' ',
                '\r' => '\n',
                other => other,
            };
            (Some(character), first.len_utf8())
        };
        if let Some(character) = character {
            characters.push((character, at + done..at + done + length));
        }
        done += length;
    }
    characters
}

/// The character that `&amp;` or `&#123;` stands for, and how long that is.
fn reference(rest: &str) -> Option<(char, usize)> {
    let end = rest.strip_prefix('&')?.find(';')?;
    let name = rest.get(1..=end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(number.ok()?)?
        }
    };
    Some((character, end + 2))
}

/// Reads escapes such as `_x000D_`, those of one unit each.
fn unescaped(characters: &[Spelled]) -> Vec<Spelled> {
    let mut read = Vec::with_capacity(characters.len());
    let mut rest = characters;
    while let [first, others @ ..] = rest {
        let escape = rest.get(..7).filter(|_| first.0 == '_').and_then(|escape| {
            let text: String = escape.iter().map(|(character, _)| *character).collect();
            let digits = text.strip_prefix("_x")?.strip_suffix('_')?;
            let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            Some((character, first.1.start..escape.last()?.1.end))
        });
        rest = match escape {
            Some(spelled) => {
                read.push(spelled);
                rest.get(7..).unwrap_or_default()
            }
            None => {
                read.push(first.clone());
                others
            }
        };
    }
    read
}

/// Reads `%7B` and its like; what does not come out as text stays as it is.
fn percent_decoded(characters: &[Spelled]) -> Vec<Spelled> {
    let mut read = Vec::with_capacity(characters.len());
    let mut rest = characters;
    while let [first, others @ ..] = rest {
        let byte = |at: usize| -> Option<u8> {
            let [(percent, _), (high, _), (low, _)] = rest.get(at * 3..at * 3 + 3)? else { return None };
            let digits = (high.to_digit(16)?, low.to_digit(16)?);
            (*percent == '%').then(|| u8::try_from(digits.0 * 16 + digits.1).ok()).flatten()
        };
        let bytes: Vec<u8> = (0..4).map_while(byte).collect();
        let decoded = (1..=bytes.len()).find_map(|length| {
            let character = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
            Some((length * 3, character, first.1.start..rest.get(length * 3 - 1)?.1.end))
        });
        rest = match decoded {
            Some((length, character, span)) => {
                read.push((character, span));
                rest.get(length..).unwrap_or_default()
            }
            None => {
                read.push(first.clone());
                others
            }
        };
    }
    read
}

/// A text as a piece of an address (RFC 3986); a whole one keeps the signs that part it.
fn percent_encoded(text: &str, whole: bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        let plain = character.is_ascii_alphanumeric() || "-._~".contains(character) || (whole && ":/?#[]@!$&'()*+,;=%".contains(character));
        if plain {
            encoded.push(character);
        } else {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str, script: Script) -> String {
        read(raw, 0, script).into_iter().map(|(character, _)| character).collect()
    }

    #[test]
    fn every_spelling_is_read() {
        for (raw, script, expected) in [
            ("a &amp; b&#x20AC;&#33; &nbsp;", Script::Plain, "a & b€! &nbsp;"),
            ("a\r\nb\rc", Script::Plain, "a\nb\nc"),
            ("a\r\nb\tc&#10;", Script::Attribute, "a b c\n"),
            ("x<![CDATA[a & <b>]]>y<!-- no -->", Script::Plain, "xa & <b>y"),
            ("_x0041__x005F_x", Script::Plain, "_x0041__x005F_x"),
            ("_x0041__x005F_x _x00", Script::Escaped, "A_x _x00"),
            ("%7B%7b&amp;%C5%82%20%zz%C5", Script::Link, "{{&ł %zz%C5"),
        ] {
            assert_eq!(text(raw, script), expected, "{raw}");
        }
    }

    #[test]
    fn characters_know_their_bytes() {
        let spelled = read("&lt;ł%C5%82x", 10, Script::Link);
        assert_eq!(spelled, [('<', 10..14), ('ł', 14..16), ('ł', 16..22), ('x', 22..23)]);
    }

    #[test]
    fn what_is_written_reads_back() {
        for script in [Script::Plain, Script::Escaped, Script::Attribute, Script::Link] {
            let spelled = write("5 < 6 & \"ł\" 'x' {}%", script, false);
            assert_eq!(text(&spelled, script), "5 < 6 & \"ł\" 'x' {}%", "{spelled}");
        }
        assert_eq!(write("R&D", Script::Header, false), "R&amp;&amp;D");
        assert_eq!(write("a\r\nb\u{1}", Script::Plain, false), "a b");
        assert_eq!(write("a b/c?d", Script::Link, false), "a%20b%2Fc%3Fd");
        assert_eq!(write("https://a.b/c d?e=1&f", Script::Link, true), "https://a.b/c%20d?e=1&amp;f");
    }
}
