//! Workbooks made from text, for tests: the same text gives the same bytes.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "only tests use this, and they should stop at what is wrong")]

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The parts of a workbook by name, in the order in which they are zipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts(pub Vec<(String, Vec<u8>)>);

impl Parts {
    /// A workbook with sheets of these names, each with the XML of its rows; the first is `xl/worksheets/sheet1.xml`.
    pub fn book(sheets: &[(&str, &str)]) -> Self {
        let (mut listed, mut related, mut types) = (String::new(), String::new(), String::new());
        for (index, (name, _)) in sheets.iter().enumerate() {
            let number = index + 1;
            listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
            related += &format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>");
            types += &format!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>");
        }
        let mut parts = Self(Vec::new());
        parts.set(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
                 ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>{types}</Types>"
            ),
        );
        parts.set(
            "_rels/.rels",
            &relationships(&format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>")),
        );
        parts.set("xl/workbook.xml", &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"));
        parts.set("xl/_rels/workbook.xml.rels", &relationships(&related));
        for (index, (_, rows)) in sheets.iter().enumerate() {
            let xml = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
            parts.set(&format!("xl/worksheets/sheet{}.xml", index + 1), &xml);
        }
        parts
    }

    /// Sets a part that the workbook part leads to, such as `sharedStrings` or `styles`; the body stands inside the part's root element.
    #[must_use]
    pub fn related(self, kind: &str, root: &str, body: &str) -> Self {
        let line = format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/></Relationships>");
        self.with(&format!("xl/{kind}.xml"), &format!("<{root} xmlns=\"{MAIN}\">{body}</{root}>")).edited(
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            &line,
        )
    }

    /// Sets the shared strings; each is the XML of an item.
    #[must_use]
    pub fn shared_strings(self, items: &[&str]) -> Self {
        let items: String = items.iter().map(|item| format!("<si>{item}</si>")).collect();
        self.related("sharedStrings", "sst", &items)
    }

    /// Sets the number formats of the cell styles, by their numbers.
    #[must_use]
    pub fn formats(self, numbers: &[u32]) -> Self {
        let formats: String = numbers.iter().map(|number| format!("<xf numFmtId=\"{number}\"/>")).collect();
        self.related("styles", "styleSheet", &format!("<cellXfs count=\"{}\">{formats}</cellXfs>", numbers.len()))
    }

    /// Adds a part, or replaces it.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.set(name, text);
        self
    }

    /// Adds a part that leads from another to one of the given kind.
    #[must_use]
    pub fn leading(self, from: &str, kind: &str, target: &str) -> Self {
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let line = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
        self.with(&format!("{folder}/_rels/{name}.rels"), &relationships(&line))
    }

    /// Takes a part out.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    /// Replaces a text in a part, which must have it.
    #[must_use]
    pub fn edited(self, name: &str, from: &str, to: &str) -> Self {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.with(name, &text.replace(from, to))
    }

    /// The bytes of a part.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice())
    }

    /// The text of a part.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name).expect("the part is there").to_vec()).expect("the part is text")
    }

    /// The names of the parts that differ from those of another workbook, or are in only one of the two.
    pub fn differing(&self, other: &Parts) -> Vec<String> {
        let mut names: Vec<String> = self.0.iter().chain(&other.0).map(|(name, _)| name.clone()).collect();
        names.sort();
        names.dedup();
        names.retain(|name| self.bytes(name) != other.bytes(name));
        names
    }

    /// The workbook's bytes.
    pub fn zipped(&self) -> Vec<u8> {
        self.zipped_by(CompressionMethod::Deflated)
    }

    /// The workbook's bytes, compressed or only stored.
    pub fn zipped_by(&self, method: CompressionMethod) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            writer.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("the name is free");
            writer.write_all(bytes).expect("memory takes it");
        }
        writer.finish().expect("memory takes it").into_inner()
    }

    /// The parts of a zipped workbook; folders are left out.
    pub fn unzipped(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is a zip");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("the entry is there");
            if entry.is_dir() {
                continue;
            }
            let mut bytes = Vec::new();
            if entry.size() > 0 {
                entry.read_to_end(&mut bytes).expect("the entry can be unpacked");
            }
            parts.push((entry.name().expect("the name is text").into_owned(), bytes));
        }
        Self(parts)
    }

    fn set(&mut self, name: &str, text: &str) {
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some((_, bytes)) => *bytes = text.as_bytes().to_vec(),
            None => self.0.push((name.to_owned(), text.as_bytes().to_vec())),
        }
    }
}

/// Real workbooks of other projects, or none, with a word about it, where they are not at hand.
pub fn real_workbooks() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there are no workbooks in {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "json"));
    paths.sort();
    assert!(paths.len() >= 79, "only {} workbooks", paths.len());
    paths
}

fn relationships(lines: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{lines}</Relationships>")
}
