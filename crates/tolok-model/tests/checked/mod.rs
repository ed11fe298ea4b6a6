//! Definitions checked from texts: what was reported, and what came of a name.

#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::collections::BTreeMap;

use tolok_diagnostics::{Diagnostic, Record};
use tolok_model::{Definitions, FileProblem, Files, NoFiles, Opened};

/// Files in memory, by name; paths are names.
#[derive(Default)]
pub(crate) struct Shelf(BTreeMap<&'static str, &'static str>);

impl Shelf {
    pub(crate) fn with(mut self, name: &'static str, text: &'static str) -> Self {
        self.0.insert(name, text);
        self
    }
}

impl Files for Shelf {
    fn open(&self, _: &str, path: &str) -> Result<Opened, FileProblem> {
        let text = self.0.get(path).ok_or(FileProblem::Missing)?;
        Ok(Opened { name: path.into(), text: (*text).to_string() })
    }
}

pub(crate) fn check(text: &str) -> (Definitions, Vec<Record>) {
    check_with(text, &NoFiles)
}

pub(crate) fn check_with(text: &str, files: &dyn Files) -> (Definitions, Vec<Record>) {
    let (definitions, problems) = Definitions::check("main.kpi", text, files);
    let records = problems.iter().map(|problem: &Diagnostic| Record::new(problem, definitions.sources())).collect();
    (definitions, records)
}

/// The codes with their places, in reading order: `E0301 3:5`; a file that is not the main one is named.
pub(crate) fn codes(records: &[Record]) -> Vec<String> {
    let place = |record: &Record| match (record.file.as_deref(), record.line, record.column) {
        (Some("main.kpi"), Some(line), Some(column)) => format!("{line}:{column}"),
        (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => "-".to_string(),
    };
    records.iter().map(|record| format!("{} {}", record.code, place(record))).collect()
}

#[track_caller]
pub(crate) fn reports(text: &str, expected: &[&str]) {
    let (_, records) = check(text);
    assert_eq!(codes(&records), expected, "{text}\n{records:#?}");
}

/// The type of a definition as a declaration writes it.
pub(crate) fn type_of(definitions: &Definitions, name: &str) -> String {
    let entity = definitions.find(name).and_then(|id| definitions.entity(id));
    entity.map_or_else(|| "nothing".to_string(), |entity| entity.ty().to_string())
}
