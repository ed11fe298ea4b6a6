//! A case: definitions, sources, what is asked and what must come back.

use crate::expectation::{ExpectedDiagnostic, ExpectedTable, Severity};
use indexmap::IndexMap;

/// The name of the definitions file that is checked, evaluated or run.
pub(crate) const DEFINITIONS: &str = "defs.kpi";

/// One section of a Markdown file under `tests/cases`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The file's name without its ending: `01-numbers`.
    pub file: String,
    /// The section's heading.
    pub title: String,
    /// The line of that heading, from 1.
    pub line: usize,
    /// Definition files by name; `defs.kpi` is always among them.
    pub definitions: IndexMap<String, String>,
    /// The tables, in the order written.
    pub sources: Vec<Source>,
    /// What is asked; a case without a request is only checked.
    pub request: Option<Request>,
    /// The values that must come back.
    pub expect: Option<ExpectedTable>,
    /// The diagnostics that must come back.
    pub diagnostics: Vec<ExpectedDiagnostic>,
    /// The surfaces this case leaves out, with the reason.
    pub skips: Vec<Skip>,
}

/// A table of a case: `name.csv`, given as `--data name=name.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The source's name.
    pub name: String,
    /// Its CSV text, byte for byte.
    pub text: String,
}

/// The words after `tolok eval defs.kpi` or `tolok run defs.kpi --data …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `eval` or `run`.
    pub mode: Mode,
    /// The words, split as a shell splits them.
    pub words: Vec<String>,
}

/// How a case reaches the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Definitions are checked and nothing is computed.
    Check,
    /// Inputs given by hand.
    Eval,
    /// Tables to KPIs.
    Run,
}

impl Mode {
    /// The subcommand, which is also the name of the fence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Mode::Check => "check",
            Mode::Eval => "eval",
            Mode::Run => "run",
        }
    }
}

/// A surface this case leaves out: `skip: live — reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The surface's name.
    pub surface: String,
    /// Why, in words.
    pub reason: String,
}

impl Case {
    /// `check` where nothing is asked.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.request.as_ref().map_or(Mode::Check, |request| request.mode)
    }

    /// The text of `defs.kpi`.
    #[must_use]
    pub fn main_definitions(&self) -> &str {
        self.definitions.get(DEFINITIONS).map_or("", String::as_str)
    }

    /// Whether the case must fail: one of its diagnostics is an error.
    #[must_use]
    pub fn must_fail(&self) -> bool {
        self.diagnostics.iter().any(|expected| expected.severity == Severity::Error)
    }
}
