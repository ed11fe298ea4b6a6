//! What is asked of definitions.

use tolok_value::{Language, Locale, Value};

/// What is asked of definitions: values given by hand, and what is shown.
///
/// ```
/// use tolok::{Definitions, Request};
/// let definitions = Definitions::parse("half = total / 2")?;
/// let evaluation = definitions.evaluate(&Request::new().set("total", "$1,000.50"))?;
/// assert_eq!(evaluation.get("half").map(|kpi| kpi.value.to_string()), Some("500.25".to_string()));
/// # Ok::<(), tolok::Problems>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub(crate) settings: Vec<(String, Setting)>,
    pub(crate) kpis: Option<Vec<String>>,
    pub(crate) language: Language,
    pub(crate) locale: Locale,
    pub(crate) is_locale_given: bool,
}

/// A value that is given.
#[derive(Debug, Clone)]
pub(crate) enum Setting {
    /// As a person types it.
    Text(String),
    /// As it is.
    Value(Value),
}

impl Request {
    /// Nothing given, everything shown.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a value as a person would type it: `1000`, `$1,000.50`, `25%`, `2026-01-31`, `blank`.
    #[must_use]
    pub fn set(mut self, name: &str, text: &str) -> Self {
        self.settings.push((name.to_string(), Setting::Text(text.to_string())));
        self
    }

    /// Gives a value.
    #[must_use]
    pub fn set_value(mut self, name: &str, value: Value) -> Self {
        self.settings.push((name.to_string(), Setting::Value(value)));
        self
    }

    /// True if it gives any value.
    pub(crate) fn gives_values(&self) -> bool {
        !self.settings.is_empty()
    }

    /// Shows these definitions only, in this order.
    #[must_use]
    pub fn kpis(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.kpis = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Shows values and labels in a language.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Reads numbers and dates that are written as text in the habits of a language.
    #[must_use]
    pub fn locale(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self.is_locale_given = true;
        self
    }
}
