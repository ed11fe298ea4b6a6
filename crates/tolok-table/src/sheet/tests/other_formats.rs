//! OpenDocument and the binary formats.

use std::path::Path;
use std::process::Command;

use super::*;

/// An OpenDocument workbook of these tables and named ranges.
fn ods(tables: &str, names: &str) -> Vec<u8> {
    let office = "urn:oasis:names:tc:opendocument:xmlns";
    let spaces = ["office", "table", "text"].map(|name| format!("xmlns:{name}=\"{office}:{name}:1.0\"")).join(" ");
    let content = format!(
        "<office:document-content {spaces}><office:body><office:spreadsheet>{tables}\
         <table:named-expressions>{names}</table:named-expressions></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let parts = [("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", &content)];
    Parts(parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec()).zipped()
}

#[test]
fn opendocument_is_read_with_its_dates_names_and_repeated_cells() {
    let text = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
    let number = |number: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>");
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-31\"/>";
    let empty = "<table:table-cell table:number-columns-repeated=\"16380\"/>";
    let rows = format!(
        "<table:table-row>{}{}{empty}</table:table-row><table:table-row>{date}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\">{empty}</table:table-row>",
        text("Date"),
        text("Spend"),
        number("10.5")
    );
    let tables = format!("<table:table table:name=\"Cover\"/><table:table table:name=\"Data\">{rows}</table:table>");
    let bytes = ods(&tables, "<table:named-range table:name=\"Costs\" table:cell-range-address=\"$Data.$A$2:.$B$2\"/>");
    let cells = read(bytes.clone(), None, None).unwrap();
    assert_eq!((cells.sheet.as_ref(), shown(&cells)), ("Data", vec!["Date | Spend".to_owned(), "2026-01-31 | 10.5".to_owned()]));
    assert_eq!(shown(&read(bytes.clone(), None, Some("costs")).unwrap()), ["2026-01-31 | 10.5"]);
    assert_eq!(shown(&read(bytes.clone(), Some("data"), Some("B1:B2")).unwrap()), ["Spend", "10.5"]);
    assert!(problem(read(bytes.clone(), Some("Dat"), None)).contains("is `Data` meant? it has `Cover` or `Data`"));
    assert!(problem(read(bytes, None, Some("Kosts"))).contains("is `Costs` meant?"));
}

#[test]
fn what_a_spreadsheet_program_saves_in_other_formats_is_the_same_table() {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("skipped: LibreOffice is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("tolok-table-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let bytes = book(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(0, 0, "Date").unwrap();
        sheet.write(0, 1, "Spend").unwrap();
        sheet.write_with_format(1, 0, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &date).unwrap();
        sheet.write(1, 1, 10.5).unwrap();
    });
    let source = folder.join("data.xlsx");
    std::fs::write(&source, &bytes).unwrap();
    let expected = shown(&read(bytes, None, None).unwrap());
    for format in ["xls", "ods"] {
        let converted = convert(&source, &folder, format);
        let file = Memory::new(format!("data.{format}"), std::fs::read(&converted).unwrap());
        assert_eq!(shown(&open(&file, None, None).unwrap()), expected, "{format}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

fn convert(source: &Path, folder: &Path, format: &str) -> std::path::PathBuf {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status =
        Command::new("soffice").args([profile.as_str(), "--headless", "--convert-to", format, "--outdir"]).args([folder, source]).status();
    assert!(status.unwrap().success());
    folder.join(format!("data.{format}"))
}

const BINARY: &str = "
import datetime, sys, xlwt
workbook = xlwt.Workbook()
workbook.add_sheet('Cover')
sheet = workbook.add_sheet('Data')
day = xlwt.easyxf(num_format_str='yyyy-mm-dd')
sheet.write_merge(0, 0, 0, 1, 'January')
for column, value in enumerate(['Date', 'Spend']):
    sheet.write(1, column, value)
sheet.write(2, 0, datetime.date(2026, 1, 31), day)
sheet.write(2, 1, 10.5)
workbook.save(sys.argv[1])
";

#[test]
fn the_binary_format_of_old_is_read_with_its_dates_and_merged_cells() {
    let path = std::env::temp_dir().join(format!("tolok-table-{}.xls", std::process::id()));
    if !Command::new("python3").args(["-c", BINARY]).arg(&path).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: Python has no xlwt, which writes `.xls`");
        return;
    }
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let cells = read(bytes.clone(), None, None).unwrap();
    assert_eq!((cells.sheet.as_ref(), shown(&cells)), ("Data", vec!["January".into(), "Date | Spend".into(), "2026-01-31 | 10.5".into()]));
    assert_eq!(cells.merged, [Rectangle { first_row: 0, first_column: 0, last_row: 0, last_column: 1 }]);
    for length in [512, 1024, 2048, 3000, bytes.len() - 1] {
        // A file that is cut off is a table or a problem, and never more.
        if let Err(problem) = read(bytes.get(..length).unwrap().to_vec(), None, None) {
            assert_eq!(problem.code.id, "E0507");
        }
    }
}
