//! `tolok explain`: how a KPI gets its value.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tolok::{Definitions, Explained, Explanation, FromData, Problems, RunRequest, Value, strictness};
use tolok_diagnostics::{Diagnostic, Place};

use super::eval::request;
use super::run::asked::sources;
use super::{deliver, failed, wrong_usage};
use crate::arguments::{ExplainArguments, Format, Tongue};
use crate::envelope::{self, Envelope};
use crate::progress::Waiting;
use crate::table::{self, Table, escaped};
use crate::{output, report, tree};

pub(crate) fn run(arguments: &ExplainArguments) -> u8 {
    let format = match output::format(&arguments.output) {
        Ok(format) => format,
        Err(words) => return wrong_usage(&words),
    };
    let explained = report::load(&arguments.definitions, &arguments.reading).and_then(|definitions| explained(&definitions, arguments));
    let explained = match explained.and_then(|explained| if arguments.output.strict { strict(explained) } else { Ok(explained) }) {
        Ok(explained) => explained,
        Err(problems) => return failed(&problems, format),
    };
    if let Some(problem) = overwritten(&explained, arguments) {
        return failed(&Problems { diagnostics: vec![problem], sources: explained.sources }, format);
    }
    let text = match format {
        Format::Json => Envelope::new().with("explanation", json(&explained.root)).text(&explained.diagnostics, &explained.sources),
        format => {
            report::show(&explained.diagnostics, &explained.sources);
            shown(&explained.root, format, arguments.output.lang)
        }
    };
    deliver(&text, arguments.output.output.as_deref(), format)
}

/// Over tables where any is named or a row is asked for, else over values given by hand.
fn explained(definitions: &Definitions, arguments: &ExplainArguments) -> Result<Explained, Problems> {
    let request = request(&arguments.given, arguments.output.lang);
    let table = &arguments.table;
    let is_over_tables = !arguments.data.is_empty() || !arguments.at.is_empty() || table.over.is_some() || table.period.is_some();
    let is_over_tables = is_over_tables || (definitions.has_sources() && arguments.given.settings.is_empty());
    if !is_over_tables {
        return definitions.explain(&arguments.kpi, &request);
    }
    let request = RunRequest {
        request,
        data: sources(&arguments.data).map_err(Problems::one)?,
        over: table.over,
        filter: table.filter.clone(),
        period: table.period.clone(),
        as_of: table.as_of,
        ..RunRequest::default()
    };
    let waiting = Waiting::begin();
    definitions.explain_run(&arguments.kpi, &request, &arguments.at, &waiting)
}

/// What was read is never written over.
fn overwritten(explained: &Explained, arguments: &ExplainArguments) -> Option<Diagnostic> {
    let output = Path::new(arguments.output.output.as_deref()?);
    tolok::overwritten(output, explained.files.iter().map(PathBuf::as_path).chain([Path::new(&arguments.definitions)]))
}

/// With `--strict` the value may not be missing and nothing may be warned about.
fn strict(mut explained: Explained) -> Result<Explained, Problems> {
    let root = &explained.root;
    let missing = root
        .value
        .as_ref()
        .and_then(|value| strictness::missing(root.name.as_deref().unwrap_or_default(), value, root.cause.as_deref(), Place::Nowhere));
    if !strictness::falls_short(&mut explained.diagnostics, missing.into_iter()) {
        return Ok(explained);
    }
    Err(Problems { diagnostics: explained.diagnostics, sources: explained.sources })
}

fn shown(root: &Explanation, format: Format, language: Option<Tongue>) -> String {
    match format {
        Format::Csv => {
            let mut rows = Table::new(&["level", "name", "formula", "value", "error", "cause", "unit", "status", "target", "origin"]);
            add_rows(root, 0, language, &mut rows);
            rows.text(format, language)
        }
        Format::Markdown => {
            let mut text = String::new();
            add_items(root, 0, language, &mut text);
            text
        }
        Format::Table | Format::Json => {
            let label = root.label.as_ref().filter(|_| language.is_some()).map_or_else(String::new, |label| format!("{label}\n"));
            label + &tree::text(root, output::width())
        }
    }
}

