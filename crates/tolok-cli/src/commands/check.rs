//! `tolok check`: every problem of definitions.

use tolok::reference::diagnostic_entry;
use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Sources, has_errors, has_warnings};

use super::wrong_usage;
use crate::arguments::{CheckArguments, Format};
use crate::envelope::Envelope;
use crate::table::Table;
use crate::{DONE, PROBLEMS, output, report};

pub(crate) fn run(arguments: &CheckArguments) -> u8 {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut sources = Sources::new();
    let mut notes: Vec<String> = Vec::new();
    for name in &arguments.definitions {
        match report::inspect(name, &arguments.reading) {
            Ok(definitions) => {
                sources.extend(definitions.sources());
                diagnostics.extend(definitions.diagnostics().to_vec());
                let inputs = definitions.undeclared_inputs();
                if !inputs.is_empty() && !has_errors(definitions.diagnostics()) {
                    let shown = if name == "-" { "<stdin>" } else { name };
                    notes.push(format!("{shown}: reads {} as inputs", inputs.join(", ")));
                }
            }
            Err(problems) => {
                sources.extend(&problems.sources);
                diagnostics.extend(problems.diagnostics);
            }
        }
    }
    match arguments.format {
        Format::Json => output::print(&Envelope::new().text(&diagnostics, &sources)),
        Format::Table => {
            report::show(&diagnostics, &sources);
            notes.iter().for_each(|note| output::print(&format!("{note}\n")));
            match report::summary(&diagnostics) {
                Some(summary) => output::say(&summary),
                None => output::print("no problems\n"),
            }
        }
        format => output::print(&listed(&diagnostics, &sources).text(format, None)),
    }
    if has_errors(&diagnostics) || arguments.strict && has_warnings(&diagnostics) { PROBLEMS } else { DONE }
}

fn listed(diagnostics: &[Diagnostic], sources: &Sources) -> Table {
    let mut table = Table::new(&["place", "severity", "code", "message", "help"]);
    for diagnostic in diagnostics {
        let advice: Vec<&str> = [&diagnostic.hint, &diagnostic.help].into_iter().flatten().map(String::as_str).collect();
        table.push(vec![
            sources.describe(&diagnostic.place),
            diagnostic.severity().to_string(),
            diagnostic.code.id.to_string(),
            diagnostic.message.clone(),
            advice.join("; "),
        ]);
    }
    table
}

fn explain(code: &str) -> u8 {
    match tolok::codes::find(code) {
        Some(code) => {
            output::print(&diagnostic_entry(code));
            DONE
        }
        None => {
            let known = tolok::codes::all();
            let near = nearest(&code.to_uppercase(), known.iter().map(|code| code.id))
                .map_or_else(String::new, |near| format!("; did you mean {near}?"));
            wrong_usage(&format!("there is no diagnostic `{code}`{near}"))
        }
    }
}
