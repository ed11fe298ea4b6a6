//! No data, and which datum is missing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// No data: not zero, not an empty text. Remembers what was missing.
///
/// Two blanks are equal whatever was missing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Blank {
    reason: Option<Arc<str>>,
}

impl Blank {
    /// A blank that nothing is known of, such as the literal `blank`.
    pub const UNSAID: Blank = Blank { reason: None };

    /// A blank with its reason in plain words, such as "`new_customers` has no value".
    ///
    /// ```
    /// use tolok_value::Blank;
    /// assert_eq!(Blank::because("`spend` has no value").reason(), Some("`spend` has no value"));
    /// ```
    pub fn because(reason: impl Into<Arc<str>>) -> Self {
        Self { reason: Some(reason.into()) }
    }

    /// Why there is no value.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

impl PartialEq for Blank {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Blank {}
