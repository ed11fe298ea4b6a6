//! What a file is by its first bytes, before anything tries to read it.

use crate::XlsxError;

/// The beginning of a compound file: `.xls`, and every encrypted workbook.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Refuses what is no zip archive, and says what it is instead where that can be told.
pub(super) fn refuse_others(bytes: &[u8]) -> Result<(), XlsxError> {
    if bytes.is_empty() {
        return Err(XlsxError::NotAWorkbook("the file is empty".to_owned()));
    }
    if bytes.starts_with(COMPOUND_FILE) {
        // An encrypted workbook keeps its zip in a stream of this name ([MS-OFFCRYPTO] 2.3.4.4).
        let encrypted = has_stream(bytes, "EncryptedPackage");
        return Err(if encrypted { XlsxError::Encrypted } else { XlsxError::Unsupported("a file in the binary format `.xls`") });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    let what = match bytes {
        [b'P', b'K', 5, 6, ..] => "it is an empty archive",
        _ if bytes.starts_with(b"%PDF") => "it is a PDF document",
        _ if bytes.trim_ascii_start().starts_with(b"<") => "it is a text with markup, such as a web page",
        _ if std::str::from_utf8(bytes).is_ok() => "it is plain text",
        _ => "it is no zip archive, as workbooks are",
    };
    Err(XlsxError::NotAWorkbook(what.to_owned()))
}

/// True if a compound file has a stream of this name; names stand in its directory in UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
