//! The settings of a file: its currency, its calendar, its date and its rates are said once.

use std::collections::BTreeMap;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_syntax::tree::{Definition, Span};

use super::Checker;
use crate::codes;

impl Checker<'_> {
    /// Reports what a file says twice of itself: whichever of the two were taken, the other would silently be ignored.
    pub(super) fn settings(&mut self) {
        let program = self.program;
        for (index, file) in program.files.iter().enumerate() {
            let mut said: BTreeMap<&str, Span> = BTreeMap::new();
            for item in &file.tree.items {
                let span = item.definition.name().map_or(item.span, |name| name.span);
                for what in settings_of(&item.definition) {
                    match said.get(what) {
                        None => {
                            said.insert(what, span);
                        }
                        Some(first) => self.said_twice(index, what, *first, span),
                    }
                }
            }
        }
    }

    fn said_twice(&mut self, file: usize, what: &str, first: Span, second: Span) {
        let name = self.file_name(file);
        let problem = Diagnostic::new(&codes::DEFINED_TWICE, format!("{what} is said twice"))
            .in_text(&name, second.range())
            .related(Place::text(name, first.range()), "the first time")
            .help("a file says it once: take one of them out");
        self.diagnostics.push(problem);
    }
}

fn settings_of(definition: &Definition) -> Vec<&'static str> {
    match definition {
        Definition::Currency(_) => vec!["the currency"],
        Definition::Time(_) => vec!["the date column"],
        Definition::Rates(_) => vec!["the file of exchange rates"],
        Definition::Calendar(calendar) => {
            let week = calendar.week_starts.map(|_| "when the week starts");
            let year = calendar.year_starts.map(|_| "when the year starts");
            week.into_iter().chain(year).collect()
        }
        _ => Vec::new(),
    }
}
