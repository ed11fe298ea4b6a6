//! The answer to a placeholder.

use tolok_value::Value;

/// The answer to a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What the formula is worth: what a cell of its own becomes.
    pub value: Value,
    /// The value as people read it: what stands in a text. It is not used for a blank or an error.
    pub display: String,
    /// The number format that shows the value so, as a spreadsheet writes it: for a cell whose own format is General.
    pub format: Option<String>,
    /// What stands in a text for a blank or an error, instead of a dash.
    pub absent: Option<String>,
}

/// What stands in a text for a value that is blank or an error.
const DASH: &str = "–";

impl Answer {
    /// The words that stand in a text for this answer.
    pub(crate) fn words(&self) -> &str {
        match &self.absent {
            _ if !self.value.is_blank() && !self.value.is_error() => &self.display,
            Some(absent) => absent,
            None => DASH,
        }
    }
}
