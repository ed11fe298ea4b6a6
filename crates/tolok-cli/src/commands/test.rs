//! `tolok test`: runs the `test` blocks.

use serde_json::{Value as Json, json};
use tolok_diagnostics::{Diagnostic, Sources, has_warnings};

use super::failed;
use crate::arguments::{Format, TestArguments};
use crate::envelope::Envelope;
use crate::table::Table;
use crate::{DONE, PROBLEMS, output, report};

pub(crate) fn run(arguments: &TestArguments) -> u8 {
    let mut tests: Vec<Json> = Vec::new();
    let mut table = Table::new(&["result", "test"]);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut sources = Sources::new();
    let (mut passed, mut broken) = (0usize, 0usize);
    for name in &arguments.definitions {
        let definitions = match report::load(name, &arguments.reading) {
            Ok(definitions) => definitions,
            Err(problems) => return failed(&problems, arguments.format),
        };
        sources.extend(definitions.sources());
        diagnostics.extend(definitions.diagnostics().to_vec());
        for result in definitions.test() {
            let good = result.failures.is_empty();
            if good {
                passed += 1
            } else {
                broken += 1
            }
            tests.push(json!({ "title": &*result.title, "file": name, "passed": good }));
            table.push(vec![if good { "ok" } else { "FAILED" }.to_string(), result.title.to_string()]);
            diagnostics.extend(result.failures.into_iter().map(|failure| failure.diagnostic));
        }
    }
    let falls_short = arguments.strict && has_warnings(&diagnostics);
    let status = if broken > 0 || falls_short { PROBLEMS } else { DONE };
    match arguments.format {
        Format::Json => output::print(&Envelope::new().with("tests", Json::Array(tests)).text(&diagnostics, &sources)),
        format => {
            report::show(&diagnostics, &sources);
            output::print(&table.text(format, None));
            if format == Format::Table {
                output::print(&format!("{passed} passed, {broken} failed\n"));
            }
        }
    }
    status
}
