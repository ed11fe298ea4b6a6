//! `cargo xtask test`: the command that the README names and that continuous integration runs.

use crate::command::{answers, cargo, locked, run};
use crate::workspace::metadata;
use std::path::PathBuf;
use tolok_tests::in_continuous_integration;

/// Builds the binary the cases run through, then runs unit, conformance and doc tests. It needs nothing but Rust:
/// without nextest, `cargo test` runs the same tests.
///
/// Words are passed to nextest; doc tests, which it cannot filter, then stay out.
pub(crate) fn test(words: &[&str]) -> Result<(), String> {
    let binary = command_line()?;
    if answers(cargo().args(["nextest", "--version"])) {
        let mut nextest = cargo();
        nextest.args(["nextest", "run", "--workspace"]).args(locked());
        if in_continuous_integration() {
            nextest.args(["--profile", "ci"]);
        }
        run(nextest.args(words).env("TOLOK_BIN", &binary))?;
    } else if words.is_empty() && !in_continuous_integration() {
        println!("cargo-nextest is not installed, so `cargo test` runs the tests; `cargo xtask setup` installs it");
        // A test's output is its own affair; the closing lines of each package are what counts.
        run(cargo().args(["test", "--workspace", "--lib", "--bins", "--tests", "--quiet", "--no-fail-fast"]).env("TOLOK_BIN", &binary))?;
    } else {
        return Err("cargo-nextest is not installed; run `cargo xtask setup`".to_owned());
    }

    if words.is_empty() {
        run(cargo().args(["test", "--workspace", "--doc", "--quiet"]).args(locked()))?;
    }
    Ok(())
}

/// Runs the tests of the engine that is not built in otherwise.
pub(crate) fn test_engine() -> Result<(), String> {
    let mut test = cargo();
    test.args(["test", "--package", "tolok", "--features", "recalc-engine", "--test", "recalc_engine", "--quiet"]);
    run(test.args(locked()))
}

/// Fills the workbooks of the examples, and one with formulas of every kind, and has other programs look for what was lost.
pub(crate) fn fill_workbooks() -> Result<(), String> {
    let binary = command_line()?;
    let mut fill = cargo();
    fill.args(["run", "--quiet", "--package", "tolok-tests", "--bin", "fill-corpus"]).args(locked());
    run(fill.args(["--", "examples", "--made", "--validator", "--libreoffice"]).env("TOLOK_BIN", &binary))
}

/// Builds the `tolok` binary and says where it is.
pub(crate) fn command_line() -> Result<PathBuf, String> {
    run(cargo().args(["build", "--package", "tolok-cli", "--bins"]).args(locked()))?;
    let binary = format!("tolok{}", std::env::consts::EXE_SUFFIX);
    Ok(metadata()?.target.join("debug").join(binary))
}

/// Runs every bench once, unmeasured, so that none stops working unseen.
pub(crate) fn try_benches() -> Result<(), String> {
    for package in metadata()?.packages {
        for bench in &package.benches {
            run(cargo().args(["test", "--package", &package.name, "--bench", bench]).args(locked()))?;
        }
    }
    Ok(())
}
