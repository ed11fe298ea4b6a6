//! The gate of filling: writes into cells of every workbook of a folder, and has programs that are not ours look for what was lost.
//!
//! What is written and how it is checked stands in `python/fill_corpus`. This is the door to it, and the hand that writes.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Parser;
use serde_json::{Value as Json, json};
use tolok_tests::{CommandLine, in_continuous_integration, python};
use tolok_xlsx::{Address, Content, Edits, Limits, Located, Workbook, calculated_functions};

/// Fills cells of every workbook of a folder, and shows that nothing else changes and no result is out of date.
///
/// For each workbook: nothing filled gives the same bytes; a number and a text, each into a cell with a constant, an empty one and a new one,
/// and a number over a formula, leave every other part as it was and the sheet as it was but for the cell and the results that depend on it;
/// of charts, only the copies of cells change, and they hold what the cells hold or are gone; openpyxl reads what was written. The workbooks are never changed. Exit status 1 if anything is lost or out of date.
#[derive(Parser)]
#[command(name = "fill-corpus")]
struct Arguments {
    /// The folder; that of real workbooks beside the checkout unless given.
    folder: Option<PathBuf>,
    /// Only workbooks with this in their names.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Also the Open XML SDK's validator: no error that the workbook did not have.
    #[arg(long)]
    validator: bool,
    /// Also LibreOffice: it opens what it opened, and every result that it finds changed when it computes all formulas again is right or gone.
    #[arg(long)]
    libreoffice: bool,
    /// Also a workbook made here, with formulas of every kind; wants LibreOffice.
    #[arg(long)]
    made: bool,
    /// Also what other libraries make of the same job.
    #[arg(long)]
    peers: bool,
    /// Instead of all this: change one input after another, and count which dependents are calculated, which are not and why, and which LibreOffice
    /// computes otherwise.
    #[arg(long)]
    recalculation: bool,
    /// Keep the filled workbooks in this folder.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Reads jobs as JSON and writes what they ask for; how the checks reach this program.
    #[arg(long, hide = true, value_name = "JOBS")]
    write: Option<PathBuf>,
    /// Prints the functions that are calculated.
    #[arg(long, hide = true)]
    functions: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.functions {
        calculated_functions().for_each(|function| println!("{function}"));
        return ExitCode::SUCCESS;
    }
    let done = match &arguments.write {
        Some(jobs) => write(jobs).map(|()| ExitCode::SUCCESS),
        None => check(&arguments),
    };
    done.unwrap_or_else(|problem| {
        eprintln!("error: {problem}");
        ExitCode::from(2)
    })
}

/// Hands everything over to the checks in Python.
fn check(arguments: &Arguments) -> Result<ExitCode, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = arguments.folder.clone().unwrap_or_else(|| package.join("../../shared/workbooks"));
    if !folder.is_dir() {
        println!("skipped: there are no workbooks in {}", folder.display());
        return Ok(ExitCode::SUCCESS);
    }
    let python = python("import openpyxl").ok_or("the checks want Python with openpyxl; `cargo xtask setup` installs it")?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(python);
    command.args(["-W", "ignore"]).arg(package.join("python/fill_corpus")).arg(&folder).arg("--writer").arg(own);
    command.arg("--tolok").arg(CommandLine::find().binary()).arg("--validator-folder").arg(package.join("validator"));
    let flags = [
        (arguments.validator, "--validator"),
        (arguments.libreoffice, "--libreoffice"),
        (arguments.made, "--made"),
        (arguments.peers, "--peers"),
        (arguments.recalculation, "--recalculation"),
        (in_continuous_integration(), "--nothing-skipped"),
    ];
    command.args(flags.iter().filter(|(wanted, _)| *wanted).map(|(_, flag)| flag));
    if let Some(text) = &arguments.only {
        command.arg("--only").arg(text);
    }
    if let Some(keep) = &arguments.keep {
        command.arg("--keep").arg(keep);
    }
    let status = command.status().map_err(|error| format!("Python: {error}"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Does every job of a file, and prints what came of them.
fn write(jobs: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(jobs).map_err(|error| format!("{}: {error}", jobs.display()))?;
    let jobs: Vec<Json> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let done: Vec<Json> = jobs.iter().map(|job| one(job).unwrap_or_else(|problem| json!({ "problem": problem }))).collect();
    println!("{}", Json::from(done));
    Ok(())
}

/// Opens a workbook, sets its cells, and writes it under another name.
fn one(job: &Json) -> Result<Json, String> {
    let word = |of: &Json, name: &str| of.get(name).and_then(Json::as_str).map(str::to_owned).ok_or(format!("a job wants `{name}`"));
    let bytes = std::fs::read(word(job, "workbook")?).map_err(|error| error.to_string())?;
    let workbook = Workbook::open(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let mut edits = Edits::default();
    for cell in job.get("cells").and_then(Json::as_array).into_iter().flatten() {
        let (sheet, address) = (word(cell, "sheet")?, word(cell, "address")?);
        let sheet = workbook.sheet(&sheet).ok_or_else(|| format!("there is no sheet `{sheet}`"))?;
        let address = Address::parse(&address).ok_or_else(|| format!("`{address}` is no cell"))?;
        let content = match cell.get("value") {
            Some(Json::Number(number)) => number.as_f64().map(Content::Number),
            Some(Json::String(text)) => Some(Content::Text(text.clone())),
            _ => None,
        };
        edits.set(sheet.index(), address, content.ok_or("a job wants a number or a text as `value`")?);
    }
    let output = workbook.edit(&edits).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    std::fs::write(word(job, "output")?, &output.bytes).map_err(|error| error.to_string())?;
    let listed = |cells: &[Located]| -> Vec<[String; 2]> {
        cells.iter().map(|located| [located.sheet.to_string(), located.cell.to_string()]).collect()
    };
    Ok(json!({ "without_result": listed(&output.on_open), "recalculated": listed(&output.recalculated) }))
}
