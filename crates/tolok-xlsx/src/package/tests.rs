use std::io::Read;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime};

use super::*;
use crate::testing::Parts;

fn book() -> Parts {
    Parts::book(&[("Sheet1", "")])
}

fn refused(bytes: Vec<u8>) -> (&'static str, String) {
    refused_within(bytes, &Limits::default())
}

fn refused_within(bytes: Vec<u8>, limits: &Limits) -> (&'static str, String) {
    let error = Package::open(bytes.into(), limits).unwrap_err();
    (error.code().id, error.to_string())
}

/// A zip with these entries, all empty.
fn zip_of(names: &[&str]) -> Vec<u8> {
    Parts(names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect()).zipped()
}

#[test]
fn other_files_are_told_apart() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound = |stream: &str| [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], &utf16(stream)].concat();
    assert_eq!(refused(compound("EncryptedPackage")).0, "E0602");
    assert_eq!(refused(compound("Workbook")).0, "E0603");
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "empty archive"),
        (b"<html><table>", "web page"),
        (b"channel,spend\nEmail,1\n", "plain text"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "no zip archive"),
    ] {
        let (code, message) = refused(bytes.to_vec());
        assert_eq!(code, "E0601");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_zip_that_is_cut_off_is_damaged_wherever_it_is_cut() {
    let bytes = book().zipped();
    for length in 4..bytes.len() {
        assert_eq!(refused(bytes[..length].to_vec()).0, "E0604", "{length} of {}", bytes.len());
    }
}

#[test]
fn names_that_are_not_safe_are_refused() {
    for names in [&["../a.xml"][..], &["xl/../../a.xml"], &["xl\\..\\a.xml"], &["xl/a.xml", "XL/A.xml"], &["a.xml", "/a.xml"]] {
        assert_eq!(refused(zip_of(names)).0, "E0604", "{names:?}");
    }
}

#[test]
fn two_entries_of_one_name_are_refused() {
    // The zip library writes no such archive, so the second name is changed afterwards, where it stands twice.
    let bytes = zip_of(&["xl/one.xml", "xl/two.xml"]);
    let twice: Vec<u8> = String::from_utf8_lossy(&bytes).contains("two").then(|| replaced(&bytes, b"two.xml", b"one.xml")).unwrap();
    assert_eq!(refused(twice).0, "E0604");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut result = bytes.to_vec();
    for start in 0..=result.len() - from.len() {
        if &result[start..start + from.len()] == from {
            result[start..start + from.len()].copy_from_slice(to);
        }
    }
    result
}

#[test]
fn limits_are_kept() {
    let bytes = Parts(vec![("a.xml".to_owned(), vec![b' '; 3 << 20]), ("b.xml".to_owned(), vec![])]).zipped();
    let default = Limits::default();
    assert_eq!(refused_within(bytes.clone(), &default).0, "E0605", "a ratio of about a thousand");
    let (_, message) = refused_within(bytes.clone(), &Limits { entries: 1, ..default.clone() });
    assert!(message.contains("2 entries"), "{message}");
    let (_, message) = refused_within(bytes.clone(), &Limits { expanded: 1 << 20, ..default.clone() });
    assert!(message.contains("unpacks to more than 1048576 bytes"), "{message}");
    assert!(Package::open(bytes.into(), &Limits { ratio: 2000, ..default }).is_ok());
}

#[test]
fn a_part_that_is_longer_than_the_archive_says_is_damaged() {
    // The declared size of the entry, in the local header and the directory, made smaller by one.
    let bytes = Parts(vec![("a.xml".to_owned(), b"0123456789".to_vec())]).zipped_by(CompressionMethod::Deflated);
    let shorter = replaced(&bytes, &10_u32.to_le_bytes(), &9_u32.to_le_bytes());
    assert_ne!(shorter, bytes);
    let package = Package::open(shorter.into(), &Limits::default()).unwrap();
    let part = package.find("a.xml").unwrap().clone();
    assert_eq!(package.read(&part).unwrap_err().code().id, "E0604");
}

#[test]
fn what_does_not_change_is_copied_as_it_is_stored() {
    let day = DateTime::from_date_and_time(2019, 5, 4, 3, 2, 0).unwrap();
    let options = SimpleFileOptions::default().last_modified_time(day);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment("kept").unwrap();
    writer.add_directory("xl/", options).unwrap();
    for (name, method, level) in [
        ("stored.bin", CompressionMethod::Stored, None),
        ("hard.xml", CompressionMethod::Deflated, Some(9)),
        ("b.xml", CompressionMethod::Deflated, Some(1)),
    ] {
        writer.start_file(name, options.compression_method(method).compression_level(level)).unwrap();
        writer.write_all("text and text and more text".repeat(40).as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let package = Package::open(bytes.clone().into(), &Limits::default()).unwrap();
    let changed = package.find("b.xml").unwrap().clone();
    let stored = package.find("stored.bin").unwrap().clone();
    let written =
        package.write(&BTreeMap::from([(changed, Change::Replace(b"new".to_vec())), (stored, Change::Replace(b"new".to_vec()))])).unwrap();

    let mut before = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut after = ZipArchive::new(Cursor::new(written)).unwrap();
    assert_eq!(after.comment(), b"kept");
    assert_eq!(after.len(), before.len());
    for index in 0..before.len() {
        let (mut old, mut new) = (before.by_index_raw(index).unwrap(), after.by_index_raw(index).unwrap());
        assert_eq!(new.name().unwrap(), old.name().unwrap());
        assert_eq!((new.last_modified(), new.compression()), (old.last_modified(), old.compression()));
        assert_eq!(new.external_attributes(), old.external_attributes());
        if !["b.xml", "stored.bin"].contains(&old.name().unwrap().as_ref()) {
            let (mut one, mut other) = (Vec::new(), Vec::new());
            old.read_to_end(&mut one).unwrap();
            new.read_to_end(&mut other).unwrap();
            assert_eq!(one, other);
        }
    }
}

#[test]
fn entries_with_data_descriptors_are_read_and_copied() {
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in &book().0 {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(bytes[6] & 8, 8, "the flag of a data descriptor");
    let package = Package::open(bytes.into(), &Limits::default()).unwrap();
    let changed = package.find("xl/workbook.xml").unwrap().clone();
    let written = package.write(&BTreeMap::from([(changed, Change::Remove)])).unwrap();
    assert_eq!(Parts::unzipped(&written), book().without("xl/workbook.xml"));
}

#[test]
fn no_change_gives_the_same_bytes() {
    let bytes = book().zipped();
    let package = Package::open(bytes.clone().into(), &Limits::default()).unwrap();
    assert_eq!(package.write(&BTreeMap::new()).unwrap(), bytes);
}

#[test]
fn targets_are_followed_wherever_they_lead() {
    let target = |target: &str, mode: &str| {
        let line = format!("<Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"{target}\"{mode}/>");
        let parts = book().with("xl/my sheet.xml", "<a/>").edited(
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            &format!("{line}</Relationships>"),
        );
        let package = Package::open(parts.zipped().into(), &Limits::default()).unwrap();
        let relationships = package.relationships("xl/workbook.xml").unwrap();
        let last = relationships.last().unwrap();
        assert!(last.is("worksheet"));
        package.target("xl/workbook.xml", last).map(|part| part.as_str().to_owned())
    };
    let sheet = Some("xl/worksheets/sheet1.xml".to_owned());
    for path in [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "./worksheets/Sheet1.XML",
        "../xl/worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
    ] {
        assert_eq!(target(path, ""), sheet, "{path}");
    }
    assert_eq!(target("my%20sheet.xml", ""), Some("xl/my sheet.xml".to_owned()));
    for path in ["NULL", "", "#'Sheet 1'!A1", "worksheets/sheet9.xml", "my%2", "my%ZZsheet.xml"] {
        assert_eq!(target(path, ""), None, "{path}");
    }
    assert_eq!(target("worksheets/sheet1.xml", " TargetMode=\"External\""), None);
}
