//! `cargo xtask ci`: everything that must hold on main, in numbered stages, cheap first.

use crate::command::{cargo, locked, run};
use crate::{documents, fuzz, python, testing, tidy};
use std::time::Instant;

type Stage = (&'static str, fn() -> Result<(), String>);

const STAGES: &[Stage] = &[
    ("format", format),
    ("tidy", tidy::tidy),
    ("clippy", clippy),
    ("test", || testing::test(&[])),
    ("recalculation engine", testing::test_engine),
    ("filled workbooks", testing::fill_workbooks),
    ("generated pages", documents::check),
    ("python", python::package),
    ("rustdoc", rustdoc),
    ("benches", testing::try_benches),
    ("fuzz", fuzz::try_targets),
];

/// Runs every stage and stops at the first that fails.
pub(crate) fn ci() -> Result<(), String> {
    let begun = Instant::now();
    let mut durations = Vec::new();
    for (index, (name, stage)) in STAGES.iter().enumerate() {
        let number = format!("{}/{}", index.saturating_add(1), STAGES.len());
        println!("\n== {number} {name}");
        let stage_begun = Instant::now();
        stage().map_err(|problem| format!("stage {number} {name}: {problem}"))?;
        let seconds = stage_begun.elapsed().as_secs();
        println!("== {number} {name}: {seconds} s");
        durations.push(format!("{name} {seconds} s"));
    }
    println!("\nall stages passed in {} s: {}", begun.elapsed().as_secs(), durations.join(", "));
    Ok(())
}

/// The workspaces that stand aside, too.
fn format() -> Result<(), String> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    ["fuzz/Cargo.toml", "benches/peers/Cargo.toml", "benches/tables/Cargo.toml"]
        .iter()
        .try_for_each(|manifest| run(cargo().args(["fmt", "--check", "--manifest-path", manifest])))
}

fn clippy() -> Result<(), String> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--quiet"]).args(locked()).args(["--", "--deny", "warnings"]))
}

fn rustdoc() -> Result<(), String> {
    run(cargo().args(["doc", "--workspace", "--no-deps", "--quiet"]).args(locked()).env("RUSTDOCFLAGS", "--deny warnings"))
}
