//! A problem as programs see it: the shape of the JSON envelope and of Python's exceptions.

use crate::{Diagnostic, Place, Sources};

/// A problem with lines and columns instead of spans.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Record {
    /// `error` or `warning`.
    pub severity: String,
    /// The stable code.
    pub code: String,
    /// What is wrong, in one line.
    pub message: String,
    /// The place as people write it.
    pub place: Option<String>,
    /// The file, where the place is in one.
    pub file: Option<String>,
    /// The first line, from 1.
    pub line: Option<usize>,
    /// The first character, from 1.
    pub column: Option<usize>,
    /// The line of the end.
    pub end_line: Option<usize>,
    /// The character after the last one.
    pub end_column: Option<usize>,
    /// Hint and help in one text.
    pub help: Option<String>,
}

impl Record {
    /// The record of a problem.
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let positions = sources.positions(&diagnostic.place);
        let data_line = match &diagnostic.place {
            Place::Line { line, .. } => usize::try_from(*line).ok(),
            _ => None,
        };
        let place = sources.describe(&diagnostic.place);
        let help: Vec<&str> = [&diagnostic.hint, &diagnostic.help].into_iter().flatten().map(String::as_str).collect();
        Self {
            severity: diagnostic.severity().to_string(),
            code: diagnostic.code.id.to_string(),
            message: diagnostic.message.clone(),
            place: (!place.is_empty()).then_some(place),
            file: diagnostic.place.file().map(ToString::to_string),
            line: data_line.or(positions.map(|(start, _)| start.line)),
            column: positions.map(|(start, _)| start.column),
            end_line: data_line.or(positions.map(|(_, end)| end.line)),
            end_column: positions.map(|(_, end)| end.column),
            help: (!help.is_empty()).then(|| help.join("; ")),
        }
    }
}
