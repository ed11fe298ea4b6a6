//! Case files to cases. A malformed case is an error that names its file and section, never a case left out.

use crate::case::{Case, DEFINITIONS, Mode, Request, Skip, Source};
use crate::expectation::{ExpectedDiagnostic, ExpectedTable};
use crate::section::{Fence, Section, sections};
use crate::surface::SURFACE_NAMES;
use indexmap::IndexMap;
use std::fmt;
use std::path::Path;

/// Every case that could be read, and every problem with the others.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The cases, by file name and then in the order written.
    pub cases: Vec<Case>,
    /// What could not be read.
    pub errors: Vec<LoadError>,
}

/// Why a file or a section of it could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    file: String,
    section: Option<String>,
    problem: String,
}

impl LoadError {
    pub(crate) fn new(file: &str, section: Option<String>, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), section, problem: problem.into() }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.section {
            Some(section) => write!(out, "{} · {section}: {}", self.file, self.problem),
            None => write!(out, "{}: {}", self.file, self.problem),
        }
    }
}

impl std::error::Error for LoadError {}

/// Reads every `*.md` file of a folder, in the order of their names.
#[must_use]
pub fn load_folder(folder: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    let shown = folder.display().to_string();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            loaded.errors.push(LoadError::new(&shown, None, error.to_string()));
            return loaded;
        }
    };
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        loaded.errors.push(LoadError::new(&shown, None, "no cases"));
    }
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let mut file = load_text(&name, &text);
                loaded.cases.append(&mut file.cases);
                loaded.errors.append(&mut file.errors);
            }
            Err(error) => loaded.errors.push(LoadError::new(&name, None, error.to_string())),
        }
    }
    loaded
}

/// Reads the cases of one file, whose name is given for messages.
///
/// ```
/// let text = "# Topic\n\n## One\n\n```kpi\na = 1\n```\n```eval\n```\n```expect\na\n1\n```\n";
/// let loaded = tolok_tests::load_text("topic.md", text);
/// assert!(loaded.errors.is_empty());
/// assert_eq!(loaded.cases[0].title, "One");
/// ```
#[must_use]
pub fn load_text(file: &str, text: &str) -> Loaded {
    let mut loaded = Loaded::default();
    let sections = match sections(file, text) {
        Ok(sections) => sections,
        Err(error) => {
            loaded.errors.push(error);
            return loaded;
        }
    };
    for section in sections {
        // A section without fences is prose, not a case.
        if section.fences.is_empty() {
            continue;
        }
        let title = section.title.clone();
        let read = read_case(file, section).and_then(|case| {
            let twice = loaded.cases.iter().any(|earlier| earlier.title == case.title);
            if twice { Err("another case of this file has the same title".to_owned()) } else { Ok(case) }
        });
        match read {
            Ok(case) => loaded.cases.push(case),
            Err(problem) => loaded.errors.push(LoadError::new(file, Some(title), problem)),
        }
    }
    loaded
}

fn read_case(file: &str, section: Section) -> Result<Case, String> {
    let mut case = Case {
        file: file.strip_suffix(".md").unwrap_or(file).to_owned(),
        title: section.title,
        line: section.line,
        definitions: IndexMap::new(),
        sources: Vec::new(),
        request: None,
        expect: None,
        diagnostics: Vec::new(),
        skips: section.prose.iter().filter_map(|line| line.strip_prefix("skip:")).map(read_skip).collect::<Result<_, _>>()?,
    };
    if case.title.is_empty() {
        return Err("a case wants a title".to_owned());
    }
    for fence in section.fences {
        read_fence(&mut case, fence)?;
    }
    agree(&case)?;
    Ok(case)
}

fn read_fence(case: &mut Case, fence: Fence) -> Result<(), String> {
    let twice = || Err(format!("line {}: a second `{}` fence", fence.line, fence.kind));
    if fence.name.is_some() && !matches!(fence.kind.as_str(), "kpi" | "csv") {
        return Err(format!("line {}: a `{}` fence takes no name", fence.line, fence.kind));
    }
    match fence.kind.as_str() {
        "kpi" => {
            let name = fence.name.unwrap_or_else(|| DEFINITIONS.to_owned());
            if name.contains(['/', '\\']) {
                return Err(format!("line {}: `{name}` does not stand beside `{DEFINITIONS}`", fence.line));
            }
            if case.definitions.insert(name.clone(), fence.body).is_some() {
                return Err(format!("line {}: a second `{name}`", fence.line));
            }
        }
        "csv" => {
            let Some(name) = fence.name else {
                return Err(format!("line {}: a `csv` fence wants the source's name", fence.line));
            };
            if case.sources.iter().any(|source| source.name == name) {
                return Err(format!("line {}: a second source `{name}`", fence.line));
            }
            case.sources.push(Source { name, text: fence.body });
        }
        "eval" | "run" => {
            if case.request.is_some() {
                return twice();
            }
            let mode = if fence.kind == "eval" { Mode::Eval } else { Mode::Run };
            let words = shlex::split(&fence.body).ok_or_else(|| format!("line {}: a quote is never closed", fence.line))?;
            case.request = Some(Request { mode, words });
        }
        "expect" => {
            if case.expect.is_some() {
                return twice();
            }
            case.expect = Some(ExpectedTable::read(&fence.body)?);
        }
        "diagnostics" => {
            if !case.diagnostics.is_empty() {
                return twice();
            }
            for line in fence.body.lines().filter(|line| !line.trim().is_empty()) {
                case.diagnostics.push(ExpectedDiagnostic::read(line)?);
            }
            if case.diagnostics.is_empty() {
                return Err(format!("line {}: `diagnostics` expects nothing", fence.line));
            }
        }
        other => return Err(format!("line {}: unknown fence `{other}`", fence.line)),
    }
    Ok(())
}

/// The parts of a case must fit each other, or something written would never be compared.
fn agree(case: &Case) -> Result<(), String> {
    let problem = match (case.mode(), &case.expect) {
        _ if !case.definitions.contains_key(DEFINITIONS) => "no `kpi` fence",
        (Mode::Check, Some(_)) => "an expectation without `eval` or `run`",
        (Mode::Eval | Mode::Run, None) if case.diagnostics.is_empty() => "`eval` or `run` without an expectation",
        (_, Some(_)) if case.must_fail() => "values beside an error, which leaves no values",
        (Mode::Eval, Some(expect)) if expect.rows.len() > 1 => "`eval` gives one row",
        _ => return Ok(()),
    };
    Err(problem.to_owned())
}

/// Reads ` live — reason`, what follows `skip:`.
fn read_skip(text: &str) -> Result<Skip, String> {
    let Some((surface, reason)) = text.split_once('—') else {
        return Err(format!("`skip:{text}` wants `skip: surface — reason`"));
    };
    let (surface, reason) = (surface.trim(), reason.trim());
    if !SURFACE_NAMES.contains(&surface) {
        return Err(format!("`skip:` names `{surface}`; the surfaces are {}", SURFACE_NAMES.join(", ")));
    }
    if reason.is_empty() {
        return Err(format!("`skip: {surface}` gives no reason"));
    }
    Ok(Skip { surface: surface.to_owned(), reason: reason.to_owned() })
}

#[cfg(test)]
mod tests;
