//! An outcome against what the case expects. Values are compared as text: no tolerance, no rounding.

use crate::case::{Case, DEFINITIONS, Mode};
use crate::expectation::{ExpectedDiagnostic, ExpectedTable, TOTAL};
use crate::outcome::{Finding, Outcome, Results, Row};
use std::path::Path;

/// Every way in which an outcome differs from the case; empty where they agree.
#[must_use]
pub fn compare(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut problems = Vec::new();
    match (case.must_fail(), outcome.failed) {
        (true, false) => problems.push("it was accepted, wanted an error".to_owned()),
        (false, true) => problems.push("it was refused, wanted none of that".to_owned()),
        _ => {}
    }
    if case.must_fail() && outcome.results.is_some() {
        problems.push("values beside an error".to_owned());
    }
    for expected in &case.diagnostics {
        if !outcome.findings.iter().any(|finding| is_met(expected, finding)) {
            problems.push(format!("no diagnostic `{}`", expected.written));
        }
    }
    if let (Some(expect), false) = (&case.expect, outcome.failed) {
        match (case.mode(), &outcome.results) {
            (Mode::Eval, Some(Results::Single(kpis))) => {
                for (name, want) in expect.head.iter().zip(expect.rows.iter().flatten()) {
                    differ(&mut problems, name, want, kpis.get(name));
                }
            }
            (Mode::Run, Some(Results::Table { rows, totals })) => {
                TableComparison::new(expect, rows, totals).check(&mut problems);
            }
            _ => problems.push(format!("no values of the kind `{}` gives", case.mode().name())),
        }
    }
    if !problems.is_empty() && !outcome.findings.is_empty() {
        problems.extend(outcome.findings.iter().map(|finding| format!("said: {}", shown(finding))));
    }
    problems
}

fn is_met(expected: &ExpectedDiagnostic, finding: &Finding) -> bool {
    if finding.severity != Some(expected.severity) || !finding.code.starts_with(&expected.code) {
        return false;
    }
    if let Some(line) = expected.line {
        let file = finding.file.as_deref().unwrap_or(DEFINITIONS);
        let here = Path::new(file).file_name().is_some_and(|name| name == DEFINITIONS);
        let column_fits = expected.column.is_none_or(|column| finding.column == Some(column));
        if !here || finding.line != Some(line) || !column_fits {
            return false;
        }
    }
    let file = finding.file.as_deref().unwrap_or_default();
    [&finding.message, &finding.place, &finding.help, file].join(" ").to_lowercase().contains(&expected.text.to_lowercase())
}

fn differ(problems: &mut Vec<String>, name: &str, want: &str, got: Option<&String>) {
    let got = got.map_or("absent", String::as_str);
    if want != got {
        problems.push(format!("{name}: want {want}, got {got}"));
    }
}

fn shown(finding: &Finding) -> String {
    let place = match (finding.line, finding.column) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        (Some(line), None) => line.to_string(),
        _ => finding.place.clone(),
    };
    let severity = finding.severity.map_or("note", |severity| severity.name());
    format!("{severity} {} {place} {}", finding.code, finding.message)
}

/// The rows of an expected table against the rows that came back.
struct TableComparison<'a> {
    expect: &'a ExpectedTable,
    rows: &'a [Row],
    totals: &'a [Row],
}

impl<'a> TableComparison<'a> {
    fn new(expect: &'a ExpectedTable, rows: &'a [Row], totals: &'a [Row]) -> Self {
        Self { expect, rows, totals }
    }

    fn check(&self, problems: &mut Vec<String>) {
        for name in self.expect.head.iter().filter(|name| !self.is_known(name)) {
            problems.push(format!("no KPI or dimension {name}"));
        }
        for want in &self.expect.rows {
            self.check_row(want, problems);
        }
        self.check_order(problems);
    }

    fn check_row(&self, want: &[String], problems: &mut Vec<String>) {
        let members: Vec<&str> = self.dimensions(want).map(|(_, member)| member).collect();
        let matching = |rows: &'a [Row]| rows.iter().filter(|row| self.matches(row, want)).collect::<Vec<_>>();
        let totals = matching(self.totals);
        let hits =
            if want.iter().any(|cell| cell == TOTAL) && !totals.is_empty() { totals } else { [matching(self.rows), totals].concat() };
        if hits.is_empty() {
            problems.push(format!("no row {members:?}"));
        }
        if !members.is_empty() && hits.len() > 1 {
            problems.push(format!("{} rows for {members:?}", hits.len()));
        }
        for hit in hits {
            for (name, cell) in self.expect.head.iter().zip(want) {
                if self.is_kpi(name) {
                    let named = format!("{members:?} {name}");
                    differ(problems, &named, cell, hit.kpis.get(name));
                }
            }
        }
    }

    /// The rows that are not totals must be all there are, in the same order.
    fn check_order(&self, problems: &mut Vec<String>) {
        let plain: Vec<_> = (self.expect.rows.iter()).filter(|row| !row.iter().any(|cell| cell == TOTAL)).collect();
        if plain.is_empty() || self.expect.head.iter().all(|name| self.is_kpi(name)) {
            return;
        }
        let want: Vec<Vec<&str>> = (plain.iter()).map(|row| self.dimensions(row).map(|(_, member)| member).collect()).collect();
        let got: Vec<Vec<&str>> = (self.rows.iter())
            .map(|row| self.dimensions(&self.expect.head).map(|(name, _)| member(row, name).unwrap_or("(none)")).collect())
            .collect();
        if got != want {
            problems.push(format!("rows {got:?}, wanted {want:?}"));
        }
    }

    fn matches(&self, row: &Row, want: &[String]) -> bool {
        self.dimensions(want).all(|(name, wanted)| match member(row, name) {
            Some(got) => wanted != TOTAL && got == wanted,
            None => wanted == TOTAL,
        })
    }

    /// Names that are no KPI, each with the cell of a row below it.
    fn dimensions<'b>(&'b self, cells: &'b [String]) -> impl Iterator<Item = (&'b str, &'b str)> {
        (self.expect.head.iter().zip(cells)).filter(|(name, _)| !self.is_kpi(name)).map(|(name, cell)| (name.as_str(), cell.as_str()))
    }

    fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(self.totals)
    }

    fn is_kpi(&self, name: &str) -> bool {
        self.all_rows().any(|row| row.kpis.contains_key(name))
    }

    fn is_known(&self, name: &str) -> bool {
        self.is_kpi(name) || self.all_rows().any(|row| row.dimensions.contains_key(name))
    }
}

fn member<'a>(row: &'a Row, name: &str) -> Option<&'a str> {
    row.dimensions.get(name).and_then(Option::as_deref)
}

#[cfg(test)]
mod tests;
