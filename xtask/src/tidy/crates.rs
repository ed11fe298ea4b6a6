//! Crates are the stages of the pipeline: who may use whom, and where each heavy library lives.
//!
//! What only a crate's tests use is free.

use super::repository::Repository;

/// Every crate with the crates of ours it may use. Arrows point one way: from text to values to files.
const EDGES: &[(&str, &[&str])] = &[
    ("tolok-diagnostics", &[]),
    ("tolok-value", &[]),
    ("tolok-plan", &["tolok-value"]),
    ("tolok-syntax", &["tolok-diagnostics", "tolok-value"]),
    ("tolok-model", &["tolok-diagnostics", "tolok-value", "tolok-syntax", "tolok-plan"]),
    ("tolok-eval", &["tolok-diagnostics", "tolok-value", "tolok-model", "tolok-plan"]),
    ("tolok-excel-formula", &[]),
    ("tolok-xlsx", &["tolok-diagnostics", "tolok-excel-formula"]),
    ("tolok-aggregate", &["tolok-diagnostics", "tolok-value", "tolok-plan"]),
    ("tolok-report", &["tolok-value"]),
    ("tolok-table", &["tolok-diagnostics", "tolok-value", "tolok-xlsx"]),
    ("tolok-template", &["tolok-diagnostics", "tolok-value", "tolok-xlsx"]),
    (
        "tolok",
        &[
            "tolok-diagnostics",
            "tolok-value",
            "tolok-syntax",
            "tolok-model",
            "tolok-plan",
            "tolok-aggregate",
            "tolok-eval",
            "tolok-table",
            "tolok-xlsx",
            "tolok-template",
            "tolok-report",
        ],
    ),
    ("tolok-cli", &["tolok", "tolok-diagnostics"]),
    ("tolok-py", &["tolok", "tolok-cli", "tolok-diagnostics"]),
];

/// Packages that look at the whole and are used by nobody.
const FREE: &[&str] = &["tolok-tests", "xtask"];

/// Libraries that only these crates may know.
const HOMES: &[(&str, &[&str])] = &[
    ("calamine", &["tolok-table"]),
    ("clap", &["tolok-cli"]),
    ("clap_complete", &["tolok-cli"]),
    ("ctrlc", &["tolok-cli"]),
    ("encoding_rs", &["tolok-table"]),
    ("formualizer-workbook", &["tolok"]),
    ("indicatif", &["tolok-cli"]),
    ("maud", &["tolok"]),
    ("pest", &["tolok-syntax"]),
    ("pest_derive", &["tolok-syntax"]),
    ("pulldown-cmark", &["tolok"]),
    ("pyo3", &["tolok-py"]),
    ("pyo3-arrow", &["tolok-py"]),
    ("quick-xml", &["tolok-xlsx"]),
    ("rust_xlsxwriter", &["tolok-report"]),
    ("zip", &["tolok-xlsx"]),
];

pub(super) fn edges(repository: &Repository) -> Vec<String> {
    let ours: Vec<&str> = repository.packages.iter().map(|package| package.name.as_str()).collect();
    let mut offences = Vec::new();
    for package in &repository.packages {
        let name = package.name.as_str();
        if FREE.contains(&name) {
            continue;
        }
        let Some((_, allowed)) = EDGES.iter().find(|(from, _)| *from == name) else {
            offences.push(format!("{name} does not stand in the table of edges"));
            continue;
        };
        for used in &package.dependencies {
            if ours.contains(&used.as_str()) && !allowed.contains(&used.as_str()) {
                offences.push(format!("{name} uses {used}"));
            }
        }
    }
    offences
}

pub(super) fn homes(repository: &Repository) -> Vec<String> {
    let mut offences = Vec::new();
    for package in (repository.packages.iter()).filter(|package| !FREE.contains(&package.name.as_str())) {
        for (library, homes) in HOMES {
            if !homes.contains(&package.name.as_str()) && package.dependencies.iter().any(|used| used == library) {
                offences.push(format!("{} uses {library}, which lives in {}", package.name, homes.join(" and ")));
            }
        }
    }
    offences
}
