//! The table of cases and surfaces, so that what does not run is in plain sight and cannot grow unnoticed.

use crate::case::Case;
use crate::surface::{Surface, skip_reason};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The text of `tests/coverage.md`: how many cases each surface runs and skips, the reasons, and every case.
#[must_use]
pub fn coverage(cases: &[Case], surfaces: &[Box<dyn Surface>]) -> String {
    let mut page = String::from("<!-- generated from tests/cases by `cargo xtask docs`; edit the cases -->\n\n# Cases and surfaces\n\n");
    counts(&mut page, cases, surfaces);
    reasons(&mut page, cases, surfaces);
    every_case(&mut page, cases, surfaces);
    page
}

fn counts(page: &mut String, cases: &[Case], surfaces: &[Box<dyn Surface>]) {
    line(page, "| surface | cases | run | skipped |\n| --- | ---: | ---: | ---: |");
    for surface in surfaces {
        let skipped = cases.iter().filter(|case| skip_reason(surface.as_ref(), case).is_some()).count();
        let run = cases.len().saturating_sub(skipped);
        let all = cases.len();
        line(page, &format!("| {} | {all} | {run} | {skipped} |", surface.name()));
    }
}

fn reasons(page: &mut String, cases: &[Case], surfaces: &[Box<dyn Surface>]) {
    let mut counted: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for surface in surfaces {
        for reason in cases.iter().filter_map(|case| skip_reason(surface.as_ref(), case)) {
            let count = counted.entry((surface.name(), reason)).or_default();
            *count = count.saturating_add(1);
        }
    }
    if counted.is_empty() {
        return;
    }
    line(page, "\n## Why cases are skipped\n");
    line(page, "| surface | cases | reason |\n| --- | ---: | --- |");
    for ((surface, reason), count) in counted {
        line(page, &format!("| {surface} | {count} | {} |", cell(&reason)));
    }
}

fn every_case(page: &mut String, cases: &[Case], surfaces: &[Box<dyn Surface>]) {
    let mut file = "";
    for case in cases {
        if case.file != file {
            file = &case.file;
            let names: Vec<_> = surfaces.iter().map(|surface| surface.name()).collect();
            line(page, &format!("\n## {file}\n\n| case | {} |", names.join(" | ")));
            line(page, &format!("| --- |{}", " --- |".repeat(names.len())));
        }
        let marks: Vec<_> = (surfaces.iter())
            .map(|surface| match skip_reason(surface.as_ref(), case) {
                Some(_) => "skipped",
                None => case.mode().name(),
            })
            .collect();
        line(page, &format!("| {} | {} |", cell(&case.title), marks.join(" | ")));
    }
}

/// Text that may stand in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn line(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}

#[cfg(test)]
mod tests;
