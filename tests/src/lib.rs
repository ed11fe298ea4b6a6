//! The conformance suite: cases written as Markdown, run through every surface, compared exactly.
//!
//! `tests/README.md` tells how a case is written. A surface is one way to reach the engine; each implements
//! [`Surface`], and every case runs through all of them or says why not.

mod book;
mod case;
mod command_line;
mod compare;
mod coverage;
mod envelope;
mod expectation;
mod loader;
mod outcome;
mod outside;
mod python;
mod rust;
mod section;
mod surface;
mod worksheet;

pub use book::{Rehearsal, pages, rehearse};
pub use case::{Case, Mode, Request, Skip, Source};
pub use command_line::CommandLine;
pub use compare::compare;
pub use coverage::coverage;
pub use envelope::outcome_of_envelope;
pub use expectation::{ExpectedDiagnostic, ExpectedTable, Severity, TOTAL};
pub use loader::{LoadError, Loaded, load_folder, load_text};
pub use outcome::{Finding, Outcome, Results, Row};
pub use outside::{answers, python};
pub use rust::Rust;
pub use surface::{SURFACE_NAMES, Surface, covered_surfaces, skip_reason, surfaces};
pub use worksheet::{LiveCell, Worksheet};

use std::path::PathBuf;

/// The folder of the committed cases, for the tests of this package.
#[must_use]
pub fn cases_folder() -> PathBuf {
    // Cargo says at run time where the package is. What was compiled in may come from another checkout that
    // shares the target folder.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.join("cases")
}

/// Whether this runs in continuous integration, where nothing may be left out for want of a tool.
#[must_use]
pub fn in_continuous_integration() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}
