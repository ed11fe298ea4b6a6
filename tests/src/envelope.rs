//! The JSON envelope of the command line, read into an outcome. It is a promise to other programs, so it is read
//! strictly: a number where exact text is promised is reported, not taken.

use crate::expectation::Severity;
use crate::outcome::{Finding, Outcome, Results, Row};
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// Reads `{"tolok": 1, …}`; `failed` is what the exit status said.
///
/// # Errors
///
/// What is not as promised, in words.
pub fn outcome_of_envelope(text: &str, failed: bool) -> Result<Outcome, String> {
    let envelope: Value = serde_json::from_str(text).map_err(|error| format!("not JSON: {error}: {}", start(text)))?;
    if envelope.get("tolok").and_then(Value::as_u64) != Some(1) {
        return Err(format!("no envelope: {}", start(text)));
    }
    let findings = match envelope.get("diagnostics").and_then(Value::as_array) {
        Some(list) => list.iter().map(finding).collect(),
        None => {
            return Err(format!("an envelope without `diagnostics`: {}", start(text)));
        }
    };
    let results = match (envelope.get("kpis"), envelope.get("rows")) {
        (Some(kpis), None) => Some(Results::Single(cells(kpis)?)),
        (None, Some(rows)) => Some(Results::Table { rows: table(rows)?, totals: envelope.get("totals").map_or(Ok(Vec::new()), table)? }),
        (None, None) => None,
        (Some(_), Some(_)) => return Err("an envelope with both `kpis` and `rows`".to_owned()),
    };
    Ok(Outcome { failed, results, findings })
}

fn table(rows: &Value) -> Result<Vec<Row>, String> {
    let rows = rows.as_array().ok_or("`rows` and `totals` are lists")?;
    rows.iter()
        .map(|row| {
            let fields = row.as_object().ok_or("a row is an object")?;
            let mut read = Row::default();
            for (name, value) in fields {
                if name == "kpis" {
                    read.kpis = cells(value)?;
                } else {
                    read.dimensions.insert(name.clone(), text_of(value));
                }
            }
            Ok(read)
        })
        .collect()
}

fn cells(kpis: &Value) -> Result<IndexMap<String, String>, String> {
    let kpis = kpis.as_object().ok_or("`kpis` is an object")?;
    kpis.iter()
        .map(|(name, cell)| {
            let cell = cell.as_object().ok_or_else(|| format!("`{name}` is not an object"))?;
            Ok((name.clone(), exact(cell)))
        })
        .collect()
}

/// The exact text of a cell, as an expected table writes it.
fn exact(cell: &Map<String, Value>) -> String {
    if let Some(error) = cell.get("error").and_then(text_of) {
        return error;
    }
    match cell.get("value") {
        None | Some(Value::Null) => "blank".to_owned(),
        Some(Value::Bool(truth)) => truth.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => format!("not text: {other}"),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn finding(diagnostic: &Value) -> Finding {
    let text = |name: &str| diagnostic.get(name).and_then(text_of);
    let number = |name: &str| {
        let number = diagnostic.get(name).and_then(Value::as_u64)?;
        usize::try_from(number).ok()
    };
    Finding {
        severity: match text("severity").as_deref() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            _ => None,
        },
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        place: text("place").unwrap_or_default(),
        help: text("help").unwrap_or_default(),
        file: text("file"),
        line: number("line"),
        column: number("column"),
    }
}

/// The start of an output, on one line, for messages.
fn start(text: &str) -> String {
    text.chars().take(200).collect::<String>().escape_debug().to_string()
}

#[cfg(test)]
mod tests;
