//! `cargo xtask setup`: what the tests need beyond Rust, Python, Node and a C compiler. Quick where all is there.

use crate::command::{answers, cargo, in_root, run, run_patiently};
use crate::workspace::root;
use std::path::{Path, PathBuf};
use std::process::Command;

const REQUIREMENTS: &str = "tests/python/requirements.txt";

/// Installs the test runner, the Python packages and LibreOffice where they are missing.
pub(crate) fn setup() -> Result<(), String> {
    test_runner()?;
    python_packages()?;
    libreoffice()
}

fn test_runner() -> Result<(), String> {
    if answers(cargo().args(["nextest", "--version"])) {
        return Ok(());
    }
    run_patiently(cargo().args(["install", "--locked", "cargo-nextest"]))
}

/// A virtual environment in the checkout; the copy of the requirements in it says that it is complete.
fn python_packages() -> Result<(), String> {
    let folder = root().join(".venv");
    let stamp = folder.join("requirements.txt");
    let wanted = std::fs::read_to_string(root().join(REQUIREMENTS)).map_err(|error| format!("{REQUIREMENTS}: {error}"))?;
    let python = python_of(&folder);
    let complete = std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if complete && answers(in_root(&python).arg("--version")) {
        return Ok(());
    }
    let mut base = system_python().ok_or("no Python 3 on the PATH")?;
    run(base.args(["-m", "venv", ".venv"]))?;
    run_patiently(in_root(&python).args(["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]))?;
    std::fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

fn system_python() -> Option<Command> {
    ["python3", "python", "py"].into_iter().find_map(|name| {
        let is_three = ["-c", "import sys, venv; sys.exit(sys.version_info[0] != 3)"];
        answers(in_root(name).args(is_three)).then(|| in_root(name))
    })
}

fn python_of(environment: &Path) -> PathBuf {
    if cfg!(windows) { environment.join("Scripts").join("python.exe") } else { environment.join("bin").join("python") }
}

/// LibreOffice recalculates workbooks with live formulas. Elsewhere than on Debian as root it is the person's to
/// install, and the tests that want it say so.
fn libreoffice() -> Result<(), String> {
    if on_path("soffice") || on_path("libreoffice") {
        return Ok(());
    }
    if !on_path("apt-get") || !is_root() {
        println!("LibreOffice is not installed; the tests that recalculate workbooks want it");
        return Ok(());
    }
    run_patiently(apt().args(["update", "--quiet"]))?;
    let packages = ["install", "--quiet", "--yes", "--no-install-recommends", "libreoffice-calc"];
    run_patiently(apt().args(packages))
}

fn apt() -> Command {
    let mut command = in_root("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    crate::command::output(in_root("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

fn on_path(program: &str) -> bool {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(&name).is_file())
}
