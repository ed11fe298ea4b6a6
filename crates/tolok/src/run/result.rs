//! What came of a run: a table of KPIs, a row for each combination of members and period.

use std::path::PathBuf;

use tolok_diagnostics::{Diagnostic, Sources};
use tolok_table::Note;
use tolok_value::{Grain, Language, NumberFormat, Period};

use crate::Kpi;

/// What came of a run.
#[derive(Debug, Clone)]
pub struct RunResult {
    /// The report's title in the chosen language, where a report was asked for.
    pub title: Option<String>,
    /// The dimensions that rows are grouped by, in the order that was asked for.
    pub dimensions: Vec<Heading>,
    /// The period of a row, where rows have one.
    pub over: Option<Grain>,
    /// The KPIs, in the order they are shown; every row has one value for each.
    pub kpis: Vec<KpiHeading>,
    /// The rows: members in the order of the data, periods in the order of the calendar, unless sorted.
    pub rows: Vec<ResultRow>,
    /// True if rows are in the order of a KPI rather than of the data.
    pub is_sorted: bool,
    /// Totals and subtotals.
    pub totals: Vec<ResultRow>,
    /// The language of labels and displays.
    pub language: Language,
    /// The files of data and of exchange rates that were read; no output may take their place.
    pub files: Vec<PathBuf>,
    /// How the data was read: encodings, layouts, checks. Not all of it is news to a person.
    pub notes: Vec<Note>,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that warnings point into.
    pub sources: Sources,
}

/// What a column is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its name.
    pub name: String,
    /// Its label in the chosen language, or its name.
    pub label: String,
}

/// A KPI that rows have a value of.
#[derive(Debug, Clone)]
pub struct KpiHeading {
    /// What it is called.
    pub heading: Heading,
    /// The unit; nothing for a plain number.
    pub unit: Option<String>,
    /// How its numbers are shown: its own format, or that of its type.
    pub format: NumberFormat,
    /// The format as a spreadsheet writes it.
    pub format_text: String,
    /// True for an input.
    pub is_input: bool,
}

/// One row: where it is, and what the KPIs are there.
#[derive(Debug, Clone)]
pub struct ResultRow {
    /// The member of each dimension; none where the dimension is rolled up.
    pub members: Vec<Option<Heading>>,
    /// The period; none where there is none, or where all are rolled up.
    pub period: Option<Period>,
    /// True where the data stops before the period ends.
    pub partial: bool,
    /// The KPIs, in the order of [`RunResult::kpis`].
    pub kpis: Vec<Kpi>,
}