fn json(explanation: &Explanation) -> Json {
    let children: Vec<Json> = explanation.children.iter().map(json).collect();
    let mut part = json!({
        "name": explanation.name,
        "formula": explanation.formula,
        "value": explanation.value.as_ref().map_or(Json::Null, envelope::value),
        "error": explanation.value.as_ref().and_then(error),
        "cause": explanation.cause,
        "display": explanation.display,
        "unit": explanation.unit,
        "status": explanation.status.map(|status| status.to_string()),
        "target": explanation.target,
        "origin": explanation.provenance.text(),
        "children": children,
    });
    // Only what is computed over tables has a place in one, and rows.
    if let Some(part) = part.as_object_mut() {
        part.extend(explanation.place.as_ref().map(|place| ("at".to_string(), json!(place))));
        part.extend(explanation.data.as_ref().map(|data| ("data".to_string(), from_data(data))));
    }
    part
}

fn from_data(data: &FromData) -> Json {
    let rows: Vec<Json> = data.rows.iter().map(|(place, value)| json!({ "place": place, "value": envelope::value(value) })).collect();
    let left_out: Vec<Json> = data.left_out.iter().map(|(reason, rows)| json!({ "reason": reason, "rows": rows })).collect();
    json!({
        "source": data.source,
        "file": data.label,
        "range": data.range,
        "counted": data.counted,
        "rows": rows,
        "left_out": left_out,
    })
}

fn error(value: &Value) -> Option<&'static str> {
    match value {
        Value::Error(error) => Some(error.kind().text()),
        _ => None,
    }
}

fn add_rows(explanation: &Explanation, level: usize, language: Option<Tongue>, rows: &mut Table) {
    let value = explanation.value.as_ref();
    rows.push(vec![
        level.to_string(),
        explanation.name.clone().unwrap_or_default(),
        explanation.formula.clone().unwrap_or_default(),
        value.map_or_else(String::new, |value| table::exact(value, language)),
        value.and_then(error).unwrap_or_default().to_string(),
        explanation.cause.clone().unwrap_or_default(),
        explanation.unit.clone().unwrap_or_default(),
        explanation.status.map_or_else(String::new, |status| status.to_string()),
        explanation.target.clone().unwrap_or_default(),
        explanation.data.as_ref().map_or_else(|| explanation.provenance.text().to_string(), FromData::text),
    ]);
    explanation.children.iter().for_each(|child| add_rows(child, level + 1, language, rows));
}

/// A list with a list in each item.
fn add_items(explanation: &Explanation, level: usize, language: Option<Tongue>, text: &mut String) {
    let at = explanation.place.as_ref().map_or_else(String::new, |place| format!(" ({})", escaped(place)));
    let subject = match (&explanation.name, &explanation.formula) {
        (Some(name), Some(formula)) if !explanation.children.is_empty() => format!("**{}** = {}", escaped(name), code(formula)),
        (Some(name), _) => format!("**{}**", escaped(name)),
        (None, formula) => code(formula.as_deref().unwrap_or_default()),
    };
    let label =
        explanation.label.as_ref().filter(|_| language.is_some()).map_or_else(String::new, |label| format!(" ({})", escaped(label)));
    let (value, words) = (tree::value(explanation), escaped(&tree::words(explanation, level == 0)));
    let value = if value.is_empty() { value } else { format!(": {}", escaped(&value)) };
    let words = if words.is_empty() { words } else { format!(" — {words}") };
    text.push_str(&format!("{}- {subject}{at}{label}{value}{words}\n", "  ".repeat(level)));
    explanation.children.iter().for_each(|child| add_items(child, level + 1, language, text));
}

/// A formula between as many backticks as it takes.
fn code(formula: &str) -> String {
    if formula.contains('`') { format!("`` {formula} ``") } else { format!("`{formula}`") }
}
