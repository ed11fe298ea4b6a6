//! Templates that cannot be filled, and places that cannot be written to: one clear problem each with its cell, exit status 1, no output,
//! and the template as it was.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "what helps the tests of this file is a test too")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tolok_tests::{CommandLine, Surface, in_continuous_integration};
use tolok_xlsx::testing::Parts;

const DEFINITIONS: &str = "input spend: money { alias \"Cost\" }\ninput cost_of_sales: money { alias \"Cost\" }\ninput new_customers: count\n\
                           cac = spend / new_customers\n";

struct Stage {
    binary: PathBuf,
    folder: tempfile::TempDir,
}

impl Stage {
    /// Nothing where there is no binary to run, which only continuous integration takes amiss.
    fn with(template: &str, bytes: &[u8]) -> Option<Self> {
        let command_line = CommandLine::find();
        if let Some(missing) = command_line.missing() {
            assert!(!in_continuous_integration(), "{missing}");
            println!("left out: {missing}");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(template), bytes).unwrap();
        std::fs::write(folder.path().join("defs.kpi"), DEFINITIONS).unwrap();
        Some(Self { binary: command_line.binary().to_path_buf(), folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, template: &str, output: &str, more: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(["fill", "defs.kpi", template, "--set", "spend=1000", "--set", "new_customers=30", "-o", output]).args(more);
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A workbook whose sheet `Summary` has these texts, each in its cell.
fn book(cells: &[(&str, &str)]) -> Parts {
    let rows: String = cells
        .iter()
        .enumerate()
        .map(|(index, (at, text))| {
            let row = at.trim_start_matches(|character: char| character.is_ascii_alphabetic());
            assert!(row.parse::<usize>().is_ok_and(|row| row > index), "cells in the order of their rows");
            format!("<row r=\"{row}\"><c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
        })
        .collect();
    Parts::book(&[("Summary", &rows)])
}

/// Fills a template that cannot be filled; what is said has to contain all of these.
#[track_caller]
fn refused_as(name: &str, bytes: &[u8], more: &[&str], expected: &[&str]) {
    let Some(stage) = Stage::with(name, bytes) else { return };
    let ending = name.rsplit_once('.').map_or("xlsx", |(_, ending)| ending);
    let output = stage.command(name, &format!("out.{ending}"), more).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in expected {
        assert!(said.contains(part), "`{part}` is not in: {said}");
    }
    let mut there = ["defs.kpi", name];
    there.sort_unstable();
    assert_eq!(stage.files(), there, "nothing else is written");
    assert_eq!(std::fs::read(stage.path(name)).unwrap(), bytes, "the template is as it was");
}

#[track_caller]
fn refused(parts: &Parts, expected: &[&str]) {
    refused_as("template.xlsx", &parts.zipped(), &[], expected);
}

#[test]
fn what_is_no_template_is_told_by_what_it_is() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused_as("locked.xlsx", &[&compound[..], &name].concat(), &[], &["E0602", "locked.xlsx", "password"]);
    refused_as("old.xls", &compound, &[], &["E0603", "old.xls"]);
    let binary = book(&[])
        .edited(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        )
        .zipped();
    refused_as("binary.xlsb", &binary, &[], &["E0603", "binary.xlsb"]);
    refused_as("cut.xlsx", book(&[("A1", "{{ cac }}")]).zipped().get(..200).unwrap(), &[], &["E0604", "cut.xlsx"]);
    refused_as("notes.xlsx", b"just a text", &[], &["E0601", "plain text"]);
    refused_as("empty.xlsx", b"", &[], &["E0601", "empty"]);
}

#[test]
fn a_part_that_is_no_xml_or_a_trap_is_told_by_its_name() {
    let part = "xl/worksheets/sheet1.xml";
    refused(&book(&[]).with(part, "<worksheet"), &["E0604", part]);
    refused(&book(&[]).with(part, "no markup at all"), &["E0604", part]);
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet>&c;</worksheet>";
    refused(&book(&[]).with(part, bomb), &["E0604", part]);
}

#[test]
fn every_problem_of_a_template_is_told_with_its_cell() {
    let parts = book(&[
        ("A1", "{{ cax }}"),
        ("B2", "{{ spend"),
        ("C3", "{{ }}"),
        ("D4", "{{#each channel}}"),
        ("E5", "{{ spend + }}"),
        ("F6", "{{ cac where chanel = \"Email\" }}"),
    ]);
    refused(
        &parts,
        &[
            "Summary!A1",
            "did you mean `cac`?",
            "Summary!B2",
            "write `}}`",
            "Summary!C3",
            "Summary!D4",
            "Summary!E5",
            "Summary!F6",
            "6 errors",
        ],
    );
}

#[test]
fn a_label_that_fits_two_is_told_with_both() {
    let rows = "<row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><t>Total</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Cost</t></is></c></row>";
    refused(&Parts::book(&[("Summary", rows)]), &["E0631", "Summary!A2", "`spend`", "`cost_of_sales`"]);
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let bytes = book(&[("A1", "text")]).zipped();
    refused_as("template.xlsx", &bytes, &["--labels", "Sumary"], &["E0634", "did you mean `Summary`?"]);
    refused_as("template.xlsx", &bytes, &["--explain", "Sumary!C7"], &["E0634", "did you mean `Summary!C7`?"]);
    refused_as("template.xlsx", &bytes, &["--explain", "Summary!C"], &["E0640", "name one as in `Summary!C7`"]);
    refused_as("template.xlsx", &bytes, &["--data", "template.xlsx#Nowhere"], &["E0506", "template.xlsx"]);
}

#[test]
fn cells_that_belong_to_something_are_told_with_what_it_is() {
    let array = "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:A2\">B1:B2</f><v>1</v></c></row>\
                 <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{{ cac }}</t></is></c></row>";
    refused(&Parts::book(&[("Summary", array)]), &["E0606", "Summary!A2", "array formula"]);
    let merged = book(&[("A1", "text"), ("A2", "{{ cac }}")]).edited(
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        "</sheetData><mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>",
    );
    refused(&merged, &["E0606", "Summary!A2", "merged cells `A1:A2`"]);
}

/// A folder that is not there, one that is not for writing even for an administrator, and a name that is a folder's.
#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let Some(stage) = Stage::with("template.xlsx", &book(&[("A1", "{{ cac }}")]).zipped()) else { return };
    std::fs::create_dir(stage.path("folder.xlsx")).unwrap();
    let mut places = vec!["no/such/folder/out.xlsx", "folder.xlsx"];
    places.extend(["/sys/out.xlsx"].into_iter().filter(|_| Path::new("/sys/kernel").exists()));
    for place in places {
        let output = stage.command("template.xlsx", place, &[]).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{place}: {said}");
        assert!(said.contains("E0503") && said.contains(place), "{place}: {said}");
    }
    assert_eq!(stage.files(), ["defs.kpi", "folder.xlsx", "template.xlsx"]);
}

/// A limit on the size of files stands for a disk that is full: writing fails in the middle.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_nothing() {
    let texts: Vec<(String, String)> = (1..400).map(|row| (format!("A{row}"), format!("text {row}: {}", row * 7_919 % 1_009))).collect();
    let mut cells: Vec<(&str, &str)> = vec![];
    cells.extend(texts.iter().map(|(at, text)| (at.as_str(), text.as_str())));
    cells.push(("A400", "{{ cac }}"));
    let Some(stage) = Stage::with("template.xlsx", &book(&cells).zipped()) else { return };
    std::fs::write(stage.path("out.xlsx"), "what was there before").unwrap();
    let run = "trap '' XFSZ; ulimit -f 2; exec \"$0\" fill defs.kpi template.xlsx --set spend=1000 --set new_customers=30 -o out.xlsx";
    let output = Command::new("sh").args(["-c", run]).arg(&stage.binary).current_dir(stage.folder.path()).stdin(Stdio::null()).output();
    let output = output.unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("E0503") && said.contains("out.xlsx"), "{said}");
    assert_eq!(std::fs::read_to_string(stage.path("out.xlsx")).unwrap(), "what was there before");
    assert_eq!(stage.files(), ["defs.kpi", "out.xlsx", "template.xlsx"]);
}

/// Whenever it is killed, the output is there as a whole or not at all.
#[test]
fn a_fill_that_is_killed_leaves_no_half_of_a_workbook() {
    let texts: Vec<(String, String)> = (1..4_000).map(|row| (format!("A{row}"), format!("text {}", row * 7_919 % 1_009))).collect();
    let mut cells: Vec<(&str, &str)> = texts.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    cells.push(("A4000", "{{ cac }}"));
    let template = book(&cells).zipped();
    let Some(stage) = Stage::with("template.xlsx", &template) else { return };
    let whole = stage.command("template.xlsx", "whole.xlsx", &[]).output().unwrap();
    assert!(whole.status.success(), "{}", said(&whole));
    let whole = std::fs::read(stage.path("whole.xlsx")).unwrap();
    for delay in (0..60).step_by(4) {
        let mut running = stage.command("template.xlsx", "out.xlsx", &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let _ = running.kill();
        running.wait().unwrap();
        if let Ok(found) = std::fs::read(stage.path("out.xlsx")) {
            assert!(found == whole, "half a workbook after {delay} ms");
            std::fs::remove_file(stage.path("out.xlsx")).unwrap();
        }
    }
    assert_eq!(std::fs::read(stage.path("template.xlsx")).unwrap(), template);
}
