//! `cargo xtask fuzz`: random texts and workbooks against their laws, from the cases and examples on.
//!
//! libFuzzer needs a coverage pass of the compiler and no nightly toolchain. It is built for the host by its name, so that build
//! scripts and macros stay free of that pass.

mod seeds;

use crate::command::{cargo, locked, output, run};
use crate::workspace::{metadata, root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The targets, each a binary of the `fuzz` workspace.
const TARGETS: &[&str] = &["definitions", "formulas", "numbers", "workbooks"];

const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// How long a text may take before it is a finding, and how much memory it may want.
const LIMITS: &[&str] = &["-timeout=60", "-report_slow_units=60", "-rss_limit_mb=2048", "-max_len=4096"];

/// Seconds for each target where nobody says.
const SECONDS: &str = "60";

/// Fuzzes one target, or each in turn: `[TARGET] [--seconds N]`, or `TARGET FILE` to run a finding again.
pub(crate) fn fuzz(words: &[&str]) -> Result<(), String> {
    let usage = || format!("usage: cargo xtask fuzz [{}] [--seconds N], or with a FILE to run again", TARGETS.join("|"));
    let (targets, rest) = match words {
        [first, rest @ ..] if TARGETS.contains(first) => (vec![*first], rest),
        rest => (TARGETS.to_vec(), rest),
    };
    match (rest, targets.as_slice()) {
        ([], _) => targets.iter().try_for_each(|target| search(target, SECONDS, Corpus::Kept)),
        (["--seconds", seconds], _) if seconds.parse::<std::num::NonZeroU32>().is_ok() => {
            targets.iter().try_for_each(|target| search(target, seconds, Corpus::Kept))
        }
        ([file], [target]) if Path::new(file).is_file() => {
            let file = std::path::absolute(file).map_err(|error| format!("{file}: {error}"))?;
            run(Command::new(build(target)?).arg(file).current_dir(root()))
        }
        _ => Err(usage()),
    }
}

/// For continuous integration: every seed once, then a few seconds of the same search each time, so that what passed once passes again.
pub(crate) fn try_targets() -> Result<(), String> {
    if cfg!(not(unix)) {
        println!("libFuzzer is not built here; the laws are fuzzed on Linux and macOS");
        return Ok(());
    }
    TARGETS.iter().try_for_each(|target| search(target, "5", Corpus::Fresh))
}

/// Whether a search goes on from what earlier ones kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Corpus {
    Kept,
    Fresh,
}

/// Runs the seeds and what earlier searches kept, then searches. What it keeps stays in the target folder.
fn search(target: &str, seconds: &str, from: Corpus) -> Result<(), String> {
    let binary = build(target)?;
    let folder = folder()?;
    let corpus = folder.join(target).join(if from == Corpus::Kept { "corpus" } else { "tried" });
    if from == Corpus::Fresh && corpus.exists() {
        std::fs::remove_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    }
    let given = folder.join(target).join("seeds");
    let findings = folder.join(target).join("findings");
    for folder in [&corpus, &given, &findings] {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let count = seeds::write(target, &given)?;
    let dictionary = folder.join(target).join("words.txt");
    seeds::write_words(target, &dictionary)?;
    println!("{target}: {count} seeds, {seconds} s; findings are kept in {}", findings.display());
    let mut fuzzer = Command::new(binary);
    fuzzer.args(LIMITS).arg(format!("-max_total_time={seconds}")).arg("-print_final_stats=1").arg("-verbosity=0");
    if from == Corpus::Fresh {
        fuzzer.arg("-seed=1");
    }
    fuzzer.arg(format!("-dict={}", dictionary.display())).arg(format!("-artifact_prefix={}/", findings.display()));
    run(fuzzer.arg(&corpus).arg(&given).current_dir(root()))
        .map_err(|problem| format!("{problem}\nrun it again with `cargo xtask fuzz {target} FILE`"))
}

fn build(target: &str) -> Result<PathBuf, String> {
    let host = host()?;
    let folder = folder()?;
    let manifest = root().join("fuzz").join("Cargo.toml");
    let mut build = cargo();
    build.args(["build", "--release", "--quiet", "--bin", target, "--target", &host]).args(locked());
    build.arg("--manifest-path").arg(manifest).arg("--target-dir").arg(folder.join("build"));
    run(build.env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}")))?;
    Ok(folder.join("build").join(host).join("release").join(target))
}

fn host() -> Result<String, String> {
    let version = output(crate::command::in_root("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not name its host".to_owned())
}

fn folder() -> Result<PathBuf, String> {
    Ok(metadata()?.target.join("fuzz"))
}
