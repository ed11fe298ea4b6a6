//! Results compared with programs that are not ours: filled workbooks read back, and the example of channels computed in fractions.

#![allow(clippy::panic, clippy::unwrap_used, clippy::print_stderr, reason = "a test may stop at what is wrong, and says why it is skipped")]

use std::path::{Path, PathBuf};
use std::process::Command;

use tolok_tests::{CommandLine, answers, python};

/// Real workbooks with charts, pictures, tables, sparklines, check boxes and text boxes; they lie outside the project.
const REAL: [&str; 10] = ["006", "007", "023", "025", "026", "028", "051", "086", "142", "147"];

#[test]
fn other_programs_read_what_was_filled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let missing = [
        (python("import openpyxl").is_none(), "Python with openpyxl"),
        (!answers(Command::new("soffice").arg("--version")), "LibreOffice"),
    ];
    if let Some((_, what)) = missing.iter().find(|(is_missing, _)| *is_missing) {
        assert!(std::env::var_os("CI").is_none(), "{what} is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: {what} is missing; `cargo xtask setup` installs it");
        return;
    }
    let mut workbooks = vec![root.join("examples").join("july.xlsx")];
    workbooks.extend(real_workbooks(&root.join("..").join("shared").join("workbooks")));
    let mut run = Command::new(python("import openpyxl").unwrap());
    run.args(["-W", "ignore"]).arg(root.join("tests/python/read_back.py")).arg(CommandLine::find().binary()).args(&workbooks);
    let output = run.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}

/// Every channel, month, quarter and total of `examples/channels.xlsx`, added up by Python in fractions.
#[test]
fn the_channels_come_out_in_fractions_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Some(python) = python("import openpyxl") else {
        assert!(std::env::var_os("CI").is_none(), "Python with openpyxl is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: Python with openpyxl is missing; `cargo xtask setup` installs it");
        return;
    };
    let mut run = Command::new(python);
    run.args(["-W", "ignore"]).arg(root.join("tests/python/channels.py")).arg(CommandLine::find().binary()).arg(root.join("examples"));
    let output = run.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}

/// The checks of `fill-corpus` notice what they are there for.
#[test]
fn damage_to_a_filled_workbook_is_noticed() {
    let Some(python) = python("import openpyxl") else {
        assert!(std::env::var_os("CI").is_none(), "Python with openpyxl is missing: `cargo xtask setup` installs it");
        eprintln!("skipped: Python with openpyxl is missing; `cargo xtask setup` installs it");
        return;
    };
    let damage = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/fill_corpus/damage.py");
    let output = Command::new(python).args(["-W", "ignore"]).arg(damage).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}

fn real_workbooks(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("the real workbooks are not beside this checkout, so only the example is read back");
        return Vec::new();
    };
    let wanted = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        REAL.iter().any(|number| name.starts_with(&format!("{number}_")))
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(wanted).collect();
    found.sort();
    found
}
