//! The Rust API as a surface: `tolok::Definitions` over the files of a case, read as any program would read it.

use crate::case::{Case, DEFINITIONS, Mode};
use crate::expectation::Severity;
use crate::outcome::{Finding, Outcome, Results, Row};
use crate::surface::Surface;
use indexmap::IndexMap;
use std::path::Path;
use tolok::diagnostics::{Diagnostic, Record, Sources, has_errors};
use tolok::{
    DataPath, DataSource, Definitions, FileSystem, Grain, Locale, NoProgress, Problems, Request, ResultRow, RunRequest, RunResult, Sort,
};

/// Runs cases through the façade crate.
#[derive(Debug, Clone, Copy)]
pub struct Rust;

impl Surface for Rust {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn rule(&self, case: &Case) -> Option<&'static str> {
        let words = case.request.as_ref().map_or(&[][..], |request| request.words.as_slice());
        words
            .iter()
            .any(|word| word == "--strict")
            .then_some("`--strict` is an option of the command line: in Rust whoever calls looks at the values")
    }

    fn missing(&self) -> Option<String> {
        None
    }

    fn run(&self, case: &Case) -> Result<Outcome, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        for (name, text) in &case.definitions {
            std::fs::write(folder.path().join(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
        let main = folder.path().join(DEFINITIONS);
        let (name, text) = (main.to_string_lossy(), case.main_definitions());
        let files = FileSystem::around(&main, false);
        let Some(asked) = &case.request else {
            let definitions = Definitions::inspect(&name, text, &files);
            return Ok(Outcome {
                failed: has_errors(definitions.diagnostics()),
                results: None,
                findings: findings(definitions.diagnostics(), definitions.sources()),
            });
        };
        for source in &case.sources {
            let path = folder.path().join(format!("{}.csv", source.name));
            std::fs::write(path, &source.text).map_err(|error| format!("{}: {error}", source.name))?;
        }
        let definitions = Definitions::checked(&name, text, &files);
        let computed = match asked.mode {
            Mode::Run => {
                let request = run_request(&asked.words, case, folder.path())?;
                definitions
                    .and_then(|definitions| definitions.run(&request, &NoProgress))
                    .map(|result| (table(&result), result.diagnostics, result.sources))
            }
            Mode::Check | Mode::Eval => {
                let request = request(&asked.words)?;
                definitions.and_then(|definitions| definitions.evaluate(&request)).map(|evaluation| {
                    let kpis = evaluation.kpis.iter().map(|kpi| (kpi.name.clone(), kpi.value.to_string())).collect();
                    (Results::Single(kpis), evaluation.diagnostics, evaluation.sources)
                })
            }
        };
        Ok(match computed {
            Ok((results, diagnostics, sources)) => {
                Outcome { failed: false, results: Some(results), findings: findings(&diagnostics, &sources) }
            }
            Err(Problems { diagnostics, sources }) => Outcome { failed: true, results: None, findings: findings(&diagnostics, &sources) },
        })
    }
}

/// The request that the words after `tolok run defs.kpi` make. Sources are given as texts in memory, but for those that the definitions
/// name as files.
fn run_request(words: &[String], case: &Case, folder: &Path) -> Result<RunRequest, String> {
    let mut run = RunRequest::default();
    let mut common: Vec<String> = Vec::new();
    let mut words = words.iter();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--total" => run.total = true,
            "--subtotals" => run.subtotals = true,
            "--check-totals" => run.check_totals = true,
            _ => {
                let value = words.next().ok_or_else(|| format!("`{option}` wants a value"))?.as_str();
                match option.as_str() {
                    "--by" => run.by.extend(value.split(',').map(|name| name.trim().to_string())),
                    "--over" => run.over = Some(Grain::parse(value).ok_or_else(|| format!("`{value}` is no period"))?),
                    "--where" => run.filter = Some(value.to_string()),
                    "--period" => run.period = Some(value.to_string()),
                    "--periods" => {
                        let (first, last) = value.split_once("..").ok_or_else(|| format!("`--periods {value}` wants A..B"))?;
                        run.periods = Some((first.to_string(), last.to_string()));
                    }
                    "--as-of" => run.as_of = Some(value.parse().map_err(|_| format!("`{value}` is no date"))?),
                    "--report" => run.report = Some(value.to_string()),
                    "--top" => run.top = Some(value.parse().map_err(|_| format!("`{value}` is no number"))?),
                    "--sort" => {
                        let descending = value.starts_with('-');
                        run.sort = Some(Sort { kpi: value.trim_start_matches('-').to_string(), descending });
                    }
                    _ => common.extend([option.clone(), value.to_string()]),
                }
            }
        }
    }
    run.request = request(&common)?;
    for source in &case.sources {
        let file = format!("{}.csv", source.name);
        let is_named = case.definitions.values().any(|text| text.contains(&format!("\"{file}\"")));
        run.data.push(match is_named {
            true => DataSource::Named(DataPath { name: Some(source.name.clone()), path: folder.join(&file), ..DataPath::default() }),
            false => DataSource::Text { name: Some(source.name.clone()), label: file, bytes: source.text.as_bytes().into() },
        });
    }
    Ok(run)
}

