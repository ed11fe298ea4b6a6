//! The one JSON envelope of every command.

use serde_json::{Map, Value as Json, json};
use tolok::{Kpi, Value};
use tolok_diagnostics::{Diagnostic, Record, Sources};

/// The envelope as a line of text.
pub(crate) struct Envelope {
    map: Map<String, Json>,
}

impl Envelope {
    /// An envelope with nothing in it yet.
    pub(crate) fn new() -> Self {
        let mut map = Map::new();
        map.insert("tolok".to_string(), json!(1));
        Self { map }
    }

    /// The envelope with one more entry.
    pub(crate) fn with(mut self, key: &str, value: Json) -> Self {
        self.map.insert(key.to_string(), value);
        self
    }

    /// The envelope with its diagnostics, as text that ends with a newline.
    pub(crate) fn text(self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let records: Vec<Json> = diagnostics.iter().map(|diagnostic| json!(Record::new(diagnostic, sources))).collect();
        let mut text = Json::Object(self.with("diagnostics", Json::Array(records)).map).to_string();
        text.push('\n');
        text
    }
}

/// A value as the envelope has it: exact decimals, texts and dates as strings, a bool as itself, a blank and an error as null.
pub(crate) fn value(value: &Value) -> Json {
    match value {
        Value::Blank(_) | Value::Error(_) => Json::Null,
        Value::Bool(truth) => json!(truth),
        other => json!(other.to_string()),
    }
}

/// What came out for one KPI.
pub(crate) fn kpi(kpi: &Kpi) -> Json {
    let error = match &kpi.value {
        Value::Error(error) => Some(error.kind().text()),
        _ => None,
    };
    let cause = match (&kpi.cause, &kpi.cause_place) {
        (Some(cause), Some(place)) => Some(format!("{cause} ({place})")),
        (cause, _) => cause.clone(),
    };
    json!({
        "value": value(&kpi.value),
        "error": error,
        "cause": cause,
        "display": kpi.display,
        "unit": kpi.unit,
        "status": kpi.status.map(|status| status.to_string()),
    })
}
