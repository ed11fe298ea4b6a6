//! What stands for a KPI that has no value: as its definition says, unless the person says otherwise.

use tolok::{ErrorKind, Kpi, Value};

use crate::arguments::Missing;

/// How a KPI appears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Appearance<'a> {
    /// As its value.
    Value,
    /// As nothing.
    Nothing,
    /// As an error.
    Error(ErrorKind),
    /// As a text in place of a value.
    Text(&'a str),
}

/// How the KPI appears.
pub(super) fn appearance<'a>(kpi: &'a Kpi, missing: Option<&'a Missing>) -> Appearance<'a> {
    match (&kpi.value, missing) {
        (Value::Blank(_) | Value::Error(_), Some(Missing::Text(text))) => Appearance::Text(text),
        (Value::Blank(_), _) | (Value::Error(_), Some(Missing::Blank)) => Appearance::Nothing,
        (Value::Error(error), Some(Missing::Error)) => Appearance::Error(error.kind()),
        // The display follows `on_error`.
        (Value::Error(error), None) => match kpi.display.as_str() {
            "" => Appearance::Nothing,
            display if display == error.kind().text() => Appearance::Error(error.kind()),
            display => Appearance::Text(display),
        },
        _ => Appearance::Value,
    }
}
