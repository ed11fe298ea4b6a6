//! What strictness asks: that nothing is missing and nothing is warned about.

use tolok_diagnostics::{Diagnostic, Place, has_warnings};
use tolok_value::Value;

use crate::codes;

/// The problem of a value that is missing, at a place; nothing for one that is there.
///
/// ```
/// use tolok::diagnostics::Place;
/// use tolok::{Value, strictness};
/// let problem = strictness::missing("cac", &Value::BLANK, Some("nobody said what was spent"), Place::Nowhere);
/// assert_eq!(problem.map(|problem| problem.message), Some("`cac` is blank".to_owned()));
/// ```
pub fn missing(name: &str, value: &Value, cause: Option<&str>, place: Place) -> Option<Diagnostic> {
    let (code, what) = match value {
        Value::Blank(_) => (&codes::BLANK_KPI, "blank".to_string()),
        Value::Error(error) => (&codes::ERROR_KPI, error.kind().to_string()),
        _ => return None,
    };
    let problem = Diagnostic::new(code, format!("`{name}` is {what}")).at(place);
    Some(match cause {
        Some(cause) => problem.help(cause),
        None => problem,
    })
}

/// Adds what is missing, and is true if anything was missing or warned about.
pub fn falls_short(diagnostics: &mut Vec<Diagnostic>, missing: impl Iterator<Item = Diagnostic>) -> bool {
    let warned = has_warnings(diagnostics);
    let before = diagnostics.len();
    diagnostics.extend(missing);
    warned || diagnostics.len() > before
}
