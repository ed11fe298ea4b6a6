//! Why nothing came out: every problem of a run, with the texts it points into.

use std::fmt;

use tolok_diagnostics::{Diagnostic, Sources, short};

/// Every problem of a run that came to nothing.
#[derive(Debug, Clone)]
pub struct Problems {
    /// The problems, errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts they point into.
    pub sources: Sources,
}

impl Problems {
    /// One problem that points into no text.
    pub fn one(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], sources: Sources::new() }
    }
}

impl fmt::Display for Problems {
    /// A line for each problem.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.diagnostics.iter().map(|diagnostic| short::render(diagnostic, &self.sources)).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}
