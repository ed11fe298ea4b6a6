//! Texts in the encodings that exports come in. The bytes are those of Python's `str.encode`.

use std::io::Read;

use super::*;

fn decode(bytes: &[u8]) -> (Finding, String) {
    let finding = Encoding::find(&mut &bytes[..], None).unwrap();
    let mut text = String::new();
    if let Finding::Sure(encoding) | Finding::Guessed(encoding) = &finding {
        encoding.reader(bytes).unwrap().read_to_string(&mut text).unwrap();
    }
    (finding, text)
}

#[test]
fn encodings_are_told_apart() {
    for (bytes, name, text) in [
        (&b"kana\xc5\x82"[..], "UTF-8", "kanał"),
        (b"\xef\xbb\xbfkana\xc5\x82", "UTF-8", "kanał"),
        (b"\xff\xfek\x00a\x00n\x00a\x00B\x01", "UTF-16LE", "kanał"),
        (b"\xfe\xff\x00k\x00a\x00n\x00a\x01B", "UTF-16BE", "kanał"),
        (b"k\x00a\x00n\x00a\x00,\x00\n\x00", "UTF-16LE", "kana,\n"),
        (b"kana\xb3,udzia\xb3", "Windows-1250", "kanał,udział"),
        (b"za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1", "Windows-1250", "zażółć gęślą jaźń"),
        (b"caf\xe9,\x80", "Windows-1252", "café,€"),
    ] {
        let (finding, read) = decode(bytes);
        let (Finding::Sure(encoding) | Finding::Guessed(encoding)) = finding else { panic!("{bytes:?} is {finding:?}") };
        assert_eq!((encoding.name(), read.as_str()), (name, text));
        assert_eq!(matches!(finding, Finding::Guessed(_)), name.starts_with("Windows"));
    }
    assert_eq!(decode(b"").0, Finding::Nothing);
    assert_eq!(decode(b"\xef\xbb\xbf").0, Finding::Nothing);
    assert_eq!(decode(b"a,b\n1,2\n\x00\x01").0, Finding::NotText(3));
}

#[test]
fn characters_across_chunks_are_whole() {
    for shift in 0..4 {
        let text = "x".repeat(CHUNK - shift) + &"ł€😀".repeat(10);
        let (finding, read) = decode(text.as_bytes());
        assert!(matches!(finding, Finding::Sure(encoding) if encoding.is_utf8()));
        assert_eq!(read, text);
        let (cut, _) = decode(&text.as_bytes()[..text.len() - 1]);
        assert!(matches!(cut, Finding::Guessed(_)), "a character that is cut off is no UTF-8");
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide).1, text);
    }
}
