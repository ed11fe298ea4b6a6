//! `cargo xtask test`: the command that the README names and that continuous integration runs.

use crate::command::{answers, cargo, locked, run};
use crate::workspace::metadata;
use tolok_tests::in_continuous_integration;

/// Builds the binary the cases run through, then runs unit, conformance and doc tests.
///
/// Words are passed to nextest; doc tests, which it cannot filter, then stay out.
pub(crate) fn test(words: &[&str]) -> Result<(), String> {
    if !answers(cargo().args(["nextest", "--version"])) {
        return Err("cargo-nextest is not installed; run `cargo xtask setup`".to_owned());
    }
    run(cargo()
        .args(["build", "--package", "tolok-cli", "--bins"])
        .args(locked()))?;

    let binary = format!("tolok{}", std::env::consts::EXE_SUFFIX);
    let binary = metadata()?.target.join("debug").join(binary);
    let mut nextest = cargo();
    nextest
        .args(["nextest", "run", "--workspace"])
        .args(locked());
    if in_continuous_integration() {
        nextest.args(["--profile", "ci"]);
    }
    run(nextest.args(words).env("TOLOK_BIN", binary))?;

    if words.is_empty() {
        run(cargo()
            .args(["test", "--workspace", "--doc", "--quiet"])
            .args(locked()))?;
    }
    Ok(())
}

/// Runs every bench once, unmeasured, so that none stops working unseen.
pub(crate) fn try_benches() -> Result<(), String> {
    for package in metadata()?.packages {
        for bench in &package.benches {
            run(cargo()
                .args(["test", "--package", &package.name, "--bench", bench])
                .args(locked()))?;
        }
    }
    Ok(())
}