/// The rows of a result, as every surface gives them.
fn table(result: &RunResult) -> Results {
    let row = |row: &ResultRow| {
        let members = result.dimensions.iter().zip(&row.members);
        let mut dimensions: IndexMap<String, Option<String>> =
            members.map(|(dimension, member)| (dimension.name.clone(), member.as_ref().map(|member| member.name.clone()))).collect();
        if result.over.is_some() {
            dimensions.insert("period".to_string(), row.period.map(|period| period.to_string()));
        }
        dimensions.insert("partial".to_string(), Some(row.partial.to_string()));
        let kpis = result.kpis.iter().zip(&row.kpis).map(|(heading, kpi)| (heading.heading.name.clone(), kpi.value.to_string())).collect();
        Row { dimensions, kpis }
    };
    Results::Table { rows: result.rows.iter().map(row).collect(), totals: result.totals.iter().map(row).collect() }
}

/// The request that the words after `tolok eval defs.kpi` make.
pub(crate) fn request(words: &[String]) -> Result<Request, String> {
    let mut request = Request::new();
    let mut words = words.iter();
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{option}` wants a value"))?;
        let locale = || Locale::parse(value).ok_or_else(|| format!("`{value}` is no language"));
        request = match option.as_str() {
            "--set" => {
                let (name, value) = value.split_once('=').ok_or_else(|| format!("`--set {value}` wants NAME=VALUE"))?;
                request.set(name.trim(), value)
            }
            "--kpis" => request.kpis(value.split(',').map(str::trim)),
            "--locale" => request.locale(locale()?),
            "--lang" => request.language(locale()?),
            _ => return Err(format!("`{option}` has no counterpart in Rust")),
        };
    }
    Ok(request)
}

pub(crate) fn findings(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Finding> {
    diagnostics.iter().map(|diagnostic| finding(Record::new(diagnostic, sources))).collect()
}

fn finding(record: Record) -> Finding {
    Finding {
        severity: match record.severity.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            _ => None,
        },
        code: record.code,
        message: record.message,
        place: record.place.unwrap_or_default(),
        help: record.help.unwrap_or_default(),
        file: record.file,
        line: record.line,
        column: record.column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::load_text;

    fn run(text: &str) -> Outcome {
        Rust.run(&load_text("f.md", text).cases[0]).unwrap()
    }

    #[test]
    fn words_become_a_request() {
        let text = "## T\n```kpi\ninput biaya: money\na = biaya * 2\nb = 1\n```\n```eval\n--set \"biaya=1.000,5\" --locale id --kpis a\n```\n```expect\na\n2001\n```\n";
        let Some(Results::Single(kpis)) = run(text).results else { panic!("no values") };
        assert_eq!(kpis.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "2001".to_owned())]);
    }

    #[test]
    fn an_option_without_counterpart_is_said() {
        for words in [&["--over", "month"][..], &["--set", "spend"], &["--kpis"]] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert!(request(&words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn problems_have_places_and_no_values() {
        let outcome = run("## T\n```kpi\na = 1\nb = 1 +\n```\n```eval\n```\n```diagnostics\nerror E01 2\n```\n");
        assert!(outcome.failed && outcome.results.is_none());
        assert_eq!((outcome.findings[0].code.as_str(), outcome.findings[0].line), ("E0101", Some(2)));
    }
}
